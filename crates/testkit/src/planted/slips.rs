//! How clerks mistype.

use super::page::value;
use crate::synthetic::Ledger;
use fastrand::Rng;

/// One of a list.
pub(super) fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> Option<T> {
    from.get(rng.usize(..from.len().max(1))).copied()
}

/// An amount as this writer prints it.
pub(super) fn written(ledger: &Ledger, cents: i64) -> String {
    let number = format!("{}.{:02}", cents / 100, cents % 100);
    if !ledger.manner.thousands {
        return number;
    }
    let point = number.len() - 3;
    let comma = |at: usize| at > 0 && at < point && (point - at).is_multiple_of(3);
    number.char_indices().fold(String::new(), |mut out, (at, c)| {
        if comma(at) {
            out.push(',');
        }
        out.push(c);
        out
    })
}

/// The amount with one digit wrong.
pub(super) fn digit(rng: &mut Rng, amount: &str) -> Option<String> {
    let mut characters: Vec<char> = amount.chars().collect();
    let digits: Vec<usize> = (0..characters.len()).filter(|&i| characters[i].is_ascii_digit()).collect();
    let at = pick(rng, &digits)?;
    let old = characters[at].to_digit(10)?;
    characters[at] = char::from_digit((old + rng.u32(1..10)) % 10, 10)?;
    differing(amount, characters)
}

/// The amount with two neighbouring digits exchanged.
pub(super) fn swapped(rng: &mut Rng, amount: &str) -> Option<String> {
    let mut characters: Vec<char> = amount.chars().collect();
    let digits: Vec<usize> = (0..characters.len()).filter(|&i| characters[i].is_ascii_digit()).collect();
    let pairs: Vec<(usize, usize)> = digits.windows(2).map(|w| (w[0], w[1])).collect();
    let pairs: Vec<_> = pairs.into_iter().filter(|&(a, b)| characters[a] != characters[b]).collect();
    let (a, b) = pick(rng, &pairs)?;
    characters.swap(a, b);
    differing(amount, characters)
}

fn differing(amount: &str, characters: Vec<char>) -> Option<String> {
    let wrong: String = characters.into_iter().collect();
    let plain = !wrong.starts_with('0') || wrong.starts_with("0.");
    value(&wrong).is_some_and(|v| plain && v != 0 && Some(v) != value(amount)).then_some(wrong)
}

/// The amount ten times or a tenth of what it should be.
pub(super) fn slipped_point(ledger: &Ledger, rng: &mut Rng, amount: &str) -> Option<String> {
    let cents = value(amount)?;
    let wrong = if rng.bool() && cents % 10 == 0 { cents / 10 } else { cents * 10 };
    (wrong != cents).then(|| written(ledger, wrong))
}

/// The amount in 元 where 万元 is meant.
pub(super) fn in_yuan(ledger: &Ledger, amount: &str) -> Option<String> {
    Some(written(ledger, value(amount)?.checked_mul(10_000)?))
}

/// One of the slips, at random.
pub(super) fn slip(ledger: &Ledger, rng: &mut Rng, amount: &str) -> Option<String> {
    match rng.u8(..6) {
        0 => swapped(rng, amount),
        1 => slipped_point(ledger, rng, amount),
        2 => in_yuan(ledger, amount),
        _ => digit(rng, amount),
    }
}
