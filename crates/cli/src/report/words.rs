//! Words that several reports use.

use mingzhang_audit::{Audit, Coverage, Status};
use mingzhang_model::{Disclosure, Passage, Text, text};

/// How many findings there are of each severity.
pub(super) fn tally([errors, warnings, infos]: [usize; 3]) -> Text {
    text!("错误 {0}，警告 {1}，提示 {2}", "errors {0}, warnings {1}, infos {2}", errors, warnings, infos)
}

/// Whose document it is, of which year.
pub(super) fn title(disclosure: &Disclosure) -> Option<Text> {
    let unit = disclosure.unit.as_ref().map(Passage::text)?;
    Some(match disclosure.year {
        Some(year) => text!("{0} {1} 年", "{0} {1}", unit, year),
        None => Text::same(unit),
    })
}

/// Which profile the document was read by.
pub(super) fn kind(disclosure: &Disclosure, nearest: Option<&str>) -> Text {
    match (&disclosure.profile, nearest) {
        (Some(profile), _) => text!("模板：{0}", "profile: {0}", profile),
        (None, Some(nearest)) => text!(
            "未能识别文本种类，最接近的是 {0}；只运行了不依赖模板的规则",
            "the kind of document is unknown, the nearest is {0}; only rules that need no profile ran",
            nearest
        ),
        (None, None) => text!(
            "未能识别文本种类；只运行了不依赖模板的规则",
            "the kind of document is unknown; only rules that need no profile ran"
        ),
    }
}

/// How much of the document the audit rests on.
pub(super) fn coverage(coverage: Coverage) -> Text {
    let Coverage { numbers, read, tied } = coverage;
    text!(
        "金额和百分比 {0} 个，读懂 {1} 个（{2}），有关系式约束 {3} 个（{4}）",
        "{0} amounts and percentages, {1} read ({2}), {3} tied by equations ({4})",
        numbers,
        read,
        share(read, numbers),
        tied,
        share(tied, numbers)
    )
}

/// A share in percent, rounded down: only all of it is 100%.
fn share(part: usize, whole: usize) -> String {
    match (part * 1000).checked_div(whole) {
        None => "—".to_owned(),
        Some(thousandths) if thousandths % 10 == 0 => format!("{}%", thousandths / 10),
        Some(thousandths) => format!("{}.{}%", thousandths / 10, thousandths % 10),
    }
}

/// How many rules ran.
pub(super) fn rules(audit: &Audit) -> Text {
    let of = |status: Status| audit.rules.iter().filter(|r| r.status == status).count();
    text!(
        "规则：核对 {0} 条，不适用 {1} 条，未能核对 {2} 条",
        "rules: {0} checked, {1} not applicable, {2} not checked",
        of(Status::Checked) + of(Status::Broken),
        of(Status::NotApplicable),
        of(Status::NotChecked)
    )
}

/// The rules that could not run for lack of data, each with the reason.
pub(super) fn not_checked(audit: &Audit) -> impl Iterator<Item = (&'static str, Text)> {
    let lacking = audit.rules.iter().filter(|r| r.status == Status::NotChecked);
    lacking.map(|r| (r.rule, r.why.clone().unwrap_or_else(|| text!("缺少数据", "data are missing"))))
}

/// The same with the rules that lack the same thing in one line.
pub(super) fn not_checked_together(audit: &Audit) -> Vec<(Text, Text)> {
    let mut all: Vec<(Vec<Text>, Text)> = Vec::new();
    for (rule, why) in not_checked(audit) {
        match all.iter_mut().find(|(_, known)| *known == why) {
            Some((rules, _)) => rules.push(Text::same(rule)),
            None => all.push((vec![Text::same(rule)], why)),
        }
    }
    all.into_iter().map(|(rules, why)| (Text::list(rules), why)).collect()
}

/// Several documents together.
pub(crate) fn documents(documents: usize, unread: usize, totals: [usize; 3]) -> Text {
    text!(
        "共 {0} 份：{1}；无法读取 {2} 份",
        "{0} documents: {1}; {2} could not be read",
        documents,
        tally(totals),
        unread
    )
}

/// Why a document is not among those that were checked.
pub(crate) fn unread(file: &str, why: &Text) -> Text {
    text!("无法读取 {0}：{1}", "cannot read {0}: {1}", file, why)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn only_all_of_it_is_a_hundred_percent() {
        let shares =
            [(0, 0), (0, 3), (482, 483), (483, 483), (381, 483)].map(|(part, whole)| share(part, whole));
        assert_eq!(shares, ["—", "0%", "99.7%", "100%", "78.8%"]);
    }
}
