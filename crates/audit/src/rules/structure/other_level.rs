//! A unit's document that speaks of the department, or a department's that speaks of the unit: text of the other template.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Level, Passage, text};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) static RULE: Rule = Rule {
    code: "S116",
    name: "text-of-the-other-level",
    title: "单位的文本写成了部门，或部门的文本写成了单位",
    title_en: "A unit's document speaks of the department, or the other way round",
    severity: Severity::Warning,
    page: include_str!("other_level.md"),
    check: Check::Disclosure(check),
};

/// Where the office speaks of its own budget; 部门 is a word of other uses, too: 主管部门, 部门预算经济分类.
static OF_DEPARTMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("本部门|部门预算安排|20[0-9]{2}年度?部门(?:财务收支|收入|支出|财政拨款|一般公共|政府性|国有资本|“三公”)").ok()
});
static OF_UNIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("本单位|单位预算安排|20[0-9]{2}年度?(?:预算)?单位(?:财务收支|收入|支出|财政拨款|一般公共|政府性|国有资本|“三公”)").ok()
});

/// More places than this are one habit, and one finding.
const FEW: usize = 3;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let (right, wrong, said, meant) = match context.disclosure.level {
        Some(Level::Unit) => (&OF_UNIT, &OF_DEPARTMENT, text!("部门", "department"), text!("单位", "unit")),
        Some(Level::Department) => {
            (&OF_DEPARTMENT, &OF_UNIT, text!("单位", "unit"), text!("部门", "department"))
        }
        None => {
            outcome.not_applicable =
                Some(text!("没有读到是单位还是部门的文本", "neither a unit nor a department was found"));
            return;
        }
    };
    let (Some(right), Some(wrong)) = (right.as_ref(), wrong.as_ref()) else { return };
    let usual = context.words().find(right).count();
    outcome.looked_at += usual;
    // 本部门(单位) is of either.
    let either = |rest: &str| rest.starts_with("(单位)") || rest.starts_with("(部门)");
    let found = context.words().find(wrong).filter(|f| !either(&f.folded.text()[f.range.end..]));
    let places: Vec<Passage> = found.map(|f| f.printed()).collect();
    // Where both words are used alike nothing was left over.
    if places.len() >= usual {
        return;
    }
    let message = |place: &Passage| {
        text!(
            "这是{0}的文本，此处写作“{1}”，应为“{2}”，请核对是否沿用了{3}的模板。",
            "This is the document of a {0}; “{1}” should be “{2}”: text of the {3}’s template.",
            &meant,
            place.text(),
            place.text().replace(&said.zh, &meant.zh),
            &said
        )
    };
    let one = |place: &Passage| {
        Finding::new(RULE.code, RULE.severity, message(place), place.location())
            .actual(place.text())
            .expected(place.text().replace(&said.zh, &meant.zh))
    };
    match places.as_slice() {
        [first, rest @ ..] if rest.len() >= FEW => {
            outcome.report(rest.iter().fold(one(first), |finding, place| {
                finding.related(text!("同样：{0}", "likewise: {0}", place.text()), place.location())
            }));
        }
        few => few.iter().for_each(|place| outcome.report(one(place))),
    }
}
