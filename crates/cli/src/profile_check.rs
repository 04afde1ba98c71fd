//! `mingzhang profile check`: what a profile did and did not find in a document.

use crate::args::{ListFormat, ProfileArgs};
use crate::check::{limits, read};
use crate::config::profile;
use crate::inputs::Input;
use crate::place::in_words;
use crate::trouble::{trouble, unreadable};
use mingzhang_model::{Lang, Location, Origin, RowKind, Source, Table, Text, fold, text};
use mingzhang_read::{Options, Reading};
use mingzhang_standard::{Profile, SectionSpec, TableSpec, builtin};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// What came of a profile on a document.
#[derive(Serialize)]
struct Matched {
    profile: String,
    tables: Vec<MatchedTable>,
    sections: Vec<MatchedSection>,
    /// Amounts and percentages that nothing gave a meaning.
    unread: Vec<Unread>,
}

#[derive(Serialize)]
struct MatchedTable {
    key: String,
    number: u32,
    title: String,
    /// The title in the document; null if the table was not found.
    found_as: Option<String>,
    place: Option<String>,
    /// Whether its columns were found.
    legible: bool,
    rows: usize,
    /// Rows that the profile does not know.
    unknown_rows: Vec<String>,
    /// Columns, or rows of a table of one row, that no heading was found for.
    not_found: Vec<String>,
    /// Headings that the profile does not know.
    left_over: Vec<String>,
}

#[derive(Serialize)]
struct MatchedSection {
    key: String,
    title: String,
    /// The headings in the document.
    found_as: Vec<String>,
    spoken_of: Vec<String>,
    not_spoken_of: Vec<String>,
}

#[derive(Serialize)]
struct Unread {
    written: String,
    place: String,
}

/// Runs the command.
pub(crate) fn run(args: &ProfileArgs, lang: Lang) -> anyhow::Result<()> {
    let input = Input::named(&args.input);
    let own = args.profile.as_deref().map(|name| profile(name, Path::new("."))).transpose()?;
    let options = Options { profiles: builtin(), forced: own.as_ref(), limits: limits(args.max_size) };
    let reading = read(&input, &options).map_err(|why| unreadable(&input.name(), &why))?;
    let Some(profile) = reading.profile else {
        let nearest = reading.nearest.map_or("", |p| &*p.id);
        return Err(trouble(text!(
            "没有合适的模板，最接近的是 {0}。可用 --profile 指定一个再试。",
            "no profile fits; the nearest is {0}. Name one with --profile.",
            nearest
        )));
    };
    let matched = matched(&reading, profile, lang);
    let out = match args.format {
        ListFormat::Json => serde_json::to_string_pretty(&matched)? + "\n",
        ListFormat::Human => human(&matched, lang),
    };
    Ok(std::io::stdout().write_all(out.as_bytes())?)
}

fn matched(reading: &Reading<'_>, profile: &Profile, lang: Lang) -> Matched {
    let source = &reading.source;
    let loose = reading.disclosure.figures.iter().filter(|f| f.origin == Origin::Loose);
    Matched {
        profile: profile.id.to_string(),
        tables: profile.tables.iter().map(|spec| table(reading, spec, lang)).collect(),
        sections: profile.sections.iter().map(|spec| section(reading, spec)).collect(),
        unread: loose
            .map(|f| Unread { written: f.with_unit(), place: place(source, f.location, lang) })
            .collect(),
    }
}

fn table(reading: &Reading<'_>, spec: &TableSpec, lang: Lang) -> MatchedTable {
    let lanes: Vec<&Table> = reading.disclosure.tables.iter().filter(|t| t.number == spec.number).collect();
    let first = lanes.first();
    let rows = || lanes.iter().flat_map(|t| &t.rows);
    let unknown = rows().filter(|row| row.kind == RowKind::Other).map(|row| fold(row.label.text()));
    MatchedTable {
        key: spec.key.to_string(),
        number: spec.number,
        title: spec.title.to_string(),
        found_as: first.map(|t| t.title.text().trim().to_owned()),
        place: first.map(|t| place(&reading.source, t.location(), lang)),
        legible: lanes.iter().all(|t| t.legible),
        rows: rows().count(),
        unknown_rows: unknown.collect(),
        not_found: lanes.iter().flat_map(|t| t.not_found.iter().map(ToString::to_string)).collect(),
        left_over: lanes.iter().flat_map(|t| t.left_over.iter().map(|h| fold(h.text()))).collect(),
    }
}

