//! What the words before a number make of it.

use super::words;
use mingzhang_model::{Base, CodeLevel, Direction, Unit};
use regex::Regex;
use std::sync::LazyLock;

/// What a number is, by the words before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// An amount, or a count.
    Amount,
    /// 占
    Share,
    /// 增加, 减少, followed by an amount; with the bytes of the word in the lead.
    Change(Direction, Option<(usize, usize)>),
    /// 增长, 下降, followed by a percentage.
    Rate(Direction, Option<(usize, usize)>),
    /// 上年预算数为, 2023年预算执行数为, followed by an amount.
    Prior(Base),
    /// 年初预算为, in final accounts, where the amount is the outturn.
    Budget,
    /// 完成年初预算的, followed by a percentage.
    Completion,
    /// A percentage of nobody knows what.
    Unknown,
}

/// How a clause begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// It goes on after a number.
    Nothing,
    /// After ；.
    Clause,
    /// After 。.
    Sentence,
}

/// The clauses of `text[from..to]`: where each begins, its words, and what it opens. What is said of a whole and of its
/// parts (与上年持平，其中：…与上年持平) are two.
///
/// The last clause is what leads up to a number, or to the end of the paragraph.
pub(super) fn clauses(text: &str, from: usize, to: usize) -> impl Iterator<Item = (usize, &str, Opens)> {
    let (mut at, mut opens) = (from, Opens::Nothing);
    let sentences = text[from..to].split_inclusive(['。', '；']).map(move |clause| {
        let this = (at, clause.trim_end_matches(['。', '；']), opens);
        at += clause.len();
        opens = if clause.ends_with('。') { Opens::Sentence } else { Opens::Clause };
        this
    });
    sentences.flat_map(|(start, clause, opens)| {
        let parts = clause.find("，其中").map(|whole| whole + "，".len());
        let whole = (start, &clause[..parts.unwrap_or(clause.len())], opens);
        std::iter::once(whole).chain(parts.map(|at| (start + at, &clause[at..], Opens::Nothing)))
    })
}

const INCREASE: [&str; 7] = ["增加", "增长", "上升", "提高", "增支", "上涨", "增幅"];
const DECREASE: [&str; 7] = ["减少", "下降", "降低", "减支", "压减", "缩减", "降幅"];

/// What a number with the unit `unit` is, given the words since the number before.
pub(super) fn role(lead: &str, unit: Unit) -> Role {
    let stem = lead.trim_end_matches(['了', '额', '为', '约', '：', '到', '率', '达', '度']);
    let direction = direction_at_end(stem);
    match (unit, direction) {
        (Unit::Percent, Some((direction, word))) => Role::Rate(direction, Some(word)),
        (Unit::Percent, None) if is_share(lead) => Role::Share,
        (Unit::Percent, None) => Role::Unknown,
        (Unit::Money(_) | Unit::Count, Some((direction, word))) => Role::Change(direction, Some(word)),
        (Unit::Money(_) | Unit::Count, None) => Role::Amount,
    }
}

/// What a number of final accounts is, if it speaks of the opening budget; `after_budget` if the number before did:
/// 年初预算为 A 万元; 完成年初预算的 C%; 完成全年预算 A 万元的 C%.
pub(super) fn role_in_accounts(lead: &str, unit: Unit, after_budget: bool) -> Option<Role> {
    let clause = lead.rsplit(['，', '。', '；', '：']).next().unwrap_or(lead);
    match unit {
        Unit::Percent if clause.contains("完成") && clause.contains("预算") => Some(Role::Completion),
        Unit::Percent if clause == "的" && after_budget => Some(Role::Completion),
        Unit::Money(_) => {
            let stem = clause.trim_end_matches(['为', '是', '：', '数', '额']);
            stem.ends_with("预算").then_some(Role::Budget)
        }
        Unit::Percent | Unit::Count => None,
    }
}

/// Whether the words before a number say of what is spoken by themselves: 支出决算为, 年初预算为.
pub(super) fn tells_of_accounts(lead: &str) -> bool {
    let clause = lead.rsplit(['，', '。', '；', '：']).next().unwrap_or(lead);
    let stem = clause.trim_end_matches(['为', '是', '：', '数', '额']);
    stem.ends_with("预算") || stem.ends_with("决算") || clause.contains("完成")
}

