//! Tables that were not read reliably: one finding for the table, and none of its numbers accuses another.
//!
//! A wrong number breaks the sums of its row; a table read wrong breaks those of row after row, or has its numbers a
//! column beside where the rest of the document expects them, or two numbers in one cell.

use super::System;
use super::candidates::best_value;
use super::lines::{Line, Lines, Moved};
use super::report::SHOWN_EQUATIONS;
use crate::equation::Verdict;
use crate::finding::{Certainty, Finding, Related, Severity};
use crate::rule::Absence;
use mingzhang_model::{Cell, FigureId, Location, Numeral, Passage, Row, Table, Text, text};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many rows must fail: fewer are explained one by one.
const ENOUGH: usize = 3;

/// What speaks against a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Witness {
    /// Its own cells.
    Itself,
    /// What other places say of it. A wrong unit would explain as much.
    Others,
}

/// Finds every such table, the most doubtful first, and sets its equations aside.
pub(super) fn doubtful(system: &mut System<'_>, witness: Witness, absences: &[&Absence]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let numbers: BTreeSet<u32> = system.disclosure.tables.iter().map(|t| t.number).collect();
    loop {
        let absences: Vec<&Absence> = absences.iter().copied().filter(|a| !system.is_doubted(a)).collect();
        if absences.is_empty() && !system.verdicts.contains(&Verdict::Broken) {
            break;
        }
        let doubts = numbers.iter().filter_map(|&number| Doubt::of(system, number, witness, &absences));
        let Some(worst) = doubts.min_by_key(|d| (Reverse(d.broken.len()), d.number)) else { break };
        findings.extend(worst.finding(system));
        worst.set_aside(system);
    }
    findings
}

/// A table and why it is doubted.
struct Doubt {
    number: u32,
    rule: &'static str,
    why: Text,
    at: Location,
    /// The equations it takes part in that do not hold.
    broken: Vec<usize>,
}

impl Doubt {
    fn of(system: &System<'_>, number: u32, witness: Witness, absences: &[&Absence]) -> Option<Self> {
        let lines = Lines::of(system, number);
        let of_table = |a: &&&Absence| system.disclosure.tables[a.table].number == number;
        let absences: Vec<&Absence> = absences.iter().filter(of_table).copied().collect();
        let broken = lines.broken.first().map(|&equation| system.equations[equation].rule);
        let rule = broken.or(absences.first().map(|a| a.rule))?;
        let (why, at) = match witness {
            Witness::Itself => out_of_place(system, number)
                .or_else(|| headless(system, number, &lines))
                .or_else(|| emptied(system, number, &lines))
                .or_else(|| shifted(system, &lines))
                .or_else(|| torn(system, &lines)),
            Witness::Others => contradicted(system, &lines)
                .or_else(|| scattered(system, number, &lines))
                .or_else(|| without_rows(system, number, &lines, &absences)),
        }?;
        Some(Self { number, rule, why, at, broken: lines.broken })
    }

    fn finding(&self, system: &System<'_>) -> Option<Finding> {
        let table = system.disclosure.tables.iter().find(|t| t.number == self.number)?;
        let message = text!(
            "表{0}《{1}》未能可靠读取：{2}。表中的数暂未核对，请对照原件查看各栏是否对齐。",
            "Table {0} “{1}” could not be read reliably: {2}. Its numbers are not checked; see whether its columns line up.",
            table.number,
            table.title.text(),
            &self.why
        );
        let mut finding = Finding::new(self.rule, Severity::Warning, message, table.location());
        finding.certainty = Certainty::Ambiguous;
        let first = text!("从这里起", "from here on");
        finding.related.push(Related::here(first, self.at));
        let shown = self.broken.iter().take(SHOWN_EQUATIONS).filter_map(|&equation| {
            let said = system.statement(equation);
            let figure =
                system.equations[equation].form.figures().into_iter().find(|&f| !system.is_blank(f))?;
            let message = text!("“{0}”不成立", "“{0}” does not hold", said);
            Some(Related::here(message, system.figure(figure).location))
        });
        finding.related.extend(shown);
        Some(finding)
    }

