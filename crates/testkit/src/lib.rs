//! For tests: made-up disclosures, and defects to plant in them.

pub mod accounts;
mod classes;
pub mod pdf;
pub mod planted;
pub mod synthetic;

/// The bytes of a real disclosure, which lies beside the project as `shared/samples`.
///
/// # Panics
/// It is not there: a test that needs it has not been passed.
pub fn sample(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/");
    let path = std::path::Path::new(path).join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
