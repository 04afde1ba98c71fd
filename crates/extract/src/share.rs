//! Sums are known, what they are made of is not: one way to divide them that meets all of them.

use std::collections::BTreeSet;

/// A sum of shares that is known.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    /// The shares it is made of, by their numbers.
    pub members: Vec<usize>,
    /// In fen.
    pub value: i64,
    /// What stated it: where not all can be met, the sums of one witness are given up together.
    pub witness: usize,
    /// By how much it may be missed because each amount was rounded for itself; in fen.
    pub rounding: i64,
}

impl Sum {
    /// By how much the shares miss it.
    pub(crate) fn missed(&self, shares: &[i64]) -> i64 {
        (self.members.iter().map(|member| shares[*member]).sum::<i64>() - self.value).abs()
    }

    /// Whether the shares come to it, but for rounding.
    pub(crate) fn is_near(&self, shares: &[i64]) -> bool {
        self.missed(shares) <= self.rounding
    }
}

/// Shares that meet the sums, or as many of them as can be met together.
///
/// Shares are filled in their order, each as far as the sums it is part of allow: the corner rule of transport
/// problems. It meets all sums wherever any share may take from each of its sums whatever is left of them, as in tables
/// of two margins and margins within margins. If the sums contradict each other, those of one witness are given up:
/// of the least detailed that makes the others agree, the last in `expendable` first.
pub(crate) fn share(count: usize, sums: &[Sum], expendable: &[usize]) -> Vec<i64> {
    let whole = fill(count, sums, None);
    let mut best = (unmet(&whole, sums, None), whole);
    if best.0 == 0 {
        return best.1;
    }
    for witness in expendable.iter().rev() {
        let shares = fill(count, sums, Some(*witness));
        let left = unmet(&shares, sums, Some(*witness));
        if left == 0 {
            return shares;
        }
        if left < best.0 {
            best = (left, shares);
        }
    }
    best.1
}

fn fill(count: usize, sums: &[Sum], without: Option<usize>) -> Vec<i64> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, sum) in sums.iter().enumerate().filter(|(_, sum)| Some(sum.witness) != without) {
        for member in &sum.members {
            of[*member].push(at);
        }
    }
    let mut left: Vec<i64> = sums.iter().map(|sum| sum.value).collect();
    let mut shares = vec![0; count];
    for (share, sums) in shares.iter_mut().zip(&of) {
        let most = sums.iter().map(|at| left[*at]).min().unwrap_or(0).max(0);
        *share = most;
        for at in sums {
            left[*at] -= most;
        }
    }
    shares
}

/// How many sums are not met, but for rounding.
fn unmet(shares: &[i64], sums: &[Sum], without: Option<usize>) -> usize {
    sums.iter().filter(|sum| Some(sum.witness) != without && !sum.is_near(shares)).count()
}

/// The first of the smallest choices of amounts that together are a sum. Of more than twenty it looks at the first.
pub(crate) fn subset(amounts: &[i64], sum: i64) -> Option<BTreeSet<usize>> {
    let amounts = &amounts[..amounts.len().min(20)];
    let is_it = |choice: &u32| {
        let chosen = (0..amounts.len()).filter(|at| choice & (1 << at) != 0);
        chosen.map(|at| amounts[at]).sum::<i64>() == sum
    };
    let choices = (1_u32..1 << amounts.len()).filter(is_it);
    let choice = choices.min_by_key(|choice| (choice.count_ones(), *choice))?;
    Some((0..amounts.len()).filter(|at| choice & (1 << at) != 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_subset_is_the_smallest() {
        assert_eq!(subset(&[1, 2, 3, 4], 5), Some([1, 2].into()));
        assert_eq!(subset(&[1, 2], 5), None);
        assert_eq!(subset(&[], 0), None);
    }

    #[test]
    fn the_witness_that_contradicts_the_others_is_given_up() {
        let sum = |members: &[usize], value, witness| Sum {
            members: members.to_vec(),
            value,
            witness,
            rounding: 0,
        };
        let sums = [sum(&[0], 5, 0), sum(&[1], 7, 0), sum(&[0, 1], 13, 1), sum(&[0, 1], 12, 2)];
        assert_eq!(share(2, &sums, &[0, 2, 1]), [5, 7]);
    }

    proptest! {
        #[test]
        fn two_margins_are_met(cells in proptest::collection::vec(proptest::collection::vec(0_i64..1000, 4), 1..6)) {
            let rows = cells.iter().enumerate().map(|(at, row)| {
                Sum { members: (at * 4..at * 4 + 4).collect(), value: row.iter().sum(), witness: 0, rounding: 0 }
            });
            let columns = (0..4).map(|at| {
                let value = cells.iter().map(|row| row[at]).sum();
                Sum { members: (0..cells.len()).map(|row| row * 4 + at).collect(), value, witness: 1, rounding: 0 }
            });
            let sums: Vec<Sum> = rows.chain(columns).collect();
            let shares = share(cells.len() * 4, &sums, &[]);
            prop_assert_eq!(unmet(&shares, &sums, None), 0);
        }
    }
}
