//! The contents page against the body: entries that are missing, and titles that differ.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Announced, ContentsEntry, Disclosure, Passage, fold, text};
use mingzhang_standard::Profile;

pub(crate) static RULE: Rule = Rule {
    code: "S107",
    name: "not-in-the-contents",
    title: "目录漏列正文中的表或说明",
    title_en: "The contents leave out a table or section of the body",
    severity: Severity::Warning,
    page: include_str!("contents.md"),
    check: Check::Profiled(missing),
};

pub(crate) static TITLES: Rule = Rule {
    code: "S108",
    name: "title-differs-from-the-contents",
    title: "目录中的标题与正文不一致",
    title_en: "A title differs between contents and body",
    severity: Severity::Warning,
    page: include_str!("contents_titles.md"),
    check: Check::Profiled(titles),
};

/// What the body prints that a contents page announces: its key, and its title there.
fn printed<'a>(disclosure: &'a Disclosure, profile: &Profile) -> Vec<(Announced, &'a Passage)> {
    let mut tables: Vec<(Announced, &Passage)> = Vec::new();
    for table in &disclosure.tables {
        let Some(spec) = profile.tables.iter().find(|s| s.number == table.number) else { continue };
        let key = Announced::Table(spec.key.clone());
        if !tables.iter().any(|(known, _)| *known == key) {
            tables.push((key, &table.title));
        }
    }
    let required = |key: &str| profile.section(key).is_some_and(|s| s.required && s.within.is_none());
    // The headings within a section may be worded like its own: the first is its own.
    for section in disclosure.sections.iter().filter(|s| required(&s.key)) {
        let key = Announced::Section(section.key.clone());
        if !tables.iter().any(|(known, _)| *known == key) {
            tables.push((key, &section.heading));
        }
    }
    tables
}

fn entry<'a>(disclosure: &'a Disclosure, key: &Announced) -> Option<&'a ContentsEntry> {
    disclosure.contents.iter().find(|e| e.announces.as_ref() == Some(key))
}

/// A contents page may name parts only: it leaves something out if it names most of its kind.
fn missing(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    if disclosure.contents.is_empty() {
        outcome.not_checked(text!("没有读到目录", "no contents page was found"));
        return;
    }
    let printed = printed(disclosure, profile);
    for of_tables in [true, false] {
        let kind = || printed.iter().filter(|(key, _)| matches!(key, Announced::Table(_)) == of_tables);
        let announced = kind().filter(|(key, _)| entry(disclosure, key).is_some()).count();
        if announced * 2 < kind().count() {
            continue;
        }
        for (key, title) in kind() {
            outcome.looked();
            if entry(disclosure, key).is_none() {
                let message = text!(
                    "目录中没有列“{0}”，正文中有。请补入目录。",
                    "The contents do not list “{0}”, which the body has.",
                    title.text().trim()
                );
                outcome.report(Finding::new(RULE.code, RULE.severity, message, title.location()));
            }
        }
    }
}

fn titles(context: &Context<'_>, profile: &Profile, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let office = disclosure.unit.as_ref().map(|u| fold(u.text())).unwrap_or_default();
    for (key, title) in printed(disclosure, profile) {
        let Some(entry) = entry(disclosure, &key) else { continue };
        outcome.looked();
        let (listed, printed) = (bare(entry.title.text(), &office), bare(title.text(), &office));
        let is_same =
            listed == printed || without_remark(&listed) == printed || listed == without_remark(&printed);
        let within = |section: &Announced| matches!(section, Announced::Section(_));
        if is_same
            || within(&key) && (printed.contains(&listed) || listed.contains(&printed))
            || both_name_the_section(profile, &key, [entry.title.text(), title.text()])
        {
            continue;
        }
        let message = text!(
            "目录中是“{0}”，正文标题是“{1}”，请统一。",
            "The contents say “{0}”, the title in the body is “{1}”.",
            entry.title.text().trim(),
            title.text().trim()
        );
        let finding = Finding::new(TITLES.code, TITLES.severity, message, entry.title.location());
        outcome.report(finding.related(text!("正文标题", "the title in the body"), title.location()));
    }
}

/// A heading that is no item of a numbered list need not repeat the contents: 项目经费情况说明 and 某专项经费情况说明.
fn both_name_the_section(profile: &Profile, key: &Announced, [listed, printed]: [&str; 2]) -> bool {
    let Announced::Section(key) = key else { return false };
    let numbered =
        fold(printed).starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十(第".contains(c));
    let ends = |title: &str| {
        let title = fold(title);
        let title = title.trim_end_matches(|c: char| c.is_ascii_digit() || ".…·".contains(c));
        profile.section(key).is_some_and(|s| s.names().any(|name| title.ends_with(fold(name).as_str())))
    };
    !numbered && ends(listed) && ends(printed)
}

/// 政府性基金预算支出情况表 of 政府性基金预算支出情况表(空表; the closing bracket is cut off already.
fn without_remark(title: &str) -> &str {
    title.rsplit_once('(').map_or(title, |(words, _)| words)
}

/// The words of a title: without numbering, page number, year and office, which other rules compare.
fn bare(title: &str, office: &str) -> String {
    let text = fold(title).replace(office, "");
    let text = text.trim_start_matches(['-', '·', '•']);
    let numbering = |c: char| c.is_ascii_digit() || "一二三四五六七八九十()、.：".contains(c);
    let text = text.strip_prefix("第").filter(|t| t.contains("部分")).unwrap_or(text);
    let text = text.trim_start_matches(numbering).trim_start_matches("部分");
    let text = text.strip_prefix('表').filter(|t| t.starts_with(numbering)).unwrap_or(text);
    let text = text.trim_start_matches(numbering).trim_start_matches("关于");
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || ".…·()".contains(c));
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("20") {
        let year = rest.get(at..at + 4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
        let end = if year { at + 4 } else { at + 2 };
        words.push_str(if year { &rest[..at] } else { &rest[..end] });
        rest = &rest[end..];
        rest = if year { rest.trim_start_matches(['年', '度']) } else { rest };
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn titles_are_compared_by_their_words() {
        for title in
            ["- 八、政府性基金预算支出情况表", "表8 政府性基金预算支出情况表", "政府性基金预算支出情况表…12"]
        {
            assert_eq!(bare(title, "某局"), "政府性基金预算支出情况表");
        }
        assert_eq!(bare("二、关于某局 2024 年度收入预算情况说明", "某局"), "收入预算情况说明");
        assert_eq!(bare("第四部分 名词解释", "某局"), "名词解释");
    }
}
