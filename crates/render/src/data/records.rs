//! The records of the package, and what their columns are.

use super::{DataFact, DataLine, yuan};

/// A file of records.
pub(super) struct Resource {
    pub path: &'static str,
    pub name: &'static str,
    pub title: &'static str,
    /// What must be known of its records.
    pub note: &'static str,
    pub columns: &'static [Column],
}

/// A column of records.
pub(super) struct Column {
    pub name: &'static str,
    pub title: &'static str,
    pub kind: Kind,
    /// Whether every record has it.
    pub required: bool,
    /// What it is in the terms of Fiscal Data Packages; empty where these have none.
    pub fiscal: &'static str,
}

/// What a column holds.
pub(super) enum Kind {
    Text,
    /// A decimal number of yuan.
    Amount,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

const fn text(name: &'static str, title: &'static str, fiscal: &'static str) -> Column {
    Column { name, title, kind: Kind::Text, required: false, fiscal }
}

const AMOUNT: Column =
    Column { name: "amount", title: "金额（元）", kind: Kind::Amount, required: true, fiscal: "value" };

pub(super) const FACTS: Resource = Resource {
    path: "facts.csv",
    name: "facts",
    title: "公开表中的各项金额",
    note: "每行是公开表中的一个金额；表中按万元取整的，这里也是取整后的数。",
    columns: &[
        Column { required: true, ..text("table", "表（键）", "") },
        text("table_title", "表名", ""),
        text("row", "行（键）", ""),
        text("code", "科目编码", ""),
        text("label", "行名称", ""),
        Column { required: true, ..text("column", "列（键）", "") },
        text("column_heading", "列标题", ""),
        AMOUNT,
        Column {
            kind: Kind::OneOf(&["元", "万元", "亿元"]), ..text("unit", "表中的金额单位", "")
        },
    ],
};

pub(super) const LINES: Resource = Resource {
    path: "lines.csv",
    name: "lines",
    title: "收支明细",
    note: "每行是一笔收入或支出，精确到分；公开表由这些明细汇总。",
    columns: &[
        Column {
            required: true,
            kind: Kind::OneOf(&["revenue", "expenditure"]),
            ..text("direction", "收支方向", "direction")
        },
        text("functional", "功能分类科目编码", "functional-classification:generic:code"),
        text("functional_name", "功能分类科目名称", "functional-classification:generic:label"),
        text("economic", "部门经济分类科目编码", "economic-classification:generic:code"),
        text("economic_name", "部门经济分类科目名称", "economic-classification:generic:label"),
        text("fund", "资金来源", "fin-source:generic:code"),
        text("nature", "支出性质", "expenditure-type:code"),
        text("project", "项目名称", "activity:generic:project:code"),
        AMOUNT,
    ],
};

pub(super) fn facts(facts: &[DataFact]) -> String {
    let record = |fact: &DataFact| {
        let unit = fact.unit.map_or("", |unit| unit.name()).to_owned();
        let DataFact { table, table_title, row, code, label, column, column_heading, .. } = fact.clone();
        vec![table, table_title, row, code, label, column, column_heading, yuan(fact.amount), unit]
    };
    table(FACTS.columns, facts.iter().map(record))
}

pub(super) fn lines(lines: &[DataLine]) -> String {
    let record = |line: &DataLine| {
        let direction = line.direction.name().to_owned();
        let DataLine { functional, functional_name, economic, economic_name, fund, nature, project, .. } =
            line.clone();
        let amount = yuan(line.amount);
        vec![direction, functional, functional_name, economic, economic_name, fund, nature, project, amount]
    };
    table(LINES.columns, lines.iter().map(record))
}

/// Records as RFC 4180 has them: every value on one line, quoted where it has a comma or a quotation mark.
fn table(columns: &[Column], records: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    let heading = columns.iter().map(|column| column.name.to_owned()).collect();
    for record in std::iter::once(heading).chain(records) {
        let values: Vec<String> = record.iter().map(|value| quoted(&crate::words::line(value))).collect();
        out.push_str(&values.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(value: &str) -> String {
    if value.contains([',', '"']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
}
