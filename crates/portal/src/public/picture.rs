//! A document in one picture: what comes in, where from, where it goes, and the three public expenses. Everything is an amount
//! that the document prints; which rows are parts of which is what its profile says. Charts are drawn from these tables.

use super::years::columns;
use crate::money::{share, wan_exact};
use mingzhang_standard::{LaneSpec, Profile, builtin};
use mingzhang_store::StoredFact;

/// The tables that the picture is made of.
pub(super) const TABLES: [&str; 4] =
    ["overview.income", "overview.expenditure", "expenditure", "three_public"];

/// Keys of the last line of an overview, the one that counts everything first.
const TOTALS: [&str; 2] = ["grand_total", "total"];

/// The year's own part of a total: its parts stand for it.
const CURRENT: &str = "current";

/// Digits of the code of a class of the functional classification.
const CLASS: usize = 3;

/// The three public expenses as citizens know them: a part's part begins with 其中.
const THREE_PUBLIC: [(&str, &str); 6] = [
    ("total", "合计"),
    ("abroad", "因公出国（境）费"),
    ("vehicles", "公务用车购置及运行费"),
    ("vehicle_purchase", "其中：购置费"),
    ("vehicle_operation", "其中：运行费"),
    ("reception", "公务接待费"),
];

/// A document in one picture.
#[derive(Default)]
pub(super) struct Picture {
    /// What everything comes to, in 万元; empty if the document does not tell. The same of the next three.
    pub total: String,
    pub basic: String,
    pub project: String,
    pub three_public: String,
    /// Where it comes from: name, amount, share.
    pub sources: Vec<[String; 3]>,
    /// Where it goes, by classes of the functional classification.
    pub uses: Vec<Use>,
    /// Whether classes tell what of them is basic and what is project expenditure.
    pub has_parts: bool,
    /// By sections and items: code, name, amount, share.
    pub functions: Vec<[String; 4]>,
    /// Name and amount.
    pub expenses: Vec<(&'static str, String)>,
}

/// A class of expenditure.
pub(super) struct Use {
    pub name: String,
    pub amount: String,
    pub share: String,
    /// In 万元; empty where the document does not tell.
    pub basic: String,
    pub project: String,
}

/// The amounts of a document, by where they stand.
struct Amounts<'a> {
    facts: &'a [StoredFact],
    columns: [&'static str; 2],
    profile: &'a Profile,
}

impl Amounts<'_> {
    /// An amount of a row, in the column that states the year's amounts.
    fn of(&self, table: &str, row: &str) -> Option<i64> {
        self.columns.iter().find_map(|column| self.at(table, row, column))
    }

    fn at(&self, table: &str, row: &str, column: &str) -> Option<i64> {
        let is_it = |fact: &&StoredFact| {
            (&*fact.table_key, &*fact.row_key, &*fact.column_key) == (table, row, column)
        };
        self.facts.iter().find(is_it).map(|fact| fact.amount)
    }

    /// The amounts in a column of the rows of a table that have a code.
    fn coded<'f>(&'f self, table: &'f str, columns: &'f [&str]) -> impl Iterator<Item = &'f StoredFact> {
        let has = |column: &str| self.facts.iter().any(|f| f.table_key == table && f.column_key == column);
        let column = columns.iter().find(|column| has(column)).copied();
        self.facts
            .iter()
            .filter(move |fact| fact.table_key == table && Some(fact.column_key.as_str()) == column)
            .filter(|fact| !fact.code.is_empty())
    }

    /// The rows that make up the total of an overview: those it is the sum of, and one level of their parts where several are
    /// told. Name and amount.
    fn parts(&self, table: &str) -> Vec<(String, i64)> {
        let Some((_, lane)) = self.profile.lane(table) else { return Vec::new() };
        let Some(total) = TOTALS.iter().find(|row| self.of(table, row).is_some()) else { return Vec::new() };
        let mut found = Vec::new();
        for part in below(lane, total) {
            // The year's own part is what its parts are.
            let parts = if part == CURRENT { below(lane, CURRENT) } else { vec![part] };
            for part in parts {
                let told = self.told(table, lane, &below(lane, part));
                let sum: i64 = told.iter().map(|(_, amount)| amount).sum();
                let whole = self.of(table, part);
                if told.len() > 1 && Some(sum) == whole {
                    found.extend(told);
                } else {
                    found.extend(self.told(table, lane, &[part]));
                }
            }
        }
        found
    }

    /// Those of the rows that have an amount.
    fn told(&self, table: &str, lane: &LaneSpec, rows: &[&str]) -> Vec<(String, i64)> {
        let name =
            |row: &str| lane.rows.iter().find(|spec| *spec.key == *row).map(|spec| spec.label.to_string());
        rows.iter()
            .filter_map(|row| Some((name(row)?, self.of(table, row).filter(|amount| *amount != 0)?)))
            .collect()
    }
}

