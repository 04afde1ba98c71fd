//! A number of a workbook as its cell shows it: exact decimal digits, never a binary fraction.

/// What Excel keeps of a number; the digits behind are noise of its binary arithmetic.
const SIGNIFICANT: usize = 15;
/// No number format shows more decimals.
const MOST_DECIMALS: i32 = 30;

/// A decimal number: `digits` × 10^-`decimals`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// Without zeros in front; empty for zero.
    digits: Vec<u8>,
    decimals: i32,
}

impl Decimal {
    /// Reads `1607.2199999999998` or `1.6E3`, rounded to the digits that a workbook keeps.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        let (negative, body) = match written.strip_prefix('-') {
            Some(body) => (true, body),
            None => (false, written.strip_prefix('+').unwrap_or(written)),
        };
        let (mantissa, exponent) = match body.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i16>().ok()?),
            None => (body, 0),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let plain = |text: &str| text.len() <= 400 && text.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !plain(whole) || !plain(part) {
            return None;
        }
        let digits = whole.bytes().chain(part.bytes()).map(|b| b - b'0').collect();
        let decimals = i32::try_from(part.len()).ok()? - i32::from(exponent);
        let mut number = Self { negative, digits, decimals };
        number.strip();
        let extra = number.digits.len().saturating_sub(SIGNIFICANT);
        number.drop_digits(extra);
        number.strip();
        // A double ends at 10^308.
        (number.decimals.abs() <= 400).then_some(number)
    }

    /// Takes off zeros at either end.
    fn strip(&mut self) {
        let zeros = self.digits.iter().take_while(|&&d| d == 0).count();
        self.digits.drain(..zeros);
        while self.decimals > 0 && self.digits.last() == Some(&0) {
            self.digits.pop();
            self.decimals -= 1;
        }
        if self.digits.is_empty() {
            *self = Self { negative: false, digits: Vec::new(), decimals: 0 };
        }
    }

    /// Rounds the last `count` digits away, half away from zero.
    fn drop_digits(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        let kept = self.digits.len().checked_sub(count);
        let up = kept.is_some_and(|kept| self.digits[kept] >= 5);
        self.digits.truncate(kept.unwrap_or(0));
        self.decimals -= i32::try_from(count).unwrap_or(i32::MAX);
        if up {
            self.add_one();
        }
    }

    fn add_one(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            *digit += 1;
            if *digit < 10 {
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number times 10^`power`.
    pub(crate) fn scaled(mut self, power: i32) -> Self {
        if !self.is_zero() {
            self.decimals -= power;
        }
        self
    }

    /// Rounded to so many decimals.
    fn rounded(&self, decimals: i32) -> Self {
        let mut number = self.clone();
        let extra = number.decimals.saturating_sub(decimals);
        number.drop_digits(usize::try_from(extra).unwrap_or(0));
        number.strip();
        number
    }

    /// All its digits and no more.
    pub(crate) fn shortest(&self) -> String {
        self.written(self.decimals.clamp(0, MOST_DECIMALS), self.decimals.clamp(0, MOST_DECIMALS), 1, false)
    }

    /// With at least `least` and at most `most` decimals, `whole` digits before them, and perhaps separators of
    /// thousands.
    pub(crate) fn written(&self, least: i32, most: i32, whole: usize, grouped: bool) -> String {
        let number = self.rounded(most);
        let decimals = number.decimals.max(least).max(0);
        let zeros = usize::try_from(decimals - number.decimals).unwrap_or(0);
        let mut digits: Vec<u8> = number.digits.clone();
        if !number.is_zero() || decimals > 0 {
            digits.resize(digits.len() + zeros, 0);
        }
        let places = usize::try_from(decimals).unwrap_or(0);
        let length = digits.len().max(places + whole);
        let padded = std::iter::repeat_n(0, length - digits.len()).chain(digits);
        let mut out = String::with_capacity(length + length / 3 + 2);
        if number.negative {
            out.push('-');
        }
        for (index, digit) in padded.enumerate() {
            let left = length - index;
            if left == places {
                out.push('.');
            }
            out.push(char::from(b'0' + digit));
            if grouped && left > places + 1 && (left - places - 1).is_multiple_of(3) {
                out.push(',');
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortest(written: &str) -> String {
        Decimal::parse(written).unwrap().shortest()
    }

    #[test]
    fn money_comes_out_exact() {
        for (stored, shown) in [
            ("1607.2199999999998", "1607.22"),
            ("0.10000000000000001", "0.1"),
            ("1.6072200000000001E3", "1607.22"),
            ("2.9999999999999999E-2", "0.03"),
            ("-5.8", "-5.8"),
            ("-0", "0"),
            ("100", "100"),
            ("1E+2", "100"),
            ("0.000", "0"),
            ("999999999999999.9", "1000000000000000"),
            ("22118861.34", "22118861.34"),
        ] {
            assert_eq!(shortest(stored), shown, "{stored}");
        }
        for no_number in ["", "-", "1,000", "INF", "1e99999", "."] {
            assert_eq!(Decimal::parse(no_number), None, "{no_number}");
        }
    }

    #[test]
    fn a_number_is_written_to_measure() {
        let written = |number: &str, least, most, whole, grouped| {
            Decimal::parse(number).unwrap().written(least, most, whole, grouped)
        };
        assert_eq!(written("1234567.891", 2, 2, 1, true), "1,234,567.89");
        assert_eq!(written("0", 2, 2, 1, true), "0.00");
        assert_eq!(written("0", 0, 0, 1, true), "0");
        assert_eq!(written("999.995", 2, 2, 1, true), "1,000.00");
        assert_eq!(written("-0.004", 2, 2, 1, false), "0.00");
        assert_eq!(written("0.5", 0, 0, 1, false), "1");
        assert_eq!(written("2", 0, 0, 2, false), "02");
        assert_eq!(written("1.5", 0, 2, 1, false), "1.5");
        assert_eq!(written("1000", 0, 2, 1, true), "1,000");
    }
}
