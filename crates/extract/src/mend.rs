//! Cells that both their row and their column prove wrong, set right.

use crate::cells::{Cells, Printed, spec_of};
use mingzhang_model::{Code, Disclosure, Row, RowKind, Table};
use mingzhang_standard::Profile;

/// Sets right each cell that stands in a row and in a column that do not add up by the same difference.
pub(crate) fn mend(cells: &mut Cells, disclosure: &Disclosure, profile: &Profile) {
    let off = |cell: &Printed| {
        let table = &disclosure.tables[cell.table];
        let across = off_in_row(cells, cell, table, profile)?;
        let down = off_in_column(cells, cell, table).or_else(|| off_among_named(cells, cell, table, profile));
        (across != 0 && down == Some(across)).then_some(across)
    };
    let wrong = |(at, cell): (usize, &Printed)| Some((at, off(cell)?));
    let wrong: Vec<(usize, i64)> =
        cells.all.iter().enumerate().filter(|(_, cell)| cell.is_detail).filter_map(wrong).collect();
    for (at, off) in wrong {
        let cell = &mut cells.all[at];
        if cell.value >= off {
            cell.value -= off;
        }
    }
}

/// By how much the parts of the row are more than the sum that they are parts of.
fn off_in_row(cells: &Cells, cell: &Printed, table: &Table, profile: &Profile) -> Option<i64> {
    let (_, lane) = profile.lane(&table.key)?;
    let key = &table.columns.get(cell.column)?.key;
    let whole = lane
        .columns
        .iter()
        .find(|spec| spec.sum_of.contains(key) && spec.perhaps.is_empty() && !spec.and_others)?;
    let value = |key: &str| cells.value(cell.table, cell.row, table.column(key)?);
    let parts = whole.sum_of.iter().filter(|part| spec_of(lane, part).is_some());
    let parts: i64 = parts.filter_map(|part| value(part)).sum();
    Some(parts - value(&whole.key)?)
}

/// By how much the lowest rows of the column are more than the row above them.
fn off_in_column(cells: &Cells, cell: &Printed, table: &Table) -> Option<i64> {
    let code = table.rows.get(cell.row)?.code?;
    let row_of =
        |above: Code| table.rows.iter().position(|row| row.code == Some(above) && row.kind == RowKind::Coded);
    let total = || table.rows.iter().position(|row| row.kind == RowKind::Total);
    let whole = code.lineage().skip(1).find_map(row_of).or_else(total)?;
    let within = |row: &Row| match table.rows[whole].code {
        Some(above) => row.code.is_some_and(|code| code.is_within(above)),
        None => true,
    };
    let parts = cells.all.iter().filter(|other| {
        let same = other.table == cell.table && other.column == cell.column;
        same && other.row != whole && other.is_detail && within(&table.rows[other.row])
    });
    Some(parts.map(|part| part.value).sum::<i64>() - cells.value(cell.table, whole, cell.column)?)
}

/// The same where the profile names the rows.
fn off_among_named(cells: &Cells, cell: &Printed, table: &Table, profile: &Profile) -> Option<i64> {
    let (_, lane) = profile.lane(&table.key)?;
    let key = &table.rows.get(cell.row)?.key;
    let whole = lane.rows.iter().find(|spec| spec.sum_of.contains(key) && !spec.and_others)?;
    let index = |key: &str| table.rows.iter().position(|row| *row.key == *key);
    let value = |key: &str| cells.value(cell.table, index(key)?, cell.column);
    let parts: i64 = whole.sum_of.iter().filter_map(|part| value(part)).sum();
    Some(parts - value(&whole.key)?)
}
