//! Codes that prose spells out in names: 一般公共服务支出（类）财政事务（款）行政运行（项）.

use memchr::memmem;
use mingzhang_model::CodeLevel;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A run of names from one level down to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePath {
    /// The index of its passage.
    pub passage: usize,
    /// Its steps, the highest level first; the first need not be a class.
    pub steps: Vec<Step>,
}

/// One name of a path. The ranges are bytes of the folded passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the prose says it is.
    pub level: CodeLevel,
    /// The name. At the beginning of a path, words of the sentence may stand in front of it.
    pub name: Range<usize>,
    /// The digits that some offices add: 卫生健康支出（210类）; empty if there are none.
    pub digits: Range<usize>,
}

/// What ends the words before a path, and cannot stand within one.
const STOPS: [char; 12] = ['，', '。', '；', '：', '、', '“', '”', '"', '.', '《', '》', '!'];

/// The bytes of a name of two characters and its mark.
const SHORTEST: usize = "外交(类)".len();

/// The paths in a folded text that names a class.
pub(crate) fn code_paths(text: &str, passage: usize) -> Vec<CodePath> {
    static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\((\d{0,3})(类|款|项)\)").ok());
    static CLASS: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("类)"));
    let mut paths: Vec<CodePath> = Vec::new();
    // Most passages are cells of tables and name no class; finding that out must cost next to nothing.
    if text.len() < SHORTEST || CLASS.find(text.as_bytes()).is_none() {
        return paths;
    }
    let Some(mark) = MARK.as_ref() else { return paths };
    let mut end = 0;
    for found in mark.captures_iter(text) {
        let (Some(whole), Some(digits), Some(level)) = (found.get(0), found.get(1), found.get(2)) else {
            continue;
        };
        let level = match level.as_str() {
            "类" => CodeLevel::Class,
            "款" => CodeLevel::Section,
            _ => CodeLevel::Item,
        };
        let before = end..whole.start();
        end = whole.end();
        let digits = digits.range();
        let last = paths.last_mut();
        if let Some(path) = last.filter(|path| continues(path, level, &text[before.clone()])) {
            let name = narrowed(text, before, |c| "-—·".contains(c));
            path.steps.push(Step { level, name, digits });
            continue;
        }
        let name = first_name(text, before);
        if !name.is_empty() {
            paths.push(CodePath { passage, steps: vec![Step { level, name, digits }] });
        }
    }
    paths
}

/// Whether the words since the last step are the name of the next.
fn continues(path: &CodePath, level: CodeLevel, between: &str) -> bool {
    let last = path.steps.last().map(|step| step.level);
    let next = matches!(
        (last, level),
        (Some(CodeLevel::Class), CodeLevel::Section) | (Some(CodeLevel::Section), CodeLevel::Item)
    );
    // A name may have a comma of its own: 在乡复员、退伍军人生活补助.
    let foreign = |c: char| c.is_ascii_digit() || (c != '、' && STOPS.contains(&c));
    next && between.chars().any(char::is_alphabetic) && !between.contains(foreign)
}

/// The words between the last stop and the mark, without a numbering in front of them.
fn first_name(text: &str, before: Range<usize>) -> Range<usize> {
    let stop = |c: char| STOPS.contains(&c) || c.is_ascii_digit();
    let words = &text[before.clone()];
    let cut = words.rfind(stop).map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let name = narrowed(text, before.start + cut..before.end, |c| ")-—·".contains(c));
    match text[name.clone()].strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((number, rest)) if number.chars().count() <= 2 => name.end - rest.len()..name.end,
        _ => name,
    }
}

/// The range without such characters in front.
fn narrowed(text: &str, range: Range<usize>, strip: impl Fn(char) -> bool) -> Range<usize> {
    let words = &text[range.clone()];
    range.end - words.trim_start_matches(strip).len()..range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_model::fold;

    fn shown(text: &str) -> Vec<String> {
        let text = fold(text);
        let step =
            |s: &Step| format!("{}{}{}", &text[s.name.clone()], &text[s.digits.clone()], s.level.name());
        let show = |path: &CodePath| path.steps.iter().map(step).collect::<Vec<_>>().join(" ");
        code_paths(&text, 0).iter().map(show).collect()
    }

    #[test]
    fn the_manners_of_provinces() {
        let whole = ["卫生健康支出类 行政事业单位医疗款 行政单位医疗项"];
        for text in [
            "9. 卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）：2024年预算数",
            "“卫生健康支出（类）行政事业单位医疗（款)行政单位医疗（项）”63.19万元",
            "（二）卫生健康支出 (类）-行政事业单位医疗（款）-行政单位医疗（项）",
            "其中：卫生健康支出(类) 行政事业单位医疗(款) 行政单位医疗(项)65.01",
        ] {
            assert_eq!(shown(text), whole, "{text}");
        }
        assert_eq!(
            shown("11、卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）98.27万元"),
            ["卫生健康支出210类 行政事业单位医疗11款 行政单位医疗01项"]
        );
    }

    #[test]
    fn names_keep_their_own_brackets_and_commas() {
        assert_eq!(
            shown("1. 一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)"),
            ["一般公共服务支出类 政府办公厅(室)及相关机构事务款 行政运行项"]
        );
        assert_eq!(
            shown("社会保障和就业支出（类）抚恤（款）在乡复员、退伍军人生活补助（项）3万元"),
            ["社会保障和就业支出类 抚恤款 在乡复员、退伍军人生活补助项"]
        );
    }

    #[test]
    fn a_level_that_does_not_follow_begins_a_path() {
        assert_eq!(
            shown("教育支出（类）65.01万元，普通教育（款）3万元；高等教育（项）"),
            ["教育支出类", "普通教育款", "高等教育项"]
        );
        assert_eq!(shown("教育支出（类）高等教育（项）"), ["教育支出类", "高等教育项"]);
        assert_eq!(shown("按类、款、项编列（类）"), ["项编列类"]);
        assert_eq!(shown("科目编码（类）"), ["科目编码类"]);
    }
}
