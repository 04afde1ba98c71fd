//! A finished document: read and audited as it is.

use crate::{PAGE, SOURCE, SPOTS, TRACE, Taken, file, leaf, media_type, spots, trace};
use mingzhang_audit::{Finding, Settings, Severity, audit};
use mingzhang_model::{Disclosure, Kind, Level, Place, Source, Spot, Text, text};
use mingzhang_read::{Limits, Options, Reading, read};
use mingzhang_standard::{Profile, builtin};
use mingzhang_store::{Content, Passage, Quality, StoredFinding, facts};

/// Reads and audits a document, by the profile that it is known to follow.
///
/// # Errors
/// It cannot be read; why, and the way out.
pub(crate) fn taken(name: &str, bytes: Vec<u8>, profile: Option<&Profile>) -> Result<Taken, Text> {
    let options = Options { profiles: builtin(), forced: profile, limits: Limits::default() };
    let reading = read(&bytes, &options)
        .map_err(|why| text!("无法读取 {0}：{1}", "cannot read {0}: {1}", name, why.message()))?;
    let Reading { disclosure, profile, source, .. } = reading;
    let audit = audit(&disclosure, profile, &Settings::default());
    let findings: Vec<StoredFinding> =
        audit.findings.iter().map(|finding| stored(finding, &source)).collect();
    let of = |severity: Severity| count(audit.findings.iter().filter(|f| f.severity == severity).count());
    let coverage = audit.coverage;
    let quality = Quality {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Info),
        numbers: count(coverage.numbers),
        read: count(coverage.read),
        tied: count(coverage.tied),
    };
    let page = leaf::leaf(&disclosure).into_bytes();
    let trace = trace::trace(&disclosure, profile, &source);
    let spots = spots::spots(&disclosure, &audit.findings, &source);
    let files = vec![
        file(SOURCE, name, media_type(name), bytes),
        file(PAGE, "page.html", "text/html; charset=utf-8", page),
        file(TRACE, "trace.json", "application/json", trace),
        file(SPOTS, "spots.json", "application/json", spots),
    ];
    Ok(Taken {
        office: disclosure.unit.as_ref().map(|unit| unit.text().trim().to_owned()).unwrap_or_default(),
        level: disclosure.level.unwrap_or(Level::Unit),
        year: disclosure.year,
        kind: disclosure.kind.unwrap_or(Kind::Budget).key().to_owned(),
        content: Content {
            profile: disclosure.profile.as_deref().map(str::to_owned),
            quality,
            facts: facts(&disclosure),
            findings,
            passages: passages(&disclosure),
            files,
        },
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn stored(finding: &Finding, source: &Source) -> StoredFinding {
    let message = finding.message.zh.clone();
    StoredFinding {
        mark: StoredFinding::mark(finding.rule, &message),
        rule: finding.rule.to_owned(),
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
        .to_owned(),
        message,
        place: said_place(&source.place(finding.location)),
    }
}

/// A place in the words of the page: 第 5 页.
pub(crate) fn said_place(place: &Place<'_>) -> String {
    match &place.spot {
        Spot::Page { page, .. } => format!("第 {page} 页"),
        Spot::Cell { sheet, cell } => format!("工作表“{sheet}” {cell}"),
        Spot::Paragraph => format!("第 {} 段", place.line),
        Spot::Line => format!("第 {} 行", place.line),
    }
}

/// The prose of sections, the names of projects, and what they are to achieve.
fn passages(disclosure: &Disclosure) -> Vec<Passage> {
    let sections = disclosure.sections.iter().enumerate().flat_map(|(at, section)| {
        let said = section.paragraphs.iter().map(|paragraph| paragraph.text().to_owned());
        said.map(move |words| Passage { place: format!("section-{at}"), words })
    });
    let projects = disclosure
        .projects
        .iter()
        .map(|project| Passage { place: "projects".to_owned(), words: project.name.text().to_owned() });
    let goals = disclosure.forms.iter().enumerate().flat_map(|(at, form)| {
        let said = [&form.project, &form.goal].into_iter().flatten().map(|said| said.text().to_owned());
        said.map(move |words| Passage { place: leaf::form_anchor(at), words })
    });
    sections.chain(projects).chain(goals).filter(|passage| !passage.words.trim().is_empty()).collect()
}
