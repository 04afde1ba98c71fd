//! A number exactly as a document writes it.

use std::fmt;

/// How the thousands of a [`Numeral`] are separated.
#[doc(alias = "千分位")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `1607.22`
    None,
    /// `1,607.22`
    Thousands,
    /// `16,07.22`: separators that do not stand before each three digits; usually a digit was lost or added.
    Irregular,
}

/// A decimal number with everything about its writing that matters: digits, written decimals, sign, grouping.
///
/// `1,607.20` and `1607.2` are equal amounts but different numerals; printing gives back what was read.
#[doc(alias = "数")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    negative: bool,
    mantissa: u64,
    decimals: u8,
    grouping: Grouping,
}

/// More digits than any budget has; longer runs of digits are identifiers, not amounts.
const MAX_DIGITS: usize = 17;

impl Numeral {
    /// A plain zero.
    pub const NOTHING: Self = Self { negative: false, mantissa: 0, decimals: 0, grouping: Grouping::None };

    /// Parses a whole string: `1,607.22`, `１６０７.２２`, `-5.80`, `－5.80`, `(5.80)`, `（5.80）`.
    ///
    /// Full-width forms are accepted; brackets and every kind of minus sign mean a negative amount.
    /// Returns `None` for anything that is not exactly one number of at most 17 digits.
    pub fn parse(written: &str) -> Option<Self> {
        let trimmed = written.trim();
        let bracketed = trimmed.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
        let body = bracketed.unwrap_or(trimmed).trim();
        let unsigned = body.strip_prefix(['-', '－', '−', '﹣']);
        let mut numeral = Self::parse_unsigned(unsigned.unwrap_or(body).trim_start())?;
        numeral.negative = bracketed.is_some() ^ unsigned.is_some();
        Some(numeral)
    }

    fn parse_unsigned(digits: &str) -> Option<Self> {
        let (mut mantissa, mut count) = (0_u64, 0_usize);
        let mut decimals: Option<u8> = None;
        let mut groups: Vec<usize> = vec![0];
        for c in digits.chars() {
            match c {
                '0'..='9' | '０'..='９' => {
                    let base = if c.is_ascii() { '0' } else { '０' };
                    count += 1;
                    if count > MAX_DIGITS {
                        return None;
                    }
                    mantissa = mantissa * 10 + u64::from(u32::from(c) - u32::from(base));
                    match &mut decimals {
                        Some(places) => *places += 1,
                        None => *groups.last_mut()? += 1,
                    }
                }
                ',' | '，' if decimals.is_none() && groups.last() != Some(&0) => groups.push(0),
                '.' | '．' if decimals.is_none() && groups.last() != Some(&0) => decimals = Some(0),
                _ => return None,
            }
        }
        if groups.last() == Some(&0) || decimals == Some(0) {
            return None;
        }
        let grouping = match groups.as_slice() {
            [_] => Grouping::None,
            [first, rest @ ..] if *first <= 3 && rest.iter().all(|&g| g == 3) => Grouping::Thousands,
            _ => Grouping::Irregular,
        };
        Some(Self { negative: false, mantissa, decimals: decimals.unwrap_or(0), grouping })
    }

    /// Digits written after the decimal point.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Whether its last decimal is a zero: its writer prints a fixed number of decimals, needed or not.
    pub fn is_padded(self) -> bool {
        self.decimals > 0 && self.mantissa.is_multiple_of(10)
    }

    /// How the thousands are separated.
    pub fn grouping(self) -> Grouping {
        self.grouping
    }

    /// The number times 10^`exponent`, exactly; `None` if it is written finer than that or does not fit.
    pub fn scaled(self, exponent: u8) -> Option<i64> {
        let factor = 10_i64.checked_pow(u32::from(exponent.checked_sub(self.decimals)?))?;
        let magnitude = i64::try_from(self.mantissa).ok()?.checked_mul(factor)?;
        Some(if self.negative { -magnitude } else { magnitude })
    }

