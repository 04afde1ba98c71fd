//! Prose that spells out a code in names which do not stand below each other.

use super::earlier_name::place;
use super::judged_year;
use super::official_name::is_spelling_of;
use super::resolve::{Known, Names};
use crate::code_path::{CodePath, Step};
use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, CodeLevel, Text, text};

pub(crate) static RULE: Rule = Rule {
    code: "C106",
    name: "wrong-code-path",
    title: "文字说明中的类、款、项不相隶属",
    title_en: "Class, section and item in prose do not belong together",
    severity: Severity::Warning,
    page: include_str!("wrong_path.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let paths = context.code_paths();
    if paths.is_empty() {
        return;
    }
    let Some(year) = judged_year(context, outcome) else { return };
    let names = Names::new(context, year);
    let mut reported: Vec<(CodeLevel, &str, Text)> = Vec::new();
    for path in paths {
        let Some((passage, folded)) = context.words().passage(path.passage) else { continue };
        outcome.looked();
        let Some((step, wrong)) = judge(&names, path, folded.text(), year) else { continue };
        let name = &folded.text()[step.name.clone()];
        let place = place(passage, folded, step.name.clone());
        let (severity, message) = wrong.message(&names, step.level, name);
        // The same slip in several sentences is one finding.
        if reported.iter().any(|(level, other, said)| (*level, *other, said) == (step.level, name, &message))
        {
            continue;
        }
        outcome.report(Finding::new(RULE.code, severity, message.clone(), place).actual(name));
        reported.push((step.level, name, message));
    }
}

/// What is wrong with a step.
enum Wrong<'c> {
    /// The digits in brackets are those of another code.
    Digits { stated: Code, known: Known<'c> },
    /// The digits are right, the name is not theirs.
    Name { stated: Code },
    /// The name belongs below another code.
    Parent { parent: Code, other: Known<'c> },
    /// The name is one of another level.
    Level { parent: Code, other: Known<'c> },
    /// The name was one of this level until some years ago, and is one of another place now.
    Moved { retired: Code, last: i32, now: Known<'c> },
}

/// The first step of a path that is wrong. What nobody vouches for is passed over.
fn judge<'p, 'c>(
    names: &Names<'c>,
    path: &'p CodePath,
    text: &str,
    year: i32,
) -> Option<(&'p Step, Wrong<'c>)> {
    let mut parent: Option<Code> = None;
    for step in &path.steps {
        let name = &text[step.name.clone()];
        let stated = stated(parent, &text[step.digits.clone()]);
        let known = match (parent, step.level) {
            (None, CodeLevel::Class) => names.class(name),
            (None, _) => return None,
            (Some(parent), _) => names.child(parent, name),
        };
        if let Some(known) = known {
            if let Some(wrong) = wrong_but_known(names, step, name, stated, known, year) {
                return Some((step, wrong));
            }
            parent = Some(known.code);
            continue;
        }
        match stated.filter(|code| is_name_of(names, *code, name)) {
            Some(code) => parent = Some(code),
            None => return misplaced(names, step, name, stated, parent).map(|wrong| (step, wrong)),
        }
    }
    None
}

/// The code that digits in brackets complete: 208 and 05 of 社会保障和就业支出（208类）行政事业单位养老支出（05款）.
fn stated(parent: Option<Code>, digits: &str) -> Option<Code> {
    let code = match parent {
        None => digits.parse().ok()?,
        Some(parent) => format!("{parent}{digits:0>2}").parse().ok()?,
    };
    (!digits.is_empty()).then_some(code)
}

/// Whether the name is one that the code has, perhaps cut short.
fn is_name_of(names: &Names<'_>, code: Code, name: &str) -> bool {
    names.entry(code).is_some_and(|entry| is_spelling_of(name, &entry.folded))
}

fn wrong_but_known<'c>(
    names: &Names<'c>,
    step: &Step,
    name: &str,
    stated: Option<Code>,
    known: Known<'c>,
    year: i32,
) -> Option<Wrong<'c>> {
    if let Some(stated) = stated.filter(|stated| *stated != known.code && known.is_attested()) {
        return Some(Wrong::Digits { stated, known });
    }
    let last = known.entry.and_then(|entry| entry.valid_to).filter(|_| known.is_retired_in(year))?;
    let now = elsewhere(names, name, other_levels(step.level).chain([step.level]))?;
    Some(Wrong::Moved { retired: known.code, last, now })
}

fn misplaced<'c>(
    names: &Names<'c>,
    step: &Step,
    name: &str,
    stated: Option<Code>,
    parent: Option<Code>,
) -> Option<Wrong<'c>> {
    if let Some(entry) = stated.and_then(|code| names.entry(code)).filter(|entry| entry.is_attested()) {
        // Words of a sentence may stand before a class; a long run of them is no name.
        let short = name.chars().count() <= entry.folded.chars().count() + 4;
        return short.then_some(Wrong::Name { stated: entry.code });
    }
    let parent = parent?;
    if let Some(other) = elsewhere(names, name, [step.level]) {
        return Some(Wrong::Parent { parent, other });
    }
    elsewhere(names, name, other_levels(step.level)).map(|other| Wrong::Level { parent, other })
}

