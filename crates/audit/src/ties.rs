//! Ties: rules that are one equation between tables, written as an accountant would.
//!
//! `income[*].total == expenditure[*].total` holds row by row, for every code and the total; `[class]` means the rows
//! of classes; `staff.in_post` names an amount that only the narrative states.

use crate::equation::{Form, Term};
use crate::finding::{Finding, Severity};
use crate::rule::{Context, Outcome, Rule};
use mingzhang_model::{CodeLevel, Coordinate, Disclosure, FigureId, RowKind, Text, text};
use std::sync::Arc;

/// Defines `TIES`, a slice of rules of one equation each: code, Chinese title, English title, equation.
macro_rules! ties {
    ($($code:ident $title:literal $title_en:literal : $equation:literal;)*) => {
        /// The rules of the family that are one equation each.
        pub(crate) static TIES: &[&$crate::rule::Rule] = &[$(
            &$crate::rule::Rule {
                code: stringify!($code),
                name: $equation,
                title: $title,
                title_en: $title_en,
                severity: $crate::finding::Severity::Error,
                page: "",
                check: $crate::rule::Check::Tie($equation),
            },
        )*];
    };
}
pub(crate) use ties;

/// An equation between coordinates.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    /// Signed terms of left minus right.
    terms: Vec<(i64, Selector)>,
    /// How many of them stand on the left.
    left: usize,
    /// `<=` instead of `==`.
    at_most: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Selector {
    Cells { table: Arc<str>, rows: Rows, column: Arc<str> },
    Register(Arc<str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rows {
    All,
    Classes,
    Key(Arc<str>),
}

impl Tie {
    /// Parses an equation; `None` if it is not one.
    pub(crate) fn parse(equation: &str) -> Option<Self> {
        let (left, right, at_most) = match equation.split_once("==") {
            Some((left, right)) => (left, right, false),
            None => equation.split_once("<=").map(|(left, right)| (left, right, true))?,
        };
        let mut terms = side(left, 1)?;
        let count = terms.len();
        terms.extend(side(right, -1)?);
        Some(Self { terms, left: count, at_most })
    }

    /// States the equation for every row it speaks of.
    pub(crate) fn state(&self, rule: &'static Rule, context: &Context<'_>, outcome: &mut Outcome) {
        if let Some(missing) = self.terms.iter().find_map(|(_, s)| s.missing_table(context.disclosure)) {
            let printed = context.disclosure.tables.iter().any(|t| *t.key == *missing);
            match context.profile.and_then(|p| p.lane(missing)) {
                Some((spec, _)) if printed => outcome.not_checked(text!(
                    "表{0}《{1}》的栏目未能识别，未能核对",
                    "the columns of table {0} “{1}” were not recognized",
                    spec.number,
                    &spec.title
                )),
                Some((spec, _)) => outcome.not_checked(text!(
                    "缺少表{0}《{1}》，未能核对",
                    "table {0} “{1}” is missing",
                    spec.number,
                    &spec.title
                )),
                None => outcome.not_applicable = Some(text!("没有这样的表", "there is no such table")),
            }
            return;
        }
        for key in self.keys(context.disclosure) {
            self.row(rule, context, &key, outcome);
        }
    }

    fn row(&self, rule: &'static Rule, context: &Context<'_>, key: &str, outcome: &mut Outcome) {
        let disclosure = context.disclosure;
        let figures: Vec<Option<FigureId>> = self.terms.iter().map(|(_, s)| s.figure(context, key)).collect();
        if let Some(all) = figures.iter().copied().collect::<Option<Vec<_>>>() {
            if context.prints_any(&all) {
                let coefficients = self.terms.iter().map(|(coefficient, _)| *coefficient);
                let terms = coefficients.zip(all).map(|(coefficient, figure)| Term { coefficient, figure });
                let terms: Vec<Term> = terms.collect();
                let statement = self.statement(context, &terms);
                let form = if self.at_most { Form::AtMost(terms) } else { Form::Sum(terms) };
                outcome.state(rule, statement, form);
            }
        } else if let ([(_, left), (_, right)], [one, other], false) =
            (self.terms.as_slice(), figures.as_slice(), self.at_most)
        {
            let lone = one.map(|f| (f, right)).or(other.map(|f| (f, left)));
            let lone = lone.filter(|(figure, _)| context.cells.is_printed(*figure));
            outcome
                .findings
                .extend(lone.and_then(|(figure, absent)| blank(rule, disclosure, figure, absent, key)));
        }
    }

    fn statement(&self, context: &Context<'_>, terms: &[Term]) -> Text {
        let plus = |terms: &[Term]| {
            let names = terms.iter().map(|t| context.describe(t.figure));
            let (zh, en): (Vec<_>, Vec<_>) = names.map(|t| (t.zh, t.en)).unzip();
            Text { zh: zh.join(" + "), en: en.join(" + ") }
        };
        let (left, right) = (plus(&terms[..self.left]), plus(&terms[self.left..]));
        if self.at_most {
            text!("{0} ≤ {1}", "{0} ≤ {1}", left, right)
        } else {
            text!("{0} = {1}", "{0} = {1}", left, right)
        }
    }

    /// The row keys that any of the tables has, in their order; one empty key if no term ranges over rows.
    fn keys(&self, disclosure: &Disclosure) -> Vec<Arc<str>> {
        let mut keys: Vec<Arc<str>> = Vec::new();
        for (_, selector) in &self.terms {
            let Selector::Cells { table, rows, .. } = selector else { continue };
            let of_interest = |kind: RowKind, level: Option<CodeLevel>| match rows {
                Rows::All => matches!(kind, RowKind::Coded | RowKind::Total),
                Rows::Classes => kind == RowKind::Coded && level == Some(CodeLevel::Class),
                Rows::Key(_) => false,
            };
            let Some(table) = disclosure.table(table) else { continue };
            for row in
                table.rows.iter().filter(|r| of_interest(r.kind, r.code.map(mingzhang_model::Code::level)))
            {
                if !keys.contains(&row.key) {
                    keys.push(row.key.clone());
                }
            }
        }
        let ranges = self
            .terms
            .iter()
            .any(|(_, s)| matches!(s, Selector::Cells { rows: Rows::All | Rows::Classes, .. }));
        if ranges { keys } else { vec!["".into()] }
    }
}

impl Selector {
    fn missing_table(&self, disclosure: &Disclosure) -> Option<&str> {
        match self {
            Self::Cells { table, .. } if disclosure.table(table).is_none() => Some(table),
            Self::Cells { .. } | Self::Register(_) => None,
        }
    }

    /// The number of the row, or the place-holder of its blank cell; `None` if the table has no such row.
    fn figure(&self, context: &Context<'_>, key: &str) -> Option<FigureId> {
        match self {
            Self::Cells { table, rows, column } => {
                let key = if let Rows::Key(fixed) = rows { fixed } else { key };
                context.cell_at(table, key, column)
            }
            Self::Register(name) => context.disclosure.amount_at(&Coordinate::Register(name.clone())),
        }
    }
}

/// One of two tables that should show the same amount has no such row.
fn blank(
    rule: &'static Rule,
    disclosure: &Disclosure,
    figure: FigureId,
    absent: &Selector,
    key: &str,
) -> Option<Finding> {
    let Selector::Cells { table, rows, column } = absent else { return None };
    let stated = disclosure.figure(figure);
    let table = disclosure.table(table)?;
    let key = if let Rows::Key(fixed) = rows { fixed } else { key };
    if stated.value == 0 {
        return None;
    }
    let heading = table.column(column).map_or("", |c| &*table.columns[c].heading);
    let message = text!(
        "{0}为 {1}，但表{2}“{3}”栏没有相应的数。",
        "{0} is {1}, but table {2}, column “{3}”, has no such number.",
        disclosure.describe(figure),
        stated.with_unit(),
        table.number,
        heading
    );
    let place = table.row(key).map_or_else(|| table.location(), |row| row.label.location());
    let finding =
        Finding::new(rule.code, Severity::Warning, message, place).expected(stated.numeral.to_string());
    Some(finding.related(disclosure.describe(figure), stated.location))
}

fn side(text: &str, sign: i64) -> Option<Vec<(i64, Selector)>> {
    let mut terms = Vec::new();
    let mut sign_here = sign;
    for word in text.split_whitespace() {
        match word {
            "+" => sign_here = sign,
            "-" => sign_here = -sign,
            _ => terms.push((sign_here, selector(word)?)),
        }
    }
    (!terms.is_empty()).then_some(terms)
}

fn selector(word: &str) -> Option<Selector> {
    Some(match Coordinate::parse(word)? {
        Coordinate::Register(name) => Selector::Register(name),
        Coordinate::Cell { table, row, column } => {
            let rows = match &*row {
                "*" => Rows::All,
                "class" => Rows::Classes,
                _ => Rows::Key(row),
            };
            Selector::Cells { table, rows, column }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Check;

    #[test]
    fn every_tie_is_an_equation() {
        for rule in crate::rules() {
            if let Check::Tie(equation) = rule.check {
                assert!(Tie::parse(equation).is_some(), "{} {equation}", rule.code);
            }
        }
    }

    #[test]
    fn terms_and_signs() {
        let tie = Tie::parse("a[*].x + b == c[total].y - d[class].z").unwrap();
        let signs: Vec<i64> = tie.terms.iter().map(|(sign, _)| *sign).collect();
        assert_eq!((signs, tie.left, tie.at_most), (vec![1, 1, -1, 1], 2, false));
        assert_eq!(Tie::parse("a[*].x = b"), None);
    }
}