    /// The value of one in the last written place, times 10^`exponent`; `None` as for [`Numeral::scaled`].
    pub fn last_place(self, exponent: u8) -> Option<i64> {
        10_i64.checked_pow(u32::from(exponent.checked_sub(self.decimals)?))
    }

    /// `value` (times 10^`exponent`) with so many decimals, grouped in the manner of this numeral.
    ///
    /// Rounds half away from zero. A large amount is grouped where this numeral was too small to show whether
    /// its writer groups.
    pub fn restated(self, value: i64, exponent: u8, decimals: u8) -> Self {
        let decimals = decimals.min(exponent);
        let divisor = 10_u64.pow(u32::from(exponent - decimals));
        let mantissa = value.unsigned_abs().saturating_add(divisor / 2) / divisor;
        let shows_grouping = self.mantissa / 10_u64.pow(u32::from(self.decimals)) >= 1000;
        let grouping = match self.grouping {
            Grouping::None if shows_grouping => Grouping::None,
            _ => Grouping::Thousands,
        };
        Self { negative: value < 0 && mantissa > 0, mantissa, decimals, grouping }
    }
}

impl fmt::Display for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(u32::from(self.decimals));
        let whole = (self.mantissa / scale).to_string();
        if self.negative {
            f.write_str("-")?;
        }
        for (index, digit) in whole.char_indices() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) && self.grouping != Grouping::None {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if self.decimals > 0 {
            let places = usize::from(self.decimals);
            write!(f, ".{:0places$}", self.mantissa % scale)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fen_of_wan(written: &str) -> Option<i64> {
        Numeral::parse(written)?.scaled(6)
    }

    #[test]
    fn reads_every_customary_form() {
        for written in ["1,607.22", "1607.22", "１，６０７．２２", " 1,607.22 "] {
            assert_eq!(fen_of_wan(written), Some(1_607_220_000), "{written}");
        }
        for written in ["-5.80", "－5.80", "−5.80", "(5.80)", "（5.80）"] {
            assert_eq!(fen_of_wan(written), Some(-5_800_000), "{written}");
        }
    }

    #[test]
    fn refuses_what_is_not_one_number() {
        for written in
            ["", "-", ".", "1.", ".5", "1..2", "1,,2", "12人", "1 2", "2024年", "1.2.3", "()", "1,"]
        {
            assert_eq!(Numeral::parse(written), None, "{written}");
        }
        assert_eq!(Numeral::parse("123456789012345678"), None);
    }

    #[test]
    fn a_lost_digit_shows_in_the_grouping() {
        assert_eq!(Numeral::parse("1,32.81").map(Numeral::grouping), Some(Grouping::Irregular));
        assert_eq!(Numeral::parse("1,332.81").map(Numeral::grouping), Some(Grouping::Thousands));
    }

    #[test]
    fn finer_than_the_scale_is_not_rounded() {
        assert_eq!(Numeral::parse("0.123").and_then(|n| n.scaled(2)), None);
    }

    #[test]
    fn restates_in_the_writers_manner() {
        let numeral = Numeral::parse("1,607.22").unwrap();
        assert_eq!(numeral.restated(2_015_180_000, 6, 2).to_string(), "2,015.18");
        assert_eq!(numeral.restated(-5, 6, 2).to_string(), "0.00");
        assert_eq!(Numeral::parse("1607.22").unwrap().restated(2_015_180_000, 6, 2).to_string(), "2015.18");
    }

    proptest! {
        #[test]
        fn printing_is_the_inverse_of_reading(mantissa in 0_u64..10_u64.pow(15), decimals in 0_u8..7, negative: bool, grouped: bool) {
            let grouping = if grouped && mantissa / 10_u64.pow(u32::from(decimals)) >= 1000 { Grouping::Thousands } else { Grouping::None };
            let numeral = Numeral { negative, mantissa, decimals, grouping };
            prop_assert_eq!(Numeral::parse(&numeral.to_string()), Some(numeral));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
            let _ = Numeral::parse(&text);
        }
    }
}
