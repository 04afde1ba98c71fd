//! Tables of the disclosure from the grids of the document.

use super::crosswise::Crosswise;
use super::layout::{Headings, LaneLayout, Layout};
use super::outline::{Outline, TablePart};
use super::precision;
use super::rows::{RowName, RowNamer};
use mingzhang_model::{
    Cell, Column, Disclosure, Figure, Location, MoneyUnit, Numeral, Origin, Passage, Row, Table, Unit, fold,
};
use mingzhang_standard::{LaneSpec, Profile, RowScheme, RowSpec};
use std::sync::Arc;

/// Reads every table of the outline, in the order of the profile.
pub(super) fn tables(outline: &Outline<'_>, profile: &Profile, out: &mut Disclosure) {
    let mut parts: Vec<&TablePart<'_>> =
        outline.tables.iter().filter(|t| !t.grids.is_empty() || remark(t).is_some()).collect();
    parts.sort_by_key(|part| part.spec.number);
    // A title may come again on a later page: the first with a grid is the table.
    parts.dedup_by_key(|part| part.spec.number);
    for part in parts {
        table(part, profile, out);
    }
}

fn table(part: &TablePart<'_>, profile: &Profile, out: &mut Disclosure) {
    let (unit, unit_location) =
        unit(part).map_or((part.spec.unit.unwrap_or(profile.unit), None), |(unit, at)| (unit, Some(at)));
    let first_figure = out.figures.len();
    let mut reader = GridReader::new(part);
    reader.read();
    let legible = part.grids.is_empty() || reader.layout.is_some() || reader.crosswise.is_some();
    let layout = reader.layout.take();
    let left_over = layout.as_ref().map_or_else(Vec::new, left_over);
    for (at, (lane, rows)) in part.spec.lanes.iter().zip(reader.rows).enumerate() {
        let index = out.tables.len();
        let rows = rows
            .into_iter()
            .enumerate()
            .map(|(row, raw)| raw.finish(lane, (index, row), unit, out))
            .collect();
        out.tables.push(Table {
            key: part.spec.lane_key(lane),
            number: part.spec.number,
            title: part.title.clone(),
            unit,
            unit_location,
            columns: lane
                .columns
                .iter()
                .map(|c| Column { key: c.key.clone(), heading: c.heading.clone() })
                .collect(),
            rows,
            remark: remark(part).cloned(),
            legible,
            left_over: if at == 0 { left_over.clone() } else { Vec::new() },
            not_found: layout
                .as_ref()
                .and_then(|l| l.lanes.get(at))
                .map_or_else(Vec::new, |l| not_found(lane, l)),
        });
    }
    precision::settle_table(unit, &mut out.figures[first_figure..]);
}

/// The headings over columns that no lane has a use for.
fn left_over(layout: &Layout) -> Vec<Passage> {
    let used: Vec<usize> = layout
        .lanes
        .iter()
        .flat_map(|l| l.amounts.iter().flatten().chain(&l.codes).chain(&l.project).chain([&l.label]))
        .copied()
        .collect();
    let headings = layout.lanes.first().map_or(&[][..], |lane| &lane.headings[..]).iter().enumerate();
    headings.filter(|(at, h)| !h.is_blank() && !used.contains(at)).map(|(_, h)| h.clone()).collect()
}

/// The keys of what no heading was found for.
fn not_found(lane: &LaneSpec, layout: &LaneLayout) -> Vec<Arc<str>> {
    let keys: Vec<&Arc<str>> = if lane.scheme == RowScheme::OneRow {
        lane.rows.iter().map(|row| &row.key).collect()
    } else {
        lane.columns.iter().map(|column| &column.key).collect()
    };
    let of = |(amount, key): (&Option<usize>, &Arc<str>)| amount.is_none().then(|| key.clone());
    layout.amounts.iter().zip(keys.into_iter().cycle()).filter_map(of).collect()
}

/// 单位：万元, above the table or in its first rows; or 预算数(万元) in its header.
fn unit(part: &TablePart<'_>) -> Option<(MoneyUnit, Location)> {
    let head = || part.grids.first().into_iter().flat_map(|g| g.rows.iter().take(3)).flatten();
    let line = part.notes.iter().copied().chain(head()).find_map(|passage| {
        let text = fold(passage.text());
        let at = text.rfind("单位：")?;
        let unit = MoneyUnit::at_start_of(text[at + "单位：".len()..].trim_start_matches("人民币"))?;
        Some((unit, passage.location()))
    });
    line.or_else(|| {
        head().find_map(|cell| {
            let text = fold(cell.text());
            let bracket = text.strip_suffix(')')?.rsplit('(').next().filter(|b| b.ends_with('元'))?;
            Some((MoneyUnit::at_start_of(bracket)?, cell.location()))
        })
    })
}

fn remark<'a>(part: &TablePart<'a>) -> Option<&'a Passage> {
    part.notes
        .iter()
        .copied()
        .find(|p| ["备注", "注：", "说明："].iter().any(|w| fold(p.text()).starts_with(w)))
}

/// A row with its cells still unread.
struct RawRow {
    name: RowName,
    cells: Vec<Option<Passage>>,
}

impl RawRow {
    fn finish(
        self,
        lane: &LaneSpec,
        (table, row): (usize, usize),
        unit: MoneyUnit,
        out: &mut Disclosure,
    ) -> Row {
        let id = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let place = |column: usize| Origin::Cell { table: id(table), row: id(row), column: id(column) };
        let cells = self.cells.into_iter().enumerate().take(lane.columns.len());
        let cells = cells.map(|(column, cell)| read_cell(cell, unit, place(column), out)).collect();
        let name = self.name;
        Row {
            key: name.key,
            label: name.label,
            code: name.code,
            code_cells: name.code_cells,
            project: name.project,
            kind: name.kind,
            cells,
        }
    }
}