fn section(reading: &Reading<'_>, spec: &SectionSpec) -> MatchedSection {
    let disclosure = &reading.disclosure;
    let found = disclosure.sections.iter().enumerate().filter(|(_, s)| s.key == spec.key);
    let found: Vec<(usize, String)> = found.map(|(at, s)| (at, s.heading.text().trim().to_owned())).collect();
    let told = |phrase: &str| {
        let claims = disclosure.claims.iter().filter(|c| found.iter().any(|(at, _)| *at == c.section));
        claims.into_iter().any(|claim| fold(&claim.subject) == fold(phrase))
    };
    let names = |s: &mingzhang_standard::SubjectSpec| {
        std::iter::once(&s.phrase).chain(&s.aliases).any(|phrase| told(phrase))
    };
    let (spoken, silent): (Vec<_>, Vec<_>) = spec.subjects.iter().partition(|s| names(s));
    let phrases = |subjects: Vec<&mingzhang_standard::SubjectSpec>| {
        subjects.into_iter().map(|s| s.phrase.to_string()).collect()
    };
    MatchedSection {
        key: spec.key.to_string(),
        title: spec.title.to_string(),
        spoken_of: phrases(spoken),
        not_spoken_of: phrases(silent),
        found_as: found.into_iter().map(|(_, heading)| heading).collect(),
    }
}

fn place(source: &Source, location: Location, lang: Lang) -> String {
    in_words(source, location).get(lang).to_owned()
}

fn human(matched: &Matched, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |words: Text| {
        for line in
            textwrap::wrap(words.get(lang), textwrap::Options::new(COLUMNS).subsequent_indent("      "))
        {
            let _ = writeln!(out, "{line}");
        }
    };
    line(text!("模板 {0}", "profile {0}", &matched.profile));
    for t in &matched.tables {
        let (Some(found), Some(place)) = (&t.found_as, &t.place) else {
            line(text!("表{0} {1}：没有找到", "table {0} {1}: not found", t.number, &t.title));
            continue;
        };
        line(text!(
            "表{0} {1}（{2}）：{3} 行",
            "table {0} {1} ({2}): {3} rows",
            t.number,
            found,
            place,
            t.rows
        ));
        if !t.legible {
            line(text!("    栏目未能认出", "    its columns were not recognized"));
        }
        for (zh, en, words) in [
            ("没有找到的栏目", "columns not found", &t.not_found),
            ("多出的栏目", "headings left over", &t.left_over),
            ("不认识的行", "rows not known", &t.unknown_rows),
        ] {
            if !words.is_empty() {
                line(Text {
                    zh: format!("    {zh}：{}", words.join("、")),
                    en: format!("    {en}: {}", words.join(", ")),
                });
            }
        }
    }
    for s in &matched.sections {
        if s.found_as.is_empty() {
            line(text!("说明 {0}：没有找到", "section {0}: not found", &s.title));
            continue;
        }
        line(text!("说明 {0}：{1}", "section {0}: {1}", &s.title, s.found_as.join("；")));
        if !s.not_spoken_of.is_empty() {
            line(text!("    没有说到：{0}", "    not spoken of: {0}", s.not_spoken_of.join("、")));
        }
    }
    line(text!("没有读懂的数 {0} 个", "{0} numbers were not understood", matched.unread.len()));
    for unread in &matched.unread {
        line(text!("    {0}：{1}", "    {0}: {1}", &unread.place, &unread.written));
    }
    out
}

/// The width of what is printed.
const COLUMNS: usize = 80;
