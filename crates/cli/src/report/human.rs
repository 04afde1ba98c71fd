//! The report for a terminal: the source quoted with a marker under what is wrong, then a summary.

use super::quote::{Quote, quote};
use super::{Report, Style, counts, words};
use crate::check::{Audited, Checked};
use crate::place;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use mingzhang_audit::{Finding, Related, Severity};
use mingzhang_model::{Text, text};
use std::io::Write;
use textwrap::WordSplitter::NoHyphenation;
use unicode_width::UnicodeWidthStr as _;

/// Pieces of evidence shown with a finding, and reasons shown in a summary.
const FEW: usize = 3;

pub(crate) struct Human {
    out: Box<dyn Write>,
    style: Style,
    documents: usize,
    totals: [usize; 3],
    unread: usize,
}

impl Human {
    pub(crate) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, documents: 0, totals: [0; 3], unread: 0 }
    }
}

/// What is shown of a document, with its tally if it could be read.
pub(crate) struct Part {
    shown: String,
    counts: Option<[usize; 3]>,
}

impl Report for Human {
    type Part = Part;

    fn part(checked: &Checked, _: usize, style: Style) -> anyhow::Result<Part> {
        Ok(match &checked.outcome {
            Ok(audited) => {
                let shown = Page::new(style).read(&checked.file, audited);
                Part { shown, counts: Some(counts(&audited.audit)) }
            }
            Err(why) => {
                let sentence = words::unread(&checked.file, why);
                Part { shown: wrap(style.say(&sentence), style.columns) + "\n\n", counts: None }
            }
        })
    }

    fn add(&mut self, part: Part) -> anyhow::Result<()> {
        self.documents += 1;
        match part.counts {
            Some(counts) => self.totals.iter_mut().zip(counts).for_each(|(total, n)| *total += n),
            None => self.unread += 1,
        }
        Ok(self.out.write_all(part.shown.as_bytes())?)
    }

    fn finish(mut self) -> anyhow::Result<()> {
        if self.documents > 1 {
            let all = words::documents(self.documents, self.unread, self.totals);
            writeln!(self.out, "{}", strong(self.style.say(&all), self.style))?;
        }
        Ok(self.out.flush()?)
    }
}

/// Writes up one document.
struct Page {
    style: Style,
    renderer: Renderer,
}

impl Page {
    fn new(style: Style) -> Self {
        let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
        Self { style, renderer: renderer.term_width(style.columns) }
    }

    fn finding(&self, file: &str, audited: &Audited, finding: &Finding) -> String {
        let source = &*audited.source;
        let at = finding.location;
        let name = finding.severity.word();
        let name = self.style.say(&name);
        // `错误[A101]: ` stands before the first line, the others are set under its end.
        let heading = self.style.columns - name.width() - finding.rule.len() - 4;
        let message = wrap(self.style.say(&finding.message), heading);
        let title = level(finding.severity).with_name(name).primary_title(message).id(finding.rule);
        let place = format!("{file}{}", self.style.say(&place::suffix(source, at)));
        let number = source.place(at).line;
        let gutter = digits(number);
        let mut group = title.element(Origin::path(place.as_str()));
        let mut notes = Vec::new();
        let repair = finding.expected.as_ref().map(|e| text!("应为 {0}", "should be {0}", e));
        let repair = repair.as_ref().map(|text| self.style.say(text));
        if let Some(line) = source.line(at.line) {
            let (from, to) = (at.column.saturating_sub(1) as usize, at.end_column.saturating_sub(1) as usize);
            let Quote { text, from, to } = quote(line, from, to, self.style.columns - gutter - FRAME);
            let fits =
                |label: &&str| gutter + FRAME + text[..to].width() + 1 + label.width() <= self.style.columns;
            let label = repair.filter(fits);
            notes.extend(repair.filter(|_| label.is_none()).map(str::to_owned));
            let marker = AnnotationKind::Primary.span(from..to).label(label.map(str::to_owned));
            group = group.element(Snippet::source(text).line_start(number as usize).annotation(marker));
        }
        notes.extend(self.evidence(audited, &finding.related));
        for note in notes {
            // ` = ` stands before a note, under the end of the line number.
            let note = wrap(&note, self.style.columns - gutter - FRAME);
            group = group.element(Level::NOTE.no_name().message(note));
        }
        self.rendered(group)
    }

    fn rendered(&self, group: Group<'_>) -> String {
        let rendered = self.renderer.render(&[group]);
        // The snippet has no path of its own, which the renderer marks by a line of colons.
        rendered.lines().filter(|line| line.trim() != ":::").collect::<Vec<_>>().join("\n")
    }

    fn evidence(&self, audited: &Audited, related: &[Related]) -> Vec<String> {
        let one = |r: &Related| text!("{0}：{1}", "{0}: {1}", place::of_evidence(audited, r), &r.message);
        let more = related.len().saturating_sub(FEW);
        let rest = (more > 0).then(|| text!("另有 {0} 处", "and {0} more", more));
        let all = related.iter().take(FEW).map(one).chain(rest);
        all.map(|text| self.style.say(&text).to_owned()).collect()
    }

    fn read(&self, file: &str, audited: &Audited) -> String {
        let findings = audited.shown().map(|finding| self.finding(file, audited, finding) + "\n\n");
        let mut out: String = findings.collect();
        let title = words::title(&audited.disclosure).unwrap_or_else(|| Text::same(file));
        out.push_str(&strong(self.style.say(&title), self.style));
        out.push('\n');
        for line in summary(audited) {
            let words = textwrap::Options::new(self.style.columns)
                .word_splitter(NoHyphenation)
                .initial_indent("  ")
                .subsequent_indent("    ");
            out.push_str(&textwrap::fill(self.style.say(&line), words));
            out.push('\n');
        }
        out.push('\n');
        out
    }
}

fn strong(words: &str, style: Style) -> String {
    let bold = if style.color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{words}{bold:#}")
}

/// What the audit rests on, what it could not check, what it found.
fn summary(audited: &Audited) -> Vec<Text> {
    let Audited { disclosure, audit, nearest, .. } = audited;
    let mut lines = vec![
        words::kind(disclosure, nearest.as_deref()),
        words::coverage(audit.coverage),
        words::rules(audit),
    ];
    let lacking = words::not_checked_together(audit);
    lines.extend(lacking.iter().take(FEW).map(|(rules, why)| text!("  {0} {1}", "  {0} {1}", rules, why)));
    let more: usize = lacking.iter().skip(FEW).map(|(rules, _)| rules.zh.split('、').count()).sum();
    if more > 0 {
        lines.push(text!(
            "  另有 {0} 条，见 --format json 的 rules",
            "  and {0} more, see rules in --format json",
            more
        ));
    }
    lines.push(words::tally(counts(audit)));
    lines
}

/// Columns of ` | ` and ` = ` between the line number and the words.
const FRAME: usize = 3;

fn digits(line: u32) -> usize {
    line.to_string().len()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

/// Breaks a sentence into lines of at most `columns`, where Chinese and English allow it.
fn wrap(sentence: &str, columns: usize) -> String {
    textwrap::fill(sentence, textwrap::Options::new(columns).word_splitter(NoHyphenation))
}
