//! Numbers a document states, each with its meaning, its written precision and its place.

use crate::location::Location;
use crate::money::{Money, MoneyUnit};
use crate::number::Numeral;
use crate::text::Text;

/// What a number counts.
#[doc(alias = "计量单位")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// An amount, or a price per piece, in the given money unit.
    Money(MoneyUnit),
    /// A percentage.
    Percent,
    /// Anything else: persons, projects, vehicles, square metres, weights.
    Count,
}

impl Unit {
    /// Values are integers: the number times 10 to this power. Money is held in fen, percentages and counts in 1/10000.
    pub const fn exponent(self) -> u8 {
        match self {
            Self::Money(unit) => unit.exponent(),
            Self::Percent | Self::Count => 4,
        }
    }

    /// What is written after the number: 万元, % or nothing.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Money(unit) => unit.name(),
            Self::Percent => "%",
            Self::Count => "",
        }
    }
}

/// One number of the document. The document's numbers live in [`Disclosure::figures`](crate::Disclosure) and are
/// referred to by [`FigureId`], so that equations can tie them and localization can blame one.
#[doc(alias = "数字")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number as written.
    pub numeral: Numeral,
    /// What it counts.
    pub unit: Unit,
    /// The number times 10^[`Unit::exponent`]: fen for money.
    pub value: i64,
    /// One unit of the last place that counts, on the scale of `value`: the number is known to ± half of it.
    ///
    /// For a table cell this is the finest place used in the table: `5` beside `42.02` means `5.00`.
    pub last_place: i64,
    /// Where the number stands.
    pub location: Location,
    /// What part of the document it belongs to.
    pub origin: Origin,
}

impl Figure {
    /// What the value of a count holds for one person or thing.
    pub const ONE: i64 = 10_i64.pow(Unit::Count.exponent() as u32);

    /// A figure known to its written precision; `None` if the number is too fine or too large for `unit`.
    pub fn new(numeral: Numeral, unit: Unit, location: Location, origin: Origin) -> Option<Self> {
        let value = numeral.scaled(unit.exponent())?;
        let last_place = numeral.last_place(unit.exponent())?;
        Some(Self { numeral, unit, value, last_place, location, origin })
    }

    /// The amount, if the figure is one.
    pub fn money(&self) -> Option<Money> {
        matches!(self.unit, Unit::Money(_)).then_some(Money(self.value))
    }

    /// `value` as this figure's writer would have written it, with more decimals if it needs them to be exact.
    ///
    /// Decimals beyond the place that counts are a slip, and not repeated.
    pub fn restated(&self, value: i64) -> String {
        let exponent = self.unit.exponent();
        let counted = (0..=exponent).find(|d| 10_i64.pow(u32::from(exponent - d)) <= self.last_place);
        let exact = |&decimals: &u8| value % 10_i64.pow(u32::from(exponent - decimals)) == 0;
        let decimals = (self.numeral.decimals().min(counted.unwrap_or(exponent))..=exponent)
            .find(exact)
            .unwrap_or(exponent);
        self.numeral.restated(value, exponent, decimals).to_string()
    }

    /// The number with its unit: `1,607.22 万元`, `99.95%`.
    pub fn with_unit(&self) -> String {
        self.written_with_unit(self.value)
    }

    /// [`Figure::restated`] with the unit.
    pub fn written_with_unit(&self, value: i64) -> String {
        let number = if value == self.value { self.numeral.to_string() } else { self.restated(value) };
        match self.unit {
            Unit::Money(unit) => format!("{number} {unit}"),
            Unit::Percent => format!("{number}%"),
            Unit::Count => number,
        }
    }
}

/// Index of a [`Figure`] in its disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// The part of the document a figure belongs to: enough to name it to a reader.
#[doc(alias = "出处")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A table cell: indexes into `tables`, `rows`, `columns`.
    Cell {
        /// Index of the table.
        table: u32,
        /// Index of the row.
        row: u32,
        /// Index of the column.
        column: u32,
    },
    /// A sentence of a narrative section: the index of the section and what is spoken of.
    Prose {
        /// Index of the section.
        section: u32,
        /// What the number says, in the document's words: 基本支出比上年增加额.
        subject: Box<str>,
    },
    /// A performance form: its index and what the number is.
    Form {
        /// Index of the form.
        form: u32,
        /// The form's label or the indicator's name, and which of its numbers this is.
        subject: Box<str>,
    },
    /// Another document, set beside this one: what the number is called there.
    Elsewhere {
        /// The document and the place in it: 上年文本表3“合计”行“基本支出”栏.
        name: Box<Text>,
    },
    /// An amount or percentage that no structure was found for: seen, but not read.
    Loose,
}
