//! Last year's lines, from what sentences say of the change: 比上年预算增加 12.00 万元.

use crate::cells::Cells;
use crate::lines::rank;
use crate::mentions::code_of;
use crate::share::{Sum, share, subset};
use crate::take::{Take, When, operating_expenses};
use mingzhang_ledger::{Budget, Expenditure, Fund, Ledger, Nature, PriorFigure, Traits, is_personnel};
use mingzhang_model::{Claim, Code, Coordinate, Direction, Disclosure, FigureId, Kind, Money};
use mingzhang_standard::{EntryList, Profile};
use std::collections::BTreeSet;

/// What a sentence says that an amount was last year.
#[derive(Clone, Debug)]
struct Told {
    coordinate: Coordinate,
    take: Take,
    /// In fen.
    amount: i64,
}

/// Fills in last year's lines, three-public expenses and operating cost, and what these do not give as figures of their
/// own.
pub(crate) fn prior(ledger: &mut Ledger, disclosure: &Disclosure, profile: &Profile, cells: &Cells) {
    let told = told(ledger, disclosure, profile);
    // Of last year final accounts compare little but totals, which no lines can be made of.
    if profile.kind == Kind::Budget {
        ledger.prior.expenditure = lines(ledger, &told);
        ledger.prior.revenue = crate::revenue(&ledger.prior);
    }
    expenses(ledger, &told);
    let cost = told.iter().find(|told| told.take.list == EntryList::OperatingCost);
    let cost = cost.filter(|told| told.amount != told.take.sum(ledger, When::Before));
    // There is none in either year where the document speaks of none.
    let is_none = ledger.other.operating_cost == Some(Money(0)) && operating_expenses(&ledger.prior) != 0;
    let cost = cost.map(|told| Money(told.amount)).or(is_none.then_some(Money(0)));
    ledger.other.prior_operating_cost = cost;
    let half = half_of_last_place(disclosure, cells);
    for told in &told {
        if (told.take.sum(ledger, When::Before) - told.amount).abs() > half {
            let (at, amount) = (told.coordinate.to_string(), Money(told.amount));
            ledger.prior_figures.push(PriorFigure { at, amount });
        }
    }
}

/// Amounts of prose are known to half of their last place; tables may be finer.
fn half_of_last_place(disclosure: &Disclosure, cells: &Cells) -> i64 {
    let finest = cells.all.iter().filter(|cell| cell.is_number).map(|cell| cell.slack).min();
    let prose = disclosure.claims.iter().filter_map(|claim| claim.amount);
    let prose = prose.map(|id| disclosure.figure(id).last_place / 2).max();
    // Where the tables are as coarse as prose, nothing is lost between them.
    if finest >= prose { 0 } else { prose.unwrap_or(0) }
}

fn told(ledger: &Ledger, disclosure: &Disclosure, profile: &Profile) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    for claim in &disclosure.claims {
        for coordinate in coordinates(claim, disclosure, profile) {
            if found.iter().any(|told| told.coordinate == coordinate) {
                continue;
            }
            let Some(take) = Take::at(profile, &coordinate) else { continue };
            if let Some(amount) = amount(claim, take.sum(ledger, When::Now), disclosure) {
                found.push(Told { coordinate, take, amount });
            }
        }
    }
    found
}

/// Where a claim's amount stands in the tables; of an item that this year has nothing, where it would.
fn coordinates(claim: &Claim, disclosure: &Disclosure, profile: &Profile) -> Vec<Coordinate> {
    if !claim.coordinates.is_empty() {
        return claim.coordinates.clone();
    }
    let section = disclosure.sections.get(claim.section).and_then(|section| profile.section(&section.key));
    let Some(path) = section.and_then(|section| section.code_path.first()) else { return Vec::new() };
    let code = code_of(claim, disclosure);
    code.and_then(|code| Coordinate::parse(&path.replace("{code}", &code.to_string()))).into_iter().collect()
}

