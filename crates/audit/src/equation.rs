//! Equations (勾稽关系) between the numbers of a document, and the one place where tolerance is decided.

use crate::finding::Severity;
use mingzhang_model::{Disclosure, Figure, FigureId, Text, Unit, text};
use std::sync::Arc;

/// A relation that must hold between numbers, with the rule it comes from.
#[derive(Clone, Debug)]
pub struct Equation {
    /// Code of the rule that states it.
    pub rule: &'static str,
    /// How grave it is that it does not hold.
    pub severity: Severity,
    /// What it says, for people.
    pub statement: Statement,
    /// The relation itself.
    pub form: Form,
}

/// What an equation says. Most equations hold and are never put into words.
#[derive(Clone, Debug)]
pub enum Statement {
    /// 合计 = 基本支出 + 项目支出
    Words(Arc<Text>),
    /// The places of its terms, so many of them on the left: 表1“收入总计” = 表2“合计”行“总计”栏.
    Places {
        /// The terms on the left.
        left: usize,
    },
}

impl From<Text> for Statement {
    fn from(words: Text) -> Self {
        Self::Words(Arc::new(words))
    }
}

impl Equation {
    /// What it says, by what its terms are called.
    pub(crate) fn said(&self, called: impl Fn(FigureId) -> Text) -> Text {
        let left = match &self.statement {
            Statement::Words(words) => return Text::clone(words),
            Statement::Places { left } => *left,
        };
        let figures = self.form.figures();
        let plus = |terms: &[FigureId]| Text::joined(terms.iter().map(|&f| called(f)), " + ", " + ");
        let (left, right) = figures.split_at(left.min(figures.len()));
        match self.form {
            Form::AtMost(_) => text!("{0} ≤ {1}", "{0} ≤ {1}", plus(left), plus(right)),
            _ => text!("{0} = {1}", "{0} = {1}", plus(left), plus(right)),
        }
    }
}

/// The kinds of relation.
#[derive(Clone, Debug)]
pub enum Form {
    /// Σ coefficient·figure = 0, all figures of one dimension (money, percent or count).
    Sum(Vec<Term>),
    /// Σ coefficient·figure ≤ 0.
    AtMost(Vec<Term>),
    /// rate(%) = 100 · Σ numerator / Σ denominator, at the written precision of the rate. A share, a growth rate.
    ///
    /// With a zero numerator and denominator the rate must be zero; with only the denominator zero, the customary 100%.
    Ratio {
        /// The percentage as written, without sign.
        rate: FigureId,
        /// Above the line.
        numerator: Vec<Term>,
        /// Below the line.
        denominator: Vec<Term>,
    },
    /// Σ Π factors = total; each product has exactly one money factor, the others are counts.
    Products {
        /// The products.
        terms: Vec<Vec<FigureId>>,
        /// What they add up to, in money.
        total: FigureId,
    },
}

/// A figure with its coefficient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Usually +1 or −1.
    pub coefficient: i64,
    /// The figure.
    pub figure: FigureId,
}

/// `whole = Σ parts` as terms that add up to zero.
pub(crate) fn sum(whole: FigureId, parts: impl IntoIterator<Item = FigureId>) -> Vec<Term> {
    std::iter::once(Term { coefficient: 1, figure: whole })
        .chain(parts.into_iter().map(|figure| Term { coefficient: -1, figure }))
        .collect()
}

/// `left = right` as terms that add up to zero.
pub(crate) fn equal(left: FigureId, right: FigureId) -> Vec<Term> {
    sum(left, [right])
}

/// Whether an equation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// To the last digit, or a recomputed rate that rounds to what is written.
    Holds,
    /// The difference is within what rounding each term can explain.
    Rounding,
    /// It does not hold.
    Broken,
}

/// Values by figure: the document's own, or a supposed repair.
pub trait Values {
    /// The value of a figure on the scale of its unit.
    fn value(&self, figure: FigureId) -> i64;
    /// One unit of its last place; 0 if it is exact.
    fn last_place(&self, figure: FigureId) -> i64;
    /// Its unit.
    fn unit(&self, figure: FigureId) -> Unit;
}

/// What is not among the document's figures is the place-holder of a blank cell: it is worth nothing, exactly.
impl Values for Disclosure {
    fn value(&self, figure: FigureId) -> i64 {
        self.figures.get(figure.0 as usize).map_or(0, |f| f.value)
    }

    fn last_place(&self, figure: FigureId) -> i64 {
        self.figures.get(figure.0 as usize).map_or(0, |f| f.last_place)
    }

    fn unit(&self, figure: FigureId) -> Unit {
        self.figures.get(figure.0 as usize).map_or(Unit::Count, |f| f.unit)
    }
}

impl Form {
    /// Every figure that takes part, each once per mention.
    pub fn figures(&self) -> Vec<FigureId> {
        let mut all = Vec::new();
        self.each_figure(|figure| all.push(figure));
        all
    }

