//! Pages that are pictures: nothing on them was checked.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Location, Unseen, text};

pub(crate) static RULE: Rule = Rule {
    code: "S113",
    name: "page-is-a-picture",
    title: "页面是图像，未能核对",
    title_en: "A page is a picture and was not checked",
    severity: Severity::Warning,
    page: include_str!("picture_page.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    outcome.looked();
    let pictures: Vec<Location> = context
        .disclosure
        .unseen
        .iter()
        .filter_map(|unseen| match unseen {
            Unseen::Picture(location) => Some(*location),
            _ => None,
        })
        .collect();
    // A page without text is one line, so that pages in a row are lines in a row.
    for run in pictures.chunk_by(|a, b| b.line == a.line + 1) {
        let Some(&first) = run.first() else { continue };
        let message = if run.len() == 1 {
            text!(
                "这里是图像，没有可以读取的文字，未能核对。请换用由 Word 或 Excel 直接导出的文件，或者人工核对。",
                "This is a picture without text; it was not checked. Please use a file exported from Word or Excel, or check it by hand."
            )
        } else {
            text!(
                "从这里起连续 {0} 页是图像，没有可以读取的文字，未能核对。请换用由 Word 或 Excel 直接导出的文件，或者人工核对。",
                "From here on {0} pages are pictures without text; they were not checked. Please use a file exported from Word or Excel, or check them by hand.",
                run.len()
            )
        };
        outcome.report(Finding::new(RULE.code, RULE.severity, message, first));
    }
}
