//! `mingzhang diff`: two disclosures side by side.

mod html;
mod human;
mod json;
mod xlsx;

use crate::args::{DiffArgs, DiffFormat};
use crate::check::{limits, read, unwritable};
use crate::config::profile;
use crate::inputs::Input;
use crate::terminal;
use crate::trouble::{trouble, unreadable};
use mingzhang_compare::{Diff, Move, Presence, RowDiff};
use mingzhang_model::{Disclosure, Lang, MoneyUnit, Passage, Source, Text, Unit, text};
use mingzhang_read::{Options, Reading};
use mingzhang_standard::{Catalogue, builtin};
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// One of the two documents.
struct Side {
    file: String,
    disclosure: Disclosure,
    source: Arc<Source>,
}

/// Both documents with what differs.
struct Sides {
    first: Side,
    second: Side,
    diff: Diff,
    lang: Lang,
}

/// Runs the command; 0 if nothing differs, 1 if something does.
pub(crate) fn run(args: &DiffArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    if args.format == DiffFormat::Xlsx && args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(trouble(text!(
            "Excel 工作簿不能显示在终端，请用 -o 指定文件，如 -o 对比.xlsx",
            "a workbook cannot be shown on a terminal; please name a file, such as -o diff.xlsx"
        )));
    }
    let [first, second] = [side(args, &args.first)?, side(args, &args.second)?];
    let diff = Diff::of(&first.disclosure, &second.disclosure, Catalogue::builtin());
    let differs = !diff.is_empty();
    let sides = Sides { first, second, diff, lang };
    let bytes = match args.format {
        DiffFormat::Human => human::page(&sides, terminal::COLUMNS).into_bytes(),
        DiffFormat::Json => json::page(&sides)?,
        DiffFormat::Html => html::page(&sides)?.into_bytes(),
        DiffFormat::Xlsx => xlsx::book(&sides)?,
    };
    match &args.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| unwritable(path, &error))?,
        None => std::io::stdout().write_all(&bytes)?,
    }
    Ok(ExitCode::from(u8::from(differs)))
}

fn side(args: &DiffArgs, path: &Path) -> anyhow::Result<Side> {
    let input = Input::one(path);
    let own = args.profile.as_deref().map(|name| profile(name, Path::new("."))).transpose()?;
    let options = Options { profiles: builtin(), forced: own.as_ref(), limits: limits(args.max_size) };
    let file = input.name();
    let Reading { disclosure, source, .. } = read(&input, &options).map_err(|why| unreadable(&file, &why))?;
    Ok(Side { file, disclosure, source })
}

impl Side {
    /// Office, year and file.
    fn title(&self) -> Text {
        let unit = self.disclosure.unit.as_ref().map_or("", Passage::text);
        match self.disclosure.year {
            Some(year) => text!("{0} {1} 年（{2}）", "{0} {1} ({2})", unit, year, &self.file),
            None => text!("{0}（{1}）", "{0} ({1})", unit, &self.file),
        }
    }
}