/// Last year's amount: as it is told, or this year's without the change.
fn amount(claim: &Claim, now: i64, disclosure: &Disclosure) -> Option<i64> {
    let money = |id: FigureId| disclosure.figure(id).money().map(|money| money.0);
    if let Some(prior) = claim.prior.and_then(|prior| money(prior.figure)) {
        return Some(prior);
    }
    let change = claim.change.as_ref()?;
    let printed = claim.amount.and_then(|id| Some((money(id)?, disclosure.figure(id).last_place)));
    // What has not changed is what it is now, whatever the sentence takes that for.
    if change.direction()? == Direction::Unchanged && change.amount.is_none() {
        return Some(now);
    }
    let this = match printed {
        // The table is more exact, unless it says something else.
        Some((printed, last_place)) if (printed - now).abs() <= 2 * last_place => now,
        Some((printed, _)) => printed,
        None => now,
    };
    let by = match (change.direction()?, change.amount) {
        (direction, Some(by)) => direction.sign() * money(by)?,
        (_, None) => return None,
    };
    (this >= by).then_some(this - by)
}

/// A line of last year's without its amount.
struct Way {
    functional: Code,
    fund: Fund,
    nature: Nature,
}

/// Lines that come to what is told.
fn lines(ledger: &Ledger, told: &[Told]) -> Vec<Expenditure> {
    let of_lines = |told: &&Told| told.take.list == EntryList::Expenditure && told.take.others.is_empty();
    let told: Vec<&Told> = told.iter().filter(of_lines).collect();
    let mut ways = ways(ledger, &told);
    let projects = projects(ledger, &told);
    ways.sort_by_key(|way| {
        let likely = projects.contains(&way.functional) == (way.nature == Nature::Project);
        let operating = way.nature == Nature::Operating && runs_office(ledger, way.functional);
        (rank(way.fund), !likely, !operating, way.nature == Nature::Operating)
    });
    let mut sums: Vec<Sum> = Vec::new();
    for told in &told {
        let taken = ways.iter().enumerate().filter(|(_, way)| told.take.takes(&traits(way), ""));
        let members: Vec<usize> = taken.map(|(at, _)| at).collect();
        // An amount is often told in several sections; it stands and falls with itself.
        let again = sums.iter().find(|sum| sum.members == members).map(|sum| sum.witness);
        let witness = if is_of_item(told) { 0 } else { again.unwrap_or(sums.len() + 1) };
        if !members.is_empty() {
            sums.push(Sum { members, value: told.amount, witness, rounding: 0 });
        }
    }
    let witnesses: BTreeSet<usize> =
        sums.iter().map(|sum| sum.witness).filter(|witness| *witness > 0).collect();
    let mut expendable: Vec<usize> = witnesses.into_iter().collect();
    expendable
        .sort_by_key(|witness| sums.iter().find(|sum| sum.witness == *witness).map(|sum| sum.members.len()));
    let shares = share(ways.len(), &sums, &expendable);
    let line = |(way, amount): (&Way, i64)| Expenditure {
        functional: Some(way.functional),
        fund: way.fund,
        nature: way.nature,
        amount: Money(amount),
        ..Expenditure::default()
    };
    let mut lines: Vec<Expenditure> =
        ways.iter().zip(shares).filter(|(_, amount)| *amount > 0).map(line).collect();
    lines.sort_by_cached_key(|line| {
        (line.functional.map(|code| code.to_string()), line.nature == Nature::Project, rank(line.fund))
    });
    lines
}

fn traits(way: &Way) -> Traits {
    let Way { functional, fund, nature } = *way;
    Traits { fund, nature: Some(nature), functional: Some(functional), ..Traits::default() }
}

/// Whether it is about one functional item, not about all.
fn is_of_item(told: &Told) -> bool {
    told.take.functional.is_some()
}

/// The lines there may have been: of each source the items that are told of it; where none is, those that it pays this
/// year.
fn ways(ledger: &Ledger, told: &[&Told]) -> Vec<Way> {
    let splits = told.iter().any(|told| told.take.economic.is_none() && tells_operating(&told.take));
    let natures: &[Nature] = if splits {
        &[Nature::Personnel, Nature::Operating, Nature::Project]
    } else {
        &[Nature::Basic, Nature::Project]
    };
    let mut ways = Vec::new();
    for fund in funds(ledger, told) {
        let of_it = told.iter().filter(|told| told.take.funds().contains(&fund));
        let mut items: BTreeSet<Code> = of_it.filter_map(|told| told.take.functional).collect();
        if items.is_empty() {
            let used = ledger.year.expenditure.iter().filter(|line| line.fund.budget() == fund.budget());
            items = used.filter_map(|line| line.functional).collect();
        }
        if items.is_empty() {
            items.extend(told.iter().find_map(|told| told.take.functional));
        }
        let lowest = |item: &&Code| !items.iter().any(|other| other != *item && other.is_within(**item));
        for item in items.iter().filter(lowest) {
            ways.extend(natures.iter().map(|nature| Way { functional: *item, fund, nature: *nature }));
        }
    }
    ways
}

