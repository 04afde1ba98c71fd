//! Values of fields: how each is written in a file, and what is wrong with what cannot be read.

use crate::choices::{Choice, ThreePublic};
use crate::column::ColumnKind;
use crate::ledger::{Day, Quantity};
use mingzhang_model::{Code, Grouping, Level, Money, Numeral, Text, text};

/// A field of a record.
pub(crate) trait Value {
    /// What a column of such values takes.
    fn kind(&self) -> ColumnKind;
    /// As files write it; empty where there is none.
    fn written(&self) -> String;
    /// Takes what a file says; blanks around it are gone, and it is not empty.
    ///
    /// # Errors
    /// It cannot be read; says why and what to write instead.
    fn read(&mut self, written: &str) -> Result<(), Text>;
}

/// Amounts above this are slips: no line of an office's budget has more than a hundred billion yuan. Half a million such
/// lines can be summed without overflow.
const MOST_FEN: i64 = 10_000_000_000_000;

impl Value for String {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Words
    }

    fn written(&self) -> String {
        self.clone()
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        written.clone_into(self);
        Ok(())
    }
}

impl Value for Money {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Money
    }

    fn written(&self) -> String {
        decimal(self.0, 2, 2)
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        let fen = number(written)?.scaled(2).ok_or_else(|| {
            text!(
                "“{0}”细于一分。金额以元为单位，最多两位小数。",
                "“{0}” is finer than a fen. Amounts are in yuan with at most two decimals.",
                written
            )
        })?;
        if fen < 0 {
            return Err(text!(
                "“{0}”是负数。金额不能为负，请核实。",
                "“{0}” is negative. Please check: amounts are not.",
                written
            ));
        }
        if fen > MOST_FEN {
            return Err(text!(
                "“{0}”元太大，请检查单位：这里以元填写，不是万元。",
                "“{0}” yuan is too much. Please check the unit: it is 元 here.",
                written
            ));
        }
        *self = Self(fen);
        Ok(())
    }
}

impl Value for Quantity {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Quantity
    }

    fn written(&self) -> String {
        decimal(self.0, 4, 0)
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        let value = number(written)?.scaled(4).filter(|value| value.abs() <= MOST_FEN);
        *self = Self(value.ok_or_else(|| {
            text!(
                "“{0}”位数太多。数量最多四位小数。",
                "“{0}” has too many digits. A quantity has at most four decimals.",
                written
            )
        })?);
        Ok(())
    }
}

impl Value for i32 {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Year
    }

    fn written(&self) -> String {
        if *self == 0 { String::new() } else { self.to_string() }
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        let digits = written.strip_suffix('年').unwrap_or(written).trim();
        let year = digits.parse().ok().filter(|year| (2000..=2100).contains(year));
        *self = year.ok_or_else(|| {
            text!(
                "“{0}”不是年度，请填四位数字，如 2024。",
                "“{0}” is no year. Please write four digits: 2024.",
                written
            )
        })?;
        Ok(())
    }
}

impl Value for Day {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Day
    }

    fn written(&self) -> String {
        self.0.clone()
    }

    /// `2024-03-10`, or as offices write it: `2024年3月10日`, `2024/3/10`.
    fn read(&mut self, written: &str) -> Result<(), Text> {
        let parts: Vec<&str> = written.trim_end_matches('日').split(['年', '月', '-', '/', '.']).collect();
        let number = |part: &str| part.trim().parse::<u32>().ok();
        let day = match parts.as_slice() {
            [year, month, day] => number(year).zip(number(month)).zip(number(day)),
            _ => None,
        };
        let real = day.filter(|((year, month), day)| {
            (2000..=2100).contains(year) && (1..=days_of(*month, *year)).contains(day)
        });
        let Some(((year, month), day)) = real else {
            return Err(text!(
                "“{0}”不是日期，请写成 2024-03-10。",
                "“{0}” is no date. Please write 2024-03-10.",
                written
            ));
        };
        self.0 = format!("{year}-{month:02}-{day:02}");
        Ok(())
    }
}

/// Days of a month; none of one that is no month.
fn days_of(month: u32, year: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl Value for bool {
    fn kind(&self) -> ColumnKind {
        ColumnKind::YesNo
    }

    fn written(&self) -> String {
        if *self { "是" } else { "否" }.to_owned()
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        *self = match written {
            "是" | "yes" | "true" | "TRUE" | "1" => true,
            "否" | "no" | "false" | "FALSE" | "0" => false,
            _ => return Err(text!("“{0}”应填“是”或“否”。", "“{0}” should be 是 or 否.", written)),
        };
        Ok(())
    }
}

impl Value for Option<Code> {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Code
    }

    fn written(&self) -> String {
        self.map(|code| code.to_string()).unwrap_or_default()
    }

    /// `2010301`, or with its name as the drop-down writes it: `2010301 行政运行`.
    fn read(&mut self, written: &str) -> Result<(), Text> {
        let end = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
        let code = written[..end].parse().map_err(|_| {
            text!(
                "“{0}”不是科目编码。编码为 3 位（类）、5 位（款）或 7 位（项）数字，如 2010301；可从下拉列表中选。",
                "“{0}” is no code of three, five or seven digits, such as 2010301. Please choose from the list.",
                written
            )
        })?;
        *self = Some(code);
        Ok(())
    }
}

