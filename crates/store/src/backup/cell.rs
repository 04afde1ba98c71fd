//! A value of a row, as a backup writes it.

use crate::change::Putting;
use crate::error::StoreError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mingzhang_model::text;
use serde::{Deserialize, Serialize};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Row as _, TypeInfo as _, ValueRef as _};

/// A value of a row: `null`, a number, words, or `{"base64": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Number(i64),
    Words(String),
    Bytes { base64: String },
    Nothing(()),
}

impl Cell {
    /// The value of a row in a column.
    pub(super) fn of(row: &AnyRow, column: usize) -> Result<Self, StoreError> {
        let value = row.try_get_raw(column)?;
        if value.is_null() {
            return Ok(Self::Nothing(()));
        }
        let kind = value.type_info().kind();
        Ok(match kind {
            AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
                Self::Number(row.try_get(column)?)
            }
            AnyTypeInfoKind::Text => Self::Words(row.try_get(column)?),
            AnyTypeInfoKind::Blob => {
                Self::Bytes { base64: STANDARD.encode(row.try_get::<Vec<u8>, _>(column)?) }
            }
            _ => return Err(StoreError::Damaged(format!("a value is {}", value.type_info().name()))),
        })
    }

    /// Puts it into a statement. `null` has no place there: databases want to know what it is not.
    pub(super) fn put(self, query: Putting<'_>) -> Result<Putting<'_>, StoreError> {
        Ok(match self {
            Self::Nothing(()) => query,
            Self::Number(number) => query.bind(number),
            Self::Words(words) => query.bind(words),
            Self::Bytes { base64 } => {
                let bytes = STANDARD.decode(base64);
                query.bind(
                    bytes.map_err(|_| {
                        StoreError::NotWhole(text!("有一个文件读不懂", "a file cannot be read"))
                    })?,
                )
            }
        })
    }

    /// How much room it takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Words(words) | Self::Bytes { base64: words } => words.len(),
            Self::Number(_) | Self::Nothing(()) => size_of::<Self>(),
        }
    }
}
