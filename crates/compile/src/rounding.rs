//! Controlled rounding: amounts are printed in coarser units than they are kept in, and printed sums must still add up.
//!
//! Every printed quantity has an exact value and belongs to sums (a whole and its parts, in one table or over several).
//! Rounding each to the nearest unit breaks sums. A *controlled rounding* takes for each quantity one of the two
//! multiples of the unit around it such that every sum holds (L. H. Cox and L. R. Ernst, "Controlled rounding", INFOR
//! 20, 1982; for tables that share sums: J. P. Kelly, B. L. Golden and A. A. Assad, "The controlled rounding problem",
//! Annals of Operations Research, 1993; J. J. Salazar-González, "Controlled rounding and cell perturbation", Mathematical
//! Programming 105, 2006). In a table of two dimensions with its totals one always exists; in three or more it may not.
//!
//! What is done, in this order:
//!
//! 1. Quantities that hang together by sums are looked at together, others apart. Where rounding to the nearest adds up
//!    already, it stands.
//! 2. Else an integer program chooses between the two multiples around each value, as few and as near as possible away
//!    from the nearest. A value that is a multiple stays.
//! 3. Where that has no solution, or none is found within a bounded search, values may go one unit further, then one
//!    more: the quantities concerned are told.
//! 4. At last every entry of the ledger is rounded for itself and the rounded entries are added: such sums always hold.
//!
//! The program works with floating point; whether the sums hold is checked in integers afterwards.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolveOptions, Variable};
use std::collections::BTreeMap;

/// A quantity that is the sum of others, by their indexes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sum {
    pub whole: usize,
    pub parts: Vec<usize>,
}

/// What is to be rounded.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The exact value of each quantity, in fen.
    pub values: &'a [i64],
    /// What must add up; exact values do.
    pub sums: &'a [Sum],
    /// What the values are made of, by indexes into `atoms`.
    pub made_of: &'a [Vec<u32>],
    /// The entries of the ledger, in fen.
    pub atoms: &'a [i64],
    /// The unit of the last printed place, in fen.
    pub unit: i64,
}

/// How it was rounded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Rounding {
    /// For each quantity its printed value, in fen.
    pub values: Vec<i64>,
    /// Quantities that are not rounded to the nearest, but to the other neighbour.
    pub moved: Vec<usize>,
    /// Quantities that are a unit or more away from their exact value.
    pub strained: Vec<usize>,
}

impl Rounding {
    /// Prints the parts of a sum so that they come to it: those that were rounded furthest to one side are rounded to the
    /// other. The whole stays as it is.
    pub(crate) fn apportion(
        &mut self,
        whole: usize,
        parts: impl Iterator<Item = usize>,
        exact: &[i64],
        unit: i64,
    ) {
        let mut parts: Vec<usize> = parts.collect();
        let off = self.values[whole] - parts.iter().map(|part| self.values[*part]).sum::<i64>();
        // How far a part was rounded away from where it would have to go.
        let gone = |part: &usize| (exact[*part] - self.values[*part]) * off.signum();
        parts.retain(|part| gone(part) > 0);
        parts.sort_by_key(|part| -gone(part));
        let steps = usize::try_from(off.abs() / unit).unwrap_or(0);
        for part in parts.into_iter().take(steps) {
            self.values[part] += unit * off.signum();
        }
    }
}

/// How many units beyond its neighbours a value may go before entries are rounded one by one.
const FURTHEST: i64 = 2;

/// Where the search for a better rounding ends; a bound in steps, not in time, gives the same result everywhere.
const NODES: u64 = 2_000;

