//! Which file of a site stands for which address of the portal.

/// The file that stands for an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its path in the site.
    pub(super) file: String,
    /// The place in it, with its mark: `#n5`; empty if it is the whole.
    pub(super) fragment: String,
    /// Whether it is found on pages alone, so that whoever finds it must see that it is written.
    pub(super) is_list: bool,
}

/// The file for an address as a page of the portal writes it; none if the site has no such file.
pub(super) fn place(address: &str) -> Option<Place> {
    let (address, fragment) = address.split_once('#').map_or((address, ""), |(address, at)| (address, at));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let whole = |file: &str| {
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        Some(Place { file: file.to_owned(), fragment, is_list: false })
    };
    // A list is a file; parts of it, and its pages, are in a folder beside it.
    let list = |base: &str, ending: &str| {
        let asked = suffix(query)?;
        let part = asked.strip_prefix('-').map(|asked| format!("/{asked}")).unwrap_or_default();
        Some(Place { file: format!("{base}{part}{ending}"), fragment: String::new(), is_list: true })
    };
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        [
            "style.css" | "icon.svg" | "charts.js" | "charts.LICENSE.txt" | "key.txt" | "feed.atom"
            | "sitemap.xml",
        ] => whole(path.trim_start_matches('/')),
        ["sitemap", what @ ("offices" | "revisions"), part] if is_number(part) => {
            Some(Place { is_list: true, ..whole(&format!("sitemap/{what}-{part}.xml"))? })
        }
        [""] => list("index", ".html"),
        [name @ ("regions" | "years" | "initials" | "register")] => list(name, ".html"),
        ["register.csv"] => list("register", ".csv"),
        ["regions", region] if is_number(region) => list(&format!("regions/{region}"), ".html"),
        ["initials", initial] if initial.len() == 1 && is_plain(initial) => {
            list(&format!("initials/{initial}"), ".html")
        }
        // Another office would be looked for by its name; what is the same stands in both documents.
        ["compare"] if !query.contains("name=") && !query.contains("all=") => list("compare", ".html"),
        ["offices", office] if is_number(office) => whole(&format!("offices/{office}.html")),
        [
            "api",
            "v1",
            "revisions",
            revision,
            data @ ("facts.csv" | "facts.json" | "findings.csv" | "findings.json" | "numbers.json"),
        ] if is_number(revision) => whole(&format!("revisions/{revision}/{data}")),
        ["revisions", revision, rest @ ..] if is_number(revision) => {
            let file = |name: &str| whole(&format!("revisions/{revision}/{name}"));
            match rest {
                [] => file("index.html"),
                ["manifest.json" | "dataset.jsonld"] => file(rest[0]),
                ["numbers"] => file("numbers.html"),
                ["numbers", number] if is_number(number) => {
                    Some(Place { fragment: format!("#n{number}"), ..file("numbers.html")? })
                }
                ["files", name @ ..] if !name.is_empty() => {
                    file(&format!("files/{}", file_name(&name.join("/"))))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a query adds to the name of a file: `year=2024&kind=` adds `-year-2024`. A query that a name cannot hold has no file.
fn suffix(query: &str) -> Option<String> {
    let mut suffix = String::new();
    for (field, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if !is_plain(field) || !(value.is_empty() || is_plain(value)) {
            return None;
        }
        if !value.is_empty() {
            suffix.extend(["-", field, "-", value]);
        }
    }
    Some(suffix)
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_plain(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The name of a file as a disk can hold it, in one folder.
fn file_name(encoded: &str) -> String {
    let name = decoded(encoded);
    let held = |c: char| if c == '/' || c == '\\' || c.is_control() { '_' } else { c };
    let name: String = name.chars().map(held).collect();
    // These two are no names of files.
    if name == "." || name == ".." { "_".to_owned() } else { name }
}

fn decoded(encoded: &str) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| byte == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(code);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn every_address_of_the_portal_has_its_file_or_none() {
        let told = |address| place(address).map_or_else(|| "-".to_owned(), |p| p.file + &p.fragment);
        for (address, file) in [
            ("/", "index.html"),
            ("/?year=2024&kind=budget&region=", "index/year-2024-kind-budget.html"),
            ("/?name=%E4%B8%AD", "-"),
            ("/regions/3?after=100", "regions/3/after-100.html"),
            (
                "/register.csv?year=2024&kind=budget&region=&only=late",
                "register/year-2024-kind-budget-only-late.csv",
            ),
            ("/compare?a=1&b=2", "compare/a-1-b-2.html"),
            ("/compare?a=1&name=x", "-"),
            ("/offices/7", "offices/7.html"),
            ("/revisions/7#section-2", "revisions/7/index.html#section-2"),
            ("/revisions/7/numbers/5", "revisions/7/numbers.html#n5"),
            ("/revisions/7/files/%E9%A2%84%E7%AE%97.pdf", "revisions/7/files/预算.pdf"),
            ("/revisions/7/files/..%2F..%2Fa", "revisions/7/files/.._.._a"),
            ("/revisions/7/files/..", "revisions/7/files/_"),
            ("/api/v1/revisions/7/facts.csv", "revisions/7/facts.csv"),
            ("/charts.js?v=abc", "charts.js"),
            ("/sitemap/offices/1", "sitemap/offices-1.xml"),
            ("/desk", "-"),
            ("/search?q=a", "-"),
            ("/type?size=large", "-"),
            ("/api/v1/offices", "-"),
            ("/revisions/x", "-"),
        ] {
            assert_eq!(told(address), file, "{address}");
        }
    }
}
