//! The way of a revision from draft to publication.

use crate::error::StoreError;
use mingzhang_model::{Text, text};
use std::fmt;

/// Where a revision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The unit works on it.
    Draft,
    /// The bureau looks at it.
    Submitted,
    /// The bureau gave it back.
    Returned,
    /// The bureau has nothing against it.
    Approved,
    /// Everyone can read it, and it never changes.
    Published,
}

impl State {
    /// Every state, in the order of the way.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Returned, Self::Approved, Self::Published];

    /// As it is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
        }
    }

    /// As people say.
    pub fn name(self) -> Text {
        match self {
            Self::Draft => text!("编制中", "a draft"),
            Self::Submitted => text!("待审核", "submitted"),
            Self::Returned => text!("已退回", "returned"),
            Self::Approved => text!("已审核", "approved"),
            Self::Published => text!("已公开", "published"),
        }
    }

    /// Whether the unit may change what it says.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether it may become the other.
    pub fn leads_to(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft | Self::Returned, Self::Submitted)
                | (Self::Submitted, Self::Returned | Self::Approved)
                // What was approved may be taken back until it is published.
                | (Self::Approved, Self::Returned | Self::Published)
        )
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl TryFrom<String> for State {
    type Error = StoreError;

    fn try_from(key: String) -> Result<Self, StoreError> {
        let found = Self::ALL.into_iter().find(|state| state.key() == key);
        found.ok_or_else(|| StoreError::Damaged(format!("state {key}")))
    }
}