    fn set_aside(&self, system: &mut System<'_>) {
        let disclosure = system.disclosure;
        let tables: Vec<u32> = (0_u32..)
            .zip(&disclosure.tables)
            .filter(|(_, t)| t.number == self.number)
            .map(|(i, _)| i)
            .collect();
        system.set_aside(|system, equation| {
            let figures = system.equations[equation].form.figures();
            figures.into_iter().any(|f| system.cell_in(f, self.number).is_some())
        });
        system.doubted.extend(tables);
    }
}

/// What stands where it cannot belong: words or two numbers where one number should be, a number for a label.
fn out_of_place(system: &System<'_>, number: u32) -> Option<(Text, Location)> {
    let rows = system.disclosure.tables.iter().filter(|t| t.number == number).flat_map(|t| &t.rows);
    let strange = |row: &Row| -> Vec<Passage> {
        let label = Some(&row.label).filter(|label| is_amount(label.text()));
        let cells = row.cells.iter().filter_map(|cell| match cell {
            Cell::Unread(written) if !is_slip(written.text()) => Some(written),
            _ => None,
        });
        label.into_iter().chain(cells).cloned().collect()
    };
    let found: Vec<Passage> = rows.flat_map(strange).collect();
    let first = found.first().filter(|first| found.len() > 1 || numbers_in(first.text()) > 1)?;
    let why = text!(
        "有 {0} 格的内容不该在那一栏，例如“{1}”",
        "{0} cells hold what does not belong in their column, such as “{1}”",
        found.len(),
        first.text()
    );
    Some((why, first.location()))
}

fn is_amount(text: &str) -> bool {
    text.contains('.') && Numeral::parse(text.trim()).is_some()
}

/// One number with a slip of the keyboard in it (31.2O), not words, nor two numbers.
fn is_slip(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && numbers_in(text) < 2
}

fn numbers_in(text: &str) -> usize {
    text.split_whitespace().filter(|word| Numeral::parse(word).is_some()).count()
}

/// Columns that no heading was found for, where relations want one.
fn headless(system: &System<'_>, number: u32, lines: &Lines) -> Option<(Text, Location)> {
    let lacks = |[table, _, column]: [usize; 3]| {
        let found = &system.disclosure.tables[table];
        found.number == number && found.not_found.contains(&found.columns[column].key)
    };
    let wanted: Vec<[usize; 3]> =
        blanks(system, lines).map(|(_, cell)| cell).filter(|&cell| lacks(cell)).collect();
    let torn = lines.all.iter().filter(|(_, line)| !line.off.is_empty());
    let torn: Vec<(usize, usize)> = torn.map(|(at, _)| *at).collect();
    let has_gaps = |table: &Table| {
        table.number == number && table.columns.iter().any(|c| table.not_found.contains(&c.key))
    };
    let at = system.disclosure.tables.iter().position(has_gaps)?;
    let first = wanted.first().map(|&[table, row, _]| (table, row)).or(torn.first().copied());
    let first = first.filter(|_| !wanted.is_empty() || torn.len() > 1)?;
    let table = &system.disclosure.tables[at];
    let absent = table.columns.iter().filter(|c| table.not_found.contains(&c.key));
    let headings: Vec<&str> = absent.map(|c| &*c.heading).collect();
    let why = text!(
        "表头里没有找到“{0}”栏，而与之有关的关系式不成立",
        "its header has no column “{0}”, and relations that need it do not hold",
        headings.join("”“")
    );
    Some((why, place(system, first)))
}

/// The blank cells that equations speak of which do not hold, with the equation.
fn blanks<'a>(system: &'a System<'_>, lines: &'a Lines) -> impl Iterator<Item = (usize, [usize; 3])> + 'a {
    lines.broken.iter().flat_map(move |&equation| {
        let figures = system.equations[equation].form.figures().into_iter().filter(|&f| system.is_blank(f));
        figures.filter_map(move |f| Some((equation, system.cell(f)?)))
    })
}

