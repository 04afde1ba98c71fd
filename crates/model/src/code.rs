//! Codes of the government's budget classifications.

use std::fmt;
use std::str::FromStr;

/// A classification code without separators: `201`, `20103`, `2010301` (functional) or `301`, `30101` (economic).
///
/// The length tells the level: three digits a class (类), five a section (款), seven an item (项).
#[doc(alias = "科目编码")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    digits: u32,
    len: u8,
}

/// The level of a [`Code`].
#[doc(alias = "科目级次")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeLevel {
    /// 类, three digits
    #[doc(alias = "类")]
    Class,
    /// 款, five digits
    #[doc(alias = "款")]
    Section,
    /// 项, seven digits
    #[doc(alias = "项")]
    Item,
}

impl CodeLevel {
    /// 类, 款 or 项.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Class => "类",
            Self::Section => "款",
            Self::Item => "项",
        }
    }
}

impl Code {
    /// A code from its parts as tables print them in separate columns, or with blanks: `["201", "3", "99"]` is 2010399.
    ///
    /// A section or item part of one digit has lost its leading zero and gets it back.
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut digits = String::with_capacity(7);
        for (index, part) in parts.into_iter().flat_map(str::split_whitespace).enumerate() {
            if index > 0 && part.len() == 1 {
                digits.push('0');
            }
            digits.push_str(part);
        }
        digits.parse().ok()
    }

    /// Class, section or item.
    pub fn level(self) -> CodeLevel {
        match self.len {
            3 => CodeLevel::Class,
            5 => CodeLevel::Section,
            _ => CodeLevel::Item,
        }
    }

    /// The code one level up; a class has none.
    pub fn parent(self) -> Option<Self> {
        (self.len > 3).then_some(Self { digits: self.digits / 100, len: self.len - 2 })
    }

    /// The code, then those above it up to its class.
    pub fn lineage(self) -> impl Iterator<Item = Self> + Clone {
        std::iter::successors(Some(self), |code| code.parent())
    }

    /// Whether this code is another one or stands below it.
    pub fn is_within(self, above: Self) -> bool {
        self.lineage().any(|code| code == above)
    }

    /// The class (类) this code belongs to.
    pub fn class(self) -> Self {
        Self { digits: self.digits / 10_u32.pow(u32::from(self.len) - 3), len: 3 }
    }
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(digits: &str) -> Result<Self, NotACode> {
        let plain = matches!(digits.len(), 3 | 5 | 7) && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain || digits.starts_with('0') {
            return Err(NotACode);
        }
        let len = if digits.len() == 3 {
            3
        } else if digits.len() == 5 {
            5
        } else {
            7
        };
        Ok(Self { digits: digits.parse().map_err(|_| NotACode)?, len })
    }
}

/// The text is not a code of three, five or seven digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("科目编码应为 3 位（类）、5 位（款）或 7 位（项）数字")
    }
}

impl std::error::Error for NotACode {}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.digits)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_parents() {
        let item: Code = "2010301".parse().unwrap();
        assert_eq!(item.level(), CodeLevel::Item);
        assert_eq!(item.parent().unwrap().to_string(), "20103");
        assert_eq!(item.class().to_string(), "201");
        assert_eq!(item.class().parent(), None);
    }

    #[test]
    fn a_lost_zero_is_given_back() {
        assert_eq!(Code::from_parts(["201", "3", "99"]), "2010399".parse().ok());
        assert_eq!(Code::from_parts(["201", "03", ""]), "20103".parse().ok());
        assert_eq!(Code::from_parts(["", "", ""]), None);
        assert!("0103".parse::<Code>().is_err());
    }
}
