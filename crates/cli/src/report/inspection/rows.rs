//! What the sheet says of a document: for each row whether it meets the requirement, and the inspector's remarks.

use super::regions::{Region, Regions, table_key};
use crate::catalogue::title;
use crate::check::Audited;
use crate::place;
use crate::publication::Timeliness;
use crate::report::words;
use mingzhang_audit::{Check, Finding, Related, Severity, Status, rules};
use mingzhang_model::{Location, Passage, Text, Unseen, text};
use mingzhang_standard::{InspectionGroup, InspectionItem, InspectionPart};

/// Whether a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    Yes,
    No,
    /// Nothing speaks against it, but it was not, or not wholly, looked at.
    Unchecked,
}

impl Met {
    pub(super) fn word(self) -> Text {
        match self {
            Self::Yes => text!("是", "yes"),
            Self::No => text!("否", "no"),
            Self::Unchecked => text!("未核对", "not checked"),
        }
    }
}

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub group: Text,
    pub item: Text,
    /// Whether it asks for publication in time.
    pub on_time: bool,
    pub met: Met,
    /// Each with what makes it grave, gravest first.
    pub remarks: Vec<Remark>,
}

/// A sentence of the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// None for a remark on what was not checked.
    pub severity: Option<Severity>,
    pub text: Text,
}

/// The rows that the profile asks for; what fits none of them stands in a row of its own.
pub(super) fn rows(audited: &Audited) -> Vec<Row> {
    let asked = Asked::of(&audited.asked);
    let regions = Regions::of(&audited.disclosure);
    let mut found: Vec<Vec<Remark>> = vec![Vec::new(); asked.items.len() + 1];
    for finding in audited.shown() {
        let remark = remark(finding, audited);
        found[asked.row(finding, &regions)].push(remark);
    }
    for (at, remark) in unread(audited) {
        found[asked.row_of(&regions.at(at.line))].push(remark);
    }
    let unplaced = found.pop().unwrap_or_default();
    let mut rows: Vec<Row> = asked
        .items
        .iter()
        .zip(found)
        .map(|((group, item), found)| row(audited, group, item, found))
        .collect();
    if !unplaced.is_empty() {
        let group = rows.last().map(|row| row.group.clone()).unwrap_or_default();
        let met = met(&unplaced, true);
        rows.push(Row { group, item: text!("其他", "Other"), on_time: false, met, remarks: unplaced });
    }
    rows
}

/// The rows of a sheet, each with its group.
struct Asked<'a> {
    items: Vec<(&'a InspectionGroup, &'a InspectionItem)>,
}

impl<'a> Asked<'a> {
    fn of(groups: &'a [InspectionGroup]) -> Self {
        Self {
            items: groups
                .iter()
                .flat_map(|group| group.items.iter().map(move |item| (group, item)))
                .collect(),
        }
    }

    /// The row that a finding belongs to: by what it is about, by its rule, by where it stands.
    fn row(&self, finding: &Finding, regions: &Regions) -> usize {
        if let Some(part) = &finding.about {
            return self.row_of(&Region::from(part));
        }
        let ruled = self.position(|item| item.rules.iter().any(|code| finding.rule.starts_with(&**code)));
        ruled.unwrap_or_else(|| self.row_of(&regions.at(finding.location.line)))
    }

    /// The row about a part of the document; the one for the rest if there is none; else one past the last.
    fn row_of(&self, region: &Region) -> usize {
        let part = |part: InspectionPart| self.position(|item| item.parts.contains(&part));
        let row = match region {
            Region::Cover => part(InspectionPart::Cover),
            Region::Contents => part(InspectionPart::Contents),
            Region::Form => part(InspectionPart::Forms),
            Region::Table(key) => self.position(|item| item.tables.contains(key)),
            Region::Section(key) => self.position(|item| item.sections.contains(key)),
        };
        row.or_else(|| part(InspectionPart::Rest)).unwrap_or(self.items.len())
    }

    fn position(&self, is_it: impl Fn(&InspectionItem) -> bool) -> Option<usize> {
        self.items.iter().position(|(_, item)| is_it(item))
    }
}

