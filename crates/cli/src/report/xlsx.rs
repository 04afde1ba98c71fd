//! A workbook for those who hand findings on: documents, findings, rules.

use super::{Report, Style, counts, words};
use crate::catalogue::title;
use crate::check::{Audited, Checked};
use crate::place;
use crate::workbook::{Cell, Column, sheet};
use mingzhang_audit::{Finding, Rule, rules};
use mingzhang_model::{Passage, text};
use rust_xlsxwriter::Workbook;
use std::io::Write;

pub(crate) struct Xlsx {
    out: Box<dyn Write>,
    style: Style,
    documents: Vec<Vec<Cell>>,
    findings: Vec<Vec<Cell>>,
}

const DOCUMENTS: &[Column] = &[
    ("文件", "File", 36),
    ("单位", "Unit", 28),
    ("年度", "Year", 8),
    ("模板", "Profile", 28),
    ("错误", "Errors", 8),
    ("警告", "Warnings", 8),
    ("提示", "Infos", 8),
    ("金额和百分比", "Numbers", 14),
    ("读懂", "Read", 8),
    ("有关系式约束", "Tied", 14),
    ("未能核对的规则", "Rules not checked", 16),
    ("说明", "Remark", 50),
];

const FINDINGS: &[Column] = &[
    ("文件", "File", 30),
    ("单位", "Unit", 24),
    ("级别", "Severity", 8),
    ("规则", "Rule", 8),
    ("问题", "Finding", 70),
    ("位置", "Place", 16),
    ("行", "Line", 8),
    ("原文", "Written", 18),
    ("应为", "Should be", 18),
    ("依据", "Evidence", 60),
];

const RULES: &[Column] =
    &[("编号", "Code", 8), ("级别", "Severity", 8), ("内容", "Title", 70), ("名称", "Name", 50)];

/// Rows of one document.
#[derive(Default)]
pub(crate) struct Part {
    document: Vec<Cell>,
    findings: Vec<Vec<Cell>>,
}

impl Xlsx {
    pub(crate) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, documents: Vec::new(), findings: Vec::new() }
    }
}

impl Report for Xlsx {
    type Part = Part;

    fn part(checked: &Checked, _: usize, style: Style) -> anyhow::Result<Part> {
        let file = checked.file.as_str();
        Ok(match &checked.outcome {
            Ok(audited) => Part {
                document: document_row(file, audited, style),
                findings: audited.shown().map(|f| finding_row(file, audited, f, style)).collect(),
            },
            Err(why) => {
                let mut document = vec![Cell::Blank; DOCUMENTS.len() - 1];
                document[0] = file.into();
                document.push(style.say(&text!("无法读取：{0}", "cannot be read: {0}", why)).into());
                Part { document, findings: Vec::new() }
            }
        })
    }

    fn add(&mut self, part: Part) -> anyhow::Result<()> {
        self.documents.push(part.document);
        self.findings.extend(part.findings);
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        let lang = self.style.lang;
        let rules: Vec<_> = rules().map(|r| rule_row(r, self.style)).collect();
        let mut book = Workbook::new();
        sheet(&mut book, &text!("汇总", "Documents"), DOCUMENTS, &self.documents, lang)?;
        sheet(&mut book, &text!("问题清单", "Findings"), FINDINGS, &self.findings, lang)?;
        sheet(&mut book, &text!("规则", "Rules"), RULES, &rules, lang)?;
        self.out.write_all(&book.save_to_buffer()?)?;
        Ok(self.out.flush()?)
    }
}

fn document_row(file: &str, audited: &Audited, style: Style) -> Vec<Cell> {
    let Audited { disclosure, audit, nearest, .. } = audited;
    let coverage = audit.coverage;
    let mut row = vec![file.into(), unit(audited).into()];
    row.push(disclosure.year.map_or(Cell::Blank, |y| Cell::Count(i64::from(y))));
    row.push(disclosure.profile.as_deref().map_or(Cell::Blank, Cell::from));
    row.extend(counts(audit).map(Cell::from));
    row.extend([coverage.numbers, coverage.read, coverage.tied].map(Cell::from));
    row.push(words::not_checked(audit).count().into());
    let unknown = disclosure.profile.is_none().then(|| words::kind(disclosure, nearest.as_deref()));
    row.push(unknown.map_or(Cell::Blank, |kind| style.say(&kind).into()));
    row
}

fn finding_row(file: &str, audited: &Audited, finding: &Finding, style: Style) -> Vec<Cell> {
    let optional = |words: &Option<String>| words.as_deref().map_or(Cell::Blank, Cell::from);
    let evidence = finding.related.iter().map(|r| {
        let place = text!("{0}：{1}", "{0}: {1}", place::of_evidence(audited, r), &r.message);
        style.say(&place).to_owned()
    });
    vec![
        file.into(),
        unit(audited).into(),
        style.say(&finding.severity.word()).into(),
        finding.rule.into(),
        style.say(&finding.message).into(),
        style.say(&place::in_words(&audited.source, finding.location)).into(),
        Cell::Count(i64::from(audited.source.place(finding.location).line)),
        optional(&finding.actual),
        optional(&finding.expected),
        evidence.collect::<Vec<_>>().join("\n").as_str().into(),
    ]
}

fn rule_row(rule: &Rule, style: Style) -> Vec<Cell> {
    let (severity, title) = (rule.severity.word(), title(rule));
    vec![rule.code.into(), style.say(&severity).into(), style.say(&title).into(), rule.name.into()]
}

fn unit(audited: &Audited) -> &str {
    audited.disclosure.unit.as_ref().map_or("", Passage::text)
}
