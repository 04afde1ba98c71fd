//! Every tie on made-up documents: whichever number it names is changed, the tie is broken, and no tie that does not
//! name the number.

use mingzhang_audit::{Check, Rule, Settings, Status, audit, rules};
use mingzhang_model::{
    Cell, Code, CodeLevel, Coordinate, Disclosure, Figure, FigureId, Location, MoneyUnit, Numeral, Origin,
    Passage, Row, RowKind, Unit,
};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::{Profile, builtin};
use mingzhang_testkit::accounts::final_accounts;
use mingzhang_testkit::synthetic::unit_budget;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const SEEDS: std::ops::Range<u64> = 0..6;

/// What the made-up offices do not have: funds by class in two tables, state capital, travel abroad and vehicles in the
/// basic budget. The ties about them are exercised on documents in which these amounts are planted.
const PLANTED: [(&str, &[(&str, &str)]); 4] = [
    ("X117", &[("appropriation.expenditure[212].funds", "6.00"), ("fund_expenditure[212].total", "6.00")]),
    (
        "X118",
        &[("appropriation.expenditure[223].capital", "7.00"), ("capital_expenditure[223].total", "7.00")],
    ),
    ("X123", &[("general_basic[30212].total", "1.00")]),
    ("X128", &[("general_basic[31013].total", "2.00"), ("three_public[vehicle_purchase].total", "5.00")]),
];

/// Documents of other profiles, whose tables have rows and columns of their own.
const ELSEWHERE: [(&str, &str); 1] = [("shanghai-unit-budget", include_str!("shanghai.txt"))];

/// How far a number is moved, in fen: further than any made-up amount.
const FAR: i64 = 1_000_000_000_000;

#[test]
fn a_tie_breaks_for_the_numbers_it_names_and_for_no_others() {
    let mut exercised = BTreeSet::new();
    for seed in SEEDS {
        let mut disclosure = made_up(seed);
        exercised.extend(check_all(&mut disclosure, &builtin()[0]));
    }
    let mut elsewhere = BTreeSet::new();
    for (id, text) in ELSEWHERE {
        let profile = builtin().iter().find(|p| &*p.id == id).expect("a profile");
        let options = Options { profiles: builtin(), forced: Some(profile), limits: Limits::default() };
        elsewhere.extend(check_all(&mut read_text(text, &options).disclosure, profile));
    }
    let not_made_up: BTreeSet<&str> = PLANTED.iter().map(|(tie, _)| *tie).collect();
    let all: BTreeSet<&str> = ties()
        .map(|(rule, _)| rule.code)
        .filter(|tie| !OF_ACCOUNTS.contains(tie))
        .filter(|tie| exercised.contains(tie) || not_made_up.contains(tie) || !elsewhere.contains(tie))
        .collect();
    let left: BTreeSet<&str> = all.difference(&exercised).copied().collect();
    assert_eq!(
        left, not_made_up,
        "the ties that no made-up document exercises are those planted, and no others"
    );

    let mut disclosure = made_up(0);
    for (coordinate, amount) in PLANTED.iter().flat_map(|(_, amounts)| *amounts) {
        plant(&mut disclosure, coordinate, amount);
    }
    exercised.extend(check_all(&mut disclosure, &builtin()[0]));
    assert_eq!(exercised, all, "with them planted every tie is exercised");
}

/// The ties of final accounts, of which made-up ones have no funds, no state capital, and no revenue but other revenue.
const OF_ACCOUNTS: [&str; 28] = [
    "X130", "X131", "X132", "X133", "X134", "X135", "X136", "X137", "X138", "X139", "X140", "X141", "X142",
    "X143", "X144", "X145", "X146", "X147", "X148", "X149", "X150", "X151", "X152", "X153", "X154", "X155",
    "X156", "X157",
];
const NOT_MADE_UP: [&str; 14] = [
    "X135", "X136", "X137", "X138", "X143", "X144", "X145", "X146", "X147", "X148", "X149", "X150", "X153",
    "X154",
];

#[test]
fn the_ties_of_final_accounts_break_for_the_numbers_they_name() {
    let profile = builtin().iter().find(|p| &*p.id == "general-final-accounts").expect("a profile");
    let mut exercised = BTreeSet::new();
    // Of even seeds the amounts are not rounded.
    for seed in [0, 2, 4] {
        let options = Options { profiles: builtin(), forced: Some(profile), limits: Limits::default() };
        let mut disclosure = read_text(final_accounts(seed), &options).disclosure;
        exercised.extend(check_all(&mut disclosure, profile));
    }
    let left: Vec<&str> = OF_ACCOUNTS.into_iter().filter(|code| !exercised.contains(code)).collect();
    assert_eq!(left, NOT_MADE_UP);
}

fn made_up(seed: u64) -> Disclosure {
    let options = Options { profiles: builtin(), forced: Some(&builtin()[0]), limits: Limits::default() };
    read_text(unit_budget(seed), &options).disclosure
}

/// The ties of all families with their equations.
fn ties() -> impl Iterator<Item = (&'static Rule, &'static str)> {
    rules().filter_map(|rule| match rule.check {
        Check::Tie(equation) => Some((rule, equation)),
        Check::Disclosure(_) | Check::Profiled(_) | Check::Beside(..) => None,
    })
}

