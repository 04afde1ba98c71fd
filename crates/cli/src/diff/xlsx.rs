//! The two documents as a workbook.

use super::{Sides, name, rate};
use crate::workbook::{Cell, Column, sheet};
use mingzhang_compare::{Move, Presence, RowDiff};
use mingzhang_model::{Passage, Text, Unit, text};
use rust_xlsxwriter::Workbook;

const MOVES: &[Column] = &[
    ("所在", "Where", 30),
    ("项目", "Item", 40),
    ("栏目", "Column", 18),
    ("单位", "Unit", 8),
    ("前一份", "First", 18),
    ("后一份", "Second", 18),
    ("增减", "Change", 18),
    ("幅度", "Rate", 10),
    ("变化", "Presence", 8),
    ("坐标", "Coordinate", 36),
];

const TEXTS: &[Column] = &[("变化", "Change", 8), ("位置", "Place", 14), ("文字", "Text", 100)];

pub(super) fn book(sides: &Sides) -> anyhow::Result<Vec<u8>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (title, _, group) in sides.groups() {
        let title = sides.say(&title);
        for row in group {
            rows.extend(row.moves.iter().map(|moved| line(sides, &title, row, moved)));
        }
    }
    let mut book = Workbook::new();
    let lang = sides.lang;
    let heading = text!("数字", "Numbers");
    sheet(&mut book, &heading, MOVES, &rows, lang)?;
    let documents: Vec<Vec<Cell>> = [&sides.first, &sides.second]
        .map(|side| vec![sides.say(&side.title()).as_str().into(), side.file.as_str().into()])
        .to_vec();
    let lone =
        sides.lone_tables().iter().map(|title| vec![sides.say(title).as_str().into()]).collect::<Vec<_>>();
    let about: Vec<Vec<Cell>> = documents.into_iter().chain(lone).collect();
    sheet(
        &mut book,
        &text!("文本", "Documents"),
        &[("文本", "Document", 60), ("文件", "File", 50)],
        &about,
        lang,
    )?;
    if let Some(text) = &sides.diff.text {
        let removed = text.removed.iter().map(|p| sentence(sides, p, false));
        let added = text.added.iter().map(|p| sentence(sides, p, true));
        let rows: Vec<Vec<Cell>> = removed.chain(added).collect();
        sheet(&mut book, &text!("文字", "Text"), TEXTS, &rows, lang)?;
    }
    Ok(book.save_to_buffer()?)
}

fn line(sides: &Sides, title: &str, row: &RowDiff, moved: &Move) -> Vec<Cell> {
    let money = matches!(moved.unit, Unit::Money(_));
    let number = |value: i64| Cell::Decimal(super::json::decimal(value, moved.unit));
    let presence = match row.presence {
        Presence::Both => Text::default(),
        Presence::First => text!("取消", "gone"),
        Presence::Second => text!("新增", "new"),
    };
    vec![
        title.into(),
        sides.say(&name(row)).as_str().into(),
        moved.heading.as_str().into(),
        if money { sides.say(&text!("元", "yuan")).as_str().into() } else { Cell::Blank },
        moved.before.map_or(Cell::Blank, number),
        moved.after.map_or(Cell::Blank, number),
        number(moved.change()),
        sides.say(&rate(moved)).as_str().into(),
        sides.say(&presence).as_str().into(),
        moved.coordinate.as_str().into(),
    ]
}

fn sentence(sides: &Sides, passage: &Passage, added: bool) -> Vec<Cell> {
    let (word, side) = if added {
        (text!("增加", "added"), &sides.second)
    } else {
        (text!("删去", "removed"), &sides.first)
    };
    let place = crate::place::in_words(&side.source, passage.location());
    vec![sides.say(&word).as_str().into(), sides.say(&place).as_str().into(), passage.text().into()]
}
