//! The ledger as a folder: `ledger.toml` for single values, a CSV file for each list.

use crate::column::{ColumnKind, ColumnView, Sheet};
use crate::entered::{Entered, Filled, Place, is_named};
use crate::fault::{Fault, Spot};
use crate::ledger::Ledger;
use crate::names::plain;
use crate::topics::{sheets, sheets_of};
use mingzhang_model::{Text, text};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::de::{DeTable, DeValue};

/// Files of a folder with their contents, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The file of single values.
pub(crate) const SINGLE: &str = "ledger.toml";

/// The folder of a ledger. Lists that are empty have their headings, so that one sees what can be entered.
pub fn write_directory(ledger: &Ledger) -> Files {
    let mut files = Files::new();
    let mut single = String::from("# 明账：单项数据。各栏的含义见 docs/ledger.md。\n");
    for sheet in sheets_of(ledger) {
        if sheet.is_single() {
            write_single(sheet, ledger, &mut single);
        } else {
            files.insert(format!("{}.csv", sheet.key()), csv_of(sheet, ledger));
        }
    }
    files.insert(SINGLE.to_owned(), single.into_bytes());
    files
}

fn write_single(sheet: &dyn Sheet, ledger: &Ledger, out: &mut String) {
    let _ = write!(out, "\n# {}\n[{}]\n", sheet.title(), sheet.key());
    for values in sheet.rows(ledger) {
        for (column, value) in sheet.columns().iter().zip(values) {
            let is_number =
                matches!(column.kind, ColumnKind::Money | ColumnKind::Quantity | ColumnKind::Year);
            let said =
                if is_number && !value.is_empty() { value } else { toml::Value::String(value).to_string() };
            let _ = writeln!(out, "{} = {said} # {}", column.name, column.heading);
        }
    }
}

fn csv_of(sheet: &dyn Sheet, ledger: &Ledger) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings: Vec<&str> = sheet.columns().iter().map(|c| c.name).collect();
    // Writing to memory does not fail.
    let _ = writer.write_record(headings);
    for row in sheet.rows(ledger) {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Reads a folder that must be right.
///
/// # Errors
/// All that is wrong with it.
pub fn read_directory(files: &Files) -> Result<Entered, Vec<Fault>> {
    let (entered, faults) = open_directory(files);
    if faults.is_empty() { Ok(entered) } else { Err(faults) }
}

/// Reads a folder: what could be taken of it, and all that is wrong.
pub fn open_directory(files: &Files) -> (Entered, Vec<Fault>) {
    let mut entered = Entered::default();
    let mut faults = Vec::new();
    match files.get(SINGLE) {
        Some(bytes) => read_single(bytes, &mut entered, &mut faults),
        None => faults.push(whole(
            SINGLE,
            text!(
                "缺少 ledger.toml：单位名称、年度和模板写在其中。",
                "ledger.toml is missing: it tells office, year and profile."
            ),
        )),
    }
    for (name, bytes) in files.iter().filter(|(name, _)| *name != SINGLE) {
        let list = sheets().iter().find(|s| !s.is_single() && name.strip_suffix(".csv") == Some(s.key()));
        match list {
            Some(sheet) => read_csv(*sheet, name, bytes, &mut entered, &mut faults),
            None => faults.push(whole(name, unknown_file(name, &entered.ledger))),
        }
    }
    (entered, faults)
}

fn whole(name: &str, message: Text) -> Fault {
    Fault { spot: Spot::File(name.to_owned()), message }
}

fn unknown_file(name: &str, ledger: &Ledger) -> Text {
    let lists = sheets_of(ledger).filter(|s| !s.is_single());
    let names: Vec<String> = lists.map(|s| format!("{}.csv（{}）", s.key(), s.title())).collect();
    text!(
        "不认识文件“{0}”。账册中可以有 ledger.toml、{1}。请改名或移走。",
        "file “{0}” is unknown. A ledger has ledger.toml, {1}. Please rename or move it.",
        name,
        names.join("、")
    )
}

/// The text of a file, without the mark that some editors put before it.
fn text_of<'a>(name: &str, bytes: &'a [u8], faults: &mut Vec<Fault>) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok();
    if text.is_none() {
        let message = text!(
            "不是 UTF-8 文字。请以“CSV UTF-8”格式另存。",
            "this is not UTF-8 text. Please save it as “CSV UTF-8”."
        );
        faults.push(whole(name, message));
    }
    text.map(|text| text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The number of the first line that is not blank from a byte on.
fn line_of(text: &str, at: usize) -> u32 {
    let rest = text.get(at..).unwrap_or_default();
    let start = at + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let before = text.get(..start).unwrap_or(text);
    u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
}

fn read_csv(
    sheet: &'static dyn Sheet,
    name: &str,
    bytes: &[u8],
    entered: &mut Entered,
    faults: &mut Vec<Fault>,
) {
    let Some(text) = text_of(name, bytes, faults) else { return };
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.into_records() {
        // Text that is UTF-8 and of any number of fields is always CSV.
        let Ok(record) = record else { continue };
        let at = record.position().map_or(0, csv::Position::byte);
        let line = line_of(text, usize::try_from(at).unwrap_or(usize::MAX));
        rows.push((line, record.iter().map(str::to_owned).collect::<Vec<String>>()));
    }
    if rows.is_empty() {
        return;
    }
    let (line, headings): (u32, Vec<String>) = rows.remove(0);
    let columns = sheet.columns();
    let views: Vec<Option<&ColumnView>> =
        headings.iter().map(|heading| columns.iter().find(|view| is_named(view, heading))).collect();
    for (_, fields) in &mut rows {
        for (field, view) in fields.iter_mut().zip(&views) {
            // Files may call things what the workbook calls them.
            if let Some(view) = view {
                *field = plain(view, field, &entered.ledger);
            }
        }
    }
    let headings = (line, headings);
    let filled = Filled::records(Place::File(name.to_owned()), headings, rows);
    entered.take(sheet, &filled, faults);
}

fn read_single(bytes: &[u8], entered: &mut Entered, faults: &mut Vec<Fault>) {
    let Some(text) = text_of(SINGLE, bytes, faults) else { return };
    let line = |at: usize| line_of(text, at);
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().map_or(1, |span| line(span.start));
            let message = text!(
                "不是正确的 TOML：{0}。文字要放在双引号里。",
                "this is no TOML: {0}. Texts stand in double quotes.",
                error.message()
            );
            faults.push(Fault { spot: Spot::Line(SINGLE.to_owned(), at, None), message });
            return;
        }
    };
    for (key, value) in &table {
        let at = line(key.span().start);
        let sheet = singles().find(|s| s.key() == key.get_ref().as_ref());
        let (Some(sheet), DeValue::Table(values)) = (sheet, value.get_ref()) else {
            let message = unknown_section(key.get_ref());
            faults.push(Fault { spot: Spot::Line(SINGLE.to_owned(), at, None), message });
            continue;
        };
        let said = values.iter().map(|(name, value)| {
            let written = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                _ => text.get(value.span()).unwrap_or_default().to_owned(),
            };
            (line(name.span().start), name.get_ref().to_string(), written)
        });
        entered.take(sheet, &Filled::values(Place::Lines(SINGLE.to_owned()), said.collect()), faults);
    }
    for sheet in singles().filter(|s| s.columns().iter().any(|c| c.required)) {
        if !table.keys().any(|key| key.get_ref().as_ref() == sheet.key()) {
            let message = text!("缺少 [{0}]（{1}）。", "[{0}] ({1}) is missing.", sheet.key(), sheet.title());
            faults.push(whole(SINGLE, message));
        }
    }
}

