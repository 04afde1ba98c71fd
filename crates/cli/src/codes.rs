//! `mingzhang codes`: the budget classifications, and where a name or a code stands in them.

use mingzhang_model::{Lang, Text, fold, text};
use mingzhang_standard::{Catalogue, Classification, Entry};
use std::io::Write as _;

/// Lists the entries whose code begins with `search`, or whose name contains it now or did before; all without it.
pub(crate) fn codes(search: Option<&str>, lang: Lang) -> anyhow::Result<()> {
    let wanted = fold(search.unwrap_or_default());
    let mut out = std::io::stdout().lock();
    let mut last: Option<Classification> = None;
    for entry in Catalogue::builtin().entries().iter().filter(|entry| matches(entry, &wanted)) {
        if last.replace(entry.classification) != Some(entry.classification) {
            writeln!(out, "{}", classification(entry.classification).get(lang))?;
        }
        writeln!(out, "  {:7}  {}{}", entry.code.to_string(), entry.name, remarks(entry).get(lang))?;
    }
    if last.is_none() {
        let none = text!("目录中没有与“{0}”相符的科目。", "No code or name matches “{0}”.", wanted);
        writeln!(out, "{}", none.get(lang))?;
    }
    Ok(())
}

fn matches(entry: &Entry, wanted: &str) -> bool {
    entry.code.to_string().starts_with(wanted)
        || entry.folded.contains(wanted)
        || entry.earlier.iter().any(|earlier| earlier.folded.contains(wanted))
}

fn classification(classification: Classification) -> Text {
    let english = match classification {
        Classification::Functional => "functional classification",
        Classification::EconomicDepartment => "economic classification of department budgets",
        Classification::EconomicGovernment => "economic classification of the government's budget",
    };
    Text { zh: classification.name().to_owned(), en: format!("{} {english}", classification.name()) }
}

/// Years, earlier names, and whether nothing attests the entry.
fn remarks(entry: &Entry) -> Text {
    let years = match (entry.valid_from, entry.valid_to) {
        (None, None) => None,
        (Some(from), None) => Some(text!("{0} 年起", "since {0}", from)),
        (None, Some(to)) => Some(text!("至 {0} 年止", "until {0}", to)),
        (Some(from), Some(to)) => Some(text!("{0} 至 {1} 年", "{0}–{1}", from, to)),
    };
    let earlier = entry.earlier.iter().map(|earlier| match earlier.last_year {
        Some(last) => text!("{1} 年及以前称{0}", "{0} until {1}", earlier.name, last),
        None => text!("曾称{0}", "earlier {0}", earlier.name),
    });
    let doubt = (!entry.is_attested()).then(|| text!("未经公开文本印证", "attested by no document"));
    let all: Vec<Text> = years.into_iter().chain(earlier).chain(doubt).collect();
    if all.is_empty() {
        return Text::default();
    }
    let all = Text::list(all);
    text!("（{0}）", " ({0})", all)
}
