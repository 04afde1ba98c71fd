//! What a number format makes of a number: the formats that tables of money are written in.

use crate::decimal::Decimal;

/// A number format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// The number with all its digits: `General`, and every format that is not read here.
    General,
    /// Digits to measure.
    Plain(Plain),
    /// A date; whether it shows the day.
    Date { day: bool },
}

/// `#,##0.00` and its kin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    whole: usize,
    least: i32,
    most: i32,
    grouped: bool,
    percent: bool,
    /// How many powers of ten the format takes off: `0.00,` shows thousands, `0!.0,` tens of thousands.
    scale: i32,
    /// Whether a zero shows as nothing.
    zero_hidden: bool,
}

impl Format {
    /// The built-in format of this number.
    pub(crate) fn builtin(id: u16) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
            4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14..=16 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => {
                return Self::Date { day: !matches!(id, 27 | 36 | 50 | 57) };
            }
            17 => return Self::Date { day: false },
            _ => return Self::General,
        };
        Self::parse(code)
    }

    /// Reads a format code.
    pub(crate) fn parse(code: &str) -> Self {
        let sections = sections(code);
        let Some(first) = sections.first() else { return Self::General };
        if let Some(day) = date(first) {
            return Self::Date { day };
        }
        let Some(mut plain) = plain(first) else { return Self::General };
        plain.zero_hidden = sections.get(2).is_some_and(Vec::is_empty);
        Self::Plain(plain)
    }

    /// What the cell shows; `from_1904` tells which day dates count from.
    pub(crate) fn show(&self, number: &Decimal, from_1904: bool) -> String {
        match self {
            Self::General => number.shortest(),
            Self::Plain(plain) => plain.show(number),
            Self::Date { day } => date_of(number, from_1904, *day).unwrap_or_else(|| number.shortest()),
        }
    }
}

impl Format {
    /// The number with all its digits, in the unit that the format shows it in: a share in per cent, a day as a day.
    pub(crate) fn exact(&self, number: &Decimal, from_1904: bool) -> String {
        match self {
            Self::General => number.shortest(),
            Self::Plain(plain) => plain.exact(number),
            Self::Date { .. } => self.show(number, from_1904),
        }
    }

    /// The number as it is stored, whatever unit the format shows it in; a share in per cent, a day as a day.
    pub(crate) fn stored(&self, number: &Decimal, from_1904: bool) -> String {
        match self {
            Self::Plain(plain) if !plain.percent => number.shortest(),
            _ => self.exact(number, from_1904),
        }
    }
}

impl Plain {
    fn exact(&self, number: &Decimal) -> String {
        let written = number.clone().scaled(self.power()).shortest();
        if self.percent { written + "%" } else { written }
    }

    /// The power of ten that the format multiplies by.
    fn power(&self) -> i32 {
        if self.percent { 2 } else { -self.scale }
    }

    fn show(&self, number: &Decimal) -> String {
        if number.is_zero() && self.zero_hidden {
            return String::new();
        }
        let written =
            number.clone().scaled(self.power()).written(self.least, self.most, self.whole, self.grouped);
        if self.percent { written + "%" } else { written }
    }
}

/// One sign of a format that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Shown(char),
    /// Printed as it stands.
    Literal(char),
}

/// The sections for positive and negative numbers, zero and text, without colours, conditions and filling.
fn sections(code: &str) -> Vec<Vec<Sign>> {
    let mut sections = vec![Vec::new()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let Some(section) = sections.last_mut() else { break };
        match c {
            '"' => section.extend(chars.by_ref().take_while(|&c| c != '"').map(Sign::Literal)),
            '\\' | '!' => section.extend(chars.next().map(Sign::Literal)),
            '_' | '*' => drop(chars.next()),
            '[' => drop(chars.by_ref().find(|&c| c == ']')),
            ';' => sections.push(Vec::new()),
            _ => section.push(Sign::Shown(c)),
        }
    }
    sections
}

/// Whether the section is a date, and if so, whether it shows the day.
fn date(section: &[Sign]) -> Option<bool> {
    let shown = |wanted: &str| section.iter().any(|s| matches!(s, Sign::Shown(c) if wanted.contains(*c)));
    let dated = shown("yY") || (shown("mM") && shown("dD"));
    dated.then(|| shown("dD"))
}

