//! Prints the made-up manuscript of the tests, and its picture, to look at: `specimen FOLDER`.

#[path = "../tests/printed/budget.rs"]
mod budget;
#[path = "../tests/printed/specimen.rs"]
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
    let start = Instant::now();
    let summary = mingzhang_typeset::summary(&budget::picture(), &fonts)?;
    eprintln!(
        "picture {:?}, {} bytes, {} bytes as SVG",
        start.elapsed(),
        summary.pdf.len(),
        summary.svg.len()
    );
    std::fs::write(folder.join("picture.pdf"), summary.pdf)?;
    std::fs::write(folder.join("picture.svg"), summary.svg)?;
    Ok(())
}
