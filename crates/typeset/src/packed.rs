//! A PDF with its small objects packed together: the tags of a table's cells are most of it otherwise.

use crate::Error;
use lopdf::{Document, SaveOptions};

/// How many objects are packed together.
const TOGETHER: usize = 500;

/// The same PDF, smaller.
pub(crate) fn pack(pdf: &[u8]) -> Result<Vec<u8>, Error> {
    let broken = |error: &dyn std::fmt::Display| Error::Template(error.to_string());
    let mut document = Document::load_mem(pdf).map_err(|error| broken(&error))?;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(TOGETHER)
        .compression_level(6)
        .build();
    let mut packed = Vec::new();
    document.save_with_options(&mut packed, options).map_err(|error| broken(&error))?;
    Ok(packed)
}
