//! The amounts of two revisions, item by item: those at the same coordinate belong together, and those under codes that the
//! catalogue knows to have moved from the one year to the other.

use crate::money::wan;
use mingzhang_compare::counterpart;
use mingzhang_model::Code;
use mingzhang_standard::{Catalogue, builtin};
use mingzhang_store::StoredFact;
use std::collections::{HashMap, HashSet};

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
    [one, other]: [&[StoredFact]; 2],
    years: [i64; 2],
    is_all: bool,
) -> (Vec<Sheet>, usize) {
    let rows = moved([one, other], years);
    let ones = placed(one, &HashMap::new());
    let others = placed(other, &rows);
    let find: HashMap<Coordinate<'_>, &StoredFact> = others.iter().copied().collect();
    let known: HashSet<Coordinate<'_>> = ones.iter().map(|(at, _)| *at).collect();
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

/// Rows of the other revision whose codes had others in the year of the first: table and row, and the row there. A row that both
/// years have stays where it is.
fn moved<'a>([one, other]: [&'a [StoredFact]; 2], years: [i64; 2]) -> HashMap<(&'a str, &'a str), &'a str> {
    let year = |year: i64| i32::try_from(year).unwrap_or_default();
    let [to, from] = years.map(year);
    let row = |fact: &'a StoredFact| (fact.table_key.as_str(), fact.row_key.as_str());
    let known: HashSet<(&str, &str)> = one.iter().map(row).collect();
    let mut moved = HashMap::new();
    for (table, key) in other.iter().map(row).filter(|row| to != from && !known.contains(row)) {
        let code = key.parse::<Code>().ok();
        let then = code.and_then(|code| counterpart(Catalogue::builtin(), code, from, to));
        let Some(then) = then.map(|then| then.to_string()) else { continue };
        if let Some((_, there)) = known.iter().find(|row| **row == (table, then.as_str())) {
            moved.insert((table, key), *there);
        }
    }
    moved
}

fn placed<'a>(
    facts: &'a [StoredFact],
    moved: &HashMap<(&'a str, &'a str), &'a str>,
) -> Vec<(Coordinate<'a>, &'a StoredFact)> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let mut place = |fact: &'a StoredFact| {
        let StoredFact { table_key, row_key, column_key, .. } = fact;
        let (table, row, column) = (table_key.as_str(), row_key.as_str(), column_key.as_str());
        let row = moved.get(&(table, row)).copied().unwrap_or(row);
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
    let code = match (one, other) {
        (Some(one), Some(other)) if one.code != other.code => format!("{}／{}", one.code, other.code),
        _ => known.code.clone(),
    };
    Item {
        code,
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
            let (sheets, changed) =
                sheets(Some("xinjiang-unit-budget-2024"), [&one, &other], [2023, 2024], is_all);
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
    fn a_code_that_moved_is_compared_with_itself() {
        let fact = |code: &str, label, amount| StoredFact {
            table_key: "expenditure".into(),
            code: code.into(),
            ..fact(code, label, amount)
        };
        let one = [fact("2010308", "信访事务", 10_000)];
        let other = [fact("20140", "信访事务", 20_000)];
        let (moved, changed) = sheets(None, [&one, &other], [2023, 2024], false);
        let items: Vec<String> =
            moved[0].items.iter().map(|i| format!("{} {} {} {}", i.code, i.label, i.one, i.other)).collect();
        assert_eq!((items, changed), (vec!["2010308／20140 信访事务 0.01 0.02".to_owned()], 1));
        // Within a year a code is what it is.
        assert_eq!(sheets(None, [&one, &other], [2024, 2024], false).0[0].items.len(), 2);
    }

    #[test]
    fn a_percentage_is_rounded_and_has_a_measure() {
        let told = [(0, 5), (3, 4), (-100, -150), (1_000, 1_000), (10_000, 10_005), (10_000, 10_004)];
        let told = told.map(|(one, other)| percent(one, other).unwrap_or_default());
        assert_eq!(told, ["", "+33.3%", "-50.0%", "0.0%", "+0.1%", "0.0%"]);
    }
}
