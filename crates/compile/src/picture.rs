//! The budget in one picture: what citizens ask, with the amounts that the document prints.

use crate::book::{Book, PROSE};
use crate::names::Names;
use crate::print::DECIMALS;
use crate::prose::{Writer, classes, level, sources};
use mingzhang_ledger::{Choice, ThreePublic};
use mingzhang_manuscript::{Change, Picture, Share};
use mingzhang_model::{Code, Coordinate, Kind, Money};
use mingzhang_standard::Classification;

/// The picture of a document.
pub(crate) fn picture(writer: &Writer<'_>) -> Picture {
    let Writer { ledger, book, prior, .. } = writer;
    let office = &ledger.office;
    let shares = |named: Vec<(String, String)>| {
        let share = |(name, take): (String, String)| Share { name, amount: printed(book, &take) };
        named.into_iter().map(share).filter(|share| share.amount != Money(0)).collect::<Vec<_>>()
    };
    let sources = sources().map(|(name, take)| (name.to_owned(), take.to_owned())).collect();
    let uses = uses(writer);
    // A ledger without last year's lines does not say that last year had nothing.
    let is_known = !ledger.prior.expenditure.is_empty();
    let change = |(name, take): &(String, String)| Change {
        name: name.clone(),
        now: printed(book, take),
        before: is_known.then(|| printed(prior, take)),
    };
    let mut by_function: Vec<Change> = uses.iter().map(change).filter(|c| c.before != Some(c.now)).collect();
    by_function.sort_by_key(|change| -(change.now.0 - change.before.unwrap_or_default().0).abs());
    let of_all = [("支出合计", ""), ("基本支出", "basic"), ("项目支出", "project")];
    let of_all = of_all.map(|(name, take)| change(&(name.to_owned(), take.to_owned())));
    let what = if is_of_accounts(writer) { "决算" } else { "预算" };
    let [income, spent] = totals(writer);
    Picture {
        title: format!("{}年{}{what}一图读懂", office.year, level(office.level)),
        office: office.name.clone(),
        year: office.year,
        published: office.published.to_string(),
        draft: None,
        unit: PROSE,
        decimals: DECIMALS,
        income,
        spent,
        sources: rows_of(writer, "overview.income").unwrap_or_else(|| shares(sources)),
        uses: rows_of(writer, "overview.expenditure").unwrap_or_else(|| shares(uses)),
        basic: printed(book, "basic"),
        project: printed(book, "project"),
        changes: of_all.into_iter().chain(by_function).collect(),
        nothing: if is_of_accounts(writer) { "未发生" } else { "未安排" }.to_owned(),
        three_public: three_public(writer),
        projects: projects(writer),
    }
}

fn is_of_accounts(writer: &Writer<'_>) -> bool {
    writer.profile.kind == Kind::FinalAccounts
}

/// What there was in all, and where all of it went. In final accounts what was left over is part of both.
fn totals(writer: &Writer<'_>) -> [Money; 2] {
    let at = |at: &str| {
        let amount = writer.book.at(&Coordinate::parse(at)?)?;
        Some(Money(amount.printed))
    };
    let whole = printed(writer.book, "");
    if !is_of_accounts(writer) {
        return [whole, whole];
    }
    ["overview.income[grand_total].amount", "overview.expenditure[grand_total].amount"]
        .map(|total| at(total).unwrap_or(whole))
}

/// The rows of an overview of final accounts that are no sums of rows.
fn rows_of(writer: &Writer<'_>, key: &str) -> Option<Vec<Share>> {
    let sheet = writer.book.sheets.iter().find(|sheet| *sheet.key == *key);
    let sheet = sheet.filter(|_| is_of_accounts(writer))?;
    let own = sheet.lane.rows.iter().zip(&sheet.rows).filter(|(spec, _)| spec.sum_of.is_empty());
    let shares = own.filter_map(|(spec, row)| {
        let amount = writer.book.amount(*row.cells.first()?, PROSE).printed;
        Some(Share { name: spec.label.to_string(), amount: Money(amount) })
    });
    Some(shares.filter(|share| share.amount != Money(0)).collect())
}

fn printed(book: &Book<'_>, take: &str) -> Money {
    Money(book.take(take, None).printed)
}

/// The functional classes of both years, each with what it takes.
fn uses(writer: &Writer<'_>) -> Vec<(String, String)> {
    let names = Names::new(writer.ledger);
    let years = [&writer.ledger.year, &writer.ledger.prior];
    let lines = years.into_iter().flat_map(|year| &year.expenditure);
    let taken = |class: Code| (names.of(Classification::Functional, class), format!("f:{class}"));
    classes(lines).into_iter().map(taken).collect()
}

fn three_public(writer: &Writer<'_>) -> Vec<Change> {
    let of = |kind: &ThreePublic| {
        let column = if is_of_accounts(writer) { "outturn" } else { "total" };
        let at = Coordinate::parse(&format!("three_public[{}].{column}", kind.key()))?;
        let amount = |book: &Book<'_>| book.at(&at).map(|amount| Money(amount.printed));
        Some(Change { name: kind.name().to_owned(), now: amount(writer.book)?, before: amount(writer.prior) })
    };
    ThreePublic::ALL.iter().filter_map(of).collect()
}

/// The projects, largest first; nothing of those that are classified.
fn projects(writer: &Writer<'_>) -> Vec<Share> {
    let open = writer.ledger.projects.iter().filter(|project| !project.classified);
    let share = |name: &String| Share { name: name.clone(), amount: Money(writer.of_project(name).printed) };
    let mut shares: Vec<Share> = open.map(|project| share(&project.name)).collect();
    shares.retain(|share| share.amount != Money(0));
    shares.sort_by_key(|share| -share.amount.0);
    shares
}