impl Table<'_> {
    /// Rounds all of it.
    pub(crate) fn round(&self) -> Rounding {
        let mut values: Vec<i64> = self.values.iter().map(|value| nearest(*value, self.unit)).collect();
        for sums in self.components() {
            if sums.iter().all(|sum| sum.holds(&values)) {
                continue;
            }
            let members = members(&sums);
            let found = (0..=FURTHEST).find_map(|beyond| self.solve(&sums, &members, beyond));
            let found = found.unwrap_or_else(|| self.by_entries(&members));
            values = found.into_iter().fold(values, |mut values, (index, value)| {
                values[index] = value;
                values
            });
        }
        let away = |index: &usize| (values[*index] - self.values[*index]).abs() >= self.unit;
        let moved = |index: &usize| values[*index] != nearest(self.values[*index], self.unit);
        let strained = (0..values.len()).filter(away).collect();
        let moved = (0..values.len()).filter(moved).filter(|index| !away(index)).collect();
        Rounding { values, moved, strained }
    }

    /// The sums, those together that share quantities.
    fn components(&self) -> Vec<Vec<Sum>> {
        let mut leader: Vec<usize> = (0..self.values.len()).collect();
        for sum in self.sums {
            let whole = lead(&mut leader, sum.whole);
            for part in &sum.parts {
                let part = lead(&mut leader, *part);
                leader[part] = whole;
            }
        }
        let mut components: BTreeMap<usize, Vec<Sum>> = BTreeMap::new();
        for sum in self.sums {
            components.entry(lead(&mut leader, sum.whole)).or_default().push(sum.clone());
        }
        components.into_values().collect()
    }

    /// A rounding of a component whose values are at most so many units further away than their neighbours.
    #[allow(clippy::float_arithmetic, clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn solve(&self, sums: &[Sum], members: &[usize], beyond: i64) -> Option<Vec<(usize, i64)>> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        // For each quantity its lowest value in units, and what may be added to it.
        let mut choices: BTreeMap<usize, (i64, Vec<Variable>)> = BTreeMap::new();
        for index in members {
            let (value, unit) = (self.values[*index], self.unit);
            let low = value.div_euclid(unit) - beyond;
            let high = value.div_euclid(unit) + i64::from(value.rem_euclid(unit) != 0) + beyond;
            // A step costs what it adds to the distance, so that the steps below the value are taken first.
            let distance = |at: i64| (at * unit - value).abs() as f64 / unit as f64;
            let steps = (low..high).map(|at| {
                let away = if nearest(value, unit) > at * unit { -DEPARTURE } else { DEPARTURE };
                problem.add_binary_var(distance(at + 1) - distance(at) + away)
            });
            choices.insert(*index, (low, steps.collect()));
        }
        for sum in sums {
            let mut expression = LinearExpr::empty();
            let mut lowest = 0;
            for (index, sign) in
                std::iter::once((sum.whole, 1)).chain(sum.parts.iter().map(|part| (*part, -1)))
            {
                let (low, steps) = &choices[&index];
                lowest += sign * low;
                for step in steps {
                    expression.add(*step, sign as f64);
                }
            }
            problem.add_constraint(expression, ComparisonOp::Eq, -lowest as f64);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES);
        let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
        let taken = |step: &&Variable| solution.var_value(**step) > 0.5;
        let value = |(low, steps): &(i64, Vec<Variable>)| {
            steps.iter().filter(taken).fold(*low, |value, _| value + 1) * self.unit
        };
        let rounded: BTreeMap<usize, i64> =
            choices.iter().map(|(index, choice)| (*index, value(choice))).collect();
        let holds =
            |sum: &Sum| rounded[&sum.whole] == sum.parts.iter().map(|part| rounded[part]).sum::<i64>();
        sums.iter().all(holds).then(|| rounded.into_iter().collect())
    }

    /// Sums of rounded entries.
    fn by_entries(&self, members: &[usize]) -> Vec<(usize, i64)> {
        let rounded =
            |atom: &u32| self.atoms.get(*atom as usize).map_or(0, |value| nearest(*value, self.unit));
        members.iter().map(|index| (*index, self.made_of[*index].iter().map(rounded).sum())).collect()
    }
}

/// The quantity that stands for all that a quantity hangs together with.
fn lead(leader: &mut [usize], mut index: usize) -> usize {
    while leader[index] != index {
        leader[index] = leader[leader[index]];
        index = leader[index];
    }
    index
}

/// What it costs to print anything but the nearest, beside the distance, which is less than one: as few values as
/// possible are moved, and of two choices that move as many the nearer is better.
const DEPARTURE: f64 = 1.0;

impl Sum {
    fn holds(&self, values: &[i64]) -> bool {
        values[self.whole] == self.parts.iter().map(|part| values[*part]).sum::<i64>()
    }
}

fn members(sums: &[Sum]) -> Vec<usize> {
    let mut members: Vec<usize> =
        sums.iter().flat_map(|s| s.parts.iter().copied().chain([s.whole])).collect();
    members.sort_unstable();
    members.dedup();
    members
}