/// The words that compare the outturn with the opening budget, and which way: 决算数小于(预算数), 决算数与预算数持平.
///
/// 基本持平 says neither.
pub(super) fn against_budget(clause: &str) -> Option<(Direction, (usize, usize))> {
    static COMPARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("决算(?:数|金额)?(?:(大于|高于|多于|超过|小于|低于|少于|等于)(?:当年|本年|全年|年初)?预算|(?:与|和|同|较)(?:当年|本年|全年|年初)?预算(?:数|金额)?(?:相比)?(持平|一致|相同|相等))").ok()
    });
    let found = COMPARED.as_ref()?.captures(clause)?;
    let word = found.get(1).or(found.get(2))?;
    let direction = match word.as_str() {
        "大于" | "高于" | "多于" | "超过" => Direction::Increase,
        "小于" | "低于" | "少于" => Direction::Decrease,
        _ => Direction::Unchanged,
    };
    Some((direction, (word.start(), word.end())))
}

fn direction_at_end(stem: &str) -> Option<(Direction, (usize, usize))> {
    let ends = |words: &[&str]| {
        words.iter().find(|w| stem.ends_with(**w)).map(|w| (stem.len() - w.len(), stem.len()))
    };
    if words::are_a_watchword(stem) {
        return None;
    }
    let increase = ends(&INCREASE).map(|word| (Direction::Increase, word));
    increase.or_else(|| ends(&DECREASE).map(|word| (Direction::Decrease, word)))
}

/// 占, 占比, 占本年收入的, 占总支出的比重为 …
fn is_share(lead: &str) -> bool {
    let clause = lead.rsplit(['，', '。', '；']).next().unwrap_or(lead);
    clause.contains('占') || clause.contains("比重")
}

/// The bytes of the words that say nothing has changed.
pub(super) fn unchanged(clause: &str) -> Option<(usize, usize)> {
    static UNCHANGED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("(?:与|同|较|比)(?:上年|上一年|去年|2\\d{3}年)[^，。；]{0,8}?(?:相比，[^，。；]{0,24}?)?(?:持平|一致|相同|无变化|无增减|没有变化)").ok()
    });
    UNCHANGED.as_ref()?.find(clause).map(|m| (m.start(), m.end()))
}

/// Whether the words right after a subject say that there is none of it.
pub(super) fn says_none(after: &str) -> bool {
    let after = after.trim_start_matches("预算").trim_start_matches("资金").trim_start_matches("收入");
    ["未安排", "没有安排", "无安排", "未作安排"].iter().any(|word| after.starts_with(word))
}

/// How a figure of the given role is called: 基本支出占比, 基本支出比上年增加额.
pub(super) fn describe(subject: &str, role: Role) -> String {
    let what = match role {
        Role::Amount | Role::Unknown => "",
        Role::Share => "占比",
        Role::Prior(_) => "上年数",
        Role::Budget => "年初预算",
        Role::Completion => "完成率",
        Role::Change(Direction::Increase, _) => "比上年增加额",
        Role::Change(Direction::Decrease, _) => "比上年减少额",
        Role::Change(Direction::Unchanged, _) => "变动额",
        Role::Rate(Direction::Increase, _) => "增长率",
        Role::Rate(..) => "下降率",
    };
    format!("{subject}{what}")
}

/// The name of the last level of a code path: 行政运行(项), 行政运行(01项).
pub(super) fn last_name(words: &str, level: CodeLevel) -> String {
    let mark = match level {
        CodeLevel::Class => return words.to_owned(),
        CodeLevel::Section => "类)",
        CodeLevel::Item => "款)",
    };
    words.rsplit_once(mark).map_or(words, |(_, last)| last.trim_start_matches(['-', '—'])).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAN: Unit = Unit::Money(mingzhang_model::MoneyUnit::WanYuan);

    #[test]
    fn the_words_before_decide() {
        assert_eq!(role("单位资金", WAN), Role::Amount);
        assert_eq!(role("，占", Unit::Percent), Role::Share);
        assert!(matches!(role("，比上年预算减少", WAN), Role::Change(Direction::Decrease, Some(_))));
        assert!(matches!(role("，增长", Unit::Percent), Role::Rate(Direction::Increase, Some(_))));
        assert!(matches!(role("，比上年增加了", WAN), Role::Change(Direction::Increase, Some(_))));
        assert_eq!(role("满意度", Unit::Percent), Role::Unknown);
    }

    #[test]
    fn a_whole_and_its_parts_are_two_clauses() {
        let text = "三公经费与上年持平，其中：接待费与上年持平；购置费";
        let found: Vec<_> = clauses(text, 0, text.len()).map(|(_, words, opens)| (words, opens)).collect();
        assert_eq!(
            found,
            [
                ("三公经费与上年持平，", Opens::Nothing),
                ("其中：接待费与上年持平", Opens::Nothing),
                ("购置费", Opens::Clause)
            ]
        );
    }

    #[test]
    fn unchanged_and_none() {
        assert!(unchanged("与上年预算持平").is_some());
        assert!(unchanged("比上年增加").is_none());
        assert!(says_none("资金未安排"));
        assert!(!says_none("5.00万元"));
    }
}