fn row(audited: &Audited, group: &InspectionGroup, item: &InspectionItem, mut remarks: Vec<Remark>) -> Row {
    let mut seen = true;
    if item.parts.contains(&InspectionPart::Timeliness) {
        let (severity, text) = match audited.publication.timeliness(&audited.disclosure) {
            Timeliness::InTime(_) => (Some(Severity::Info), None),
            Timeliness::Late(why) => (Some(Severity::Error), Some(why)),
            Timeliness::Unknown(why) => (None, Some(why)),
        };
        remarks.extend(text.map(|text| Remark { severity, text }));
    }
    let missed = lacking(audited, item);
    if !missed.is_empty() && remarks.iter().all(|remark| !remark.is_fault()) {
        seen = false;
        let missed = Text::list(missed);
        let text = text!("{0}。", "{0}.", missed);
        remarks.push(Remark { severity: None, text });
    }
    // Stable: of equal gravity the most certain comes first, as the audit has it.
    remarks.sort_by_key(|remark| remark.severity.unwrap_or(Severity::Info));
    let met = met(&remarks, seen);
    let bilingual = |zh: &str, en: &str| Text { zh: zh.to_owned(), en: en.to_owned() };
    Row {
        group: bilingual(&group.name, &group.english),
        item: bilingual(&item.item, &item.english),
        on_time: item.parts.contains(&InspectionPart::Timeliness),
        met,
        remarks,
    }
}

fn met(remarks: &[Remark], seen: bool) -> Met {
    if remarks.iter().any(Remark::is_fault) {
        Met::No
    } else if seen && remarks.iter().all(|remark| remark.severity.is_some()) {
        Met::Yes
    } else {
        Met::Unchecked
    }
}

impl Remark {
    /// What is worth a look is told, and is no fault.
    pub(super) fn is_fault(&self) -> bool {
        matches!(self.severity, Some(Severity::Error | Severity::Warning))
    }
}

/// What a row is about and the document, as it was read, does not have.
fn lacking(audited: &Audited, item: &InspectionItem) -> Vec<Text> {
    let disclosure = &audited.disclosure;
    let none = |what: Text| text!("没有读到{0}", "{0} was not found", what);
    let is_about_one_thing = item.parts.len() + item.tables.len() + item.sections.len() == 1;
    let mut lacking = Vec::new();
    for part in &item.parts {
        match part {
            InspectionPart::Cover if disclosure.unit.is_none() && disclosure.year.is_none() => {
                lacking.push(none(text!("单位和年度", "neither office nor year")));
            }
            InspectionPart::Contents if disclosure.contents.is_empty() => {
                lacking.push(none(text!("目录", "a contents page")));
            }
            InspectionPart::Forms if disclosure.forms.is_empty() && is_about_one_thing => {
                lacking.push(none(text!("绩效目标表", "a performance form")));
            }
            _ => {}
        }
    }
    let printed = |passage: &Passage| passage.text().trim().to_owned();
    for key in &item.tables {
        let lanes = || disclosure.tables.iter().filter(|table| table_key(&table.key) == &**key);
        match lanes().find(|table| !table.legible) {
            Some(table) => {
                lacking.push(text!("《{0}》没有读懂", "“{0}” could not be read", printed(&table.title)));
            }
            None if lanes().next().is_none() => lacking.push(none(text!("这张表", "this table"))),
            None => {}
        }
    }
    let has = |key: &str| disclosure.sections.iter().any(|section| &*section.key == key);
    if !item.sections.is_empty() && !item.sections.iter().any(|key| has(key)) {
        lacking.push(none(text!("这一部分", "this section")));
    }
    if item.parts.len() + item.tables.len() + item.sections.len() == 0 && !ran(audited, item) {
        lacking.push(text!("有关规则没有运行", "its rules did not run"));
    }
    lacking
}

/// Whether a rule that a row is about had something to look at.
fn ran(audited: &Audited, item: &InspectionItem) -> bool {
    let ran = |status: Status| matches!(status, Status::Checked | Status::Broken);
    let mut statuses = audited.audit.rules.iter();
    statuses.any(|rule| ran(rule.status) && item.rules.iter().any(|code| rule.rule.starts_with(&**code)))
}