    /// Calls `visit` with every figure that takes part, each once per mention.
    pub(crate) fn each_figure(&self, mut visit: impl FnMut(FigureId)) {
        match self {
            Self::Sum(terms) | Self::AtMost(terms) => terms.iter().for_each(|t| visit(t.figure)),
            Self::Ratio { rate, numerator, denominator } => {
                visit(*rate);
                numerator.iter().chain(denominator).for_each(|t| visit(t.figure));
            }
            Self::Products { terms, total } => {
                visit(*total);
                terms.iter().flatten().for_each(|&f| visit(f));
            }
        }
    }

    /// Whether another form is the same relation, perhaps with all signs changed.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sum(a), Self::Sum(b)) => same_terms(a, b, 1) || same_terms(a, b, -1),
            (Self::AtMost(a), Self::AtMost(b)) => same_terms(a, b, 1),
            (
                Self::Ratio { rate, numerator, denominator },
                Self::Ratio { rate: r, numerator: n, denominator: d },
            ) => rate == r && same_terms(numerator, n, 1) && same_terms(denominator, d, 1),
            (Self::Products { terms, total }, Self::Products { terms: t, total: whole }) => {
                total == whole && terms == t
            }
            _ => false,
        }
    }

    /// Whether this is a rate that amounts known only to their last place leave far from certain.
    pub(crate) fn is_blurred_rate(&self, values: &impl Values) -> bool {
        let Self::Ratio { rate, numerator, denominator } = self else { return false };
        let d = total(denominator, values).saturating_abs();
        let own = i128::from(values.last_place(*rate)).saturating_mul(d);
        d != 0 && spread(*rate, numerator, denominator, values) >= own.saturating_mul(3)
    }

    /// Whether the relation holds for the given values. This is the one place that decides tolerance:
    ///
    /// - terms written to the same place must agree to the last digit; what half a last place of each term can explain
    ///   is `Rounding`, except that one amount stated twice to the same place leaves nothing to rounding;
    /// - where terms are written to different places, what rounding explains `Holds`;
    /// - counts of persons and things are exact;
    /// - a rate must be what its terms give when rounded as it is written, or lie within what the rounding of the
    ///   terms explains.
    pub fn verdict(&self, values: &impl Values) -> Verdict {
        match self {
            Self::Sum(terms) => Balance::of(terms, values).must_be_zero(),
            Self::AtMost(terms) => Balance::of(terms, values).must_not_exceed_zero(),
            Self::Ratio { rate, numerator, denominator } => {
                ratio_verdict(*rate, numerator, denominator, values)
            }
            Self::Products { terms, total } => products_verdict(terms, *total, values),
        }
    }
}

/// What a sum of terms comes to, and how much of it rounding can explain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Balance {
    /// Σ coefficient·value.
    pub(crate) residual: i128,
    /// Twice the residual that rounding can explain.
    slack: i128,
    /// Whether all terms are written to the same place.
    same_place: bool,
}

impl Balance {
    pub(crate) fn of(terms: &[Term], values: &impl Values) -> Self {
        let mut places = terms.iter().map(|t| values.last_place(t.figure)).filter(|&place| place != 0);
        let first = places.next();
        let same_place = places.all(|place| Some(place) == first);
        // A blank counts as nothing: what is left may be one amount stated twice.
        let mut printed = terms.iter().filter(|t| values.last_place(t.figure) != 0);
        let one = |t: Option<&Term>| t.is_some_and(|t| t.coefficient.abs() == 1);
        let twice_the_same = one(printed.next()) && one(printed.next()) && printed.next().is_none();
        let slack = if same_place && twice_the_same { 0 } else { slack(terms, values) };
        Self { residual: total(terms, values), slack, same_place }
    }

    /// The verdict on Σ = 0.
    pub(crate) fn must_be_zero(self) -> Verdict {
        let explained = self.residual.saturating_abs().saturating_mul(2) <= self.slack;
        match (self.residual, explained, self.same_place) {
            (0, ..) | (_, true, false) => Verdict::Holds,
            (_, true, true) => Verdict::Rounding,
            (_, false, _) => Verdict::Broken,
        }
    }

    /// The verdict on Σ ≤ 0.
    pub(crate) fn must_not_exceed_zero(self) -> Verdict {
        match self.residual {
            ..=0 => Verdict::Holds,
            excess if excess.saturating_mul(2) <= self.slack => Verdict::Rounding,
            _ => Verdict::Broken,
        }
    }
}

/// Σ coefficient·value. Sums too large for any budget stay at the limit.
pub(crate) fn total(terms: &[Term], values: &impl Values) -> i128 {
    let term = |t: &Term| i128::from(t.coefficient) * i128::from(values.value(t.figure));
    terms.iter().map(term).fold(0, i128::saturating_add)
}

