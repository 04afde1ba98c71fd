//! The report for a terminal: the source quoted with a marker under what is wrong, then a summary.

use super::quote::{Quote, quote};
use super::{Report, Style, counts, severity_name};
use crate::check::{Audited, Checked};
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};
use mingzhang_audit::{Finding, Severity, Status};
use mingzhang_model::{Lang, Passage};
use std::fmt::Write as _;
use std::io::Write;

/// Columns where the terminal does not tell its width.
const COLUMNS: usize = 80;
/// Columns that the line number and the frame take.
const FRAME: usize = 8;
/// Pieces of evidence shown with a finding.
const EVIDENCE: usize = 3;

pub(super) struct Human {
    out: Box<dyn Write>,
    style: Style,
    renderer: Renderer,
    documents: usize,
    totals: [usize; 3],
    unread: usize,
}

impl Human {
    pub(super) fn new(out: Box<dyn Write>, style: Style) -> Self {
        let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(COLUMNS);
        Self { out, style, renderer, documents: 0, totals: [0; 3], unread: 0 }
    }

    fn finding(&self, file: &str, lines: &[&str], finding: &Finding) -> String {
        let name = severity_name(finding.severity, self.style.lang);
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let line = (finding.location.line as usize)
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .copied()
            .unwrap_or("");
        let at = finding.location.column.saturating_sub(1) as usize;
        let Quote { text, from, to } =
            quote(line, at, finding.location.end_column.saturating_sub(1) as usize, COLUMNS - FRAME);
        let label = finding.expected.as_ref().map(|e| match self.style.lang {
            Lang::Zh => format!("应为 {e}"),
            Lang::En => format!("should be {e}"),
        });
        let place = format!("{file}:{}:{}", finding.location.line, finding.location.column);
        let snippet = Snippet::source(text.as_str())
            .line_start(finding.location.line.max(1) as usize)
            .annotation(AnnotationKind::Primary.span(from..to).label(label));
        let origin = annotate_snippets::Origin::path(place.as_str());
        let title = level
            .clone()
            .with_name(name)
            .primary_title(wrap(self.style.say(&finding.message), COLUMNS))
            .id(finding.rule);
        let mut group = title.element(Element::from(origin)).element(snippet);
        let notes: Vec<String> = self.evidence(finding);
        for note in &notes {
            group = group.element(Level::NOTE.no_name().message(note.as_str()));
        }
        // Without a path in the snippet the renderer leaves a line for the one it misses.
        let rendered = self.renderer.render(&[group]);
        rendered.lines().filter(|line| line.trim() != ":::").collect::<Vec<_>>().join("\n")
    }

    fn evidence(&self, finding: &Finding) -> Vec<String> {
        let mut notes: Vec<String> = finding
            .related
            .iter()
            .take(EVIDENCE)
            .map(|r| match self.style.lang {
                Lang::Zh => format!("第 {} 行：{}", r.location.line, self.style.say(&r.message)),
                Lang::En => format!("line {}: {}", r.location.line, self.style.say(&r.message)),
            })
            .collect();
        let more = finding.related.len().saturating_sub(EVIDENCE);
        if more > 0 {
            notes.push(match self.style.lang {
                Lang::Zh => format!("另有 {more} 处有关的数字"),
                Lang::En => format!("and {more} more"),
            });
        }
        notes
    }

