//! A made-up manuscript with every kind of block.

use mingzhang_manuscript::{
    Align, Amount, Block, Cell, Column, Heading, Manuscript, Paragraph, Row, RowKind, Style, Table,
};
use mingzhang_model::{Money, MoneyUnit};

/// Every kind of block; small enough to be read line by line.
pub(crate) fn small() -> Manuscript {
    Manuscript {
        title: "某县档案局预算公开".into(),
        office: "某县档案局".into(),
        year: 2024,
        published: "2024-03-10".into(),
        draft: None,
        blocks: vec![
            Block::Contents("目 录".into()),
            heading(1, "第一部分 2024 年单位概况"),
            heading(2, "一、主要职能"),
            body("(1) 收集、整理 <重要> 档案 & 资料，提供利用。"),
            heading(1, "第二部分 2024 年单位预算公开表"),
            Block::Table(income()),
            Block::Table(wide()),
            heading(1, "第三部分 2024 年单位预算情况说明"),
            heading(2, "一、关于某县档案局 2024 年收支预算情况的总体说明"),
            body("按照全口径预算的原则，所有收入和支出均纳入单位预算管理。收支总预算 1,606.50 万元。"),
            Block::Heading(Heading { level: 3, text: "（一）预算绩效情况".into(), entry: None }),
            paragraph(Style::Item, "项目名称：“数字档案”一期（2024 年）。"),
            Block::Table(form()),
            paragraph(Style::Signature, "某县档案局"),
            paragraph(Style::Signature, "2024年03月10日"),
        ],
    }
}

/// The same, not to be published yet.
pub(crate) fn draft() -> Manuscript {
    Manuscript { draft: Some("草稿：尚有错误，不得公开".into()), ..small() }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, text: text.into(), entry: Some(text.into()) })
}

fn body(text: &str) -> Block {
    paragraph(Style::Body, text)
}

fn paragraph(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.into(), style })
}

fn head(column: usize, text: &str, width: usize, height: usize) -> Cell {
    Cell { width, height, align: Align::Center, ..Cell::new(column, text) }
}

/// An amount in 万元 that the table prints with two decimals, given in fen.
fn amount(column: usize, text: &str, fen: i64) -> Cell {
    let amount = Amount { money: Money(fen), unit: MoneyUnit::WanYuan, decimals: 2 };
    Cell { align: Align::End, amount: Some(amount), ..Cell::new(column, text) }
}

fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { kind, cells }
}

/// Two lists side by side under headings that are merged.
fn income() -> Table {
    Table {
        key: "overview".into(),
        entry: Some("一、单位收支总体情况表".into()),
        label: "表 1".into(),
        title: "单位收支总体情况表".into(),
        office: "编制单位：某县档案局".into(),
        unit: "单位：万元".into(),
        columns: [12, 6, 12, 6].map(|width| Column { width }).to_vec(),
        rows: vec![
            row(RowKind::Header, vec![head(0, "收 入", 2, 1), head(2, "支 出", 2, 1)]),
            row(
                RowKind::Header,
                vec![
                    head(0, "项 目", 1, 1),
                    head(1, "预算数", 1, 1),
                    head(2, "功能分类", 1, 1),
                    head(3, "预算数", 1, 1),
                ],
            ),
            row(
                RowKind::Body,
                vec![
                    Cell::new(0, "一、本年收入"),
                    amount(1, "1,606.50", 1_606_500_000),
                    Cell::new(2, "201 一般公共服务支出"),
                    amount(3, "1,600.00", 1_600_000_000),
                ],
            ),
            row(
                RowKind::Body,
                vec![
                    Cell::new(0, "其中：\"一般\"\t财力"),
                    Cell::new(2, "208 社会保障和就业支出"),
                    amount(3, "6.50", 6_500_000),
                ],
            ),
            row(
                RowKind::Total,
                vec![
                    head(0, "收 入 总 计", 1, 1),
                    amount(1, "1,606.50", 1_606_500_000),
                    head(2, "支 出 总 计", 1, 1),
                    amount(3, "1,606.50", 1_606_500_000),
                ],
            ),
        ],
        ..Table::default()
    }
}

/// Headings of three rows, so many columns that the page lies on its side, nothing in it but a remark below.
fn wide() -> Table {
    let sources = ["一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户", "单位资金", "结转结余"];
    let kinds = (0..)
        .zip(sources)
        .flat_map(|(at, _)| [head(5 + 2 * at, "基本支出", 1, 1), head(6 + 2 * at, "项目支出", 1, 1)]);
    let mut columns = vec![Column { width: 3 }; 3];
    columns.push(Column { width: 14 });
    columns.extend([Column { width: 6 }; 13]);
    let mut totals = vec![head(3, "合 计", 1, 1)];
    totals.extend((4..17).map(|column| amount(column, "0.00", 0)));
    Table {
        key: "expenditure".into(),
        entry: Some("二、单位支出总体情况表".into()),
        label: "表 2".into(),
        title: "单位支出总体情况表".into(),
        subtitle: "(2024 年)".into(),
        office: "编制单位：某县档案局".into(),
        unit: "单位：万元".into(),
        columns,
        rows: vec![
            row(
                RowKind::Header,
                vec![
                    head(0, "功能分类科目编码", 3, 2),
                    head(3, "功能分类科目名称", 1, 3),
                    head(4, "总 计", 1, 3),
                    head(5, "资 金 来 源", 12, 1),
                ],
            ),
            row(
                RowKind::Header,
                (0..).zip(sources).map(|(at, source)| head(5 + 2 * at, source, 2, 1)).collect(),
            ),
            row(
                RowKind::Header,
                [head(0, "类", 1, 1), head(1, "款", 1, 1), head(2, "项", 1, 1)]
                    .into_iter()
                    .chain(kinds)
                    .collect(),
            ),
            row(
                RowKind::Body,
                vec![
                    Cell::new(0, "201"),
                    Cell::new(1, "26"),
                    Cell::new(2, "01"),
                    Cell::new(3, "行政运行"),
                    amount(4, "0.00", 0),
                ],
            ),
            row(RowKind::Total, totals),
        ],
        remark: "备注：某县档案局 2024 年没有使用以上资金安排的支出，本表为空表。".into(),
        landscape: true,
    }
}

/// A form: labels and texts, merged both ways, without headings.
fn form() -> Table {
    let label =
        |column, text: &str, width, height| Cell { is_label: true, ..head(column, text, width, height) };
    let text = |column, text: &str, width| Cell { width, ..Cell::new(column, text) };
    Table {
        key: "form-1".into(),
        title: "项目支出绩效目标表".into(),
        subtitle: "(2024 年)".into(),
        columns: vec![Column { width: 8 }; 5],
        rows: vec![
            row(RowKind::Body, vec![label(0, "项目名称", 1, 1), text(1, "“数字档案”一期", 4)]),
            row(
                RowKind::Body,
                vec![
                    label(0, "资金", 1, 2),
                    label(1, "财政拨款", 2, 1),
                    amount(3, "6.50", 6_500_000),
                    text(4, "元/台", 1),
                ],
            ),
            row(RowKind::Body, vec![label(1, "其他资金", 2, 1), amount(3, "0.00", 0), text(4, "=100%", 1)]),
            row(
                RowKind::Body,
                vec![label(0, "总体目标", 1, 1), text(1, "扫描档案 5 万页，\n建成数据库 1 个。", 4)],
            ),
        ],
        ..Table::default()
    }
}
