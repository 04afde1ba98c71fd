//! Slips of the keyboard: how one number becomes another by a single mistake.

/// How a wrong number may have come from the right one, likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// One digit typed wrong, left out, doubled, or two neighbours exchanged.
    Digit,
    /// The decimal point in the wrong place, or 元 taken for 万元.
    Point,
    /// A minus sign too many or too few.
    Sign,
    /// A cell left blank.
    Omission,
    /// Nothing so simple.
    None,
}

/// The slip that makes `right` into `written`; both as printed.
pub(crate) fn slip(written: &str, right: &str) -> Slip {
    let (a, b) = (plain(written), plain(right));
    let magnitude = |number: &[u8]| number.strip_prefix(b"-").map_or(number.to_vec(), <[u8]>::to_vec);
    if one_digit(&a, &b) {
        Slip::Digit
    } else if a.starts_with(b"-") != b.starts_with(b"-") {
        if magnitude(&a) == magnitude(&b) { Slip::Sign } else { Slip::None }
    } else if shifted(&a, &b) {
        Slip::Point
    } else {
        Slip::None
    }
}

fn plain(number: &str) -> Vec<u8> {
    number.bytes().filter(|b| *b != b',').collect()
}

/// One substitution, insertion, deletion or exchange of neighbours apart.
fn one_digit(written: &[u8], right: &[u8]) -> bool {
    let prefix = written.iter().zip(right).take_while(|(one, other)| one == other).count();
    let (written, right) = (&written[prefix..], &right[prefix..]);
    let suffix = written.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&written[..written.len() - suffix], &right[..right.len() - suffix]) {
        ([one], [other]) => one.is_ascii_digit() && other.is_ascii_digit(),
        ([only], []) | ([], [only]) => only.is_ascii_digit(),
        (pair @ [first, second], [third, fourth]) => {
            first == fourth && second == third && pair.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

fn shifted(a: &[u8], b: &[u8]) -> bool {
    let digits = |n: &[u8]| -> Vec<u8> {
        let all: Vec<u8> = n.iter().copied().filter(u8::is_ascii_digit).collect();
        let start = all.iter().position(|d| *d != b'0').unwrap_or(all.len());
        let end = all.iter().rposition(|d| *d != b'0').map_or(start, |at| at + 1);
        all[start..end].to_vec()
    };
    let significant = digits(a);
    !significant.is_empty() && significant == digits(b)
}

/// Every number one digit slip away from `written`, as printed without separators.
pub(crate) fn neighbours(written: &str) -> Vec<String> {
    let plain: Vec<char> = written.chars().filter(|c| *c != ',').collect();
    let mut all = Vec::new();
    let mut push = |chars: Vec<char>| all.push(chars.into_iter().collect::<String>());
    for (at, c) in plain.iter().enumerate() {
        if c.is_ascii_digit() {
            for digit in '0'..='9' {
                let mut changed = plain.clone();
                changed[at] = digit;
                push(changed);
            }
            let mut shorter = plain.clone();
            shorter.remove(at);
            push(shorter);
            if plain.get(at + 1).is_some_and(char::is_ascii_digit) {
                let mut swapped = plain.clone();
                swapped.swap(at, at + 1);
                push(swapped);
            }
        }
    }
    for at in 0..=plain.len() {
        for digit in '0'..='9' {
            let mut longer = plain.clone();
            longer.insert(at, digit);
            push(longer);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_slips_are_known() {
        for (written, right) in
            [("1,607.23", "1,607.22"), ("1,670.22", "1,607.22"), ("1,32.81", "1,332.81"), ("22.00", "2.00")]
        {
            assert_eq!(slip(written, right), Slip::Digit, "{written} {right}");
        }
        assert_eq!(slip("160.722", "1,607.22"), Slip::Point);
        assert_eq!(slip("50,000", "5.00"), Slip::Point);
        assert_eq!(slip("-72.04", "72.04"), Slip::Sign);
        assert_eq!(slip("-72.04", "720.4"), Slip::None);
        assert_eq!(slip("1,607.22", "2,015.18"), Slip::None);
    }

    #[test]
    fn neighbours_are_one_slip_away() {
        let all = neighbours("63.67");
        assert!(
            all.contains(&"63.62".to_owned())
                && all.contains(&"36.67".to_owned())
                && all.contains(&"163.67".to_owned())
        );
        assert!(all.iter().all(|n| n == "63.67" || slip("63.67", n) == Slip::Digit), "{all:?}");
    }
}
