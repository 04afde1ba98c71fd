//! Ties: rules that are one equation between tables, written as an accountant would.
//!
//! `income[*].total == expenditure[*].total` holds row by row, for every code and the total; `[class]` means the rows
//! of classes; `staff.in_post` names an amount that only the narrative states.

use crate::equation::{Form, Statement, Term};
use crate::rule::{Absence, Context, Outcome, Rule};
use mingzhang_model::{
    Code, CodeLevel, Coordinate, Disclosure, FigureId, Kind, Origin, Row, RowKind, Table, Text, fold, text,
};
use mingzhang_standard::{Catalogue, Classification, Profile, RowScheme};
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

impl Rows {
    fn range_over(&self, row: &Row) -> bool {
        match self {
            Self::All => matches!(row.kind, RowKind::Coded | RowKind::Total),
            Self::Classes => {
                row.kind == RowKind::Coded && row.code.is_some_and(|c| c.level() == CodeLevel::Class)
            }
            Self::Key(_) => false,
        }
    }
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
        if context.profile.is_some_and(|p| self.terms.iter().any(|(_, s)| s.is_not_of(p))) {
            outcome.not_applicable =
                Some(text!("没有这样的表或栏目", "there is no such table, row or column"));
            return;
        }
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
                None => {
                    outcome.not_applicable =
                        Some(text!("没有这样的表或栏目", "there is no such table, row or column"));
                }
            }
            return;
        }
        if let Some(table) = self.terms.iter().find_map(|(_, s)| s.unfilled_table(context.disclosure)) {
            outcome.not_checked(text!("表{0}没有填数，未能核对", "table {0} has no amounts", table.number));
            return;
        }
        for key in self.keys(context.disclosure) {
            self.row(rule, context, &key, outcome);
        }
    }

    fn row(&self, rule: &'static Rule, context: &Context<'_>, key: &str, outcome: &mut Outcome) {
        let figures: Vec<Option<FigureId>> = self.terms.iter().map(|(_, s)| s.figure(context, key)).collect();
        let left_is_more = self.left_counts_carryover(context.disclosure);
        if let Some(all) = figures.iter().copied().collect::<Option<Vec<_>>>() {
            if self.is_of_classes() && rounded_apart(context.disclosure, &all) {
                // X203 speaks of it.
                outcome.looked();
            } else if context.prints_any(&all) {
                let sign = if left_is_more { -1 } else { 1 };
                let coefficients = self.terms.iter().map(|(coefficient, _)| sign * *coefficient);
                let terms = coefficients.zip(all).map(|(coefficient, figure)| Term { coefficient, figure });
                let terms: Vec<Term> = terms.collect();
                let statement = Statement::Places { left: self.left };
                let form = if self.at_most || left_is_more { Form::AtMost(terms) } else { Form::Sum(terms) };
                outcome.state(rule, statement, form);
            }
        } else if let ([(_, left), (_, right)], [one, other], false) =
            (self.terms.as_slice(), figures.as_slice(), self.at_most || left_is_more)
        {
            let lone = one.map(|f| (f, right)).or(other.map(|f| (f, left)));
            let lone = lone.filter(|(told_by, _)| context.cells.is_printed(*told_by));
            let Some((told_by, absent)) = lone else { return };
            match absent.told_elsewhere(context.disclosure, told_by, key) {
                Some(why) => outcome.not_checked(why),
                None => absence(rule, context, told_by, absent, key)
                    .into_iter()
                    .for_each(|absence| outcome.misses(context, absence)),
            }
        }
    }

    /// Whether the left side is of all appropriations, and the right side perhaps of this year's alone: where the income
    /// of the appropriation table tells carry-over apart, the tables of the three budgets may leave it out.
    fn left_counts_carryover(&self, disclosure: &Disclosure) -> bool {
        let of_all = |s: &Selector| matches!(s, Selector::Cells { table, .. } if **table == *"appropriation.expenditure");
        let carried = || {
            let [table, row, column] = ["appropriation.income", "carryover", "amount"].map(Arc::from);
            disclosure.amount_at(&Coordinate::Cell { table, row, column })
        };
        self.left == 1
            && self.terms.first().is_some_and(|(_, s)| of_all(s))
            && carried().is_some_and(|amount| disclosure.figure(amount).value != 0)
    }

    fn is_of_classes(&self) -> bool {
        let of_classes = |s: &Selector| matches!(s, Selector::Cells { rows: Rows::Classes, .. });
        self.terms.len() == 2 && self.terms.iter().all(|(_, s)| of_classes(s))
    }

    /// The row keys that any of the tables has, in their order; one empty key if no term ranges over rows.
    fn keys(&self, disclosure: &Disclosure) -> Vec<Arc<str>> {
        let mut keys: Vec<Arc<str>> = Vec::new();
        for (_, selector) in &self.terms {
            let Selector::Cells { table, rows, .. } = selector else { continue };
            let Some(table) = disclosure.table(table) else { continue };
            for row in table.rows.iter().filter(|row| rows.range_over(row) && !row.repeats()) {
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
    /// Whether the tables of a profile have no such cell: budgets and final accounts have tables of one name whose
    /// columns differ.
    fn is_not_of(&self, profile: &Profile) -> bool {
        let Self::Cells { table, rows, column } = self else { return false };
        let Some((_, lane)) = profile.lane(table) else { return true };
        let prints = |key: &Arc<str>| match (&**key, lane.scheme) {
            (_, RowScheme::Named | RowScheme::OneRow) if lane.rows.iter().any(|r| r.key == *key) => true,
            ("total", _) => !lane.total.is_empty(),
            (code, _) => code.parse::<Code>().is_ok(),
        };
        let row = match rows {
            Rows::Key(key) => prints(key),
            Rows::All | Rows::Classes => true,
        };
        !row || !lane.columns.iter().any(|c| c.key == *column)
    }

    fn missing_table(&self, disclosure: &Disclosure) -> Option<&str> {
        match self {
            Self::Cells { table, .. } if disclosure.table(table).is_none() => Some(table),
            Self::Cells { .. } | Self::Register(_) => None,
        }
    }

    fn unfilled_table<'a>(&self, disclosure: &'a Disclosure) -> Option<&'a Table> {
        match self {
            Self::Cells { table, .. } => disclosure.table(table).filter(|t| t.is_unfilled()),
            Self::Register(_) => None,
        }
    }

    /// Why another rule tells better than a tie that the other table has no such row.
    fn told_elsewhere(&self, disclosure: &Disclosure, figure: FigureId, key: &str) -> Option<Text> {
        let Self::Cells { table, .. } = self else { return None };
        let (table, code): (&Table, Code) = (disclosure.table(table)?, key.parse().ok()?);
        let below = |r: &Row| r.code.is_some_and(|c| c.is_within(code));
        if table.rows.iter().any(below) {
            return Some(text!("表{0}没有 {1} 的小计行", "table {0} has no row for {1}", table.number, code));
        }
        let Origin::Cell { table: from, row, .. } = disclosure.figure(figure).origin else { return None };
        let label = fold(disclosure.tables[from as usize].rows[row as usize].label.text());
        let sibling = |r: &Row| r.code.is_some_and(|c| c.parent() == code.parent());
        let renumbered = |r: &Row| fold(r.label.text()) == label && sibling(r);
        (code.parent().is_some() && table.rows.iter().any(renumbered)).then(|| {
            text!("表{0}“{1}”的编码不同", "table {0} has another code for “{1}”", table.number, &label)
        })
    }

    /// The number of the row, or the place-holder of its blank cell; `None` if the table has no such row.
    fn figure(&self, context: &Context<'_>, key: &str) -> Option<FigureId> {
        match self {
            Self::Cells { table, rows, column } => {
                let key = if let Rows::Key(fixed) = rows { fixed } else { key };
                let another = matches!(rows, Rows::Key(_)) && names_another(context, table, key);
                if another { None } else { context.cell_at(table, key, column) }
            }
            Self::Register(name) => context.disclosure.amount_at(&Coordinate::Register(name.clone())),
        }
    }
}

