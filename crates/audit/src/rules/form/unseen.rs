//! What a reader of the document does not see, and what this program did not.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Text, Unseen, text};

pub(crate) static HIDDEN: Rule = Rule {
    code: "F113",
    name: "hidden-sheet",
    title: "工作簿中有隐藏的工作表、行或列",
    title_en: "A workbook has hidden sheets, rows or columns",
    severity: Severity::Warning,
    page: include_str!("hidden.md"),
    check: Check::Disclosure(hidden),
};

pub(crate) static UNREAD: Rule = Rule {
    code: "F114",
    name: "file-not-read",
    title: "压缩包或文件夹中有没有读取的文件",
    title_en: "A file of the bundle was not read",
    severity: Severity::Warning,
    page: include_str!("unread.md"),
    check: Check::Disclosure(unread),
};

fn hidden(context: &Context<'_>, outcome: &mut Outcome) {
    let message = |unseen: &Unseen| match unseen {
        Unseen::HiddenSheet(name, _) => Some(text!(
            "工作表“{0}”是隐藏的：打开文件时看不到，但会随文件一起公开。请确认其中的内容是否应当公开，不应公开的请删除后再发布。",
            "Sheet “{0}” is hidden: it is not seen when the file is opened, and published all the same. If it is not meant to be, delete it.",
            name
        )),
        Unseen::HiddenCells(name, _) => Some(text!(
            "工作表“{0}”中有隐藏的行或列（如此处）：打开文件时看不到，但会随文件一起公开。请取消隐藏，或删除后再发布。",
            "Sheet “{0}” has hidden rows or columns (as here): they are not seen when the file is opened, and published all the same. Show them, or delete them.",
            name
        )),
        _ => None,
    };
    report(&HIDDEN, message, context, outcome);
}

fn unread(context: &Context<'_>, outcome: &mut Outcome) {
    let message = |unseen: &Unseen| match unseen {
        Unseen::File(name, why, _) => Some(text!(
            "文件“{0}”没有读取，其中的内容没有核对：{1}",
            "File “{0}” was not read and not checked: {1}",
            name,
            why
        )),
        _ => None,
    };
    report(&UNREAD, message, context, outcome);
}

fn report(
    rule: &'static Rule,
    message: impl Fn(&Unseen) -> Option<Text>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    outcome.looked();
    for unseen in &context.disclosure.unseen {
        if let Some(message) = message(unseen) {
            outcome.report(Finding::new(rule.code, rule.severity, message, unseen.location()));
        }
    }
}
