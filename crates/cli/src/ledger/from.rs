//! Ledgers of documents: what was published becomes what can be edited.

use crate::check::limits;
use crate::config::profile;
use crate::inputs::Input;
use crate::trouble::{trouble, unreadable};
use mingzhang_extract::{Extracted, extract};
use mingzhang_ledger::is_placeholder;
use mingzhang_model::{Lang, Text, text};
use mingzhang_read::{Options, recognize};
use mingzhang_standard::builtin;
use std::io::Write as _;
use std::path::Path;

/// The size above which a document is refused, in MiB.
const MEBIBYTES: u64 = 64;

/// Which numbers of a workbook count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Those that readers of the published document see.
    Shown,
    /// Those that were entered, of which cells may show fewer digits.
    Entered,
}

/// The ledger that a document could have been made of, read by a profile or by the one that fits.
///
/// # Errors
/// There is no such document or profile, or no profile fits.
pub(super) fn extracted(document: &Path, name: Option<&str>, numbers: Numbers) -> anyhow::Result<Extracted> {
    let own = name.map(|name| profile(name, Path::new("."))).transpose()?;
    let options = Options { profiles: builtin(), forced: own.as_ref(), limits: limits(MEBIBYTES) };
    let input = Input::one(document);
    let document = match numbers {
        Numbers::Shown => input.document(options.limits),
        Numbers::Entered => input.exact_document(options.limits),
    };
    let document = document.map_err(|why| unreadable(&input.name(), &why))?;
    let reading = recognize(&document, &options);
    let Some(fitting) = reading.profile else {
        return Err(trouble(text!(
            "{0} 不像任何一种已知的公开文本，请用 --profile 指定模板（mingzhang profiles 可列出）。",
            "{0} looks like none of the documents that are known. Please name its profile with --profile (see mingzhang profiles).",
            input.name()
        )));
    };
    Ok(extract(&reading.disclosure, fitting))
}

/// Leaves out paragraphs of the template that nobody has filled in: they are not the office's words.
pub(super) fn without_placeholders(filled: &mut Extracted) {
    let explanations = &mut filled.ledger.explanations;
    let before = explanations.len();
    explanations.retain(|explanation| !is_placeholder(&explanation.text));
    let left_out = before - explanations.len();
    if left_out > 0 {
        filled.gaps.push(text!(
            "有 {0} 段文字还是模板原文（“XX”没有填写），没有导入。",
            "{0} paragraphs are still the template's (XX was not filled in) and were left out.",
            left_out
        ));
    }
}

/// Tells what the document left open.
pub(super) fn tell(gaps: &[Text], lang: Lang) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if !gaps.is_empty() {
        let head = text!("以下各项请核对或补充：", "Please check or complete:");
        writeln!(out, "{}", head.get(lang))?;
    }
    for gap in gaps {
        writeln!(out, "- {}", gap.get(lang))?;
    }
    Ok(())
}
