//! How amounts, counts and rates are written.

use mingzhang_model::{MoneyUnit, Numeral};

/// Digits after the point of printed amounts; amounts in yuan are exact with as many.
pub(crate) const DECIMALS: u8 = 2;

/// An amount in fen: `1,607.22`.
pub(crate) fn amount(fen: i64, unit: MoneyUnit, decimals: u8) -> String {
    Numeral::NOTHING.restated(fen, unit.exponent(), decimals).to_string()
}

/// The value of one in the last printed place of an amount, in fen.
pub(crate) fn last_place(unit: MoneyUnit, decimals: u8) -> i64 {
    10_i64.pow(u32::from(unit.exponent().saturating_sub(decimals)))
}

/// A number of things, in ten-thousandths: `11,055.00` where it is no whole number, else `93`.
pub(crate) fn count(quantity: i64) -> String {
    let decimals = if quantity % 10_000 == 0 { 0 } else { 2 };
    Numeral::NOTHING.restated(quantity, 4, decimals).to_string()
}

/// What a part is of a whole, in percent with two decimals, rounded half away from zero; none of nothing.
pub(crate) fn percent(part: i64, whole: i64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (i128::from(part).abs(), i128::from(whole).abs());
    let hundredths = (part * 10_000 * 2 + whole) / (whole * 2);
    let hundredths = i64::try_from(hundredths).ok()?;
    Some(format!("{}%", Numeral::NOTHING.restated(hundredths, 2, 2)))
}

/// A number in Chinese, for headings: 一, 十二, 二十.
pub(crate) fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, number % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_documents_write_them() {
        assert_eq!(amount(2_015_180_000, MoneyUnit::WanYuan, 2), "2,015.18");
        assert_eq!(amount(950_116_400, MoneyUnit::Yuan, 0), "9,501,164");
        assert_eq!(percent(201_418, 201_518).as_deref(), Some("99.95%"));
        assert_eq!(percent(22_306, 500).as_deref(), Some("4,461.20%"));
        assert_eq!(percent(1, 0), None);
        assert_eq!([1, 10, 12, 20, 34].map(chinese), ["一", "十", "十二", "二十", "三十四"]);
        assert_eq!([count(930_000), count(110_550_000), count(15_000)], ["93", "11,055", "1.50"]);
    }
}
