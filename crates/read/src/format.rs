//! Which format the bytes of a file are, and who reads it. The name of a file tells nothing: names lie.

use crate::{decode, text};
use mingzhang_document::{Document, Foreign, Limits, Unreadable};
use mingzhang_office::Container;

/// First bytes of formats that are not read.
const FOREIGN: [(&[u8], Foreign); 10] = [
    (b"{\\rtf", Foreign::Rtf),
    (b"\x89PNG", Foreign::Picture),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"Rar!", Foreign::Archive),
    (b"7z\xBC\xAF", Foreign::Archive),
    (b"\x1F\x8B", Foreign::Archive),
    (b"MIME-Version:", Foreign::Mhtml),
];

/// What the bytes of a file hold.
pub(crate) fn document(bytes: &[u8], limits: Limits) -> Result<Document, Unreadable> {
    let size = bytes.len() as u64;
    if size > limits.max_bytes {
        return Err(Unreadable::TooLarge { size, limit: limits.max_bytes });
    }
    if mingzhang_pdf::is_pdf(bytes) {
        return mingzhang_pdf::read(bytes, limits);
    }
    match mingzhang_office::container(bytes)? {
        Some(Container::Xlsx) => return mingzhang_office::xlsx(bytes),
        Some(Container::Foreign(format)) => return Err(Unreadable::Foreign(format)),
        Some(Container::Xls | Container::Docx | Container::Zip) => return Err(Unreadable::Binary),
        None => {}
    }
    if let Some((_, format)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::Foreign(*format));
    }
    Ok(text::parse(decode::decode(bytes, limits)?))
}