fn singles() -> impl Iterator<Item = &'static dyn Sheet> {
    sheets().iter().copied().filter(|s| s.is_single())
}

fn unknown_section(key: &str) -> Text {
    let names: Vec<String> = singles().map(|s| format!("[{}]", s.key())).collect();
    text!(
        "不认识“{0}”。ledger.toml 中可以有 {1}。",
        "“{0}” is unknown. ledger.toml has {1}.",
        key,
        names.join("、")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    const OFFICE: &str = "[office]\nname = \"甲局\"\nlevel = \"unit\"\nyear = 2024\nprofile = \"x\"\n";

    fn faults(files: &[(&str, &str)]) -> Vec<String> {
        let faults = read_directory(&folder(files)).err().unwrap_or_default();
        faults.iter().map(|fault| format!("{} {}", fault.spot, fault.message.zh)).collect()
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_place() {
        let csv = "fund,金额（元）,note\n一般公共预算,\"1,000.00\",\n彩票,五千,x\n\n,3,\n";
        let toml = OFFICE.replace("2024", "24");
        assert_eq!(
            faults(&[("ledger.toml", &toml), ("revenue.csv", csv), ("misc.csv", "")]),
            [
                "ledger.toml:4 “24”不是年度，请填四位数字，如 2024。",
                "misc.csv 不认识文件“misc.csv”。账册中可以有 ledger.toml、duties.csv（主要职能）、divisions.csv（内设机构）、members.csv（所属单位）、staff.csv（人员编制）、revenue.csv（收入明细）、expenditure.csv（支出明细）、projects.csv（项目）、goals.csv（绩效目标）、indicators.csv（绩效指标）、three-public.csv（三公经费）、procurement.csv（政府采购）、assets.csv（国有资产）、prior-revenue.csv（上年收入）、prior-expenditure.csv（上年支出）、prior-figures.csv（其他上年数）、explanations.csv（原因与说明）、glossary.csv（名词解释）、codes.csv（补充科目）。请改名或移走。",
                "revenue.csv:1:3 不认识“note”这一栏。可用的栏：资金来源（fund）、功能分类科目（functional）、金额（元）（amount）。请改名或删去。",
                "revenue.csv:3:1 “彩票”不在可选项中。请填其中之一：一般公共预算、上级一般公共预算安排转移支付、政府性基金预算、上级政府性基金安排转移支付、国有资本经营预算、上级国有资本经营预算安排转移支付、财政专户管理资金、事业收入、上级补助收入、附属单位上缴收入、事业单位经营收入、其他收入、上年结转：一般公共预算、上年结转：政府性基金预算、上年结转：国有资本经营预算、上年结转：财政专户管理资金、上年结转：单位资金。",
                "revenue.csv:3:2 “五千”不是数字。请只填数字，如 1234.56 或 1,234.56，不带单位和文字。",
                "revenue.csv:5:1 “资金来源”是必填项，请填写。",
            ]
        );
    }

    #[test]
    fn a_folder_without_its_office_is_no_ledger() {
        assert_eq!(faults(&[]), ["ledger.toml 缺少 ledger.toml：单位名称、年度和模板写在其中。"]);
        assert_eq!(faults(&[("ledger.toml", "[other]\n")]), ["ledger.toml 缺少 [office]（基本信息）。"]);
        assert_eq!(
            faults(&[("ledger.toml", "[office]\nname = 甲\n")]),
            [
                "ledger.toml:2 不是正确的 TOML：string values must be quoted, expected literal string。文字要放在双引号里。"
            ]
        );
    }
}
