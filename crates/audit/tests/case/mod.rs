//! Cases of a rule page: a piece of a disclosure in Markdown, and the diagnosis printed under it.
//!
//! A case begins with a heading `## 违反` or `## 符合`. Its quoted lines are paragraphs, its tables are tables, an image
//! is a page that is a picture, a line 模板：`…` names the profile that it and what follows are read by; what else it says
//! is for the reader, but for lines that say what of the quotation after them is not seen: `隐藏的工作表“甲”：`,
//! `工作表“甲”中隐藏的行：`, `没有读取的文件“甲”：`. A fenced block `诊断` holds the diagnosis in full. What follows a
//! heading `### 上年文本`, `### 上年决算文本`, `### 年初预算文本` or `### 部门文本` is a document beside it.

use mingzhang_audit::{Audit, Beside, Finding, Given, Settings, audit_beside};
use mingzhang_model::{Disclosure, Location, Text, Unseen};
use mingzhang_model::{Kind as Published, Level};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::{Profile, builtin};
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Violates,
    Complies,
}

pub(crate) struct Case {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    /// The lines of the document, a table row with tabs between its cells.
    lines: Vec<String>,
    /// What is not seen of it, by line from 0.
    unseen: Vec<(usize, Unseen)>,
    /// The profile it is read by, which the page or the case names: 模板：`…`.
    profile: &'static Profile,
    /// The documents beside it.
    beside: Vec<Other>,
}

/// A document beside that of a case.
struct Other {
    heading: String,
    /// The profile it is read by, if it is another: 模板：`…` below the heading.
    profile: Option<&'static Profile>,
    lines: Vec<String>,
}

/// A page: its cases, and its text with the diagnoses left out.
pub(crate) struct Page {
    pub(crate) cases: Vec<Case>,
    /// What stands before the first case.
    preface: String,
    /// Every case up to its diagnosis.
    parts: Vec<String>,
}

const FENCE: &str = "```";
const PICTURE: &str = "![";
/// What a page is called whose text has no character map.
const UNMAPPED: &str = "(没有字符对照表)";

impl Page {
    pub(crate) fn parse(source: &str) -> Self {
        let mut page = Self { cases: Vec::new(), preface: String::new(), parts: Vec::new() };
        let mut in_fence = false;
        let mut profile = &builtin()[0];
        for line in source.lines() {
            if in_fence || line == "```诊断" {
                in_fence = line != FENCE;
                continue;
            }
            if let Some(named) = line.strip_prefix("模板：`").and_then(|l| l.strip_suffix('`')) {
                let found = builtin().iter().find(|p| &*p.id == named);
                let named = found.unwrap_or_else(|| panic!("there is no profile {named}"));
                match page.cases.last_mut() {
                    Some(Case { beside, .. }) if !beside.is_empty() => {
                        if let Some(other) = beside.last_mut() {
                            other.profile = Some(named);
                        }
                    }
                    Some(case) => {
                        profile = named;
                        case.profile = named;
                    }
                    None => profile = named,
                }
            }
            if let Some(kind) = kind(line) {
                let title = line.trim_start_matches('#').trim().to_owned();
                let (lines, unseen, beside) = (Vec::new(), Vec::new(), Vec::new());
                page.cases.push(Case { kind, title, lines, unseen, profile, beside });
                page.parts.push(String::new());
            }
            let part = page.parts.last_mut().unwrap_or(&mut page.preface);
            part.push_str(line);
            part.push('\n');
            if let Some(case) = page.cases.last_mut() {
                case.take(line);
                // After it come an empty line and the quotation.
                case.unseen.extend(unseen(line).map(|unseen| (case.lines.len() + 1, unseen)));
            }
        }
        page
    }

    /// The page with the diagnosis of every case at its end.
    pub(crate) fn with_diagnoses(&self, diagnosis: impl Fn(&Case) -> String) -> String {
        let mut out = self.preface.trim_end().to_owned();
        for (part, case) in self.parts.iter().zip(&self.cases) {
            let _ = write!(out, "\n\n{}\n\n```诊断\n{}{FENCE}", part.trim_end(), diagnosis(case));
        }
        out + "\n"
    }
}

fn kind(line: &str) -> Option<Kind> {
    let heading = line.strip_prefix("## ")?;
    [("违反", Kind::Violates), ("符合", Kind::Complies)]
        .into_iter()
        .find_map(|(word, kind)| heading.starts_with(word).then_some(kind))
}

fn document_line(line: &str) -> Option<String> {
    if let Some(sentence) = line.strip_prefix('>') {
        return Some(sentence.trim().to_owned());
    }
    if line.starts_with(PICTURE) {
        return Some(line.to_owned());
    }
    let Some(row) = line.strip_prefix('|') else { return line.is_empty().then(String::new) };
    let row = row.strip_suffix('|').unwrap_or(row);
    let rule = row.chars().all(|c| "-:| ".contains(c)) && row.contains("--");
    (!rule).then(|| row.split('|').map(str::trim).collect::<Vec<_>>().join("\t"))
}