    fn summary(&self, audited: &Audited) -> String {
        let Audited { disclosure, audit, nearest } = audited;
        let coverage = audit.coverage;
        let [errors, warnings, infos] = counts(audit);
        let of = |status: Status| audit.rules.iter().filter(|r| r.status == status).count();
        let ran = of(Status::Checked) + of(Status::Broken);
        let share = |part: usize| part * 100 / coverage.numbers.max(1);
        let who = disclosure.unit.as_ref().map_or("", Passage::text);
        let year = disclosure.year.map_or(String::new(), |y| format!(" {y}"));
        let mut text = String::new();
        match self.style.lang {
            Lang::Zh => {
                let profile = disclosure.profile.as_deref().unwrap_or("未能识别");
                let _ = writeln!(text, "{who}{year}，文本种类：{profile}");
                if let Some(nearest) = nearest {
                    let _ =
                        writeln!(text, "  与内置模板都不符，最接近的是{nearest}；只运行了不依赖模板的规则。");
                }
                let _ = writeln!(
                    text,
                    "  金额和百分比 {} 个，读懂 {} 个（{}%），有关系式约束 {} 个（{}%）",
                    coverage.numbers,
                    coverage.read,
                    share(coverage.read),
                    coverage.tied,
                    share(coverage.tied)
                );
                let _ =
                    writeln!(text, "  规则 {ran} 条已核对，{} 条因缺少数据未核对", of(Status::NotChecked));
                let _ = writeln!(text, "  错误 {errors}，警告 {warnings}，提示 {infos}");
            }
            Lang::En => {
                let profile = disclosure.profile.as_deref().unwrap_or("unknown");
                let _ = writeln!(text, "{who}{year}, kind of document: {profile}");
                if let Some(nearest) = nearest {
                    let _ = writeln!(
                        text,
                        "  No profile fits; the nearest is {nearest}. Only rules that need no profile ran."
                    );
                }
                let _ = writeln!(
                    text,
                    "  {} amounts and percentages, {} read ({}%), {} tied by equations ({}%)",
                    coverage.numbers,
                    coverage.read,
                    share(coverage.read),
                    coverage.tied,
                    share(coverage.tied)
                );
                let _ = writeln!(
                    text,
                    "  {ran} rules checked, {} not checked for lack of data",
                    of(Status::NotChecked)
                );
                let _ = writeln!(text, "  {errors} errors, {warnings} warnings, {infos} infos");
            }
        }
        for rule in audit.rules.iter().filter(|r| r.status == Status::NotChecked) {
            let why = rule.why.as_ref().map_or("", |w| self.style.say(w));
            let _ = writeln!(text, "    {} {why}", rule.rule);
        }
        text
    }
}

/// Breaks a sentence into lines of at most `width` columns.
fn wrap(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let (mut wrapped, mut column) = (String::new(), 14);
    for c in text.chars() {
        let columns = c.width().unwrap_or(0);
        if column + columns > width && !"，。；：、）”》".contains(c) {
            wrapped.push('\n');
            column = 0;
        }
        wrapped.push(c);
        column += columns;
    }
    wrapped
}

impl Report for Human {
    fn document(&mut self, checked: Checked) -> anyhow::Result<()> {
        self.documents += 1;
        match &checked.outcome {
            Err(why) => {
                self.unread += 1;
                let heading = if self.style.lang == Lang::Zh { "无法读取" } else { "cannot read" };
                writeln!(self.out, "{heading} {}：{}\n", checked.file, self.style.say(why))?;
            }
            Ok(audited) => {
                let lines: Vec<&str> = checked.text.lines().collect();
                for finding in self.style.shown(&audited.audit) {
                    let rendered = self.finding(&checked.file, &lines, finding);
                    writeln!(self.out, "{rendered}\n")?;
                }
                write!(self.out, "{}", self.summary(audited))?;
                let found = counts(&audited.audit);
                self.totals.iter_mut().zip(found).for_each(|(total, n)| *total += n);
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let [errors, warnings, infos] = self.totals;
        if self.documents > 1 {
            match self.style.lang {
                Lang::Zh => writeln!(
                    self.out,
                    "共 {} 份文本：错误 {errors}，警告 {warnings}，提示 {infos}；无法读取 {} 份",
                    self.documents, self.unread
                )?,
                Lang::En => writeln!(
                    self.out,
                    "{} documents: {errors} errors, {warnings} warnings, {infos} infos; {} could not be read",
                    self.documents, self.unread
                )?,
            }
        }
        Ok(self.out.flush()?)
    }
}