/// The rows that a row is the sum of.
fn below<'s>(lane: &'s LaneSpec, row: &str) -> Vec<&'s str> {
    let spec = lane.rows.iter().find(|spec| *spec.key == *row);
    spec.map(|spec| spec.sum_of.iter().map(|part| &**part).collect()).unwrap_or_default()
}

impl Picture {
    /// The picture of a document of a kind, of the facts of [`TABLES`]; an empty one where they tell too little.
    pub(super) fn of(profile: Option<&str>, kind: &str, facts: &[StoredFact]) -> Self {
        let Some(profile) = builtin().iter().find(|known| Some(&*known.id) == profile) else {
            return Self::default();
        };
        let amounts = Amounts { facts, columns: columns(kind), profile };
        let total = |table: &str| TOTALS.iter().find_map(|row| amounts.of(table, row));
        let whole = total("overview.expenditure").or_else(|| total("overview.income")).unwrap_or_default();
        let spent = |column: &str| amounts.at("expenditure", "total", column);
        let shown = |amount: Option<i64>| amount.map(wan_exact).unwrap_or_default();
        let sources = amounts.parts("overview.income").into_iter();
        let uses = uses(&amounts, whole);
        let expenses = THREE_PUBLIC
            .iter()
            .filter_map(|(row, name)| Some((*name, wan_exact(amounts.of("three_public", row)?))));
        let spent_whole = spent("total").unwrap_or(whole);
        Self {
            total: shown((whole != 0).then_some(whole)),
            basic: shown(spent("basic")),
            project: shown(spent("project")),
            three_public: shown(amounts.of("three_public", "total")),
            sources: sources.map(|(name, fen)| [name, wan_exact(fen), share(fen, whole)]).collect(),
            has_parts: uses.iter().any(|one| !one.basic.is_empty() || !one.project.is_empty()),
            uses,
            functions: amounts
                .coded("expenditure", &["total"])
                .map(|fact| {
                    let name = bare(&fact.label, &fact.code).to_owned();
                    [fact.code.clone(), name, wan_exact(fact.amount), share(fact.amount, spent_whole)]
                })
                .collect(),
            expenses: expenses.collect(),
        }
    }

    /// Whether both sides of the flow are known.
    pub(super) fn has_flow(&self) -> bool {
        !self.total.is_empty() && !self.sources.is_empty() && !self.uses.is_empty()
    }

    /// Whether there is nothing to be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty()
            && self.uses.is_empty()
            && self.functions.is_empty()
            && self.expenses.is_empty()
    }
}

fn uses(amounts: &Amounts<'_>, whole: i64) -> Vec<Use> {
    let table = "overview.expenditure";
    let classes = amounts.coded(table, &amounts.columns);
    let classes = classes.filter(|fact| fact.code.len() == CLASS && fact.amount != 0);
    let mut uses: Vec<Use> = classes
        .map(|fact| {
            // What it is spent as is told by another table.
            let part = |column| amounts.at("expenditure", &fact.row_key, column).map(wan_exact);
            Use {
                name: bare(&fact.label, &fact.code).to_owned(),
                amount: wan_exact(fact.amount),
                share: share(fact.amount, whole),
                basic: part("basic").unwrap_or_default(),
                project: part("project").unwrap_or_default(),
            }
        })
        .collect();
    // What is left over at the end of the year goes nowhere else.
    let Some((_, lane)) = amounts.profile.lane(table) else { return uses };
    let total = TOTALS.iter().find(|row| amounts.of(table, row).is_some());
    let rest: Vec<&str> = total.map(|total| below(lane, total)).unwrap_or_default();
    let rest: Vec<&str> = rest.into_iter().filter(|row| *row != CURRENT).collect();
    uses.extend(amounts.told(table, lane, &rest).into_iter().map(|(name, fen)| Use {
        name,
        amount: wan_exact(fen),
        share: share(fen, whole),
        basic: String::new(),
        project: String::new(),
    }));
    uses
}

