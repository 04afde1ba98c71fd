//! The two documents as a web page in one file, for the screen and for paper.

use super::{Sides, amount, name, rate};
use mingzhang_compare::{Presence, RowDiff};
use mingzhang_model::{Lang, MoneyUnit, Passage, Source, Text, Unit, text};
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;

#[derive(Serialize)]
struct Group {
    title: String,
    unit: Option<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    heading: String,
    class: &'static str,
    first: String,
    second: String,
    change: String,
    rate: String,
}

pub(super) fn page(sides: &Sides) -> anyhow::Result<String> {
    let groups: Vec<Group> =
        sides.groups().into_iter().map(|(title, unit, rows)| group(sides, &title, unit, rows)).collect();
    let sentences = |passages: &[Passage], source: &Source| -> Vec<(String, String)> {
        let place = |p: &Passage| sides.say(&crate::place::in_words(source, p.location()));
        passages.iter().map(|p| (place(p), p.text().trim().to_owned())).collect()
    };
    let text = sides.diff.text.as_ref().map(|text| {
        (sentences(&text.removed, &sides.first.source), sentences(&text.added, &sides.second.source))
    });
    let mut templates = Environment::new();
    templates.add_template("diff.html", include_str!("diff.html"))?;
    let names = sides.names().map(|name| sides.say(&name));
    let titles = [&sides.first, &sides.second].map(|side| sides.say(&side.title()));
    let lone: Vec<String> = sides.lone_tables().iter().map(|title| sides.say(title)).collect();
    let zh = sides.lang == Lang::Zh;
    let values = context! { groups => Serde(&groups), text => Serde(&text), names, titles, lone, zh };
    Ok(templates.get_template("diff.html")?.render(values)?)
}

fn group(sides: &Sides, title: &Text, unit: MoneyUnit, rows: &[RowDiff]) -> Group {
    let money = rows.iter().flat_map(|row| &row.moves).any(|m| matches!(m.unit, Unit::Money(_)));
    Group {
        title: sides.say(title),
        unit: money.then(|| sides.say(&text!("单位：{0}", "in {0}", unit))),
        rows: rows.iter().flat_map(|row| lines(sides, unit, row)).collect(),
    }
}

fn lines(sides: &Sides, unit: MoneyUnit, row: &RowDiff) -> Vec<Row> {
    let class = match (row.presence, row.total) {
        (Presence::First, _) => "gone",
        (Presence::Second, _) => "new",
        (Presence::Both, true) => "total",
        (Presence::Both, false) => "",
    };
    let shown = |value: Option<i64>, of: Unit| {
        value.map_or_else(|| "—".to_owned(), |value| amount(value, of, unit, false))
    };
    let line = |(index, moved): (usize, &mingzhang_compare::Move)| Row {
        name: if index == 0 { sides.say(&name(row)) } else { String::new() },
        heading: moved.heading.clone(),
        class,
        first: shown(moved.before, moved.unit),
        second: shown(moved.after, moved.unit),
        change: amount(moved.change(), moved.unit, unit, true),
        rate: sides.say(&rate(moved)),
    };
    row.moves.iter().enumerate().map(line).collect()
}
