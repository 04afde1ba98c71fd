//! A disclosure back into a ledger: what last year published becomes where this year begins.
//!
//! A document gives sums: expenditure by item, by section, by source, by project. A ledger has the lines they are sums
//! of. Which item pays which section is printed nowhere, so [`extract`] chooses lines that come to every amount printed:
//! amounts that are equal under like names are one thing, the rest is filled in order. What could not be met or decided
//! is told in words.

mod accounts;
mod details;
mod take;
mod cells;
mod mend;
mod settle;
mod variances;
mod share;
mod words;
mod names;
mod ways;
mod lines;
mod mentions;
mod projects;
mod three_public;
mod prior;
mod texts;
mod things;
mod forms;
mod gaps;
mod carry;
#[cfg(test)]
mod accounts_tests;
#[cfg(test)]
mod tests;

pub use carry::carry_over;

use cells::Cells;
use mingzhang_ledger::{Fund, Ledger, Nature, Revenue, Year};
use mingzhang_model::{Coordinate, Disclosure, Kind, Money, Text, text};
use mingzhang_standard::{EntryList, Profile};
use names::Names;
use take::{OPERATING_COST, operating_expenses};

/// A ledger that a disclosure could have been made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The ledger.
    pub ledger: Ledger,
    /// What could not be found, and what was decided without the document saying it.
    pub gaps: Vec<Text>,
}

/// The ledger that a disclosure could have been made of.
pub fn extract(disclosure: &Disclosure, profile: &Profile) -> Extracted {
    let mut cells = Cells::new(disclosure, profile);
    // What is checked in the end is what is printed, not what it was taken for.
    let printed = Cells { all: cells.all.clone(), ..cells };
    mend::mend(&mut cells, disclosure, profile);
    let names = Names::of(disclosure, profile);
    let mut ledger = Ledger { office: texts::office(disclosure, profile), ..Ledger::default() };
    let mut known = projects::known(disclosure, &cells, &ledger.office.name);
    let mut lines = lines::lines(&cells, disclosure, &names);
    let invented = projects::name(&mut lines, &mut known, &names);
    ledger.year.expenditure = lines;
    if profile.kind == Kind::FinalAccounts {
        accounts::accounts(&mut ledger, disclosure, &cells);
    } else {
        ledger.year.revenue = revenue(&ledger.year);
    }
    ledger.projects = known.iter().map(|known| known.project.clone()).collect();
    three_public::this_year(&mut ledger, &cells);
    ledger.procurement = things::procurement(disclosure);
    if profile.kind == Kind::FinalAccounts {
        settle::settle(&mut ledger, &printed, disclosure);
    }
    operating_cost(&mut ledger, disclosure, &cells);
    prior::prior(&mut ledger, disclosure, profile, &cells);
    ledger.staff = things::staff(disclosure);
    ledger.assets = things::assets(disclosure);
    texts::organisation(&mut ledger, disclosure);
    texts::explanations(&mut ledger, disclosure, profile);
    variances::variances(&mut ledger, disclosure, profile);
    texts::paragraphs(&mut ledger, disclosure, profile);
    texts::projects(&mut ledger, disclosure, &known);
    texts::glossary(&mut ledger, disclosure);
    forms::forms(&mut ledger, disclosure, &known);
    ledger.codes = names.own(&ledger);
    let mut gaps = gaps(&ledger, disclosure, &printed, invented);
    gaps.extend(projects::misspelt(&known));
    Extracted { ledger, gaps }
}

/// What comes in is what goes out, source by source.
fn revenue(year: &Year) -> Vec<Revenue> {
    let of = |fund: Fund| {
        let amount = year.expenditure.iter().filter(|line| line.fund == fund).map(|line| line.amount.0).sum();
        Revenue { fund, functional: None, amount: Money(amount) }
    };
    take::ranked_funds().into_iter().map(of).filter(|revenue| revenue.amount.0 > 0).collect()
}

/// Administrative operating expenses, where they are not the operating expenses of the general budget.
fn operating_cost(ledger: &mut Ledger, disclosure: &Disclosure, cells: &Cells) {
    let stated = |cell: &&cells::Printed| cell.take.list == EntryList::OperatingCost && cell.is_number;
    let cell = cells.all.iter().find(stated).map(|cell| (cell.value, cell.slack));
    let differs = |(value, slack): &(i64, i64)| (operating_expenses(&ledger.year) - value).abs() > *slack;
    let stated = cell.or_else(|| said_operating_cost(disclosure)).filter(differs);
    ledger.other.operating_cost = stated.map(|(value, _)| Money(value));
}

/// What prose says they are, where no table does, and half of its last place.
fn said_operating_cost(disclosure: &Disclosure) -> Option<(i64, i64)> {
    let register = Coordinate::Register(OPERATING_COST.into());
    let claim = disclosure.claims.iter().find(|claim| claim.coordinates.contains(&register))?;
    if claim.none.is_some() {
        return Some((0, 0));
    }
    let figure = disclosure.figure(claim.amount?);
    Some((figure.money()?.0, figure.last_place / 2))
}

fn gaps(ledger: &Ledger, disclosure: &Disclosure, cells: &Cells, invented: usize) -> Vec<Text> {
    let mut gaps = Vec::new();
    if cells.all.is_empty() {
        gaps.push(text!(
            "这份文本的模板没有说明各表的数由哪些明细汇总，金额没有取用，请自行填写收入、支出明细。",
            "The profile of this text does not tell which lines its tables are summed from; no amounts were taken. Please enter them."
        ));
    }
    gaps.extend(gaps::unnamed(ledger));
    gaps.extend(gaps::unread(disclosure));
    gaps.extend(gaps::strangers(disclosure, cells));
    gaps.extend(gaps::of_tables(cells, ledger, disclosure));
    if ledger.year.expenditure.iter().any(|line| line.nature.is_basic()) {
        gaps.push(text!(
            "文本没有列出哪个功能科目用于哪个经济科目，支出明细中两者的对应是按相同金额、相近名称和次序推定的，各表合计不受影响，请核对。",
            "The text does not tell which functional item pays which economic section. The lines pair them by equal amounts, like names and order; no total depends on it. Please check."
        ));
    }
    if invented > 0 {
        gaps.push(text!(
            "有 {0} 笔项目支出文本没有给出项目名称，暂以科目名称代替，经济科目暂填 302 商品和服务支出，请改为实际的项目和科目。",
            "{0} lines of project expenditure have no project in the text; they are called after their item, and under class 302 for now. Please name the projects.",
            invented
        ));
    }
    let class_only = |line: &&mingzhang_ledger::Expenditure| {
        line.nature == Nature::Project && line.economic.is_some_and(|code| code.parent().is_none())
    };
    let classes = ledger.year.expenditure.iter().filter(class_only).count();
    if classes > 0 {
        gaps.push(text!(
            "有 {0} 笔项目支出只知道经济科目的类，款级科目请补充。",
            "Of {0} lines of project expenditure only the economic class is known; please enter the section.",
            classes
        ));
    }
    gaps
}
