//! Prints the made-up manuscript of the tests, and its picture, to look at: `specimen FOLDER`.

#[path = "../tests/specimen/mod.rs"]
mod specimen;

use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    let start = Instant::now();
    let fonts = specimen::fonts();
    eprintln!("fonts {:?}", start.elapsed());
    let manuscript = specimen::manuscript();
    let start = Instant::now();
    let pdf = mingzhang_typeset::pdf(&manuscript, &fonts)?;
    eprintln!("document {:?}, {} bytes", start.elapsed(), pdf.len());
    std::fs::write(folder.join("document.pdf"), pdf)?;
    Ok(())
}