/// Moves every number that a tie names up and down, and looks which ties break; returns the ties that name any.
fn check_all(disclosure: &mut Disclosure, profile: &Profile) -> BTreeSet<&'static str> {
    let mut named: BTreeMap<FigureId, Vec<Mention>> = BTreeMap::new();
    let of_profile = statuses(disclosure, profile);
    let speaks = |rule: &Rule| of_profile.get(rule.code).is_some_and(|s| *s != Status::NotApplicable);
    for (rule, equation) in ties().filter(|(rule, _)| speaks(rule)) {
        for mention in mentions(disclosure, rule.code, equation) {
            named.entry(mention.figure).or_default().push(mention);
        }
    }
    let before = statuses(disclosure, profile);
    assert!(before.values().all(|s| *s != Status::Broken), "{before:?}");
    for (figure, mentions) in &named {
        for step in [FAR, -FAR] {
            let mut wanted = before.clone();
            for mention in mentions.iter().filter(|m| m.breaks(step)) {
                wanted.insert(mention.tie, Status::Broken);
            }
            disclosure.figures[figure.0 as usize].value += step;
            let after = statuses(disclosure, profile);
            disclosure.figures[figure.0 as usize].value -= step;
            assert_eq!(after, wanted, "{} moved by {step}", disclosure.describe(*figure).zh);
        }
    }
    named.into_values().flatten().map(|m| m.tie).collect()
}

fn statuses(disclosure: &Disclosure, profile: &Profile) -> BTreeMap<&'static str, Status> {
    let select = ties().map(|(rule, _)| rule.code.to_owned()).collect();
    let settings = Settings { select, ..Settings::default() };
    let audit = audit(disclosure, Some(profile), &settings);
    audit.rules.iter().map(|r| (r.rule, r.status)).collect()
}

/// A number that a tie names, and on which side.
struct Mention {
    tie: &'static str,
    figure: FigureId,
    left: bool,
    at_most: bool,
}

impl Mention {
    /// Whether the tie breaks if the number moves by `step`, everything else being as it was.
    fn breaks(&self, step: i64) -> bool {
        !self.at_most || self.left == (step > 0)
    }
}

/// Reads an equation as it is written, for every row that both sides fill.
fn mentions(disclosure: &Disclosure, tie: &'static str, equation: &str) -> Vec<Mention> {
    let (sides, at_most) = match equation.split_once(" == ") {
        Some(sides) => (sides, false),
        None => (equation.split_once(" <= ").expect("an equation"), true),
    };
    let terms =
        |side: &str| side.split(" + ").map(|t| Coordinate::parse(t).expect("a term")).collect::<Vec<_>>();
    let sides = [terms(sides.0), terms(sides.1)];
    let mut all = Vec::new();
    for key in keys(disclosure, &sides[0][0]) {
        let figures = |side: &Vec<Coordinate>| {
            side.iter().filter_map(|term| disclosure.amount_at(&at_row(term, &key))).collect::<Vec<_>>()
        };
        let [left, right] = sides.each_ref().map(figures);
        if !left.is_empty() && !right.is_empty() {
            all.extend(left.into_iter().map(|figure| Mention { tie, figure, left: true, at_most }));
            all.extend(right.into_iter().map(|figure| Mention { tie, figure, left: false, at_most }));
        }
    }
    all
}

/// The rows that a term speaks of: all coded ones and the total, the classes, or the one it names.
fn keys(disclosure: &Disclosure, term: &Coordinate) -> Vec<Arc<str>> {
    let Coordinate::Cell { table, row, .. } = term else { return vec!["".into()] };
    let wanted = |r: &&Row| match &**row {
        "*" => matches!(r.kind, RowKind::Coded | RowKind::Total),
        "class" => r.kind == RowKind::Coded && r.code.map(Code::level) == Some(CodeLevel::Class),
        key => *r.key == *key,
    };
    let rows = disclosure.table(table).into_iter().flat_map(|t| &t.rows);
    rows.filter(wanted).map(|r| r.key.clone()).collect()
}

fn at_row(term: &Coordinate, key: &Arc<str>) -> Coordinate {
    match term {
        Coordinate::Cell { table, row, column } if matches!(&**row, "*" | "class") => {
            Coordinate::Cell { table: table.clone(), row: key.clone(), column: column.clone() }
        }
        other => other.clone(),
    }
}

/// Writes an amount into a cell that is blank, in a new row if the table has none of the name.
fn plant(disclosure: &mut Disclosure, coordinate: &str, amount: &str) {
    let Some(Coordinate::Cell { table, row, column }) = Coordinate::parse(coordinate) else {
        panic!("{coordinate} is no cell");
    };
    let index = disclosure.tables.iter().position(|t| t.key == table).expect("a table");
    let at = disclosure.tables[index].rows.iter().position(|r| r.key == row);
    let at = at.unwrap_or_else(|| new_row(disclosure, index, &row));
    let column = disclosure.tables[index].column(&column).expect("a column");
    let id = |index: usize| u32::try_from(index).expect("a small index");
    let origin = Origin::Cell { table: id(index), row: id(at), column: id(column) };
    let numeral = Numeral::parse(amount).expect("a number");
    let unit = Unit::Money(MoneyUnit::WanYuan);
    let figure = Figure::new(numeral, unit, Location::default(), origin).expect("an amount");
    let value = figure.value;
    if let Some(there) = disclosure.tables[index].rows[at].cells[column].figure() {
        assert_eq!(disclosure.figure(there).value, value, "{coordinate} was planted twice");
        return;
    }
    let figure = disclosure.add(figure);
    disclosure.tables[index].rows[at].cells[column] = Cell::Value(figure);
}

fn new_row(disclosure: &mut Disclosure, table: usize, code: &Arc<str>) -> usize {
    let table = &mut disclosure.tables[table];
    table.rows.push(Row {
        key: code.clone(),
        label: Passage::default(),
        code: code.parse().ok(),
        code_cells: Vec::new(),
        project: None,
        kind: RowKind::Coded,
        cells: vec![Cell::Blank; table.columns.len()],
    });
    table.rows.len() - 1
}
