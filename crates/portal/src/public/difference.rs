//! The amounts of two revisions, item by item: those at the same coordinate belong together.

use crate::money::wan;
use mingzhang_standard::builtin;
use mingzhang_store::StoredFact;
use std::collections::{BTreeMap, BTreeSet};

/// The items of a table.
pub(super) struct Sheet {
    pub title: String,
    pub items: Vec<Item>,
}

/// An amount of one revision beside that of the other.
pub(super) struct Item {
    pub code: String,
    /// What the row is called; by both names where they differ.
    pub label: String,
    pub heading: String,
    /// In 万元; — where there is none. The same of the others.
    pub one: String,
    pub other: String,
    pub difference: String,
    pub percent: String,
}

/// The place of an amount: table, row, column, and which of those that share them.
type Coordinate<'a> = (&'a str, &'a str, &'a str, usize);

/// What differs, or all, in the order of the tables of the first; and how many amounts differ.
pub(super) fn sheets(
    profile: Option<&str>,
    one: &[StoredFact],
    other: &[StoredFact],
    is_all: bool,
) -> (Vec<Sheet>, usize) {
    let (ones, others) = (placed(one), placed(other));
    let find: BTreeMap<Coordinate<'_>, &StoredFact> = others.iter().copied().collect();
    let known: BTreeSet<Coordinate<'_>> = ones.iter().map(|(at, _)| *at).collect();
    let pairs = ones.iter().map(|(at, fact)| (Some(*fact), find.get(at).copied()));
    let added = others.iter().filter(|(at, _)| !known.contains(at)).map(|(_, fact)| (None, Some(*fact)));
    let mut sheets: Vec<(&str, Sheet)> = Vec::new();
    let mut changed = 0;
    for (one, other) in pairs.chain(added) {
        let Some(known) = one.or(other) else { continue };
        let is_same = one.map(|fact| fact.amount) == other.map(|fact| fact.amount);
        changed += usize::from(!is_same);
        if is_same && !is_all {
            continue;
        }
        let key = known.table_key.as_str();
        let at = sheets.iter().position(|(of, _)| *of == key).unwrap_or_else(|| {
            sheets.push((key, Sheet { title: title(profile, key), items: Vec::new() }));
            sheets.len() - 1
        });
        sheets[at].1.items.push(item(known, one, other));
    }
    (sheets.into_iter().map(|(_, sheet)| sheet).collect(), changed)
}

fn placed(facts: &[StoredFact]) -> Vec<(Coordinate<'_>, &StoredFact)> {
    let mut seen: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    let mut place = |fact| {
        let StoredFact { table_key, row_key, column_key, .. }: &StoredFact = fact;
        let (table, row, column) = (table_key.as_str(), row_key.as_str(), column_key.as_str());
        let nth = seen.entry((table, row, column)).or_default();
        *nth += 1;
        (table, row, column, *nth)
    };
    facts.iter().map(|fact| (place(fact), fact)).collect()
}

fn item(known: &StoredFact, one: Option<&StoredFact>, other: Option<&StoredFact>) -> Item {
    let label = match (one, other) {
        (Some(one), Some(other)) if one.label != other.label => format!("{}／{}", one.label, other.label),
        _ => known.label.clone(),
    };
    let shown = |fact: Option<&StoredFact>| fact.map_or_else(|| "—".to_owned(), |fact| wan(fact.amount));
    let amounts = one.zip(other).map(|(one, other)| (one.amount, other.amount));
    Item {
        code: known.code.clone(),
        label,
        heading: known.heading.clone(),
        one: shown(one),
        other: shown(other),
        difference: amounts
            .map_or_else(|| "—".to_owned(), |(one, other)| signed(other.saturating_sub(one), wan)),
        percent: amounts.and_then(|(one, other)| percent(one, other)).unwrap_or_else(|| "—".to_owned()),
    }
}

/// More is said with a sign, too.
fn signed(difference: i64, shown: impl Fn(i64) -> String) -> String {
    if difference > 0 { format!("+{}", shown(difference)) } else { shown(difference) }
}

/// By how much of the first the second is more, to a tenth of a percent; nothing is no measure.
fn percent(one: i64, other: i64) -> Option<String> {
    let base = i128::from(one.unsigned_abs());
    let difference = i128::from(other) - i128::from(one);
    let doubled = (difference.abs() * 2_000).checked_div(base)?;
    let tenths = (doubled + 1) / 2;
    let sign = if tenths == 0 {
        ""
    } else if difference > 0 {
        "+"
    } else {
        "-"
    };
    Some(format!("{sign}{}.{}%", tenths / 10, tenths % 10))
}

/// What a table is called by the profile of the document.
pub(super) fn title(profile: Option<&str>, key: &str) -> String {
    let profile = builtin().iter().find(|known| Some(&*known.id) == profile);
    // A table with two lists is two tables: overview.income, overview.expenditure.
    let (table, list) = key.split_once('.').unwrap_or((key, ""));
    let spec = profile.and_then(|profile| profile.tables.iter().find(|spec| &*spec.key == table));
    let title = spec.map_or_else(|| table.to_owned(), |spec| spec.title.to_string());
    match list {
        "income" => format!("{title}：收入"),
        "expenditure" => format!("{title}：支出"),
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(row: &str, label: &str, amount: i64) -> StoredFact {
        StoredFact {
            table_key: "overview.income".into(),
            row_key: row.into(),
            column_key: "amount".into(),
            code: String::new(),
            label: label.into(),
            heading: "预算数".into(),
            amount,
        }
    }

    #[test]
    fn amounts_at_the_same_place_belong_together() {
        let one = [fact("total", "合计", 100_000_000), fact("general", "拨款", 7), fact("same", "同", 1)];
        let other = [fact("same", "同", 1), fact("total", "总计", 66_660_000), fact("funds", "基金", 10_000)];
        let shown = |is_all| {
            let (sheets, changed) = sheets(Some("xinjiang-unit-budget-2024"), &one, &other, is_all);
            let items = sheets.iter().flat_map(|sheet| &sheet.items);
            let items: Vec<String> = items
                .map(|i| format!("{} {} {} {} {}", i.label, i.one, i.other, i.difference, i.percent))
                .collect();
            (sheets[0].title.clone(), items, changed)
        };
        let (title, items, changed) = shown(false);
        assert_eq!((title.as_str(), changed), ("单位收支总体情况表：收入", 3));
        assert_eq!(items, ["合计／总计 100.00 66.66 -33.34 -33.3%", "拨款 0.00 — — —", "基金 — 0.01 — —"]);
        assert_eq!(shown(true).1[2], "同 0.00 0.00 0.00 0.0%");
    }

    #[test]
    fn a_percentage_is_rounded_and_has_a_measure() {
        let told = [(0, 5), (3, 4), (-100, -150), (1_000, 1_000), (10_000, 10_005), (10_000, 10_004)];
        let told = told.map(|(one, other)| percent(one, other).unwrap_or_default());
        assert_eq!(told, ["", "+33.3%", "-50.0%", "0.0%", "+0.1%", "0.0%"]);
    }
}