/// Whether a sum tells operating from personnel expenditure.
fn tells_operating(take: &Take) -> bool {
    let takes = |nature| {
        let traits =
            |fund| Traits { fund, nature: Some(nature), functional: take.functional, ..Traits::default() };
        take.funds().iter().any(|fund| take.takes(&traits(*fund), ""))
    };
    takes(Nature::Operating) != takes(Nature::Personnel)
}

/// For each amount told the sources it has this year; if it has none, the first it may have.
fn funds(ledger: &Ledger, told: &[&Told]) -> Vec<Fund> {
    let mut found: Vec<Fund> = Vec::new();
    for told in told.iter().filter(|told| told.amount > 0) {
        let funds = told.take.funds();
        let used = |fund: &Fund| ledger.year.expenditure.iter().any(|line| line.fund == *fund);
        let mut mine: Vec<Fund> = funds.iter().copied().filter(used).collect();
        if mine.is_empty() {
            mine.extend(funds.first());
        }
        mine.retain(|fund| !found.contains(fund));
        found.extend(mine);
    }
    found.sort_by_key(|fund| rank(*fund));
    found
}

/// Items that were projects: those that this year are, or are no more, if some of them come to what projects had.
fn projects(ledger: &Ledger, told: &[&Told]) -> BTreeSet<Code> {
    let items: Vec<&&Told> = told.iter().filter(|told| is_of_item(told) && told.amount > 0).collect();
    let has = |code: Code, is_basic: bool| {
        let mut lines = ledger.year.expenditure.iter();
        lines.any(|line| {
            let general = line.fund.budget() == Budget::General;
            general
                && line.nature.is_basic() == is_basic
                && line.functional.is_some_and(|item| item.is_within(code))
        })
    };
    let code = |told: &Told| told.take.functional;
    let likely = |told: &&&&Told| code(told).is_some_and(|code| !has(code, true));
    let likely: Vec<&&Told> = items.iter().filter(likely).copied().collect();
    let amounts: Vec<i64> = likely.iter().map(|told| told.amount).collect();
    let totals = told.iter().filter(|told| !is_of_item(told) && takes_only_projects(&told.take));
    let chosen = totals.filter(|total| total.amount > 0).find_map(|total| subset(&amounts, total.amount));
    match chosen {
        Some(chosen) => chosen.iter().filter_map(|at| code(likely[*at])).collect(),
        None => likely.iter().filter_map(|told| code(told)).filter(|code| has(*code, false)).collect(),
    }
}

fn takes_only_projects(take: &Take) -> bool {
    let takes = |nature| {
        let traits = |fund| Traits { fund, nature: Some(nature), ..Traits::default() };
        take.funds().iter().any(|fund| take.takes(&traits(*fund), ""))
    };
    takes(Nature::Project) && !takes(Nature::Personnel) && !takes(Nature::Operating)
}

/// Whether an item pays for operating expenses this year.
fn runs_office(ledger: &Ledger, item: Code) -> bool {
    let operating = |line: &&Expenditure| {
        let people = line.economic.is_some_and(is_personnel);
        line.nature == Nature::Operating || (line.nature == Nature::Basic && !people)
    };
    ledger.year.expenditure.iter().filter(operating).any(|line| line.functional == Some(item))
}

/// Last year's three-public expenses.
fn expenses(ledger: &mut Ledger, told: &[Told]) {
    for kind in crate::three_public::kinds() {
        let about = |told: &&Told| {
            let one =
                told.take.list == EntryList::ThreePublic && crate::three_public::is_of(&told.take, kind);
            one && told.amount > 0
        };
        let Some(told) = told.iter().find(about) else { continue };
        let fund = told.take.funds().first().copied().unwrap_or_default();
        crate::three_public::entry(ledger, kind, fund).prior = Some(Money(told.amount));
    }
}
