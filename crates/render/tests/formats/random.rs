//! Manuscripts that nobody thought of.

use crate::read_back::filled;
use mingzhang_manuscript::{
    Align, Amount, Block, Cell, Column, Heading, Manuscript, Paragraph, Row, RowKind, Style, Table,
};
use mingzhang_model::{Money, MoneyUnit};
use mingzhang_render::{docx, html, text, xlsx};
use proptest::prelude::*;

/// Words with what formats make much of.
fn words() -> impl Strategy<Value = String> {
    "[甲乙丙丁<>&\"'=%“”（）0-9\t\n ]{0,8}"
}

/// A paragraph that nobody takes for the beginning or the middle of another one.
fn sentence() -> impl Strategy<Value = String> {
    words().prop_map(|words| format!("某{words}。"))
}

fn block() -> impl Strategy<Value = Block> {
    let heading = (1..=4_u8, sentence(), any::<bool>()).prop_map(|(level, text, listed)| {
        let entry = listed.then(|| text.clone());
        Block::Heading(Heading { level, text, entry })
    });
    let style = prop_oneof![Just(Style::Body), Just(Style::Item), Just(Style::Signature)];
    let paragraph = (sentence(), style).prop_map(|(text, style)| Block::Paragraph(Paragraph { text, style }));
    prop_oneof![heading, paragraph, table().prop_map(Block::Table)]
}

/// A cell: its text, its size, and whether it says an amount.
fn seed() -> impl Strategy<Value = (String, usize, usize, Option<i64>)> {
    (words(), 1..4_usize, 1..4_usize, proptest::option::of(-10_000_000..10_000_000_i64))
}

fn table() -> impl Strategy<Value = Table> {
    let caption = (sentence(), sentence(), any::<bool>(), any::<bool>(), any::<bool>());
    (2..6_usize, 0..6_usize, 0..3_usize, proptest::collection::vec(seed(), 36), caption).prop_map(
        |(width, height, headers, seeds, (title, remark, listed, with_office, landscape))| Table {
            key: "table".into(),
            entry: listed.then(|| title.clone()),
            label: if listed { "表 1".into() } else { String::new() },
            title,
            office: if with_office { "编制单位：某局".into() } else { String::new() },
            unit: "单位：万元".into(),
            columns: vec![Column { width: 6 }; width],
            rows: rows(width, height, headers, &seeds),
            remark,
            landscape,
            ..Table::default()
        },
    )
}

/// The first two cells of every row are filled, so that it is a row; the others are merged as the seeds say.
fn rows(
    width: usize,
    height: usize,
    headers: usize,
    seeds: &[(String, usize, usize, Option<i64>)],
) -> Vec<Row> {
    let mut taken = vec![vec![false; width]; height];
    let mut seeds = seeds.iter().cycle();
    let mut rows = Vec::new();
    for row in 0..height {
        let kind = if row < headers { RowKind::Header } else { RowKind::Body };
        let mut cells = vec![Cell::new(0, format!("行{row}")), Cell::new(1, "（某）")];
        for column in 2..width {
            let Some((text, wide, high, fen)) = seeds.next() else { continue };
            if taken[row][column] {
                continue;
            }
            let free = |at: &usize| !taken[row][*at];
            let wide = (column..width).take(*wide).take_while(free).count();
            let high = (*high).min(height - row);
            taken[row..row + high].iter_mut().for_each(|row| row[column..column + wide].fill(true));
            let cell = Cell { width: wide, height: high, ..Cell::new(column, text.clone()) };
            cells.push(fen.map_or_else(|| cell.clone(), |fen| amount(&cell, fen)));
        }
        rows.push(Row { kind, cells });
    }
    rows
}

/// An amount with two decimals, given in hundredths.
fn amount(cell: &Cell, hundredths: i64) -> Cell {
    let digits = hundredths.unsigned_abs();
    let sign = if hundredths < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", digits / 100, digits % 100);
    let amount = Amount { money: Money(hundredths * 10_000), unit: MoneyUnit::WanYuan, decimals: 2 };
    Cell { text, align: Align::End, amount: Some(amount), ..cell.clone() }
}

fn manuscript() -> impl Strategy<Value = Manuscript> {
    let draft = proptest::option::of(sentence());
    (sentence(), draft, proptest::collection::vec(block(), 0..6)).prop_map(|(title, draft, blocks)| {
        let contents = Block::Contents("目 录".into());
        Manuscript {
            title,
            office: "某局".into(),
            year: 2024,
            published: "2024-03-10".into(),
            draft,
            blocks: std::iter::once(contents).chain(blocks).collect(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn all_formats_say_the_same(manuscript in manuscript()) {
        let measure = filled(text(&manuscript).as_bytes());
        prop_assert_eq!(&filled(html(&manuscript).as_bytes()), &measure, "HTML");
        prop_assert_eq!(&filled(&docx(&manuscript).unwrap()), &measure, "Word");
        prop_assert_eq!(&filled(&xlsx(&manuscript).unwrap()), &measure, "Excel");
    }

    #[test]
    fn the_text_has_every_word(manuscript in manuscript()) {
        // Quotes are doubled in some cells and stand around others.
        let bare = |text: &str| text.split_whitespace().collect::<String>().replace('"', "");
        let printed = bare(&text(&manuscript));
        for cell in manuscript.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            prop_assert!(printed.contains(&bare(&cell.text)), "{}", cell.text);
        }
    }

    #[test]
    fn the_same_manuscript_gives_the_same_bytes(manuscript in manuscript()) {
        prop_assert_eq!(docx(&manuscript).unwrap(), docx(&manuscript).unwrap());
        prop_assert_eq!(xlsx(&manuscript).unwrap(), xlsx(&manuscript).unwrap());
    }
}