/// A column without any number, where relations want one.
fn emptied(system: &System<'_>, number: u32, lines: &Lines) -> Option<(Text, Location)> {
    let is_empty = |[table, _, column]: [usize; 3]| {
        let found = &system.disclosure.tables[table];
        found.number == number && found.rows.iter().all(|row| !row.cells[column].is_number())
    };
    let mut wanted: BTreeMap<[usize; 2], (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (equation, [table, row, column]) in blanks(system, lines).filter(|&(_, cell)| is_empty(cell)) {
        let (rows, equations) = wanted.entry([table, column]).or_default();
        rows.insert(row);
        equations.insert(equation);
    }
    let ([table, column], (rows, equations)) = wanted.into_iter().max_by_key(|(_, (rows, _))| rows.len())?;
    let unexplained = lines
        .all
        .iter()
        .filter(|((t, row), line)| *t == table && !line.off.is_empty() && !rows.contains(row));
    // One cell left blank is told as such.
    let first = *rows
        .first()
        .filter(|_| rows.len() > 1 || unexplained.count() > 0 || equations.len() + 1 < lines.broken.len())?;
    let why = text!(
        "“{0}”栏一个数也没有，而有 {1} 个关系式要求这一栏有数",
        "there is no number under “{0}”, where {1} relations want one",
        &system.disclosure.tables[table].columns[column].heading,
        equations.len()
    );
    Some((why, place(system, (table, first))))
}

/// What other places expect in a column stands in another column of the same row, in row after row.
fn shifted(system: &System<'_>, lines: &Lines) -> Option<(Text, Location)> {
    let bad = lines.all.values().filter(|line| line.is_bad()).count();
    let mut best: Option<(usize, isize)> = None;
    for offset in lines.all.values().flat_map(|line| &line.moved).map(Moved::by) {
        let rows = lines.all.values().filter(|line| line.moved.iter().any(|m| m.by() == offset)).count();
        best = best.max(Some((rows, offset)));
    }
    let (rows, offset) = best?;
    if rows < 2 || rows * 2 < bad || lines.broken.len() < ENOUGH {
        return None;
    }
    let (at, moved) = lines.all.iter().find_map(|(at, line)| {
        line.moved.iter().find(|moved| moved.by() == offset).map(|moved| (*at, moved))
    })?;
    let table = &system.disclosure.tables[at.0];
    let heading = |column: usize| table.columns.get(column).map_or("", |c| &*c.heading);
    let why = text!(
        "有 {0} 行的数不在该在的栏里，例如“{1}”行“{2}”栏的数与其他各处的“{3}”栏相符",
        "in {0} rows numbers stand in another column than they should: in “{1}” that of “{2}” is what other places have under “{3}”",
        rows,
        table.rows[at.1].label.text(),
        heading(moved.found),
        heading(moved.expected)
    );
    Some((why, place(system, at)))
}

/// The sums of the rows do not hold, in row after row.
fn torn(system: &System<'_>, lines: &Lines) -> Option<(Text, Location)> {
    let judged: Vec<(&(usize, usize), &Line)> = lines.all.iter().filter(|(_, line)| line.has_sum).collect();
    let is_bad = |line: &Line| !line.off.is_empty() && !is_one_slip(system, line);
    let bad = judged.iter().filter(|(_, line)| is_bad(line)).count();
    let from = judged.iter().position(|(_, line)| is_bad(line))?;
    let to = judged.iter().rposition(|(_, line)| is_bad(line))?;
    let differences: BTreeSet<i128> = judged.iter().flat_map(|(_, line)| &line.off).copied().collect();
    let all = bad == judged.len() && bad > 1 && lines.broken.len() > ENOUGH;
    let most = bad >= ENOUGH && bad * 2 > judged.len();
    // One wrong amount is carried up its branch: rows in a stretch must fail by amounts of their own.
    let stretch = bad >= ENOUGH && bad * 3 >= (to - from + 1) * 2 && differences.len() > 1;
    if !(all || most || stretch) {
        return None;
    }
    let why = text!(
        "{0} 行中有 {1} 行各栏之间的关系不成立",
        "in {1} of {0} rows the columns do not add up",
        judged.len(),
        bad
    );
    Some((why, place(system, *judged[from].0)))
}

/// Whether one number of a row, if it had another value, would mend all that is broken there and spoil nothing.
fn is_one_slip(system: &System<'_>, line: &Line) -> bool {
    let mut figures: Vec<FigureId> =
        line.broken.iter().flat_map(|&e| system.equations[e].form.figures()).collect();
    figures.sort_unstable();
    let in_all =
        figures.chunk_by(|a, b| a == b).filter(|same| same.len() >= line.broken.len()).map(|same| same[0]);
    in_all.into_iter().any(|figure| {
        best_value(system, figure)
            .is_some_and(|c| c.spoiled == 0 && line.broken.iter().all(|e| c.fixed.contains(e)))
    })
}

/// Most of its rows differ from what several other places say.
fn contradicted(system: &System<'_>, lines: &Lines) -> Option<(Text, Location)> {
    let tied: Vec<(&(usize, usize), &Line)> = lines.all.iter().filter(|(_, line)| line.has_tie).collect();
    let bad: Vec<_> = tied.iter().filter(|(_, line)| !line.against.is_empty()).collect();
    let others: BTreeSet<Option<u32>> = bad.iter().flat_map(|(_, line)| &line.against).copied().collect();
    if bad.len() < ENOUGH || bad.len() * 2 <= tied.len() || others.len() < 2 {
        return None;
    }
    let why = text!(
        "{0} 行中有 {1} 行与其他各处所列的数不符",
        "{1} of {0} rows differ from what other places have",
        tied.len(),
        bad.len()
    );
    Some((why, place(system, *bad.first()?.0)))
}

/// Most of the rows that other places speak of were not found in it.
fn without_rows(
    system: &System<'_>,
    number: u32,
    lines: &Lines,
    absences: &[&Absence],
) -> Option<(Text, Location)> {
    let rows: BTreeSet<&str> = absences.iter().map(|a| &*a.row).collect();
    let found = lines.all.values().filter(|line| line.has_tie).count();
    let table = system.disclosure.tables.iter().find(|t| t.number == number)?;
    if rows.len() < ENOUGH || rows.len() <= found {
        return None;
    }
    let labels: Vec<&str> = absences.iter().map(|a| a.label.as_str()).take(SHOWN_EQUATIONS).collect();
    let why = text!(
        "其他各处提到的 {0} 行在表中没有找到，例如“{1}”",
        "{0} rows that other places speak of were not found in it, such as “{1}”",
        rows.len(),
        labels.join("”“")
    );
    Some((why, table.location()))
}

/// So much of a table with one amount in a row, which has no sums of its rows, is contradicted that no two numbers
/// explain it.
fn scattered(system: &System<'_>, number: u32, lines: &Lines) -> Option<(Text, Location)> {
    let mut left = lines.broken.clone();
    if lines.all.values().any(|line| line.has_sum) || left.len() <= ENOUGH || left.len() * 2 <= lines.telling
    {
        return None;
    }
    for _ in 0..2 {
        let mut figures: Vec<FigureId> =
            left.iter().flat_map(|&e| system.equations[e].form.figures()).collect();
        figures.sort_unstable();
        let most = figures.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])?;
        left.retain(|&e| !system.equations[e].form.figures().contains(&most));
    }
    let first = *left.first()?;
    let why = text!(
        "与之有关的 {0} 个关系式中有 {1} 个不成立",
        "of {0} relations of its numbers {1} do not hold",
        lines.telling,
        lines.broken.len()
    );
    let figure =
        system.equations[first].form.figures().into_iter().find(|&f| system.cell_in(f, number).is_some())?;
    Some((why, system.figure(figure).location))
}

fn place(system: &System<'_>, (table, row): (usize, usize)) -> Location {
    let row = &system.disclosure.tables[table].rows[row];
    let first = row.cells.iter().find_map(Cell::figure);
    first.map_or_else(|| row.label.location(), |figure: FigureId| system.figure(figure).location)
}
