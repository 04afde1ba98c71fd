//! The amounts of a document as open data.

use mingzhang_compile::Names;
use mingzhang_ledger::{Choice as _, Expenditure, Ledger, Revenue};
use mingzhang_model::{Code, Disclosure, Fact, Money, Unit, fold};
use mingzhang_render::{DataFact, DataLine, Direction};
use mingzhang_standard::Classification;

/// Every amount that the tables print, as it was read back.
pub(crate) fn facts(disclosure: &Disclosure) -> Vec<DataFact> {
    disclosure.facts().map(|fact| of_fact(disclosure, &fact)).collect()
}

fn of_fact(disclosure: &Disclosure, fact: &Fact<'_>) -> DataFact {
    let figure = disclosure.figure(fact.figure);
    let column = &fact.table.columns[fact.column];
    let label = fact.row.project.as_ref().unwrap_or(&fact.row.label);
    DataFact {
        table: fact.table.key.to_string(),
        table_title: fact.table.title.text().to_owned(),
        row: fact.row.key.to_string(),
        code: fact.row.code.map(|code| code.to_string()).unwrap_or_default(),
        label: label.text().to_owned(),
        column: column.key.to_string(),
        column_heading: column.heading.to_string(),
        amount: Money(figure.value),
        unit: match figure.unit {
            Unit::Money(unit) => Some(unit),
            _ => None,
        },
    }
}

/// The lines of the ledger. Of a classified project only the class is said that the tables print, too, and what it has there
/// in one sum.
pub(crate) fn lines(ledger: &Ledger) -> Vec<DataLine> {
    let mut lines: Vec<DataLine> = ledger.year.revenue.iter().map(|line| of_revenue(ledger, line)).collect();
    for line in &ledger.year.expenditure {
        let is_secret = is_secret(ledger, line);
        let line = of_expenditure(ledger, line, is_secret);
        let same = lines.iter_mut().filter(|_| is_secret);
        match same.into_iter().find(|known| DataLine { amount: line.amount, ..(*known).clone() } == line) {
            Some(known) => known.amount.0 = known.amount.0.saturating_add(line.amount.0),
            None => lines.push(line),
        }
    }
    lines
}

fn is_secret(ledger: &Ledger, line: &Expenditure) -> bool {
    ledger.projects.iter().any(|project| project.classified && fold(&project.name) == fold(&line.project))
}

fn of_revenue(ledger: &Ledger, line: &Revenue) -> DataLine {
    let (functional, functional_name) = named(ledger, Classification::Functional, line.functional);
    DataLine {
        direction: Direction::Revenue,
        functional,
        functional_name,
        fund: line.fund.name().to_owned(),
        amount: line.amount,
        ..DataLine::default()
    }
}

fn of_expenditure(ledger: &Ledger, line: &Expenditure, is_secret: bool) -> DataLine {
    let economic = if is_secret { line.economic.map(Code::class) } else { line.economic };
    let (functional, functional_name) = named(ledger, Classification::Functional, line.functional);
    let (economic, economic_name) = named(ledger, Classification::EconomicDepartment, economic);
    DataLine {
        direction: Direction::Expenditure,
        functional,
        functional_name,
        economic,
        economic_name,
        fund: line.fund.name().to_owned(),
        nature: line.nature.name().to_owned(),
        project: line.project.clone(),
        amount: line.amount,
    }
}

/// A code with the name that the tables print beside it.
fn named(ledger: &Ledger, kind: Classification, code: Option<Code>) -> (String, String) {
    code.map(|code| (code.to_string(), Names::new(ledger).of(kind, code))).unwrap_or_default()
}