/// Twice the difference that rounding every term to its last place can explain. Persons and things are not rounded.
fn slack(terms: &[Term], values: &impl Values) -> i128 {
    let rounded = |t: &Term| match values.unit(t.figure) {
        Unit::Count => 0,
        Unit::Money(_) | Unit::Percent => i128::from(values.last_place(t.figure)),
    };
    let term = |t: &Term| i128::from(t.coefficient).abs() * rounded(t);
    terms.iter().map(term).fold(0, i128::saturating_add)
}

/// Percent figures hold 1/10000 of a percent point, so 100 · n / d in that scale is n · `PERCENT` / d.
const PERCENT: i128 = 1_000_000;

/// The rate that the terms give, rounded to `place`, on the scale of percent figures; `None` if it does not fit.
pub(crate) fn rate_of(
    numerator: &[Term],
    denominator: &[Term],
    place: i64,
    values: &impl Values,
) -> Option<i64> {
    let (n, d) = (total(numerator, values).saturating_abs(), total(denominator, values).saturating_abs());
    if d == 0 {
        return i64::try_from(customary(n)).ok();
    }
    let place = i128::from(place.max(1));
    let step = d.checked_mul(place)?;
    let steps = n.checked_mul(PERCENT)?.checked_add(step / 2)? / step;
    i64::try_from(steps.checked_mul(place)?).ok()
}

/// Growth from nothing has no rate; 100% is what is customarily written.
fn customary(numerator: i128) -> i128 {
    if numerator == 0 { 0 } else { PERCENT }
}

fn ratio_verdict(rate: FigureId, numerator: &[Term], denominator: &[Term], values: &impl Values) -> Verdict {
    let (n, d) = (total(numerator, values).saturating_abs(), total(denominator, values).saturating_abs());
    let (written, place) = (i128::from(values.value(rate)).abs(), i128::from(values.last_place(rate)));
    if d == 0 {
        return if written == customary(n) { Verdict::Holds } else { Verdict::Broken };
    }
    // |written − n·P/d| ≤ place/2, without division.
    let distance = written.saturating_mul(d).saturating_sub(n.saturating_mul(PERCENT)).saturating_abs();
    let (distance, own) = (distance.saturating_mul(2), place.saturating_mul(d));
    if distance <= own {
        return Verdict::Holds;
    }
    let explained = own.saturating_add(spread(rate, numerator, denominator, values));
    if distance <= explained { Verdict::Rounding } else { Verdict::Broken }
}

/// What rounding of the amounts can explain of the distance between a rate and its terms, on the scale of both
/// multiplied out.
fn spread(rate: FigureId, numerator: &[Term], denominator: &[Term], values: &impl Values) -> i128 {
    let (dn, dd) = (slack(numerator, values), slack(denominator, values));
    let written = i128::from(values.value(rate)).abs();
    dn.saturating_mul(PERCENT).saturating_add(dd.saturating_mul(written))
}

fn same_terms(a: &[Term], b: &[Term], sign: i64) -> bool {
    let is_in = |t: &Term, all: &[Term]| {
        all.iter().any(|o| o.figure == t.figure && o.coefficient == t.coefficient.saturating_mul(sign))
    };
    a.len() == b.len() && a.iter().all(|t| is_in(t, b)) && b.iter().all(|t| is_in(t, a))
}

fn products_verdict(terms: &[Vec<FigureId>], total: FigureId, values: &impl Values) -> Verdict {
    let Some((sum, spread)) = products(terms, values) else {
        return Verdict::Holds;
    };
    let distance = sum.saturating_sub(i128::from(values.value(total))).saturating_abs().saturating_mul(2);
    if distance == 0 {
        Verdict::Holds
    } else if distance <= spread.saturating_add(i128::from(values.last_place(total))) {
        Verdict::Rounding
    } else {
        Verdict::Broken
    }
}

/// The sum of the products and twice what the rounding of their factors explains; `None` if it does not fit.
///
/// Counts are exact: only the money factor (a unit cost such as 0.52 万元) is taken as rounded.
pub(crate) fn products(terms: &[Vec<FigureId>], values: &impl Values) -> Option<(i128, i128)> {
    let (mut sum, mut spread) = (0_i128, 0_i128);
    for factors in terms {
        let (mut product, mut place) = (1_i128, 1_i128);
        for &factor in factors {
            let (value, last) = (i128::from(values.value(factor)), i128::from(values.last_place(factor)));
            let scale =
                if matches!(values.unit(factor), Unit::Money(_)) { 1 } else { i128::from(Figure::ONE) };
            product = product.checked_mul(value)?;
            place = place.checked_mul(if scale == 1 { last } else { value })?;
            product /= scale;
            place /= scale;
        }
        sum = sum.checked_add(product)?;
        spread = spread.checked_add(place.checked_abs()?)?;
    }
    Some((sum, spread))
}
