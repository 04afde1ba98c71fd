//! Last year's ledger as the start of next year's.

use mingzhang_ledger::{Accounts, Balance, BalanceKind, Day, Ledger, Other, Quantity, Revenue, Topic, Year};
use mingzhang_model::Money;

/// The ledger of the year after: this year's amounts become those of the year before, and lines, projects, goals, staff,
/// assets and texts are carried over for editing.
///
/// Lines stay with an amount of zero, so that nobody has to choose their codes again. Reasons and purchases do not stay:
/// they are of one year, and to repeat them unread would be to publish what is not so. Where a name or a period begins
/// with the year, it becomes the next.
pub fn carry_over(ledger: Ledger) -> Ledger {
    let year = ledger.office.year;
    let next = |words: &str| if year == 0 { words.to_owned() } else { next_year(words, year) };
    let prior = ledger.year.clone();
    let mut ledger = ledger;
    // Of a year that nobody knows none comes after.
    ledger.office.year = if year == 0 { 0 } else { year + 1 };
    ledger.office.published = Day::default();
    ledger.other = Other { operating_cost: None, prior_operating_cost: ledger.other.operating_cost };
    for line in &mut ledger.year.expenditure {
        line.amount = Money(0);
        line.project = next(&line.project);
    }
    ledger.year = Year { revenue: revenue(&ledger), expenditure: ledger.year.expenditure };
    ledger.balances = balances(&ledger.balances);
    ledger.initial_budget.iter_mut().for_each(|planned| planned.amount = Money(0));
    let overviews_add_up = ledger.accounts.overviews_add_up;
    ledger.accounts = Accounts { overviews_add_up, ..Accounts::default() };
    ledger.prior = prior;
    ledger.prior_figures.clear();
    for project in &mut ledger.projects {
        project.name = next(&project.name);
        project.period = next(&project.period);
    }
    for goal in &mut ledger.goals {
        goal.project = next(&goal.project);
    }
    for indicator in &mut ledger.indicators {
        indicator.project = next(&indicator.project);
        indicator.value = next(&indicator.value);
        indicator.prior.clear();
    }
    for expense in &mut ledger.three_public {
        expense.prior = expense.amount.take();
    }
    for staff in &mut ledger.staff {
        staff.change = staff.change.map(|_| Quantity(0));
    }
    ledger.procurement.clear();
    ledger.explanations.retain(|explanation| !matches!(explanation.topic, Topic::Reason | Topic::Variance));
    ledger
}

/// The lines of revenue to be filled: those of final accounts, which tell it by item.
fn revenue(ledger: &Ledger) -> Vec<Revenue> {
    let by_item = ledger.year.revenue.iter().filter(|line| line.functional.is_some());
    by_item.map(|line| Revenue { amount: Money(0), ..line.clone() }).collect()
}

/// What was left over at the end is there when the next year begins; all else becomes last year's.
fn balances(of: &[Balance]) -> Vec<Balance> {
    let mut next: Vec<Balance> = of
        .iter()
        .map(|balance| Balance { amount: Money(0), prior: Some(balance.amount), ..balance.clone() })
        .collect();
    for left in of.iter().filter(|balance| balance.kind == BalanceKind::Closing) {
        let is_it = |balance: &&mut Balance| {
            let same = (balance.budget, balance.functional) == (left.budget, left.functional);
            balance.kind == BalanceKind::Opening && same
        };
        match next.iter_mut().find(is_it) {
            Some(opening) => opening.amount = left.amount,
            None => next.push(Balance { kind: BalanceKind::Opening, prior: None, ..left.clone() }),
        }
    }
    next
}

/// The words with the next year wherever the year stands at their beginning or behind a dash: `2024年1月1日-2024年12月31日`.
fn next_year(words: &str, year: i32) -> String {
    let (old, new) = (year.to_string(), (year + 1).to_string());
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    loop {
        match rest.strip_prefix(&old) {
            Some(after) if after.starts_with(['年', '.', '-', '/']) => {
                out.push_str(&new);
                rest = after;
            }
            _ => {}
        }
        let Some(at) = rest.find(['-', '—', '－', '至']) else { break };
        let end = at + rest[at..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::next_year;

    #[test]
    fn the_year_moves_on_where_it_dates() {
        for (words, next) in [
            ("2024年1月1日-2024年12月31日", "2025年1月1日-2025年12月31日"),
            ("2024.1.1至2024.12.31", "2025.1.1至2025.12.31"),
            ("2024年政府租车费", "2025年政府租车费"),
            ("关于2024年的通知", "关于2024年的通知"),
            ("20240", "20240"),
            ("", ""),
        ] {
            assert_eq!(next_year(words, 2024), next);
        }
    }
}