impl Value for Level {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Choice(vec![("unit", "单位"), ("department", "部门")])
    }

    fn written(&self) -> String {
        match self {
            Self::Unit => "unit",
            Self::Department => "department",
        }
        .to_owned()
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        *self = match written {
            "unit" | "单位" => Self::Unit,
            "department" | "部门" => Self::Department,
            _ => {
                return Err(text!(
                    "“{0}”应填“单位”或“部门”。",
                    "“{0}” should be unit or department.",
                    written
                ));
            }
        };
        Ok(())
    }
}

impl<C: Choice> Value for C {
    fn kind(&self) -> ColumnKind {
        ColumnKind::Choice(C::ALL.iter().map(|choice| (choice.key(), choice.name())).collect())
    }

    fn written(&self) -> String {
        self.key().to_owned()
    }

    fn read(&mut self, written: &str) -> Result<(), Text> {
        let same = |choice: &&C| choice.key() == written || choice.name() == written;
        *self = *C::ALL.iter().find(same).ok_or_else(|| {
            let names: Vec<&str> = C::ALL.iter().map(|choice| choice.name()).collect();
            text!(
                "“{0}”不在可选项中。请填其中之一：{1}。",
                "“{0}” cannot be chosen. Please write one of {1}.",
                written,
                names.join("、")
            )
        })?;
        Ok(())
    }
}

/// A field that may be left empty.
macro_rules! optional {
    ($($inner:ty),+) => {$(
        impl Value for Option<$inner> {
            fn kind(&self) -> ColumnKind {
                <$inner>::default().kind()
            }

            fn written(&self) -> String {
                self.as_ref().map(Value::written).unwrap_or_default()
            }

            fn read(&mut self, written: &str) -> Result<(), Text> {
                let mut value = <$inner>::default();
                value.read(written)?;
                *self = Some(value);
                Ok(())
            }
        }
    )+};
}
optional!(Money, Quantity, ThreePublic);

/// What amounts come to; more than can be counted is the most that can.
pub(crate) fn total(amounts: impl Iterator<Item = Money>) -> i64 {
    amounts.fold(0, |sum, amount| amount.0.saturating_add(sum))
}

/// `1,234.56`, whole.
fn number(written: &str) -> Result<Numeral, Text> {
    let number = Numeral::parse(written).filter(|number| number.grouping() != Grouping::Irregular);
    number.ok_or_else(|| {
        text!(
            "“{0}”不是数字。请只填数字，如 1234.56 或 1,234.56，不带单位和文字。",
            "“{0}” is no number. Please write digits only, such as 1234.56 or 1,234.56, without a unit.",
            written
        )
    })
}

/// `value` / 10^`places` with at least `least` decimals and no more than it needs.
fn decimal(value: i64, places: usize, least: usize) -> String {
    let digits = format!("{:0width$}", value.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let kept = part.trim_end_matches('0').len().max(least);
    let sign = if value < 0 { "-" } else { "" };
    if kept == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", &part[..kept]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::Fund;

    fn money(written: &str) -> Result<i64, String> {
        let mut money = Money::default();
        money.read(written).map(|()| money.0).map_err(|text| text.zh)
    }

    #[test]
    fn amounts_are_exact_or_refused() {
        assert_eq!(money("1,234.56"), Ok(123_456));
        assert_eq!(money("１２３４．５"), Ok(123_450));
        assert_eq!(money("0"), Ok(0));
        for wrong in ["1,23.45", "5万元", "约100", "0.001", "-5", "99999999999999", "=SUM(A1)"] {
            assert!(money(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Money(123_450).written(), "1234.50");
        assert_eq!(Money(5).written(), "0.05");
        assert_eq!(Quantity(110_550_000).written(), "11055");
        assert_eq!(Quantity(-5_000).written(), "-0.5");
    }

    #[test]
    fn a_day_is_written_in_one_way() {
        let read = |written: &str| {
            let mut day = Day::default();
            day.read(written).map(|()| day.0).map_err(|text| text.zh)
        };
        for written in ["2024-03-10", "2024年3月10日", "2024/3/10", "2024.03.10"] {
            assert_eq!(read(written), Ok("2024-03-10".to_owned()), "{written}");
        }
        assert_eq!(read("2024-02-29"), Ok("2024-02-29".to_owned()));
        for wrong in ["2023-02-29", "2024-13-01", "2024年3月", "三月十日", "3-10-2024"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_choice_is_known_by_key_and_by_name() {
        let mut fund = Fund::General;
        for written in ["own_funds.other", "其他收入"] {
            fund = Fund::General;
            assert_eq!(fund.read(written), Ok(()));
            assert_eq!(fund, Fund::Other);
        }
        assert!(fund.read("彩票").is_err());
    }

    #[test]
    fn a_code_may_stand_before_its_name() {
        let mut code: Option<Code> = None;
        assert_eq!(code.read("2010301 行政运行"), Ok(()));
        assert_eq!(code.written(), "2010301");
        assert!(code.read("行政运行").is_err());
        assert!(code.read("20103011").is_err());
    }
}
