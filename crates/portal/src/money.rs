//! Amounts as pages show them.

/// Fen as 万元 with two decimals and marks between thousands: 2,015.18.
pub(crate) fn wan(fen: i64) -> String {
    // A hundredth of 万元 is 100 yuan.
    let hundredths = (fen.unsigned_abs() + 5_000) / 10_000;
    let whole = (hundredths / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if fen < 0 && hundredths > 0 { "-" } else { "" };
    format!("{sign}{grouped}.{:02}", hundredths % 100)
}

/// Fen as yuan, exact and without marks, for programs: 20151800.00.
pub(crate) fn yuan(fen: i64) -> String {
    let (sign, whole) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs());
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

#[cfg(test)]
mod tests {
    use super::{wan, yuan};

    #[test]
    fn amounts_are_rounded_away_from_zero_and_grouped() {
        let shown = [2_015_180_000, 0, -4_999, -5_000, 99_999_995_000, 123_456].map(wan);
        assert_eq!(shown, ["2,015.18", "0.00", "0.00", "-0.01", "100,000.00", "0.12"]);
        assert_eq!([-1, 2_015_180_000].map(yuan), ["-0.01", "20151800.00"]);
    }
}
