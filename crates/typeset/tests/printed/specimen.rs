//! A made-up manuscript with everything that is hard to print: wide tables, long ones, forms with merged cells.

use mingzhang_manuscript::{
    Align, Amount, Block, Cell, Column, Heading, Manuscript, Paragraph, Row, RowKind, Style, Table,
};
use mingzhang_model::{Money, MoneyUnit, Numeral};
use mingzhang_typeset::Fonts;

/// The fonts of this machine.
pub(crate) fn fonts() -> Fonts {
    Fonts::load(&Fonts::folders(None)).expect("Noto CJK is installed")
}

/// The manuscript.
pub(crate) fn manuscript() -> Manuscript {
    let mut blocks = vec![Block::Contents("目 录".to_owned())];
    blocks.push(heading(1, "第一部分 2024 年单位概况"));
    blocks.push(heading(2, "一、主要职能"));
    blocks.extend((1..=4).map(|number| {
        body(&format!("({number}) 负责某某县人民政府各项决议、决定、重要工作部署以及政府领导重要指示等贯彻执行情况的督促检查和跟踪调研，并及时向县政府领导报告；承办“接诉即办”等事项。"))
    }));
    blocks.push(heading(1, "第二部分 2024 年单位预算公开表"));
    blocks.push(Block::Table(two_sides()));
    blocks.push(Block::Table(wide()));
    blocks.push(Block::Table(long()));
    blocks.push(heading(1, "第三部分 2024 年单位预算情况说明"));
    blocks.push(heading(2, "一、关于某某县人民政府办公室 2024 年收支预算情况的总体说明"));
    blocks.push(body("按照全口径预算的原则，某某县人民政府办公室 2024 年所有收入和支出均纳入单位预算管理。收支总预算 2,015.18 万元。"));
    blocks.push(heading(2, "二、预算绩效情况"));
    blocks.push(heading(3, "（一）项目支出绩效目标表"));
    blocks.push(item("项目名称：某某县人民政府办公室 2024 年公务用车运行维护项目"));
    blocks.push(item("设立的政策依据：《党政机关公务用车管理办法》"));
    blocks.push(Block::Table(form()));
    blocks.push(signature("某某县人民政府办公室"));
    blocks.push(signature("2024 年 3 月 10 日"));
    Manuscript {
        title: "某某县人民政府办公室 2024 年单位预算公开".to_owned(),
        office: "某某县人民政府办公室".to_owned(),
        year: 2024,
        published: "2024-03-10".to_owned(),
        draft: None,
        blocks,
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, text: text.to_owned(), entry: (level < 3).then(|| text.to_owned()) })
}

fn body(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), style: Style::Body })
}

fn item(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), style: Style::Item })
}

fn signature(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), style: Style::Signature })
}

fn text(column: usize, text: &str) -> Cell {
    Cell::new(column, text)
}

fn title(column: usize, width: usize, height: usize, text: &str) -> Cell {
    Cell { width, height, align: Align::Center, ..Cell::new(column, text) }
}

fn label(column: usize, width: usize, height: usize, text: &str) -> Cell {
    Cell { is_label: true, ..title(column, width, height, text) }
}

fn amount(column: usize, fen: i64) -> Cell {
    let unit = MoneyUnit::WanYuan;
    let written = Numeral::NOTHING.restated(fen, unit.exponent(), 2).to_string();
    Cell {
        align: Align::End,
        amount: Some(Amount { money: Money(fen), unit, decimals: 2 }),
        ..Cell::new(column, written)
    }
}

fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { kind, cells }
}

fn columns(widths: &[u32]) -> Vec<Column> {
    widths.iter().map(|&width| Column { width }).collect()
}

fn table(number: usize, numeral: &str, name: &str) -> Table {
    Table {
        key: format!("table-{number}"),
        entry: Some(format!("{numeral}、{name}")),
        label: format!("表 {number}"),
        title: name.to_owned(),
        office: "编制单位：某某县人民政府办公室".to_owned(),
        unit: "单位：万元".to_owned(),
        ..Table::default()
    }
}

/// Revenue and expenditure side by side.
fn two_sides() -> Table {
    let sides = [
        ("一、本年收入", "201 一般公共服务支出"),
        ("1. 一般公共预算拨款", "202 外交支出"),
        ("其中：上级一般公共预算安排转移支付", "208 社会保障和就业支出"),
    ];
    let mut rows = vec![
        row(RowKind::Header, vec![title(0, 2, 1, "收 入"), title(2, 2, 1, "支 出")]),
        row(
            RowKind::Header,
            vec![
                title(0, 1, 1, "项 目"),
                title(1, 1, 1, "预算数"),
                title(2, 1, 1, "功能分类"),
                title(3, 1, 1, "预算数"),
            ],
        ),
    ];
    rows.extend((0..24).zip(sides.iter().cycle()).map(|(index, (income, use_))| {
        let mut cells = vec![text(0, income), text(2, use_)];
        if index % 4 != 1 {
            cells.push(amount(1, 2_014_180_000 * (1 + index)));
        }
        row(RowKind::Body, cells)
    }));
    rows.push(row(
        RowKind::Total,
        vec![
            title(0, 1, 1, "收 入 总 计"),
            amount(1, 20_151_800_000),
            title(2, 1, 1, "支 出 总 计"),
            amount(3, 20_151_800_000),
        ],
    ));
    Table { columns: columns(&[16, 8, 16, 8]), rows, ..table(1, "一", "单位收支总体情况表") }
}

