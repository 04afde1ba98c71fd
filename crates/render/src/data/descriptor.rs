//! What the package says of itself, to programs and to people.

use super::records::{Column, FACTS, Kind, LINES, Resource};
use crate::package::date;
use crate::words;
use mingzhang_manuscript::Manuscript;
use serde::Serialize;

const NOTE: &str =
    "政府部门（单位）预决算公开文件中各项金额的开放数据。金额以元为单位，是十进制数，没有千分位。";

#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: String,
    title: String,
    description: &'static str,
    keywords: [&'static str; 3],
    #[serde(rename = "countryCode")]
    country: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    contributors: [Contributor; 1],
    resources: Vec<Described>,
}

#[derive(Serialize)]
struct Contributor {
    title: String,
    role: &'static str,
}

#[derive(Serialize)]
struct Described {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    path: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Schema,
}

#[derive(Serialize)]
struct Schema {
    fields: Vec<Field>,
    #[serde(rename = "missingValues")]
    missing: [&'static str; 1],
    /// What is the same in all records stands here, as Fiscal Data Packages have it.
    #[serde(rename = "extraFields")]
    extra: [Field; 3],
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    title: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "columnType", skip_serializing_if = "str::is_empty")]
    fiscal: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
    #[serde(skip_serializing_if = "Option::is_none")]
    constant: Option<Constant>,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    one_of: &'static [&'static str],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Constant {
    Text(String),
    Number(i32),
}

/// `datapackage.json`.
pub(super) fn descriptor(manuscript: &Manuscript, has_lines: bool) -> Result<String, serde_json::Error> {
    let package = Package {
        profile: "tabular-data-package",
        name: format!("disclosure-{}", manuscript.year),
        title: title(manuscript),
        description: NOTE,
        keywords: ["预决算公开", "budget", "fiscal"],
        country: "CN",
        created: date(&manuscript.published).map(|_| format!("{}T00:00:00Z", manuscript.published)),
        contributors: [Contributor { title: words::line(&manuscript.office), role: "publisher" }],
        resources: resources(has_lines).map(|resource| described(resource, manuscript)).collect(),
    };
    Ok(serde_json::to_string_pretty(&package)? + "\n")
}

fn title(manuscript: &Manuscript) -> String {
    let title = words::line(&manuscript.title);
    match &manuscript.draft {
        Some(draft) => format!("{title}（{}）", words::line(draft)),
        None => title,
    }
}

fn resources(has_lines: bool) -> impl Iterator<Item = &'static Resource> {
    [&FACTS, &LINES].into_iter().take(if has_lines { 2 } else { 1 })
}

fn described(resource: &Resource, manuscript: &Manuscript) -> Described {
    let constant = |name, title, kind, fiscal, value| Field {
        name,
        title,
        kind,
        fiscal,
        constraints: None,
        constant: Some(value),
    };
    let office = Constant::Text(words::line(&manuscript.office));
    let (year, currency) = (Constant::Number(manuscript.year), Constant::Text("CNY".to_owned()));
    Described {
        profile: "tabular-data-resource",
        name: resource.name,
        title: resource.title,
        path: resource.path,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Schema {
            fields: resource.columns.iter().map(field).collect(),
            missing: [""],
            extra: [
                constant(
                    "office",
                    "公开单位",
                    "string",
                    "administrative-classification:generic:label",
                    office,
                ),
                constant("year", "年度", "integer", "date:fiscal-year", year),
                constant("currency", "币种", "string", "value-currency:code", currency),
            ],
        },
    }
}

fn field(column: &Column) -> Field {
    let one_of = match column.kind {
        Kind::OneOf(words) => words,
        Kind::Text | Kind::Amount => &[],
    };
    let constrained = column.required || !one_of.is_empty();
    Field {
        name: column.name,
        title: column.title,
        kind: if matches!(column.kind, Kind::Amount) { "number" } else { "string" },
        fiscal: column.fiscal,
        constraints: constrained.then_some(Constraints { required: column.required, one_of }),
        constant: None,
    }
}

/// `README.md`.
pub(super) fn read_me(manuscript: &Manuscript, has_lines: bool) -> String {
    let facts =
        [words::line(&manuscript.office), manuscript.year.to_string(), words::line(&manuscript.published)];
    let facts = ["公开单位", "年度", "公开日期"].iter().zip(facts).filter(|(_, fact)| !fact.is_empty());
    let facts: Vec<String> = facts.map(|(name, fact)| format!("{name}：{fact}")).collect();
    let opening = format!(
        "# {}\n\n{}。\n\n{NOTE}格式为 Frictionless Data Package，说明在 `datapackage.json` 中。各文件为 UTF-8 编码的 CSV；\
         用 Excel 打开时，请从“数据”菜单导入，编码选 UTF-8，编码列选“文本”。\n\n\
         The amounts of the published document as open data, in yuan: a Frictionless Data Package of CSV files in UTF-8.\n",
        title(manuscript),
        facts.join("；"),
    );
    std::iter::once(opening).chain(resources(has_lines).map(table)).collect::<Vec<_>>().join("\n")
}

fn table(resource: &Resource) -> String {
    let row = |column: &Column| format!("| `{}` | {} |\n", column.name, column.title);
    let rows = resource.columns.iter().map(row).collect::<String>();
    let Resource { path, title, note, .. } = resource;
    format!("## {path}：{title}\n\n{note}\n\n| 列 | 内容 |\n|---|---|\n{rows}")
}
