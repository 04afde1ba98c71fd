//! Manuscripts that are odd, but possible, are printed all the same.

use crate::specimen;
use mingzhang_manuscript::{Block, Cell, Column, Heading, Manuscript, Paragraph, Row, RowKind, Style, Table};
use proptest::prelude::*;

fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { kind, cells }
}

fn table(columns: usize, rows: Vec<Row>) -> Block {
    Block::Table(Table { columns: vec![Column { width: 4 }; columns], rows, ..Table::default() })
}

fn listed(title: &str, columns: usize, rows: Vec<Row>) -> Block {
    let columns = vec![Column { width: 0 }; columns];
    Block::Table(Table {
        entry: Some("一、表".to_owned()),
        title: title.to_owned(),
        columns,
        rows,
        ..Table::default()
    })
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, text: text.to_owned(), entry: Some(text.to_owned()) })
}

fn paragraph(text: &str, style: Style) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), style })
}

fn wide(column: usize, width: usize, height: usize, text: &str) -> Cell {
    Cell { width, height, ..Cell::new(column, text) }
}

#[test]
fn odd_manuscripts_are_printed() {
    let head = || row(RowKind::Header, vec![Cell::new(0, "项目"), Cell::new(1, "金额")]);
    let total = || row(RowKind::Total, vec![wide(0, 2, 1, "合计")]);
    let long = "办公经费，包括水、电、取暖、邮电、差旅、会议、培训等日常开支。".repeat(120);
    let cases: Vec<(&str, Vec<Block>)> = vec![
        (
            "a heading deep down comes first",
            vec![heading(3, "（一）"), heading(1, "第一部分"), heading(5, "1.")],
        ),
        ("a heading says nothing", vec![heading(1, ""), paragraph("", Style::Body)]),
        ("contents of nothing", vec![Block::Contents("目录".to_owned())]),
        ("contents without a heading", vec![Block::Contents(String::new()), heading(1, "第一部分")]),
        (
            "a table of nothing",
            vec![table(0, vec![]), table(2, vec![]), table(2, vec![row(RowKind::Body, vec![])])],
        ),
        ("a table of headings alone", vec![table(2, vec![head(), head()])]),
        ("a table of a total alone", vec![listed("", 2, vec![total()]), listed("表", 2, vec![total()])]),
        (
            "a table is listed before any heading",
            vec![listed("表", 2, vec![head(), total()]), heading(2, "一、")],
        ),
        (
            "a cell longer than a page",
            vec![table(
                2,
                vec![head(), row(RowKind::Body, vec![Cell::new(0, "说明"), Cell::new(1, &*long)])],
            )],
        ),
        (
            "a cell of lines, of marks, and of markup",
            vec![table(
                2,
                vec![row(
                    RowKind::Body,
                    vec![Cell::new(0, "甲\n乙"), Cell::new(1, "#let *x* = $1 \\ @a <b>")],
                )],
            )],
        ),
        (
            "a merged cell higher than its table",
            vec![table(2, vec![row(RowKind::Body, vec![wide(0, 1, 3, "合并"), Cell::new(1, "甲")])])],
        ),
        (
            "who signs comes first",
            vec![paragraph("某单位", Style::Signature), paragraph("一、项目：甲", Style::Item)],
        ),
    ];
    let fonts = specimen::fonts();
    let failed = cases.into_iter().filter_map(|(case, blocks)| {
        let draft = Some("草稿".to_owned());
        let manuscript =
            Manuscript { title: "预算公开".to_owned(), draft, blocks, ..Manuscript::default() };
        mingzhang_typeset::pdf(&manuscript, &fonts).err().map(|error| format!("{case}: {error}"))
    });
    assert_eq!(failed.collect::<Vec<_>>(), [""; 0]);
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        16 => "[甲乙丙丁、，。（）0-9 ]{0,8}",
        1 => "[甲乙丙丁戊己，。]{100,900}",
        4 => "[0-9]{1,3}(,[0-9]{3}){0,4}\\.[0-9]{2}",
        2 => "[#*_`$@<>\\\\\\[\\]{}=~/-]{1,8}",
    ]
}

/// Rows whose cells are merged at random, but never lie over each other or reach beyond the headings.
fn rows() -> impl Strategy<Value = (usize, Vec<Row>)> {
    let sizes = (1..7_usize, 0..12_usize, 0..4_usize);
    sizes.prop_flat_map(|(columns, height, headers)| {
        let seed = (words(), 1..4_usize, 1..4_usize, any::<bool>());
        proptest::collection::vec(seed, columns * height).prop_map(move |seeds| {
            let mut taken = vec![vec![false; columns]; height];
            let mut rows = vec![];
            for y in 0..height {
                let kind = if y < headers { RowKind::Header } else { RowKind::Body };
                let end = if y < headers { headers.min(height) } else { height };
                let mut cells = vec![];
                for x in 0..columns {
                    if taken[y][x] {
                        continue;
                    }
                    let (text, width, high, is_label) = &seeds[y * columns + x];
                    let width = (x..columns.min(x + width)).take_while(|&x| !taken[y][x]).count();
                    let high = (*high).min(end - y);
                    for row in &mut taken[y..y + high] {
                        row[x..x + width].fill(true);
                    }
                    cells.push(Cell { is_label: *is_label, ..wide(x, width, high, text) });
                }
                rows.push(row(kind, cells));
            }
            (columns, rows)
        })
    })
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        (1..5_u8, words()).prop_map(|(level, text)| heading(level, &text)),
        words().prop_map(|text| paragraph(&text, Style::Body)),
        words().prop_map(|text| paragraph(&text, Style::Signature)),
        (rows(), words(), any::<[bool; 2]>()).prop_map(|((columns, rows), title, [is_listed, landscape])| {
            let entry = is_listed.then(|| title.clone());
            let columns = vec![Column { width: 3 }; columns];
            Block::Table(Table {
                entry,
                remark: title.clone(),
                title,
                columns,
                rows,
                landscape,
                ..Table::default()
            })
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn manuscripts_that_nobody_thought_of_are_printed(
        blocks in proptest::collection::vec(block(), 0..6),
        is_draft in any::<bool>(),
    ) {
        let draft = is_draft.then(|| "草稿".to_owned());
        let blocks = std::iter::once(Block::Contents("目录".to_owned())).chain(blocks).collect();
        let manuscript = Manuscript { title: "预算公开".to_owned(), draft, blocks, ..Manuscript::default() };
        let printed = mingzhang_typeset::pdf(&manuscript, &specimen::fonts());
        prop_assert!(printed.is_ok(), "{}", printed.unwrap_err());
    }
}
