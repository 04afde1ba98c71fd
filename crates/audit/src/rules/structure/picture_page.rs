//! Pages that are pictures, or whose glyphs no one can name: nothing on them was checked.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Location, Text, Unseen, text};

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
    let unseen = &context.disclosure.unseen;
    let pictures = unseen.iter().filter_map(|unseen| match unseen {
        Unseen::Picture(location) => Some(*location),
        _ => None,
    });
    for (first, pages) in runs(&pictures.collect::<Vec<_>>()) {
        outcome.report(Finding::new(RULE.code, RULE.severity, picture(pages), first));
    }
    let unmapped = unseen.iter().filter_map(|unseen| match unseen {
        Unseen::Unmapped(location) => Some(*location),
        _ => None,
    });
    for (first, pages) in runs(&unmapped.collect::<Vec<_>>()) {
        let message = text!(
            "从这里起 {0} 页的文字无法读取（所用字体没有附字符对照表），未能核对。请换用由 Word 或 Excel 直接导出的文件，或者人工核对。",
            "From here on the text of {0} pages cannot be read (their fonts carry no character map); it was not checked. Please use a file exported from Word or Excel, or check it by hand.",
            pages
        );
        outcome.report(Finding::new(RULE.code, RULE.severity, message, first));
    }
}

/// The first of each run of pages, and how many they are. Such a page is one line, so that pages in a row are lines in a
/// row.
fn runs(places: &[Location]) -> impl Iterator<Item = (Location, usize)> {
    let runs = places.chunk_by(|a, b| b.line == a.line + 1);
    runs.filter_map(|run| Some((*run.first()?, run.len())))
}

fn picture(pages: usize) -> Text {
    if pages == 1 {
        text!(
            "这里是图像，没有可以读取的文字，未能核对。请换用由 Word 或 Excel 直接导出的文件，或者人工核对。",
            "This is a picture without text; it was not checked. Please use a file exported from Word or Excel, or check it by hand."
        )
    } else {
        text!(
            "从这里起连续 {0} 页是图像，没有可以读取的文字，未能核对。请换用由 Word 或 Excel 直接导出的文件，或者人工核对。",
            "From here on {0} pages are pictures without text; they were not checked. Please use a file exported from Word or Excel, or check them by hand.",
            pages
        )
    }
}
