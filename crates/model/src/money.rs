//! Amounts of money and the units documents state them in.

use crate::number::Numeral;
use std::fmt;
use std::ops::{Add, Neg, Sub};

/// An exact amount in fen (分), one hundredth of a yuan.
#[doc(alias = "金额")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// Reads a number written in `unit`, such as `1,607.22` in 万元; `None` if it is no number or finer than a fen.
    pub fn parse(written: &str, unit: MoneyUnit) -> Option<Self> {
        Numeral::parse(written)?.scaled(unit.exponent()).map(Self)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// The unit a table or sentence states its amounts in.
#[doc(alias = "金额单位")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum MoneyUnit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元, ten thousand yuan
    #[serde(rename = "万元")]
    WanYuan,
    /// 亿元, a hundred million yuan
    #[serde(rename = "亿元")]
    YiYuan,
}

impl MoneyUnit {
    /// Every unit, longest name first, as a scanner must try them.
    pub const ALL: [Self; 3] = [Self::WanYuan, Self::YiYuan, Self::Yuan];

    /// The power of ten that turns a number in this unit into fen.
    pub const fn exponent(self) -> u8 {
        match self {
            Self::Yuan => 2,
            Self::WanYuan => 6,
            Self::YiYuan => 10,
        }
    }

    /// The unit as it is written: 元, 万元 or 亿元.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::WanYuan => "万元",
            Self::YiYuan => "亿元",
        }
    }

    /// The unit whose name begins `text`.
    pub fn at_start_of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| text.starts_with(unit.name()))
    }
}

impl fmt::Display for MoneyUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_fixes_the_value() {
        assert_eq!(Money::parse("1,607.22", MoneyUnit::WanYuan), Some(Money(1_607_220_000)));
        assert_eq!(Money::parse("1,607.22", MoneyUnit::Yuan), Some(Money(160_722)));
        assert_eq!(Money::parse("0.3", MoneyUnit::YiYuan), Some(Money(3_000_000_000)));
        assert_eq!(Money::parse("0.001", MoneyUnit::Yuan), None);
    }

    #[test]
    fn the_longest_unit_wins() {
        assert_eq!(MoneyUnit::at_start_of("万元，占"), Some(MoneyUnit::WanYuan));
        assert_eq!(MoneyUnit::at_start_of("元/台"), Some(MoneyUnit::Yuan));
        assert_eq!(MoneyUnit::at_start_of("万"), None);
    }
}
