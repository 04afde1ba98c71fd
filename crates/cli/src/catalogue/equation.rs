//! The equation of a tie in words, with the titles that the built-in profiles give its tables, rows and columns.

use mingzhang_model::{Coordinate, Text, text};
use mingzhang_standard::{LaneSpec, Profile, RowSpec, builtin};

/// `income[total].total == …` as `表3《收入总表》“合计”行“合计”栏 等于 …`. What no profile names stays as it is.
pub(super) fn spoken(equation: &str) -> Text {
    // Budgets and final accounts have tables of one key whose rows and columns differ.
    let profile = builtin().iter().find(|p| equation.split_whitespace().all(|word| prints(p, word)));
    let words = equation.split_whitespace().map(|word| match word {
        "==" => text!("等于", "equals"),
        "<=" => text!("不大于", "is at most"),
        "+" => text!("加", "plus"),
        "-" => text!("减", "minus"),
        coordinate => place(profile, coordinate),
    });
    Text::joined(words, " ", " ")
}

/// Whether the tables of a profile have the cells that a word of an equation speaks of.
fn prints(profile: &Profile, word: &str) -> bool {
    let Some(Coordinate::Cell { table, row, column }) = Coordinate::parse(word) else { return true };
    let Some((_, lane)) = profile.lane(&table) else { return false };
    let listed = lane.rows.is_empty()
        || matches!(&*row, "*" | "class")
        || (&*row == "total" && !lane.total.is_empty())
        || lane.rows.iter().any(|r| r.key == row);
    listed && lane.columns.iter().any(|c| c.key == column)
}

fn place(profile: Option<&Profile>, coordinate: &str) -> Text {
    match Coordinate::parse(coordinate) {
        Some(Coordinate::Cell { table, row, column }) => {
            profile.and_then(|profile| cell(profile, &table, &row, &column))
        }
        Some(Coordinate::Register(name)) => register(&name),
        None => None,
    }
    .unwrap_or_else(|| Text::same(coordinate))
}

fn cell(profile: &Profile, table: &str, row: &str, column: &str) -> Option<Text> {
    let (spec, lane) = profile.lane(table)?;
    let heading = &lane.columns.iter().find(|c| &*c.key == column)?.heading;
    Some(text!(
        "表{0}《{1}》{2}“{3}”栏",
        "table {0} “{1}” {2} column “{3}”",
        spec.number,
        &spec.title,
        rows(lane, row),
        heading
    ))
}

fn rows(lane: &LaneSpec, row: &str) -> Text {
    let named = |label: &str| text!("“{0}”行", "row “{0}”", label);
    match (row, lane.rows.iter().find(|r| &*r.key == row)) {
        ("*", _) => text!("每一行", "each row"),
        ("class", _) => text!("每一类", "each class"),
        (_, Some(RowSpec { label, .. })) => named(label),
        ("total", None) => named(lane.total.first().map_or("合计", |t| &**t)),
        (code, None) => text!("科目 {0} 行", "row {0}", code),
    }
}

/// An amount that only the narrative states, by the words the profile knows it by.
fn register(name: &str) -> Option<Text> {
    let wanted = Coordinate::Register(name.into());
    let subjects = builtin().iter().flat_map(|p| &p.sections).flat_map(|s| &s.subjects);
    let subject = subjects.into_iter().find(|s| s.at.iter().any(|c| c.0 == wanted))?;
    Some(text!("文字说明的“{0}”", "“{0}” of the narrative", &subject.phrase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_audit::{Check, rules};

    #[test]
    fn every_tie_is_put_in_words() {
        for rule in rules() {
            if let Check::Tie(equation) = rule.check {
                let spoken = spoken(equation);
                assert!(!spoken.zh.contains(['[', '.', '=']), "{}: {}", rule.code, spoken.zh);
            }
        }
    }
}
