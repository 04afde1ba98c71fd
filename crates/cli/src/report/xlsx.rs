//! A workbook for those who hand findings on: documents, findings, rules.

use super::{Report, Style, counts, severity_name};
use crate::check::Checked;
use mingzhang_audit::rules;
use mingzhang_model::{Lang, Passage};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use std::io::Write;

pub(super) struct Xlsx {
    out: Box<dyn Write>,
    style: Style,
    documents: Vec<Vec<String>>,
    findings: Vec<Vec<String>>,
}

impl Xlsx {
    pub(super) fn new(out: Box<dyn Write>, style: Style) -> Self {
        Self { out, style, documents: Vec::new(), findings: Vec::new() }
    }
}

impl Report for Xlsx {
    fn document(&mut self, checked: Checked) -> anyhow::Result<()> {
        let file = checked.file;
        match &checked.outcome {
            Err(why) => {
                self.documents.push(vec![file, String::new(), String::new(), self.style.say(why).to_owned()]);
            }
            Ok(audited) => {
                let unit = audited.disclosure.unit.as_ref().map_or("", Passage::text).to_owned();
                let year = audited.disclosure.year.map_or(String::new(), |y| y.to_string());
                let coverage = audited.audit.coverage;
                let mut row = vec![
                    file.clone(),
                    unit.clone(),
                    year,
                    audited.disclosure.profile.as_deref().unwrap_or("—").to_owned(),
                ];
                row.extend(counts(&audited.audit).map(|n| n.to_string()));
                row.extend([coverage.numbers, coverage.read, coverage.tied].map(|n| n.to_string()));
                self.documents.push(row);
                for finding in self.style.shown(&audited.audit) {
                    let place = finding.location;
                    self.findings.push(vec![
                        file.clone(),
                        unit.clone(),
                        severity_name(finding.severity, self.style.lang).to_owned(),
                        finding.rule.to_owned(),
                        self.style.say(&finding.message).to_owned(),
                        place.line.to_string(),
                        place.column.to_string(),
                        finding.actual.clone().unwrap_or_default(),
                        finding.expected.clone().unwrap_or_default(),
                    ]);
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let zh = self.style.lang == Lang::Zh;
        let mut book = Workbook::new();
        let documents = if zh {
            (
                "汇总",
                [
                    "文件",
                    "单位",
                    "年度",
                    "模板",
                    "错误",
                    "警告",
                    "提示",
                    "金额和百分比",
                    "读懂",
                    "有关系式约束",
                ],
            )
        } else {
            (
                "Documents",
                ["File", "Unit", "Year", "Profile", "Errors", "Warnings", "Infos", "Numbers", "Read", "Tied"],
            )
        };
        sheet(&mut book, documents.0, &documents.1, &[36, 28, 8, 30, 8, 8, 8, 14, 8, 14], &self.documents)?;
        let findings = if zh {
            ("问题清单", ["文件", "单位", "级别", "规则", "问题", "行", "列", "原文", "应为"])
        } else {
            (
                "Findings",
                ["File", "Unit", "Severity", "Rule", "Message", "Line", "Column", "Written", "Should be"],
            )
        };
        sheet(&mut book, findings.0, &findings.1, &[30, 24, 8, 8, 80, 8, 8, 16, 16], &self.findings)?;
        let rules: Vec<Vec<String>> = rules()
            .map(|r| {
                vec![
                    r.code.to_owned(),
                    severity_name(r.severity, self.style.lang).to_owned(),
                    if zh { r.title } else { r.title_en }.to_owned(),
                ]
            })
            .collect();
        let titles = if zh {
            ("规则", ["编号", "级别", "内容"])
        } else {
            ("Rules", ["Code", "Severity", "Title"])
        };
        sheet(&mut book, titles.0, &titles.1, &[10, 10, 80], &rules)?;
        self.out.write_all(&book.save_to_buffer()?)?;
        Ok(self.out.flush()?)
    }
}

fn sheet(
    book: &mut Workbook,
    name: &str,
    headings: &[&str],
    widths: &[u16],
    rows: &[Vec<String>],
) -> anyhow::Result<()> {
    let heading = Format::new().set_bold().set_background_color("#DCE6F1").set_border(FormatBorder::Thin);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = book.add_worksheet().set_name(name)?;
    for ((column, title), width) in (0_u16..).zip(headings).zip(widths) {
        sheet.write_string_with_format(0, column, *title, &heading)?;
        sheet.set_column_width(column, *width)?;
    }
    for (row, values) in (1_u32..).zip(rows) {
        for (column, value) in (0_u16..).zip(values) {
            write(sheet, row, column, value, &cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(rows.len())?;
    let columns = u16::try_from(headings.len())?;
    sheet.autofilter(0, 0, last.max(1), columns.saturating_sub(1))?;
    Ok(())
}

/// Counts and lines are numbers, so that they sort; amounts stay as they are written.
fn write(sheet: &mut Worksheet, row: u32, column: u16, value: &str, format: &Format) -> anyhow::Result<()> {
    let whole = value.parse::<u32>().ok().filter(|n| n.to_string() == value);
    match whole {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_string_with_format(row, column, value, format)?,
    };
    Ok(())
}
