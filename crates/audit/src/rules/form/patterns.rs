//! Words and signs that should not be left in a published text.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Passage, Text, text};
use regex::Regex;
use std::sync::LazyLock;

macro_rules! pattern_rule {
    ($name:ident $check:ident $code:literal $slug:literal $zh:literal $en:literal $page:literal $pattern:literal => $message:expr) => {
        pub(crate) static $name: Rule = Rule {
            code: $code,
            name: $slug,
            title: $zh,
            title_en: $en,
            severity: Severity::Warning,
            page: include_str!($page),
            check: Check::Disclosure($check),
        };

        fn $check(context: &Context<'_>, outcome: &mut Outcome) {
            static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
            search(&$name, &PATTERN, $message, context, outcome);
        }
    };
}

pattern_rule!(PLACEHOLDER placeholder "F105" "leftover-placeholder" "留有模板占位文字" "A placeholder of the template is left" "placeholder.md"
    "[X×x]+年[X×x]+月(?:[X×x]+日)?|_{2,}|[X×x]{2,}(?:单位|部门|局|委|办|部|县|市|区|州|省|镇|乡|万元|元|年|月|日|%|项目)|\\*{2,}(?:局|单位|部门|万元)|增加\\(减少\\)|减少\\(增加\\)|增长\\(下降\\)|下降\\(增长\\)|增加/减少|增长/下降|\\?\\?+" =>
    |found| text!("“{0}”像是模板中没有填写的内容。", "“{0}” looks like a part of the template that was not filled in.", found));

pattern_rule!(PUNCTUATION punctuation "F106" "repeated-punctuation" "标点重复" "Repeated punctuation" "punctuation.md"
    "。。+|，，+|、、+|；；+|：：+|，。|。，|、。|，；|；。" =>
    |found| text!("标点“{0}”重复。", "Repeated punctuation: “{0}”.", found));

pattern_rule!(NO_REASON no_reason "F107" "reason-left-blank" "“主要原因是”之后没有内容" "Nothing follows “the main reason is”" "reason_blank.md"
    "(主要原因(?:是|为|：|是：|为：)?)[。；]" =>
    |found| text!("“{0}”之后没有写出原因。", "“{0}”: the reason is not given.", found));

pattern_rule!(NO_PERCENT no_percent "F108" "growth-without-percent-sign" "增减幅度缺少百分号" "A rate without its percent sign" "no_percent.md"
    "((?:增长|下降|占比?)(?:了|约|为)?\\d[\\d,]*\\.\\d+)[，。；]" =>
    |found| text!("“{0}”似乎缺少百分号。", "“{0}” seems to lack its percent sign.", found));

pattern_rule!(GARBLED garbled "F109" "garbled-characters" "有乱码" "Garbled characters" "garbled.md"
    // U+F000 to U+F0FF are the bullets and ticks of symbol fonts.
    "[\u{FFFD}\u{E000}-\u{EFFF}\u{F100}-\u{F8FF}]+" =>
    |_| text!("此处有乱码，请对照原件更正。", "There are garbled characters here."));

/// So many of the same words are shown one by one; more are one habit, and one finding.
const FEW: usize = 3;

/// So many different words in so many places mean that the text as a whole is not finished: one finding.
const MANY_KINDS: usize = 4;
const MANY_PLACES: usize = 20;

pattern_rule!(NAMELESS nameless "F111" "mark-without-a-name" "“（类）”“（款）”“（项）”之前没有科目名称" "A mark of the template without the name before it" "nameless.md"
    "(?m)^\\d{0,2}[.、]?(\\(类\\)(?:\\(款\\)(?:\\(项\\))?)?)|\\(类\\)\\(款\\)(?:\\(项\\))?|\\(款\\)\\(项\\)" =>
    |found| text!("“{0}”之前没有写科目名称，像是模板中没有填写的内容。", "The name before “{0}” is missing; the template was not filled in.", found));

fn search(
    rule: &'static Rule,
    pattern: &LazyLock<Option<Regex>>,
    message: impl Fn(&str) -> Text,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some(pattern) = pattern.as_ref() else { return };
    let mut found: Vec<(String, Vec<Passage>)> = Vec::new();
    outcome.looked_at += context.words().len();
    // What must follow, but is not at fault, stands outside the group of the pattern.
    for place in context.words().find(pattern) {
        match found.iter_mut().find(|(same, _)| same == place.text()) {
            Some((_, places)) => places.push(place.printed()),
            None => found.push((place.text().to_owned(), vec![place.printed()])),
        }
    }
    let places: usize = found.iter().map(|(_, places)| places.len()).sum();
    if found.len() >= MANY_KINDS && places >= MANY_PLACES {
        outcome.report(unfinished(rule, &found));
        return;
    }
    for (words, places) in found {
        let one = |place: &Passage, message: Text| {
            Finding::new(rule.code, rule.severity, message, place.location()).actual(place.text())
        };
        match places.as_slice() {
            [first, rest @ ..] if rest.len() >= FEW => {
                let habit =
                    text!("{0}全文共 {1} 处。", "{0} There are {1} in all.", message(&words), places.len());
                outcome.report(rest.iter().fold(one(first, habit), |finding, place| {
                    finding.related(text!("同样：{0}", "likewise: {0}", place.text()), place.location())
                }));
            }
            few => few.iter().for_each(|place| outcome.report(one(place, message(&words)))),
        }
    }
}

/// One finding for all that a rule found.
fn unfinished(rule: &'static Rule, found: &[(String, Vec<Passage>)]) -> Finding {
    let examples: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).take(MANY_KINDS).collect();
    let all: Vec<&Passage> = found.iter().flat_map(|(_, places)| places).collect();
    let title = Text { zh: rule.title.to_owned(), en: rule.title_en.to_owned() };
    let message = text!(
        "{0}：全文共 {1} 处，如“{2}”。",
        "{0}: there are {1} in all, such as “{2}”.",
        title,
        all.len(),
        examples.join("”“")
    );
    let first = all.first().map(|place| place.location()).unwrap_or_default();
    all.iter().skip(1).fold(Finding::new(rule.code, rule.severity, message, first), |finding, place| {
        finding.related(text!("同样：{0}", "likewise: {0}", place.text()), place.location())
    })
}