/// Sixteen columns with a header of three rows.
fn wide() -> Table {
    let funds = [
        "小计",
        "一般公共预算",
        "上级一般公共预算安排的转移支付",
        "政府性基金预算",
        "上级政府性基金安排的转移支付",
        "国有资本经营预算",
    ];
    let others = ["财政专户（教育收费）", "单位资金", "财政拨款结转", "非财政拨款结余", "事业收入"];
    let mut first = vec![
        title(0, 3, 1, "功能分类科目编码"),
        title(3, 1, 3, "功能分类科目名称"),
        title(4, 1, 3, "总 计"),
        title(5, 6, 1, "财政拨款（补助）"),
    ];
    first.extend(others.iter().enumerate().map(|(index, name)| title(11 + index, 1, 3, name)));
    let mut second = vec![
        title(0, 1, 2, "类"),
        title(1, 1, 2, "款"),
        title(2, 1, 2, "项"),
        title(5, 1, 2, funds[0]),
        title(6, 5, 1, "其中"),
    ];
    second.sort_by_key(|cell| cell.column);
    let third = funds.iter().enumerate().skip(1).map(|(index, name)| title(5 + index, 1, 1, name)).collect();
    let mut rows =
        vec![row(RowKind::Header, first), row(RowKind::Header, second), row(RowKind::Header, third)];
    rows.extend((0..18).map(|index| {
        let mut cells = vec![text(0, "201"), text(3, "其他政府办公厅（室）及相关机构事务支出")];
        cells.extend([4, 5, 6, 15].map(|column| amount(column, 12_345_678_900 * (1 + index))));
        if index % 2 == 1 {
            cells.extend([text(1, "03"), text(2, "99")]);
        }
        cells.sort_by_key(|cell| cell.column);
        row(RowKind::Body, cells)
    }));
    rows.push(row(
        RowKind::Total,
        vec![title(0, 4, 1, "合 计"), amount(4, 2_015_180_000_000), amount(5, 2_014_180_000_000)],
    ));
    let widths = [2, 2, 2, 8, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6];
    Table {
        columns: columns(&widths), rows, landscape: true, ..table(2, "二", "单位收入总体情况表")
    }
}

/// Two hundred rows.
fn long() -> Table {
    let mut rows = vec![row(
        RowKind::Header,
        vec![
            title(0, 1, 1, "科目编码"),
            title(1, 1, 1, "科目名称"),
            title(2, 1, 1, "合计"),
            title(3, 1, 1, "人员经费"),
            title(4, 1, 1, "公用经费"),
        ],
    )];
    rows.extend((0..200).map(|index| {
        row(
            RowKind::Body,
            vec![
                text(0, &format!("{}", 30_101 + index)),
                text(1, "机关事业单位基本养老保险缴费"),
                amount(2, 1_000_000 * (index + 1)),
                amount(3, 600_000 * (index + 1)),
                amount(4, 400_000 * (index + 1)),
            ],
        )
    }));
    Table {
        columns: columns(&[6, 16, 8, 8, 8]),
        rows,
        remark: "备注：本表按经济分类列示，没有安排的科目不列。".to_owned(),
        ..table(3, "三", "一般公共预算基本支出情况表")
    }
}

/// A form of nine columns.
fn form() -> Table {
    let goal =
        "保障县政府办公室公务用车 12 辆正常运行，确保公务出行安全、及时、节约；全年维修保养不少于 24 次。"
            .repeat(3);
    let mut rows = vec![
        row(
            RowKind::Body,
            vec![label(0, 2, 1, "项目名称"), Cell { width: 7, ..text(2, "公务用车运行维护项目") }],
        ),
        row(
            RowKind::Body,
            vec![
                label(0, 2, 3, "项目资金（万元）"),
                label(2, 3, 1, "年度资金总额"),
                Cell { width: 4, ..amount(5, 45_000_000) },
            ],
        ),
        row(
            RowKind::Body,
            vec![label(2, 3, 1, "其中：财政拨款"), Cell { width: 4, ..amount(5, 45_000_000) }],
        ),
        row(RowKind::Body, vec![label(2, 3, 1, "其他资金"), Cell { width: 4, ..text(5, "") }]),
        row(
            RowKind::Body,
            vec![
                label(0, 2, 1, "实施期限"),
                Cell { width: 2, ..text(2, "2024 年") },
                label(4, 1, 1, "类型"),
                Cell { width: 2, ..text(5, "经常性") },
                Cell { width: 2, ..text(7, "续建") },
            ],
        ),
        row(RowKind::Body, vec![label(0, 2, 1, "总体目标"), Cell { width: 7, ..text(2, &goal) }]),
        row(
            RowKind::Body,
            vec![
                label(0, 1, 1, "一级指标"),
                label(1, 2, 1, "二级指标"),
                label(3, 3, 1, "三级指标"),
                label(6, 2, 1, "指标值"),
                label(8, 1, 1, "备注"),
            ],
        ),
    ];
    for (index, name) in ["数量指标", "质量指标", "时效指标", "成本指标"].iter().enumerate() {
        let mut cells = vec![
            label(1, 2, 1, name),
            Cell { width: 3, ..text(3, "公务用车数量") },
            Cell { width: 2, align: Align::Center, ..text(6, ">=12 辆") },
            text(8, ""),
        ];
        if index == 0 {
            cells.insert(0, label(0, 1, 4, "产出指标"));
        }
        rows.push(row(RowKind::Body, cells));
    }
    Table {
        key: "form-1".to_owned(),
        title: "项目支出绩效目标表".to_owned(),
        subtitle: "(2024 年)".to_owned(),
        columns: columns(&[4, 3, 4, 4, 4, 4, 4, 4, 5]),
        rows,
        ..Table::default()
    }
}
