//! For tests: made-up disclosures.

pub mod synthetic;
