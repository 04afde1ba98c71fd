//! The border between the bytes of strangers and this program.

use mingzhang_document::Unreadable;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a reader; a panic of a library means that the file is damaged.
///
/// The libraries that unpack and take apart files are written with care, but no file that someone publishes may end
/// the audit of the others. Nothing that a reader had in hand outlives the panic, so nothing half done is seen.
pub(crate) fn guarded<T>(
    format: &'static str,
    read: impl FnOnce() -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::Damaged { format }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_damaged_file() {
        let read = || -> Result<(), Unreadable> { panic!("a library's own trouble") };
        assert_eq!(guarded("Excel", read), Err(Unreadable::Damaged { format: "Excel" }));
    }
}
