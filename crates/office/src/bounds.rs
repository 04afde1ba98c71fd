//! How much a file may unpack to: bounds on memory and time that no honest document comes near.

/// Bytes that all parts of one archive may unpack to.
pub(crate) const UNPACKED: u64 = 128 << 20;
/// An archive that unpacks to more than [`SMALL`] may not unpack to more than so many times its size.
pub(crate) const RATIO: u64 = 250;
/// What is harmless whatever it is packed into.
pub(crate) const SMALL: u64 = 24 << 20;
/// Files in one archive.
pub(crate) const ENTRIES: usize = 5_000;
/// Cells of all tables of one document, blank ones between filled ones too.
pub(crate) const CELLS: usize = 400_000;
/// Bytes of text in one document: a text used often in a workbook is stored once, but read often.
pub(crate) const TEXT: usize = 64 << 20;
/// Elements one in the other.
pub(crate) const DEPTH: usize = 256;
