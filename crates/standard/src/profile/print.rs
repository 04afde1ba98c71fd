//! How documents of a profile are printed: what a compiler needs beyond what a reader does.

use serde::Deserialize;
use std::sync::Arc;

/// The order of the document, and what its sentences have in common.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrintSpec {
    /// The title on the cover; a template.
    pub title: String,
    /// The heading of the contents.
    pub contents: String,
    /// The parts, in order.
    pub parts: Vec<PartSpec>,
    /// What stands before a table's title; a template that knows its `number`. Nothing if tables have no number.
    pub table_label: String,
    /// The title of a table; a template that knows the profile's `title`.
    pub table_title: String,
    /// A table's line in the contents; a template that knows its `number` and `title`.
    pub table_entry: String,
    /// What stands before the office above a table: 编制单位：.
    pub made_by: String,
    /// What stands before the unit above a table: 单位：.
    pub unit_label: String,
    /// The remark below an empty table that has none of its own; a template that knows its `title`.
    pub when_empty: String,
    /// The remark below a table whose printed sums are off by a last digit; a template.
    pub when_rounded: String,
    /// Whether an amount that is not there is printed as zero, not left blank.
    pub zeros: bool,
    /// What is written for the growth of what was nothing last year; empty if only the increase is told.
    pub growth_from_zero: String,
    /// From which growth or decline on, in percent, a reason must be given; below it may be.
    pub reason_from_percent: i64,
    /// Which money of a project is told, selected as cells do; by default all.
    pub project_money: String,
    /// Template macros that the texts of all sections may use.
    pub macros: String,
    /// What is signed at the end; a template, a paragraph in each line.
    pub signature: String,
    /// The overall performance form.
    pub overall_form: FormSpec,
    /// The performance form of a project.
    pub project_form: FormSpec,
}

/// A part of the document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartSpec {
    /// Its heading; a template. Empty if the part has none.
    pub title: String,
    /// Its line in the contents; a template. Empty if that is its heading.
    pub entry: String,
    /// Whether the tables stand in it.
    pub tables: bool,
    /// Its sections, by their keys, in order.
    pub sections: Vec<Arc<str>>,
    /// How its sections are numbered: `一、`, `（一）`, or not at all.
    pub numbers: Numbers,
}

/// How headings are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// 一、
    #[default]
    Chinese,
    /// Not at all.
    None,
}

/// How a performance form is printed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormSpec {
    /// The rows above the indicators, each cell a template: `<` and `^` where a cell reaches.
    pub head: Vec<Vec<String>>,
    /// The headings of the indicators.
    pub indicators: Vec<String>,
    /// What stands below each of those headings: class, section, name, target, basis, prior, weight, scoring, evidence.
    pub fields: Vec<Arc<str>>,
}
