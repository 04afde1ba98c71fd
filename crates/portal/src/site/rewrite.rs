//! A page of the portal as a file of a site: what leads to other pages leads to their files, and what needs a server is left out.
//!
//! Pages are our own: what they say is escaped, so that a quote or a bracket in the source is always one of the templates'.

use super::addresses::place;
use crate::public::files::encoded;
use std::collections::BTreeMap;

/// What is written only where a server answers, and what only where none does.
const LIVE: (&str, &str) = ("<!--live-->", "<!--/live-->");
const FEED: (&str, &str) = ("<!--feed-->", "<!--/feed-->");
const FORM: (&str, &str) = ("<form", "</form>");

/// A page at a file of the site, and the lists that it leads to. `current` tells the revisions of the documents that it leads to.
pub(super) fn rewritten(
    page: &str,
    file: &str,
    current: &BTreeMap<i64, i64>,
    has_feed: bool,
) -> (String, Vec<String>) {
    let page = without(&without(page, LIVE), FORM);
    let page = if has_feed { page } else { without(&page, FEED) };
    let page =
        [FEED.0, FEED.1, "<!--static", "static-->"].iter().fold(page, |page, mark| page.replace(mark, ""));
    let mut lists = Vec::new();
    let mut written = String::with_capacity(page.len());
    let mut rest = page.as_str();
    // Links of what has no file lose their mark; the words stay.
    let mut is_dropped = false;
    while let Some(at) = rest.find('<') {
        written.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at..=at + end];
        rest = &rest[at + end + 1..];
        if tag == "</a>" && is_dropped {
            is_dropped = false;
            continue;
        }
        match target(tag) {
            Some((before, address, after)) => {
                let address = address.replace("&amp;", "&").replace("&#38;", "&");
                let address = follow(&address, current);
                let is_feed = address == "/feed.atom";
                match place(&address).filter(|_| has_feed || !is_feed) {
                    Some(place) => {
                        written.extend([before, &relative(file, &place.file), &place.fragment, after]);
                        if place.is_list {
                            lists.push(address);
                        }
                    }
                    None => is_dropped = tag.starts_with("<a "),
                }
            }
            None => written.push_str(tag),
        }
    }
    written.push_str(rest);
    (written, lists)
}

/// The parts of a tag around the address of the portal that it leads to; none if it leads to none.
fn target(tag: &str) -> Option<(&str, &str, &str)> {
    let attribute =
        [" href=\"/", " src=\"/"].into_iter().find_map(|name| Some(tag.find(name)? + name.len() - 1))?;
    let end = attribute + tag[attribute..].find('"')?;
    Some((&tag[..attribute], &tag[attribute..end], &tag[end..]))
}

/// The revision that a document now has, instead of the document.
fn follow(address: &str, current: &BTreeMap<i64, i64>) -> String {
    let document = address.strip_prefix("/documents/").and_then(|document| document.parse().ok());
    let revision = document.and_then(|document: i64| current.get(&document));
    revision.map_or_else(|| address.to_owned(), |revision| format!("/revisions/{revision}"))
}

/// The way from a file to another.
fn relative(from: &str, to: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    let to: Vec<String> = to.split('/').map(encoded).collect();
    format!("{up}{}", to.join("/"))
}

/// A text without what stands between marks, and without them.
fn without(page: &str, (begin, end): (&str, &str)) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(begin) {
        kept.push_str(before);
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    kept
}

/// A text for programs whose addresses begin with `base`: they begin with where the files will be found, or lead from the file on.
/// Beside it the lists that it leads to.
pub(super) fn addressed(text: &str, base: &str, file: &str, address: Option<&str>) -> (String, Vec<String>) {
    let mut lists = Vec::new();
    let mut parts = text.split(base);
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['"', '<']).unwrap_or(part.len());
        let (asked, rest) = part.split_at(end);
        let to = place(asked);
        // The pages that readers are led to are found by the pages they read.
        lists.extend(
            to.iter().filter(|to| to.is_list && to.file.starts_with("sitemap/")).map(|_| asked.to_owned()),
        );
        let path = to.map(|to| (relative("", &to.file), relative(file, &to.file)));
        match (path, address) {
            (Some((path, _)), Some(address)) => written.extend([address, "/", &path]),
            (Some((_, path)), None) => written.push_str(&path),
            (None, _) => written.extend([address.unwrap_or_default(), asked]),
        }
        written.push_str(rest);
    }
    (written, lists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_file_to_file_and_what_needs_a_server_is_gone() {
        let page = "<link rel=\"x\" href=\"/type.css\"><link href=\"/style.css\"><form action=\"/search\"><a href=\"/\">x</a></form>\
            <!--live--><a href=\"/desk\">登录</a><!--/live--><!--static <p>无</p> static--><!--feed--><a href=\"/feed.atom\">f</a><!--/feed-->\
            <a href=\"/documents/3\">预算</a><a href=\"/search?q=a\">找</a><a href=\"#main\">文</a>\
            <a href=\"/?year=2024&amp;kind=budget\">年</a><a rel=\"next\" href=\"/register?region=1&#38;only=late\">迟</a>\
            <a href=\"/revisions/7/files/%E9%A2%84.pdf\">下</a><script src=\"/charts.js?v=1\" defer></script>";
        let (page, lists) = rewritten(page, "revisions/7/index.html", &BTreeMap::from([(3, 9)]), false);
        assert_eq!(
            page,
            "<link href=\"../../style.css\"> <p>无</p> \
             <a href=\"../../revisions/9/index.html\">预算</a>找<a href=\"#main\">文</a>\
             <a href=\"../../index/year-2024-kind-budget.html\">年</a>\
             <a rel=\"next\" href=\"../../register/region-1-only-late.html\">迟</a>\
             <a href=\"../../revisions/7/files/%E9%A2%84.pdf\">下</a><script src=\"../../charts.js\" defer></script>"
        );
        assert_eq!(lists, ["/?year=2024&kind=budget", "/register?region=1&only=late"]);
    }

    #[test]
    fn programs_find_files_where_the_site_will_be() {
        let feed = "<id>http://h/revisions/7</id><link href=\"http://h/\"/>";
        assert_eq!(
            addressed(feed, "http://h", "feed.atom", Some("https://a.cn/y")).0,
            "<id>https://a.cn/y/revisions/7/index.html</id><link href=\"https://a.cn/y/index.html\"/>"
        );
        let data = "\"http://h/revisions/7\",\"http://h/api/v1/revisions/7/facts.csv\"";
        assert_eq!(
            addressed(data, "http://h", "revisions/7/dataset.jsonld", None).0,
            "\"../../revisions/7/index.html\",\"../../revisions/7/facts.csv\""
        );
    }
}