impl Sides {
    fn say(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// How the two documents are called in headings of columns: by their years, their levels, or their order.
    fn names(&self) -> [Text; 2] {
        let (one, other) = (&self.first.disclosure, &self.second.disclosure);
        if let (Some(a), Some(b)) = (one.year, other.year)
            && a != b
        {
            return [a, b].map(|year| text!("{0} 年", "{0}", year));
        }
        let kind = |d: &Disclosure| match d.kind? {
            mingzhang_model::Kind::Budget => Some(text!("预算", "budget")),
            mingzhang_model::Kind::FinalAccounts => Some(text!("决算", "final accounts")),
        };
        if one.kind != other.kind
            && let (Some(a), Some(b)) = (kind(one), kind(other))
        {
            return [a, b];
        }
        let level = |d: &Disclosure| match d.level? {
            mingzhang_model::Level::Unit => Some(text!("单位", "unit")),
            mingzhang_model::Level::Department => Some(text!("部门", "department")),
        };
        match (level(one), level(other)) {
            (Some(a), Some(b)) if one.level != other.level => [a, b],
            _ => [text!("前一份", "first"), text!("后一份", "second")],
        }
    }

    /// The groups of rows, each with its heading, and the unit its amounts are shown in.
    fn groups(&self) -> Vec<(Text, MoneyUnit, &[RowDiff])> {
        let unit = |rows: &[RowDiff]| {
            mingzhang_compare::common_unit(rows, &self.first.disclosure, &self.second.disclosure)
        };
        let tables = self.diff.tables.iter().filter(|t| t.presence == Presence::Both).map(|table| {
            let title = text!("表{0} {1}", "Table {0} {1}", table.number, &table.title);
            (title, unit(&table.rows), table.rows.as_slice())
        });
        let others = [
            (text!("项目", "Projects"), &self.diff.projects),
            (
                text!("人员、资产、政府采购等", "Staff, assets, procurement and the like"),
                &self.diff.registers,
            ),
        ];
        let others = others.into_iter().filter(|(_, rows)| !rows.is_empty());
        tables.chain(others.map(|(title, rows)| (title, unit(rows), rows.as_slice()))).collect()
    }

    /// The tables that only one of the documents has.
    fn lone_tables(&self) -> Vec<Text> {
        let [first, second] = self.names();
        let lone = self.diff.tables.iter().filter(|t| t.presence != Presence::Both);
        let told = lone.map(|table| {
            let whose = if table.presence == Presence::First { &first } else { &second };
            text!("只有{0}有：表{1} {2}", "only {0} has: table {1} {2}", whose, table.number, &table.title)
        });
        told.collect()
    }
}

/// A row's name with its code, and what it was called before.
fn name(row: &RowDiff) -> Text {
    let called = |code: Option<mingzhang_model::Code>, name: &str| {
        code.map_or_else(|| name.to_owned(), |code| format!("{code} {name}"))
    };
    let name = called(row.code, &row.name);
    match &row.formerly {
        Some((code, former)) => {
            text!("{0}（原 {1}）", "{0} (formerly {1})", name, called(*code, former))
        }
        None => Text::same(name),
    }
}

/// What stands in the place of a rate: 新增, 取消, +12.5%.
fn rate(moved: &Move) -> Text {
    match (moved.before, moved.after, moved.rate()) {
        (None | Some(0), Some(_), _) => text!("新增", "new"),
        (Some(_), None, _) => text!("取消", "gone"),
        (_, _, Some(tenths)) => {
            let sign = if tenths < 0 { "-" } else { "+" };
            let tenths = tenths.unsigned_abs();
            Text::same(format!("{sign}{}.{}%", grouped(tenths / 10), tenths % 10))
        }
        (_, _, None) => Text::same("-"),
    }
}

/// An amount in a unit, or a number of things, exactly; with a sign if it is a change.
fn amount(value: i64, of: Unit, unit: MoneyUnit, signed: bool) -> String {
    let (exponent, least) = match of {
        Unit::Money(_) => (u32::from(unit.exponent()), 2),
        Unit::Percent | Unit::Count => (4, 0),
    };
    let scale = 10_u64.pow(exponent);
    let size = value.unsigned_abs();
    let mut decimals = format!("{:0width$}", size % scale, width = exponent as usize);
    while decimals.len() > least && decimals.ends_with('0') {
        decimals.pop();
    }
    let sign = if value < 0 {
        "-"
    } else if signed && value > 0 {
        "+"
    } else {
        ""
    };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{decimals}", grouped(size / scale))
}

/// `1,607`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_in_any_unit() {
        let wan = Unit::Money(MoneyUnit::WanYuan);
        assert_eq!(amount(15_621_112_300, wan, MoneyUnit::WanYuan, false), "15,621.1123");
        assert_eq!(amount(15_621_112_300, wan, MoneyUnit::Yuan, true), "+156,211,123.00");
        assert_eq!(amount(-5_000_000, wan, MoneyUnit::WanYuan, true), "-5.00");
        assert_eq!(amount(120_000, Unit::Count, MoneyUnit::Yuan, true), "+12");
    }
}