/// What a line says that is not seen; its place is found when all lines are known.
fn unseen(line: &str) -> Option<Unseen> {
    let nowhere = Location::default();
    let named = |before: &str, after: &str| Some(line.strip_prefix(before)?.strip_suffix(after)?.into());
    None.or_else(|| named("隐藏的工作表“", "”：").map(|name| Unseen::HiddenSheet(name, nowhere)))
        .or_else(|| named("工作表“", "”中隐藏的行：").map(|name| Unseen::HiddenCells(name, nowhere)))
        .or_else(|| {
            let why = Text::same("不能读取的格式。");
            named("没有读取的文件“", "”：").map(|name| Unseen::File(name, why, nowhere))
        })
}

fn read(lines: &[String], profile: &Profile) -> Disclosure {
    let options = Options { profiles: builtin(), forced: Some(profile), limits: Limits::default() };
    let picture = |line: &String| line.starts_with(PICTURE);
    let text = lines.iter().map(|line| if picture(line) { "" } else { line.as_str() });
    let mut disclosure = read_text(text.collect::<Vec<_>>().join("\n"), &options).disclosure;
    let pictures = (1..).zip(lines).filter(|(_, line)| picture(line));
    disclosure.unseen.extend(pictures.map(|(line, what)| {
        let at = Location { line, column: 1, end_column: 1 };
        if what.ends_with(UNMAPPED) { Unseen::Unmapped(at) } else { Unseen::Picture(at) }
    }));
    disclosure
}

/// A document beside the one of the case; what the profile of the case cannot say of it, the heading does.
fn beside(other: &Other, profile: &Profile) -> (Given, Disclosure) {
    let disclosure = read(&other.lines, other.profile.unwrap_or(profile));
    match other.heading.as_str() {
        "部门文本" => (Given::Department, Disclosure { level: Some(Level::Department), ..disclosure }),
        "上年决算文本" => {
            (Given::Previous, Disclosure { kind: Some(Published::FinalAccounts), ..disclosure })
        }
        _ => (Given::Previous, disclosure),
    }
}

impl Case {
    /// What is not seen, with the line where it stands.
    fn unseen(&self) -> Vec<Unseen> {
        let placed = |(line, unseen): &(usize, Unseen)| {
            let width = self.lines.get(*line).map_or(0, |text| text.chars().count());
            let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
            let at = Location { line: number(*line), column: 1, end_column: number(width) };
            match unseen.clone() {
                Unseen::HiddenSheet(name, _) => Unseen::HiddenSheet(name, at),
                Unseen::HiddenCells(name, _) => Unseen::HiddenCells(name, at),
                Unseen::File(name, why, _) => Unseen::File(name, why, at),
                page @ (Unseen::Picture(_) | Unseen::Unmapped(_)) => page,
            }
        };
        self.unseen.iter().map(placed).collect()
    }

    fn take(&mut self, line: &str) {
        if let Some(heading) = line.strip_prefix("### ") {
            let heading = heading.trim().to_owned();
            self.beside.push(Other { heading, profile: None, lines: Vec::new() });
        }
        let lines = self.beside.last_mut().map_or(&mut self.lines, |other| &mut other.lines);
        lines.extend(document_line(line));
    }

    pub(crate) fn audit(&self, rule: &str) -> Audit {
        // What another document says of a change is weighed with what the change says of itself.
        let companion = (!self.beside.is_empty()).then_some("N103");
        let select = [Some(rule), companion].into_iter().flatten().map(str::to_owned).collect();
        let settings = Settings { select, ..Settings::default() };
        let others: Vec<(Given, Disclosure)> =
            self.beside.iter().map(|other| beside(other, self.profile)).collect();
        let others: Vec<Beside<'_>> =
            others.iter().map(|(given, disclosure)| Beside { disclosure, given: *given }).collect();
        let mut disclosure = read(&self.lines, self.profile);
        disclosure.unseen.extend(self.unseen());
        audit_beside(&disclosure, Some(self.profile), &settings, &others)
    }

    pub(crate) fn diagnosis(&self, rule: &str) -> String {
        let audit = self.audit(rule);
        let findings: Vec<String> = audit.findings.iter().map(|f| self.shown(f)).collect();
        if findings.is_empty() {
            let count: usize = audit.rules.iter().map(|r| r.count).sum();
            return format!("核对 {count} 处，没有发现问题。\n");
        }
        findings.join("\n")
    }

    fn shown(&self, finding: &Finding) -> String {
        let mut out = format!("{}[{}] {}\n", finding.severity.word().zh, finding.rule, finding.message.zh);
        let _ = writeln!(out, "  位置：{}", self.marked(finding.location));
        if let Some(right) = &finding.expected {
            let _ = writeln!(out, "  改为：{right}");
        }
        for related in &finding.related {
            let _ = writeln!(out, "  参看：{}", related.message.zh);
        }
        out
    }

    /// The line of a place, shortened, with the words at the place in 〔〕.
    fn marked(&self, place: Location) -> String {
        const AROUND: usize = 16;
        let line: Vec<char> =
            self.lines.get(place.line as usize - 1).map_or("", String::as_str).chars().collect();
        let (start, end) = (place.column as usize - 1, place.end_column as usize - 1);
        let (from, to) = (start.saturating_sub(AROUND), (end + AROUND).min(line.len()));
        let text =
            |range: std::ops::Range<usize>| line[range].iter().collect::<String>().replace('\t', " | ");
        let (left, right) = (if from > 0 { "…" } else { "" }, if to < line.len() { "…" } else { "" });
        let marked = format!("{left}{}〔{}〕{}{right}", text(from..start), text(start..end), text(end..to));
        marked.trim().to_owned()
    }
}
