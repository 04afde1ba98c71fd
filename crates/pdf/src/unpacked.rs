//! How much a file holds once it is unpacked, measured before anything unpacks it.
//!
//! The PDF library unpacks a stream whole, whatever it grows to; a file of a few kilobytes can hold gigabytes. Pictures
//! are not counted: their pixels are never looked at.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

/// A single stream that is no picture is never larger than this.
const LARGEST: usize = 100 << 20;
/// Nor are all of them together.
const LARGEST_SUM: usize = 1 << 30;
/// What one packed byte can be at most.
const ZLIB_RATIO: usize = 1032;
const LZW_RATIO: usize = 2731;
/// More streams than this have no place in a file that is read.
const MOST_STREAMS: usize = 200_000;

/// What a file unpacks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unpacked {
    /// Bytes of all streams that are no pictures.
    pub sum: usize,
    /// Bytes of the largest form: it may be drawn many times.
    pub form: usize,
}

/// Measures a file; none if it is more than is sensible.
pub(crate) fn measure(bytes: &[u8]) -> Option<Unpacked> {
    let mut unpacked = Unpacked::default();
    let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    let mut inflater = Inflater::default();
    for (count, at) in memmem::find_iter(bytes, b"stream").enumerate() {
        let (before, after) = bytes.split_at(at);
        let data = after.strip_prefix(b"stream\r\n").or_else(|| after.strip_prefix(b"stream\n"));
        let Some(data) = data.or_else(|| after.strip_prefix(b"stream\r")) else { continue };
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary(before);
        if has(dictionary, b"/Image") && has(dictionary, b"/Width") {
            continue;
        }
        let size = inflater.measure(dictionary, data, encrypted)?;
        unpacked.sum = unpacked.sum.saturating_add(size);
        if has(dictionary, b"/Form") {
            unpacked.form = unpacked.form.max(size);
        }
        if unpacked.sum > LARGEST_SUM || count > MOST_STREAMS {
            return None;
        }
    }
    Some(unpacked)
}

/// The bytes before a stream that describe it.
fn dictionary(before: &[u8]) -> &[u8] {
    const LONGEST: usize = 4096;
    let near = &before[before.len().saturating_sub(LONGEST)..];
    memmem::rfind(near, b"obj").map_or(near, |at| &near[at..])
}

fn has(dictionary: &[u8], name: &[u8]) -> bool {
    memmem::find(dictionary, name).is_some()
}

struct Inflater {
    buffer: Vec<u8>,
    zlib: Decompress,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { buffer: vec![0; 32 << 10], zlib: Decompress::new(true) }
    }
}

impl Inflater {
    /// The size of a stream, or the most that it can be where it cannot be measured; none if it is too large.
    fn measure(&mut self, dictionary: &[u8], data: &[u8], encrypted: bool) -> Option<usize> {
        if twice_packed(dictionary) {
            return None;
        }
        if let Some(size) = self.inflated(data) {
            return (size <= LARGEST).then_some(size);
        }
        let raw = memmem::find(data, b"endstream").unwrap_or(data.len());
        let packed = has(dictionary, b"/Filter") || has(dictionary, b"/F ") || has(dictionary, b"/F/");
        let lzw = has(dictionary, b"/LZW");
        // What cannot be looked into because it is encrypted is taken on trust.
        let ratio = if !packed || encrypted {
            1
        } else if lzw {
            LZW_RATIO
        } else {
            ZLIB_RATIO
        };
        Some(raw.saturating_mul(ratio))
    }

    /// How many bytes a zlib stream holds; none if it is not one. One that ends too soon counts as far as it goes.
    fn inflated(&mut self, data: &[u8]) -> Option<usize> {
        self.zlib.reset(true);
        loop {
            let (read, written) = (self.zlib.total_in(), self.zlib.total_out());
            let rest = data.get(usize::try_from(read).ok()?..)?;
            let status = self.zlib.decompress(rest, &mut self.buffer, FlushDecompress::None).ok()?;
            let size = usize::try_from(self.zlib.total_out()).ok()?;
            let stuck = self.zlib.total_in() == read && self.zlib.total_out() == written;
            if status == Status::StreamEnd || stuck || size > LARGEST {
                return Some(size);
            }
        }
    }
}

/// Whether the filters of a stream pack what is packed already, which only serves to hide its size.
fn twice_packed(dictionary: &[u8]) -> bool {
    let Some(at) = memmem::find(dictionary, b"/Filter") else { return false };
    let filters = &dictionary[at..];
    let filters = memmem::find(filters, b"]").map_or(filters, |end| &filters[..end]);
    let packings: [&[u8]; 3] = [b"/Fl", b"/LZW", b"/RunLength"];
    let count = |name: &[u8]| memmem::find_iter(filters, name).count();
    // A letter of a name may be written as its code, which no program does.
    packings.into_iter().map(count).sum::<usize>() > 1 || has(filters, b"#")
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn zipped(content: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn file(dictionary: &str, data: &[u8]) -> Vec<u8> {
        [b"1 0 obj\n<<", dictionary.as_bytes(), b">>\nstream\n", data, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn streams_are_measured_and_bombs_refused() {
        let page = zipped(&[b' '; 5000]);
        let form = Unpacked { sum: 5000, form: 5000 };
        assert_eq!(measure(&file("/Subtype/Form/Filter/FlateDecode", &page)), Some(form));
        let bomb = zipped(&vec![0; LARGEST + 1]);
        assert!(bomb.len() < 200_000);
        assert_eq!(measure(&file("/Filter/FlateDecode", &bomb)), None);
        assert_eq!(measure(&file("/Filter[/FlateDecode/FlateDecode]", &page)), None);
        let picture = file("/Subtype/Image/Width 9000/Height 9000/Filter/FlateDecode", &bomb);
        assert_eq!(measure(&picture), Some(Unpacked::default()));
    }

    #[test]
    fn many_bombs_are_refused_together() {
        let bomb = file("/Filter/FlateDecode", &zipped(&vec![0; LARGEST]));
        assert_eq!(measure(&bomb.repeat(11)), None);
    }
}