fn elsewhere<'c>(
    names: &Names<'c>,
    name: &str,
    levels: impl IntoIterator<Item = CodeLevel>,
) -> Option<Known<'c>> {
    let mut found = levels.into_iter().filter_map(|level| names.elsewhere(level, name));
    found.find(Known::is_attested)
}

fn other_levels(level: CodeLevel) -> impl Iterator<Item = CodeLevel> {
    [CodeLevel::Section, CodeLevel::Item, CodeLevel::Class].into_iter().filter(move |other| *other != level)
}

impl Wrong<'_> {
    fn message(&self, names: &Names<'_>, level: CodeLevel, name: &str) -> (Severity, Text) {
        let level_name = level.name();
        match *self {
            Self::Digits { stated, known } => {
                let message = text!(
                    "“{0}（{1}）”的编码是 {2}，此处写作 {3}，请核对。",
                    "The code of “{0}” ({1}) is {2}, not {3}.",
                    name,
                    level_name,
                    known.code,
                    stated
                );
                (RULE.severity, message)
            }
            Self::Name { stated } => {
                let message = text!(
                    "编码 {1} 的名称是“{2}”，此处写作“{0}”，请核对。",
                    "The name of {1} is “{2}”, not “{0}”.",
                    name,
                    stated,
                    names.name_of(stated)
                );
                (RULE.severity, message)
            }
            Self::Parent { parent, other } => {
                let own = other.code.parent().unwrap_or(other.code);
                let message = text!(
                    "“{0}（{1}）”属于 {2} {3}，不属于 {4} {5}，请核对科目。",
                    "“{0}” ({1}) belongs to {2} {3}, not to {4} {5}.",
                    name,
                    level_name,
                    own,
                    names.name_of(own),
                    parent,
                    names.name_of(parent)
                );
                (RULE.severity, message)
            }
            Self::Level { parent, other } => {
                let message = text!(
                    "“{0}”是{1}（{2}），此处写成了 {4} {5}之下的{3}，请核对科目。",
                    "“{0}” is a {1} ({2}), not a {3} of {4} {5}.",
                    name,
                    other.code.level().name(),
                    other.code,
                    level_name,
                    parent,
                    names.name_of(parent)
                );
                (RULE.severity, message)
            }
            Self::Moved { retired, last, now } => {
                let message = text!(
                    "“{0}（{1}）”（{2}）自 {3} 年起不再使用，“{0}”现为 {4}（{5}）。与上年比较时，请注意口径衔接。",
                    "“{0}” ({1}, {2}) is out of use since {3}; “{0}” is now {4} ({5}); mind this where years are compared.",
                    name,
                    level_name,
                    retired,
                    last + 1,
                    now.code,
                    now.code.level().name()
                );
                (Severity::Info, message)
            }
        }
    }
}
