//! Localization on made-up systems of tables: the laws it must keep whatever the numbers are.

use super::localize;
use crate::equation::{Equation, Form, Term, equal, sum};
use crate::finding::{Finding, Severity};
use mingzhang_model::{
    Cell, Column, Disclosure, Figure, FigureId, Location, MoneyUnit, Numeral, Origin, Passage, Row, RowKind,
    Table, Text, Unit,
};
use proptest::prelude::*;

/// A table of a total, classes and items in the columns total, basic and project, and a second that mirrors it; prose
/// that restates the first row. Every number is consistent with every other.
fn consistent(classes: &[Vec<(u32, u32)>]) -> (Disclosure, Vec<Equation>) {
    let mut disclosure = Disclosure::default();
    let mut equations = Vec::new();
    let tables: Vec<Vec<[FigureId; 3]>> =
        (0..2).map(|table| add_table(&mut disclosure, &mut equations, classes, table)).collect();
    for (left, right) in tables[0].iter().zip(&tables[1]) {
        for column in 0..3 {
            state(&mut equations, "X101", Form::Sum(equal(left[column], right[column])));
        }
    }
    (disclosure, equations)
}

fn add_table(
    disclosure: &mut Disclosure,
    equations: &mut Vec<Equation>,
    classes: &[Vec<(u32, u32)>],
    index: u32,
) -> Vec<[FigureId; 3]> {
    let mut table = Table {
        key: format!("t{index}").into(),
        number: index + 1,
        title: Passage::new("表", index * 1000 + 1, 1),
        unit: MoneyUnit::WanYuan,
        unit_location: None,
        columns: ["合计", "基本支出", "项目支出"]
            .map(|h| Column { key: h.into(), heading: h.into() })
            .to_vec(),
        rows: Vec::new(),
        remark: None,
        legible: true,
        left_over: Vec::new(),
        not_found: Vec::new(),
    };
    let mut rows: Vec<[FigureId; 3]> = Vec::new();
    let mut add = |values: [i64; 3], equations: &mut Vec<Equation>| {
        let row = u32::try_from(table.rows.len()).unwrap();
        let line = index * 1000 + row + 2;
        let ids = [0, 1, 2].map(|column| {
            let origin = Origin::Cell { table: index, row, column: u32::try_from(column).unwrap() };
            let column = u32::try_from(column).unwrap() * 20 + 10;
            let location = Location { line, column, end_column: column + 9 };
            disclosure.add(figure(values[usize::try_from((column - 10) / 20).unwrap()], location, origin))
        });
        table.rows.push(Row {
            key: format!("r{row}").into(),
            label: Passage::new(format!("行{row}"), line, 1),
            code: None,
            code_cells: Vec::new(),
            project: None,
            kind: RowKind::Other,
            cells: ids.map(Cell::Value).to_vec(),
        });
        state(equations, "A101", Form::Sum(sum(ids[0], [ids[1], ids[2]])));
        ids
    };
    let row = |(basic, project): (i64, i64)| [basic + project, basic, project];
    let sums = |items: &[(u32, u32)]| {
        items.iter().fold((0, 0), |(a, b), &(x, y)| (a + i64::from(x), b + i64::from(y)))
    };
    let whole = classes.iter().map(|items| sums(items)).fold((0, 0), |(a, b), (x, y)| (a + x, b + y));
    let total = add(row(whole), equations);
    rows.push(total);
    let mut heads = Vec::new();
    for items in classes {
        let head = add(row(sums(items)), equations);
        let items: Vec<[FigureId; 3]> =
            items.iter().map(|&(a, b)| add(row((i64::from(a), i64::from(b))), equations)).collect();
        for column in 0..3 {
            state(equations, "A102", Form::Sum(sum(head[column], items.iter().map(|i| i[column]))));
        }
        heads.push(head);
        rows.push(head);
        rows.extend(items);
    }
    for column in 0..3 {
        state(equations, "A102", Form::Sum(sum(total[column], heads.iter().map(|h| h[column]))));
    }
    disclosure.tables.push(table);
    rows
}

fn figure(hundredths: i64, location: Location, origin: Origin) -> Figure {
    let written = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Figure::new(Numeral::parse(&written).unwrap(), Unit::Money(MoneyUnit::WanYuan), location, origin).unwrap()
}

fn state(equations: &mut Vec<Equation>, rule: &'static str, form: Form) {
    equations.push(Equation { rule, severity: Severity::Error, statement: Text::same(rule).into(), form });
}

fn audit(disclosure: &Disclosure, equations: &[Equation]) -> Vec<Finding> {
    localize(disclosure, &equations.iter().collect::<Vec<_>>(), &[]).findings
}

/// Mistypes a figure: `kind` 0 changes a digit, 1 exchanges two, 2 drops one. `None` if the number stays the same.
fn mistype(disclosure: &mut Disclosure, id: FigureId, kind: u8, at: usize, digit: u8) -> Option<()> {
    let old = disclosure.figure(id).clone();
    let mut written: Vec<char> = old.numeral.to_string().chars().filter(|c| *c != ',').collect();
    let digits: Vec<usize> = (0..written.len()).filter(|&i| written[i].is_ascii_digit()).collect();
    let place = digits[at % digits.len()];
    match kind {
        0 => written[place] = char::from(b'0' + (digit % 10)),
        1 => written.swap(place, digits[(at + 1) % digits.len()]),
        _ => {
            written.remove(place);
        }
    }
    let numeral = Numeral::parse(&written.into_iter().collect::<String>())?;
    let mut wrong = Figure::new(numeral, old.unit, old.location, old.origin.clone())?;
    wrong.last_place = old.last_place.min(wrong.last_place);
    let changed = wrong.value != old.value;
    disclosure.figures[id.0 as usize] = wrong;
    changed.then_some(())
}