fn plain(section: &[Sign]) -> Option<Plain> {
    let mut plain = Plain::default();
    let mut decimal = false;
    // A comma before a further digit groups, one after the last scales.
    let mut commas = 0;
    for sign in section {
        match *sign {
            Sign::Shown(digit @ ('0' | '#' | '?')) => {
                plain.grouped |= commas > 0;
                commas = 0;
                match (decimal, digit) {
                    (false, '0') => plain.whole += 1,
                    (false, _) => {}
                    (true, _) => {
                        plain.most += 1;
                        if digit == '0' {
                            plain.least = plain.most;
                        }
                    }
                }
            }
            Sign::Shown(',') => commas += 1,
            Sign::Shown('.') => decimal = true,
            // A point that is only printed: the digits after it are whole ones, shown as if they were decimals.
            Sign::Literal('.') if !decimal => {
                decimal = true;
                plain.scale = 1;
            }
            Sign::Shown('%') => plain.percent = true,
            Sign::Literal(_) | Sign::Shown(' ' | '-' | '+' | '(' | ')' | '$' | '¥' | '￥' | '€') => {}
            Sign::Shown(c) if !c.is_ascii() => {}
            Sign::Shown(_) => return None,
        }
    }
    if plain.whole == 0 && plain.most == 0 && !plain.grouped {
        return None;
    }
    plain.whole = plain.whole.max(1);
    plain.scale = if plain.scale > 0 { plain.most } else { 0 } + 3 * commas;
    Some(plain)
}

/// The day with this number, as `2026年1月30日`.
fn date_of(number: &Decimal, from_1904: bool, day_shown: bool) -> Option<String> {
    /// Days from 0000-03-01 to the day before the first of Excel's calendar, with the leap day 1900 that it invents.
    const BEFORE_1900: i64 = 693_899;
    const BEFORE_1904: i64 = 695_361;
    /// 9999-12-31.
    const LAST: i64 = 2_958_465;
    let whole = number.shortest();
    let days: i64 = whole.split('.').next()?.parse().ok()?;
    if !(1..=LAST).contains(&days) {
        return None;
    }
    let days = days + if from_1904 { BEFORE_1904 } else { BEFORE_1900 };
    // Years that begin in March, so that the leap day is their last: then months are 153/5 days long.
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year_of_era, month + 3);
    let (year, month) = if month > 12 { (year + 1, month - 12) } else { (year, month) };
    Some(if day_shown { format!("{year}年{month}月{day}日") } else { format!("{year}年{month}月") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: &str) -> String {
        Format::parse(code).show(&Decimal::parse(number).unwrap(), false)
    }

    #[test]
    fn money_is_shown_as_the_cell_shows_it() {
        for (code, number, cell) in [
            ("General", "1607.2199999999998", "1607.22"),
            ("0.00", "1607.2", "1607.20"),
            ("#,##0.00", "1607220.5", "1,607,220.50"),
            ("#,##0_ ", "1607.5", "1,608"),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", "-5.8", "-5.80"),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "0.00"),
            ("_ \"¥\"* #,##0.00_ ;", "12", "12.00"),
            ("#,##0.00;\\-#,##0.00;", "0", ""),
            ("#,##0.00;\\-#,##0.00;", "1", "1.00"),
            ("0.00%", "0.1234", "12.34%"),
            ("0%", "1", "100%"),
            ("0.##", "1.5", "1.5"),
            ("00", "2", "02"),
            ("0.00,", "1607220", "1607.22"),
            ("0!.0,", "1607220", "160.7"),
            ("0.00\"万元\"", "3", "3.00"),
            ("0.00E+00", "1607.22", "1607.22"),
            ("@", "205", "205"),
            ("# ?/?", "0.5", "0.5"),
        ] {
            assert_eq!(shown(code, number), cell, "{code} of {number}");
        }
    }

    #[test]
    fn exact_numbers_lose_no_digit() {
        for (code, number, exact, stored) in [
            ("#,##0", "1607.25", "1607.25", "1607.25"),
            ("0.00%", "0.12345", "12.345%", "12.345%"),
            ("0.00,", "1607225", "1607.225", "1607225"),
            ("General", "1607.2199999999998", "1607.22", "1607.22"),
            ("yyyy/m/d", "46052", "2026年1月30日", "2026年1月30日"),
            ("#,##0.00;\\-#,##0.00;", "0", "0", "0"),
        ] {
            let (format, number) = (Format::parse(code), Decimal::parse(number).unwrap());
            assert_eq!(format.exact(&number, false), exact, "{code} of {number:?}");
            assert_eq!(format.stored(&number, false), stored, "{code} of {number:?}");
        }
    }

    #[test]
    fn dates_are_shown_as_dates() {
        for (code, number, cell) in [
            ("yyyy\"年\"m\"月\"d\"日\";@", "46052", "2026年1月30日"),
            ("yyyy/m/d", "46052.75", "2026年1月30日"),
            ("yyyy\"年\"m\"月\";@", "45351", "2024年2月"),
            ("m/d/yy", "45351", "2024年2月29日"),
        ] {
            assert_eq!(shown(code, number), cell, "{code} of {number}");
        }
        let first = Decimal::parse("0.5").unwrap();
        assert_eq!(Format::builtin(14).show(&first, false), "0.5");
        let day = Decimal::parse("44590").unwrap();
        assert_eq!(Format::builtin(14).show(&day, true), "2026年1月30日");
    }
}