/// What no one could read for being a picture, or what a reader of the file does not see.
fn unread(audited: &Audited) -> impl Iterator<Item = (Location, Remark)> {
    audited.disclosure.unseen.iter().map(|unseen| match unseen {
        Unseen::Picture(at) => {
            let place = place::in_words(&audited.source, *at);
            let text =
                text!("{0}是图像，没有文字可以核对。", "{0} is an image; there is no text to check.", place);
            (*at, Remark { severity: None, text })
        }
        Unseen::Unmapped(at) => {
            let place = place::in_words(&audited.source, *at);
            let text = text!(
                "{0}的文字无法读取（字体没有字符对照表），未能核对。",
                "The text of {0} cannot be read (its fonts carry no character map).",
                place
            );
            (*at, Remark { severity: None, text })
        }
        Unseen::HiddenSheet(name, at) => {
            let text = text!("工作表“{0}”是隐藏的，请核实是否公开。", "The sheet “{0}” is hidden.", name);
            (*at, Remark { severity: Some(Severity::Info), text })
        }
        Unseen::HiddenCells(name, at) => {
            let text = text!(
                "工作表“{0}”中有隐藏的行或列，请核实是否公开。",
                "The sheet “{0}” has hidden rows or columns.",
                name
            );
            (*at, Remark { severity: Some(Severity::Info), text })
        }
        Unseen::File(name, why, at) => {
            let text = text!("文件“{0}”没有读取：{1}", "File “{0}” was not read: {1}", name, why);
            (*at, Remark { severity: None, text })
        }
    })
}

/// Pieces of evidence that a remark names.
const FEW: usize = 3;

/// The finding in an inspector's words: where, what is wrong, what is written, what it should be, by what.
fn remark(finding: &Finding, audited: &Audited) -> Remark {
    let place = (finding.location.end_column > finding.location.column)
        .then(|| text!("{0}：", "{0}: ", place::in_words(&audited.source, finding.location)));
    let said = |words: &String| finding.message.zh.contains(words.as_str());
    let written = finding.actual.as_ref().filter(|words| !said(words));
    let expected = finding.expected.as_ref().filter(|words| !said(words));
    let figures = match (written, expected) {
        (None, None) => None,
        (Some(written), None) => Some(text!("（原文“{0}”）", " (written: {0})", written)),
        (None, Some(expected)) => Some(text!("（应为“{0}”）", " (should be {0})", expected)),
        (Some(written), Some(expected)) => {
            Some(text!("（原文“{0}”，应为“{1}”）", " (written: {0}, should be {1})", written, expected))
        }
    };
    let evidence = evidence(finding, audited);
    let head = match finding.severity {
        Severity::Info => text!("提示，", "Note, "),
        Severity::Error | Severity::Warning => Text::default(),
    };
    let text = Text::joined(
        [Some(head), place, Some(finding.message.clone()), figures, evidence].into_iter().flatten(),
        "",
        "",
    );
    Remark { severity: Some(finding.severity), text }
}

/// The pieces that tell more than the finding itself does, each with its place.
fn evidence(finding: &Finding, audited: &Audited) -> Option<Text> {
    let here = place::in_words(&audited.source, finding.location);
    let tells_more = |related: &&Related| {
        !finding.message.zh.contains(&related.message.zh) || place::of_evidence(audited, related) != here
    };
    let telling: Vec<&Related> = finding.related.iter().filter(tells_more).collect();
    let piece = |related: &&Related| {
        let (zh, en) =
            (related.message.zh.trim_end_matches('。'), related.message.en.trim_end_matches(['.', '。']));
        let message = Text { zh: zh.to_owned(), en: en.to_owned() };
        text!("{0}，{1}", "{0}, {1}", place::of_evidence(audited, related), message)
    };
    let pieces = Text::joined(telling.iter().take(FEW).map(piece), "；", "; ");
    let more = telling.len().saturating_sub(FEW);
    match (telling.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(text!("对照：{0}。", " Compare: {0}.", pieces)),
        (false, _) => Some(text!("对照：{0}，另有 {1} 处。", " Compare: {0}, and {1} more.", pieces, more)),
    }
}

/// What the audit rests on, and what could not be checked and why, for the foot of the sheet.
pub(super) fn foot(audited: &Audited) -> Vec<Text> {
    let mut lines = vec![
        words::kind(&audited.disclosure, audited.nearest.as_deref()),
        words::coverage(audited.audit.coverage),
    ];
    let mut reasons: Vec<(Text, Vec<Text>)> = Vec::new();
    for (code, why) in words::not_checked(&audited.audit) {
        let rule = rules().find(|rule| rule.code == code);
        // That no other document was given says nothing of this.
        if rule.is_some_and(|rule| matches!(rule.check, Check::Beside(..))) {
            continue;
        }
        let title = rule.map_or_else(|| Text::same(code), title);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, titles)) => titles.push(title),
            None => reasons.push((why, vec![title])),
        }
    }
    lines.extend(reasons.into_iter().map(|(why, titles)| {
        let titles = Text::joined(titles, "；", "; ");
        text!("未能核对：{0}。原因：{1}。", "Not checked: {0}. Because {1}.", titles, why)
    }));
    lines
}