/// The name of a row without its code or its number in the list: `201 一般公共服务支出`, `八、社会保障和就业支出`.
fn bare<'l>(label: &'l str, code: &str) -> &'l str {
    let label = label.trim().strip_prefix(code).unwrap_or(label).trim();
    let numbered = label.split_once('、').filter(|(number, _)| {
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c) || c.is_ascii_digit())
    });
    numbered.map_or(label, |(_, name)| name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(table: &str, row: &str, column: &str, label: &str, amount: i64) -> StoredFact {
        let is_code = row.chars().all(|c| c.is_ascii_digit());
        StoredFact {
            table_key: table.into(),
            row_key: row.into(),
            column_key: column.into(),
            code: if is_code { row.into() } else { String::new() },
            label: label.into(),
            heading: String::new(),
            amount: amount * 1_000_000,
        }
    }

    fn shown(picture: &Picture) -> String {
        let sources = picture.sources.iter().map(|parts| parts.join(" "));
        let uses =
            picture.uses.iter().map(|u| [&*u.name, &*u.amount, &*u.share, &*u.basic, &*u.project].join(" "));
        format!("{}；{}", sources.collect::<Vec<_>>().join("，"), uses.collect::<Vec<_>>().join("，"))
    }

    #[test]
    fn the_year_is_what_its_parts_are_and_parts_are_told_where_there_are_several() {
        let income = |row, amount| fact("overview.income", row, "amount", "", amount);
        let facts = [
            income("current", 90),
            income("general", 60),
            income("general_revenue", 60),
            income("own_funds", 30),
            income("service_revenue", 10),
            income("other_revenue", 20),
            income("carryover", 10),
            income("total", 100),
            fact("overview.expenditure", "201", "amount", "201 一般公共服务支出", 100),
            fact("overview.expenditure", "total", "amount", "支出总计", 100),
            fact("expenditure", "201", "total", "一般公共服务支出", 100),
            fact("expenditure", "201", "basic", "一般公共服务支出", 75),
            fact("three_public", "reception", "total", "公务接待费", 1),
        ];
        let picture = Picture::of(Some("xinjiang-unit-budget-2024"), "budget", &facts);
        assert_eq!(
            shown(&picture),
            "一般公共预算拨款 60.00 60.0%，事业收入 10.00 10.0%，其他收入 20.00 20.0%，上年结转结余 10.00 10.0%；\
             一般公共服务支出 100.00 100.0% 75.00 "
        );
        assert_eq!(picture.expenses, [("公务接待费", "1.00".to_owned())]);
        assert!(picture.has_flow());
        assert!(
            Picture::of(None, "budget", &facts).is_empty()
                && Picture::of(Some("no-such"), "budget", &facts).is_empty()
        );
    }

    #[test]
    fn accounts_begin_and_end_with_what_is_left_over() {
        let facts = [
            fact("overview.income", "general", "amount", "一、一般公共预算财政拨款收入", 80),
            fact("overview.income", "current", "amount", "本年收入合计", 80),
            fact("overview.income", "opening", "amount", "年初结转和结余", 20),
            fact("overview.income", "grand_total", "amount", "总计", 100),
            fact("overview.expenditure", "208", "amount", "八、社会保障和就业支出", 70),
            fact("overview.expenditure", "current", "amount", "本年支出合计", 70),
            fact("overview.expenditure", "closing", "amount", "年末结转和结余", 30),
            fact("overview.expenditure", "grand_total", "amount", "总计", 100),
            fact("three_public", "total", "budget", "合计", 9),
        ];
        let picture = Picture::of(Some("shanghai-department-final-accounts"), "final-accounts", &facts);
        assert_eq!(
            shown(&picture),
            "一般公共预算财政拨款收入 80.00 80.0%，年初结转和结余 20.00 20.0%；\
             社会保障和就业支出 70.00 70.0%  ，年末结转和结余 30.00 30.0%  "
        );
        // What was meant to be spent is not what was spent.
        assert!(picture.expenses.is_empty() && !picture.has_parts);
    }
}
