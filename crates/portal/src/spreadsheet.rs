//! Tables for spreadsheets.

use crate::error::Failure;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

/// The media type of a workbook.
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Rows as CSV, under the names of their fields.
pub(crate) fn table(rows: impl Iterator<Item = impl Serialize>) -> Result<Response, Failure> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.serialize(row).map_err(|error| Failure::Ours(error.to_string()))?;
    }
    let bytes = table.into_inner().map_err(|error| Failure::Ours(error.to_string()))?;
    // Spreadsheets know by the mark that it is UTF-8.
    let marked = ["\u{feff}".as_bytes(), &bytes].concat();
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], marked).into_response())
}