/// Whether the row of a code is called something else altogether: the code is wrong, and the amount of another item.
fn names_another(context: &Context<'_>, table: &str, key: &str) -> bool {
    let row = context.disclosure.table(table).and_then(|table| table.row(key));
    let (Some(row), Ok(code)) = (row, key.parse::<Code>()) else { return false };
    let year = context.disclosure.year.unwrap_or(*Catalogue::years().end());
    let Some(entry) = context.catalogue.get(Classification::EconomicDepartment, code, year) else {
        return false;
    };
    let name = row.name();
    let shared = entry.folded.chars().filter(|c| name.contains(*c)).count();
    !name.is_empty() && shared * 2 < entry.folded.chars().count()
}

/// Whether the amounts of two tables of final accounts differ by so little that each was rounded from yuan for itself,
/// perhaps so that the table adds up.
pub(crate) fn rounded_apart(disclosure: &Disclosure, figures: &[FigureId]) -> bool {
    let printed = |f: &FigureId| disclosure.figures.get(f.0 as usize);
    let &[left, right] = figures else { return false };
    let (Some(left), Some(right)) = (printed(&left), printed(&right)) else { return false };
    let apart = (left.value - right.value).abs();
    disclosure.kind == Some(Kind::FinalAccounts)
        && left.last_place == right.last_place
        && (1..=left.last_place * 2).contains(&apart)
}

/// One of two tables that should show the same amount has no such row.
fn absence(
    rule: &Rule,
    context: &Context<'_>,
    told_by: FigureId,
    absent: &Selector,
    key: &str,
) -> Option<Absence> {
    let Selector::Cells { table, rows, column } = absent else { return None };
    let figure = context.disclosure.figures.get(told_by.0 as usize)?;
    let Origin::Cell { table: stated_in, row: stated_at, .. } = figure.origin else { return None };
    let row = &context.disclosure.tables[stated_in as usize].rows[stated_at as usize];
    let index = context.disclosure.table_index(table)?;
    let key = if let Rows::Key(fixed) = rows { fixed } else { key };
    Some(Absence {
        rule: rule.code,
        table: index,
        row: key.into(),
        label: row.name(),
        column: context.disclosure.tables[index].column(column)?,
        told_by,
    })
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