fn read_cell(cell: Option<Passage>, unit: MoneyUnit, origin: Origin, out: &mut Disclosure) -> Cell {
    let Some(passage) = cell else { return Cell::Blank };
    let text = fold(passage.text());
    if matches!(text.as_str(), "" | "-" | "--" | "—" | "——" | "/" | "无") {
        return Cell::Blank;
    }
    let figure =
        Numeral::parse(&text).and_then(|n| Figure::new(n, Unit::Money(unit), passage.location(), origin));
    figure.map_or(Cell::Unread(passage), |figure| Cell::Value(out.add(figure)))
}

/// Reads the pieces of one table, each with or without its own header.
struct GridReader<'a> {
    part: &'a TablePart<'a>,
    headings: Headings,
    namers: Vec<RowNamer<'a>>,
    layout: Option<Layout>,
    crosswise: Option<Crosswise>,
    rows: Vec<Vec<RawRow>>,
}

impl<'a> GridReader<'a> {
    fn new(part: &'a TablePart<'a>) -> Self {
        let lanes = &part.spec.lanes;
        Self {
            part,
            headings: Headings::of(part.spec),
            namers: lanes.iter().map(RowNamer::new).collect(),
            layout: None,
            crosswise: None,
            rows: lanes.iter().map(|_| Vec::new()).collect(),
        }
    }

    fn read(&mut self) {
        for grid in &self.part.grids {
            let is_head = |row: &[Passage]| {
                self.is_preamble(row) || self.headings.is_header(row) || Headings::is_numbering(row)
            };
            let body = grid.rows.iter().position(|row| !is_head(row)).unwrap_or(grid.rows.len());
            let header: Vec<Vec<Passage>> =
                grid.rows[..body].iter().filter(|r| self.headings.is_header(r)).cloned().collect();
            let lane = self.part.spec.lanes.first().filter(|_| self.part.spec.lanes.len() == 1);
            let named = lane.filter(|lane| lane.scheme == RowScheme::Named);
            if let Some(crosswise) = named.and_then(|lane| Crosswise::of(lane, &header)) {
                self.crosswise = Some(crosswise);
            } else if let Some(layout) = Layout::of(self.part.spec, &header) {
                self.layout = Some(layout);
            }
            if self.crosswise.is_some() {
                self.crosswise(&grid.rows[body..]);
                continue;
            }
            let Some(layout) = self.layout.clone() else { continue };
            for row in &grid.rows[body..] {
                self.row(row, &layout);
            }
        }
    }

    /// The one line of amounts of a table that prints its rows as columns. The header may stand on the page before.
    fn crosswise(&mut self, body: &[Vec<Passage>]) {
        let (Some(crosswise), Some(lane)) = (&self.crosswise, self.part.spec.lanes.first()) else { return };
        let amounts = body.iter().find(|row| crosswise.is_line(row));
        let Some(rows) = self.rows.first_mut().filter(|rows| rows.is_empty() || amounts.is_some()) else {
            return;
        };
        let read = crosswise.read(lane, amounts.map(Vec::as_slice));
        *rows = read.into_iter().map(|(name, cells)| RawRow { name, cells }).collect();
    }

    /// Title, office and unit may stand in the first rows of the grid itself.
    fn is_preamble(&self, row: &[Passage]) -> bool {
        let mut cells = row.iter().map(|c| fold(c.text())).filter(|c| !c.is_empty()).peekable();
        let title = |text: &str| self.part.spec.names().any(|name| text.contains(fold(name).as_str()));
        cells.peek().is_none() || cells.all(|c| title(&c) || c.contains("单位：") || c.contains("部门："))
    }

    fn row(&mut self, row: &[Passage], layout: &Layout) {
        let mut before: Option<usize> = None;
        for lane in &layout.lanes {
            let cells = cells(row, lane);
            let (namer, rows) = (&mut self.namers[lane.lane], &mut self.rows[lane.lane]);
            if namer.spec().scheme == RowScheme::OneRow {
                if rows.is_empty() {
                    *rows = one_row(row, lane, namer.spec());
                }
                continue;
            }
            match namer.name(row, lane) {
                Some(name) => rows.push(RawRow { name, cells }),
                // The name of a total may reach over the lists that it is the total of.
                None if before == Some(lane.lane) => {
                    let total = rows.last_mut().filter(|r| r.cells.iter().flatten().all(Passage::is_blank));
                    if let Some(total) = total {
                        total.cells.clone_from(&cells);
                    }
                }
                None => {}
            }
            before = Some(lane.lane);
        }
    }
}

/// The headings over a row of amounts are the rows of other tables; none if the row holds no number.
fn one_row(row: &[Passage], layout: &LaneLayout, spec: &LaneSpec) -> Vec<RawRow> {
    let cells = cells(row, layout);
    if !cells.iter().flatten().any(|cell| Numeral::parse(&fold(cell.text())).is_some()) {
        return Vec::new();
    }
    let named = |(index, named): (usize, &RowSpec)| {
        let at = |column: usize| column * spec.rows.len() + index;
        let heading = layout.amounts.get(index).copied().flatten().and_then(|c| layout.headings.get(c));
        let name = RowName::printed(named.key.clone(), heading.cloned().unwrap_or_default());
        let amounts = (0..spec.columns.len()).map(|column| cells.get(at(column)).cloned().flatten());
        RawRow { name, cells: amounts.collect() }
    };
    spec.rows.iter().enumerate().map(named).collect()
}

fn cells(row: &[Passage], lane: &LaneLayout) -> Vec<Option<Passage>> {
    lane.amounts.iter().map(|column| column.and_then(|c| row.get(c)).cloned()).collect()
}
