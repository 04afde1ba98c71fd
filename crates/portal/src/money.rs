//! Amounts as pages show them.

/// Fen as 万元 with two decimals and marks between thousands: 2,015.18.
pub(crate) fn wan(fen: i64) -> String {
    // A hundredth of 万元 is 100 yuan.
    let hundredths = (fen.unsigned_abs() + 5_000) / 10_000;
    let sign = if fen < 0 && hundredths > 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", grouped(hundredths / 100), hundredths % 100)
}

/// Fen as 万元, to the fen: two decimals, or as many as it takes.
pub(crate) fn wan_exact(fen: i64) -> String {
    let (whole, rest) = (fen.unsigned_abs() / 1_000_000, fen.unsigned_abs() % 1_000_000);
    let decimals = format!("{rest:06}");
    let kept = decimals.trim_end_matches('0').len().max(2);
    format!("{}{}.{}", if fen < 0 { "-" } else { "" }, grouped(whole), &decimals[..kept])
}

/// A number with marks between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How much of the whole a part is, to a tenth of a percent; nothing of nothing, or of a debt.
pub(crate) fn share(part: i64, whole: i64) -> String {
    if whole <= 0 || part < 0 {
        return String::new();
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (part * 2_000 + whole) / (2 * whole);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Fen as yuan, exact and without marks, for programs: 20151800.00.
pub(crate) fn yuan(fen: i64) -> String {
    let (sign, whole) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs());
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

#[cfg(test)]
mod tests {
    use super::{share, wan, wan_exact, yuan};

    #[test]
    fn amounts_are_rounded_away_from_zero_and_grouped() {
        let shown = [2_015_180_000, 0, -4_999, -5_000, 99_999_995_000, 123_456].map(wan);
        assert_eq!(shown, ["2,015.18", "0.00", "0.00", "-0.01", "100,000.00", "0.12"]);
        assert_eq!([-1, 2_015_180_000].map(yuan), ["-0.01", "20151800.00"]);
    }

    #[test]
    fn exact_amounts_have_as_many_decimals_as_it_takes() {
        let shown = [8_695_940_834, 2_015_180_000, 0, -1, 1_234_567_000_000, 10_000].map(wan_exact);
        assert_eq!(shown, ["8,695.940834", "2,015.18", "0.00", "-0.000001", "1,234,567.00", "0.01"]);
    }

    #[test]
    fn a_share_is_rounded_and_has_a_whole() {
        let told =
            [(1, 3), (2, 3), (0, 5), (5, 5), (1, 2_000), (1, 0), (-1, 5)].map(|(part, of)| share(part, of));
        assert_eq!(told, ["33.3%", "66.7%", "0.0%", "100.0%", "0.1%", "", ""]);
    }
}