/// The nearest multiple of the unit; half is rounded away from zero.
pub(crate) fn nearest(value: i64, unit: i64) -> i64 {
    let half = (value.abs() + unit / 2).div_euclid(unit) * unit;
    half * value.signum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A table of `rows` by `columns` by `layers` entries with all its totals.
    struct Cube {
        atoms: Vec<i64>,
        values: Vec<i64>,
        sums: Vec<Sum>,
        made_of: Vec<Vec<u32>>,
    }

    impl Cube {
        fn new(size: [usize; 3], atoms: Vec<i64>) -> Self {
            // Index 0 of a dimension is its total.
            let [a, b, c] = size.map(|n| n + 1);
            let at = |i: usize, j: usize, k: usize| (i * b + j) * c + k;
            let mut made_of = vec![Vec::new(); a * b * c];
            let mut sums = Vec::new();
            for i in 0..a {
                for j in 0..b {
                    for k in 0..c {
                        for (x, y, z) in
                            (1..a).flat_map(|x| (1..b).flat_map(move |y| (1..c).map(move |z| (x, y, z))))
                        {
                            if [(i, x), (j, y), (k, z)].iter().all(|(p, q)| *p == 0 || p == q) {
                                let atom = ((x - 1) * size[1] + y - 1) * size[2] + z - 1;
                                made_of[at(i, j, k)].push(u32::try_from(atom).unwrap());
                            }
                        }
                        if i == 0 {
                            sums.push(Sum {
                                whole: at(0, j, k),
                                parts: (1..a).map(|x| at(x, j, k)).collect(),
                            });
                        }
                        if j == 0 {
                            sums.push(Sum {
                                whole: at(i, 0, k),
                                parts: (1..b).map(|y| at(i, y, k)).collect(),
                            });
                        }
                        if k == 0 {
                            sums.push(Sum {
                                whole: at(i, j, 0),
                                parts: (1..c).map(|z| at(i, j, z)).collect(),
                            });
                        }
                    }
                }
            }
            let value = |of: &Vec<u32>| of.iter().map(|atom| atoms[*atom as usize]).sum();
            Self { values: made_of.iter().map(value).collect(), atoms, sums, made_of }
        }

        fn round(&self, unit: i64) -> Rounding {
            let Self { values, sums, made_of, atoms } = self;
            Table { values, sums, made_of, atoms, unit }.round()
        }
    }

    #[test]
    fn true_rounding_stands_where_it_adds_up() {
        let cube = Cube::new([2, 1, 1], vec![123_449, 100_012]);
        let rounding = cube.round(10_000);
        assert_eq!((rounding.moved.len(), rounding.strained.len()), (0, 0));
        assert_eq!(rounding.values[0], 220_000);
    }

    #[test]
    fn the_nearest_that_adds_up_is_taken() {
        // 33.30 + 33.30 + 33.40 = 100.00: one of them must be 34, and the largest is nearest to it.
        let cube = Cube::new([3, 1, 1], vec![3_330, 3_330, 3_340]);
        let rounding = cube.round(100);
        let [a, b, c] = [4, 8, 12].map(|index| rounding.values[index]);
        assert_eq!((rounding.values[0], a, b, c), (10_000, 3_300, 3_300, 3_400));
        // A column or layer of one row is that row, so it is the same four times.
        assert_eq!((rounding.moved.as_slice(), rounding.strained.len()), (&[12, 13, 14, 15][..], 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn every_sum_holds_and_every_value_stays_by_its_own(
            (size, atoms) in (1_usize..7, 1_usize..6).prop_flat_map(|(a, b)| {
                (Just([a, b, 1]), prop::collection::vec(0_i64..100_000, a * b))
            }),
        ) {
            let cube = Cube::new(size, atoms);
            let rounding = cube.round(10_000);
            prop_assert!(cube.sums.iter().all(|sum| sum.holds(&rounding.values)));
            // In two dimensions a controlled rounding always exists.
            prop_assert_eq!(&rounding.strained, &Vec::<usize>::new());
            let nearest: Vec<i64> = cube.values.iter().map(|value| nearest(*value, 10_000)).collect();
            if cube.sums.iter().all(|sum| sum.holds(&nearest)) {
                prop_assert_eq!(&rounding.values, &nearest);
            }
            for (rounded, exact) in rounding.values.iter().zip(&cube.values) {
                prop_assert!(rounded % 10_000 == 0 && (rounded - exact).abs() < 10_000);
                prop_assert!(exact % 10_000 != 0 || rounded == exact);
            }
        }

        #[test]
        fn three_dimensions_add_up_too(
            (size, atoms) in (1_usize..4, 1_usize..4, 1_usize..4).prop_flat_map(|(a, b, c)| {
                (Just([a, b, c]), prop::collection::vec(-30_000_i64..100_000, a * b * c))
            }),
        ) {
            let cube = Cube::new(size, atoms);
            let rounding = cube.round(10_000);
            prop_assert!(cube.sums.iter().all(|sum| sum.holds(&rounding.values)));
            for (index, (rounded, exact)) in rounding.values.iter().zip(&cube.values).enumerate() {
                let far = (rounded - exact).abs() >= 10_000;
                prop_assert_eq!(far, rounding.strained.contains(&index));
            }
        }
    }

    #[test]
    fn entries_rounded_one_by_one_always_add_up() {
        let cube = Cube::new([3, 3, 3], (0..27).map(|n| n * 3_777).collect());
        let all: Vec<usize> = (0..cube.values.len()).collect();
        let Cube { values, sums, made_of, atoms } = &cube;
        let table = Table { values, sums, made_of, atoms, unit: 10_000 };
        let rounded: Vec<i64> = table.by_entries(&all).into_iter().map(|(_, value)| value).collect();
        assert!(sums.iter().all(|sum| sum.holds(&rounded)));
    }
}
