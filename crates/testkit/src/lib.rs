//! For tests: made-up disclosures, and defects to plant in them.

pub mod pdf;
pub mod planted;
pub mod synthetic;