fn classes() -> impl Strategy<Value = Vec<Vec<(u32, u32)>>> {
    let item =
        prop_oneof![3 => (100_u32..200_000, 100_u32..200_000), 1 => (100_u32..90_000_000, Just(0_u32))];
    prop::collection::vec(prop::collection::vec(item, 1..6), 1..6)
}

fn mistake() -> impl Strategy<Value = (prop::sample::Index, u8, usize, u8)> {
    (any::<prop::sample::Index>(), 0_u8..3, 0_usize..12, 0_u8..10)
}

/// What a finding says in short: where, and the repair.
fn repairs(findings: &[Finding]) -> Vec<(Location, Option<i64>)> {
    let value = |written: &String| Numeral::parse(written).and_then(|n| n.scaled(6));
    let mut all: Vec<_> =
        findings.iter().map(|f| (f.location, f.expected.as_ref().and_then(value))).collect();
    all.sort_unstable();
    all
}

/// Words in 万元 beside a table in 元: 40.46 and what the parts say are each rounded for themselves.
#[test]
fn what_a_finer_number_bears_out_is_not_blamed_for_the_tail_of_rounding() {
    let mut disclosure = Disclosure::default();
    let mut add = |written: &str, unit: MoneyUnit| {
        let line = u32::try_from(disclosure.figures.len()).unwrap() + 1;
        let at = Location { line, column: 1, end_column: 9 };
        let origin = Origin::Prose { section: 0, subject: written.into() };
        let numeral = Numeral::parse(written).unwrap();
        disclosure.add(Figure::new(numeral, Unit::Money(unit), at, origin).unwrap())
    };
    let [whole, one, other] = ["40.46", "20.24", "20.23"].map(|written| add(written, MoneyUnit::WanYuan));
    let table = ["404620", "202360", "202260"].map(|written| add(written, MoneyUnit::Yuan));
    let parts = Form::Sum(sum(whole, [one, other]));
    let listed =
        [(1, one), (1, other), (-1, whole)].map(|(coefficient, figure)| Term { coefficient, figure });
    let said = |borne_out: bool| {
        let mut equations = Vec::new();
        state(&mut equations, "N105", parts.clone());
        state(&mut equations, "N105", Form::AtMost(listed.to_vec()));
        if borne_out {
            let ties = [whole, one, other].into_iter().zip(table);
            ties.for_each(|(words, cell)| state(&mut equations, "N101", Form::Sum(equal(words, cell))));
        }
        audit(&disclosure, &equations).into_iter().map(|f| (f.severity, f.expected)).collect::<Vec<_>>()
    };
    assert_eq!(said(true), [(Severity::Info, None)]);
    assert_eq!(said(false), [(Severity::Error, Some("40.47".to_owned()))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_agrees_gives_no_findings(classes in classes()) {
        let (disclosure, equations) = consistent(&classes);
        prop_assert_eq!(audit(&disclosure, &equations), vec![]);
    }

    #[test]
    fn one_mistake_is_one_finding_at_its_number_with_its_repair(classes in classes(), (which, kind, at, digit) in mistake()) {
        let (mut disclosure, equations) = consistent(&classes);
        let id = FigureId(u32::try_from(which.index(disclosure.figures.len())).unwrap());
        let right = disclosure.figure(id).value;
        prop_assume!(mistype(&mut disclosure, id, kind, at, digit).is_some());
        let findings = audit(&disclosure, &equations);
        prop_assert_eq!(repairs(&findings), vec![(disclosure.figure(id).location, Some(right))], "{:#?}", findings);
    }

    /// Of mistakes that meet in one equation some explain each other; those that do not are told apart.
    #[test]
    fn several_mistakes_are_as_many_findings(classes in classes(), mistakes in prop::collection::vec(mistake(), 2..6)) {
        let (mut disclosure, equations) = consistent(&classes);
        let mut expected = std::collections::BTreeMap::new();
        let mut wrong: Vec<FigureId> = Vec::new();
        for (which, kind, at, digit) in mistakes {
            let id = FigureId(u32::try_from(which.index(disclosure.figures.len())).unwrap());
            let figure = disclosure.figure(id).clone();
            let meets = equations.iter().map(|e| e.form.figures()).any(|f| f.contains(&id) && f.iter().any(|o| wrong.contains(o)));
            if !meets && mistype(&mut disclosure, id, kind, at, digit).is_some() {
                expected.insert(figure.location, Some(figure.value));
                wrong.push(id);
            }
        }
        let findings = audit(&disclosure, &equations);
        prop_assert_eq!(repairs(&findings), expected.into_iter().collect::<Vec<_>>(), "{:#?}", findings);
    }

    #[test]
    fn any_numbers_are_answered(classes in classes(), values in prop::collection::vec(any::<i64>(), 1..30), places in prop::collection::vec(0_i64.., 1..5)) {
        let (mut disclosure, equations) = consistent(&classes);
        for (index, figure) in disclosure.figures.iter_mut().enumerate() {
            figure.value = values[index % values.len()];
            figure.last_place = places[index % places.len()];
        }
        audit(&disclosure, &equations);
    }
}
