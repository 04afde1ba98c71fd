//! The rows of tables that carry a classification code, with the name printed beside it.

use mingzhang_model::{Code, CodeLevel, Disclosure, Location, Passage, Row, RowKind, Table};
use mingzhang_standard::{Classification, Profile};

/// A row with a code.
#[derive(Debug)]
pub struct CodedRow<'a> {
    /// Its table.
    pub table: &'a Table,
    /// The row.
    pub row: &'a Row,
    /// The classification that the code belongs to.
    pub classification: Classification,
    /// The code.
    pub code: Code,
    /// The name as printed, folded, without the code in front of it; perhaps empty.
    pub name: String,
}

impl CodedRow<'_> {
    /// Where the part of the code stands that is new at its level.
    pub(crate) fn code_place(&self) -> Location {
        let part = match self.code.level() {
            CodeLevel::Class => 0,
            CodeLevel::Section => 1,
            CodeLevel::Item => 2,
        };
        let written = |cell: &&Passage| !cell.is_blank();
        let cells = &self.row.code_cells;
        let cell = cells.get(part).filter(written).or_else(|| cells.iter().rfind(written));
        cell.map_or_else(|| self.row.label.locate(0, self.name_start()), Passage::location)
    }

    /// Where the name stands.
    pub(crate) fn name_place(&self) -> Location {
        let label = &self.row.label;
        label.locate(self.name_start(), label.text().trim_end().len())
    }

    /// Some tables print the code and the name in one cell.
    fn name_start(&self) -> usize {
        let text = self.row.label.text();
        let name = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        text.len() - name.len()
    }
}

/// Every row whose code belongs to a classification, by the scheme of its table.
pub(crate) fn coded_rows<'a>(disclosure: &'a Disclosure, profile: Option<&Profile>) -> Vec<CodedRow<'a>> {
    let mut rows = Vec::new();
    for table in &disclosure.tables {
        let lane = profile.and_then(|profile| profile.lane(&table.key));
        let Some((_, lane)) = lane else { continue };
        for row in table.rows.iter().filter(|r| matches!(r.kind, RowKind::Coded | RowKind::Project)) {
            let Some(code) = row.code else { continue };
            let Some(classification) = Classification::of(lane.scheme, code) else { continue };
            rows.push(CodedRow { table, row, classification, code, name: row.name() });
        }
    }
    rows
}
