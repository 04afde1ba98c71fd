//! What standard output is: how wide, and whether it shows colors.

use std::io::IsTerminal as _;

/// Columns of an output that nothing tells its width.
pub(crate) const COLUMNS: usize = 80;
/// Narrower than this a quotation is of no use; wider, a line is hard to read.
const READABLE: std::ops::RangeInclusive<usize> = 40..=120;

/// The width to write for.
pub(crate) fn columns() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(COLUMNS, |(width, _)| usize::from(width.0).clamp(*READABLE.start(), *READABLE.end()))
}

/// Whether standard output shows colors, and nobody asked it not to.
pub(crate) fn colored() -> bool {
    let asked_not_to = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    std::io::stdout().is_terminal() && !asked_not_to
}
