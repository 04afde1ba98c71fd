//! Bytes to text: strict, so that a character is never silently replaced.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use mingzhang_document::{Limits, Unreadable};
use std::borrow::Cow;

/// The text of a file, without a byte order mark.
pub(crate) fn decode(bytes: &[u8], limits: Limits) -> Result<Cow<'_, str>, Unreadable> {
    let size = bytes.len() as u64;
    if size > limits.max_bytes {
        return Err(Unreadable::TooLarge { size, limit: limits.max_bytes });
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, bom)) if encoding == UTF_8 => utf8(&bytes[bom..])?,
        Some((encoding, bom)) => strict(encoding, &bytes[bom..])?,
        _ if bytes.contains(&0) => utf16(bytes).ok_or(Unreadable::Binary)?,
        _ => utf8(bytes).or_else(|error| unmarked(bytes, error))?,
    };
    if text.contains('\0') {
        return Err(Unreadable::Binary);
    }
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(text) }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| match error.error_len() {
        None => Unreadable::Truncated,
        Some(_) => Unreadable::Encoding { offset: error.valid_up_to() },
    })
}

/// UTF-16 that lost its byte order mark: read the one way it is Chinese and figures, read the other it is neither.
fn utf16(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let read = [UTF_16LE, UTF_16BE].map(|encoding| strict(encoding, bytes).ok());
    read.into_iter().flatten().find(|text| is_plain(text))
}

/// Nearly all of it is what Chinese documents are written with, and none of it is a control character.
fn is_plain(text: &str) -> bool {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let usual = |c: &char| {
        c.is_ascii()
            || matches!(c, '\u{2010}'..='\u{203B}' | '\u{3000}'..='\u{303F}' | '一'..='\u{9FFF}' | '！'..='～')
    };
    let all = text.chars().count();
    !text.contains(control) && text.contains('\n') && text.chars().filter(usual).count() * 20 >= all * 19
}

/// What is not UTF-8, and so perhaps the national encoding.
///
/// A few characters of good UTF-8 before the fault show that it is UTF-8 with a fault: in any other encoding the
/// first character of Chinese is as good as never valid UTF-8.
fn unmarked(bytes: &[u8], utf8_error: Unreadable) -> Result<Cow<'_, str>, Unreadable> {
    let good = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    if good.chars().filter(|c| !c.is_ascii()).nth(3).is_some() {
        return Err(utf8_error);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Not told that this is the end: half a character there is for the decoder to judge.
    detector.feed(bytes, false);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if guess == GBK || guess == GB18030 { strict(GB18030, bytes) } else { Err(utf8_error) }
}

fn strict<'a>(encoding: &'static Encoding, bytes: &[u8]) -> Result<Cow<'a, str>, Unreadable> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(Cow::Owned(text)),
        DecoderResult::Malformed(..) if read >= bytes.len() => Err(Unreadable::Truncated),
        DecoderResult::Malformed(bad, _) => {
            Err(Unreadable::Encoding { offset: read.saturating_sub(usize::from(bad)) })
        }
        DecoderResult::OutputFull => Err(Unreadable::Encoding { offset: read }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
        decode(bytes, Limits::default())
    }

    const PROSE: &str = "单位：万元\r\n收入预算 2,015.18 万元，其中：一般公共预算 2,014.18 万元。";

    #[test]
    fn every_encoding_gives_the_same_text() {
        let utf16 = |unit: fn(u16) -> [u8; 2], bom: [u8; 2]| {
            bom.into_iter().chain(PROSE.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
        };
        let (gbk, _, lossy) = GBK.encode(PROSE);
        assert!(!lossy);
        let bom = ["\u{feff}", PROSE].concat();
        for bytes in [
            PROSE.as_bytes(),
            bom.as_bytes(),
            &gbk,
            &utf16(u16::to_le_bytes, [0xFF, 0xFE]),
            &utf16(u16::to_be_bytes, [0xFE, 0xFF]),
            &utf16(u16::to_le_bytes, [0xFF, 0xFE])[2..],
            &utf16(u16::to_be_bytes, [0xFE, 0xFF])[2..],
        ] {
            assert_eq!(read(bytes).as_deref(), Ok(PROSE));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(read(b""), Err(Unreadable::Empty));
        assert_eq!(read(" \n\u{3000}\n".as_bytes()), Err(Unreadable::Empty));
        assert_eq!(read(b"ab\0cd"), Err(Unreadable::Binary));
        assert_eq!(read(b"1\0\n\0\x01\0"), Err(Unreadable::Binary));
        assert_eq!(
            decode(b"12345", Limits { max_bytes: 4 }),
            Err(Unreadable::TooLarge { size: 5, limit: 4 })
        );
    }

    #[test]
    fn half_a_character_at_the_end_is_a_truncated_file() {
        let utf8 = PROSE.as_bytes();
        assert_eq!(read(&utf8[..utf8.len() - 1]), Err(Unreadable::Truncated));
        let (gbk, ..) = GBK.encode(PROSE);
        assert_eq!(read(&gbk[..gbk.len() - 1]), Err(Unreadable::Truncated));
    }

    #[test]
    fn a_stray_byte_is_not_replaced() {
        let mut bytes = PROSE.as_bytes().to_vec();
        bytes.insert(15, 0xFF);
        assert_eq!(read(&bytes), Err(Unreadable::Encoding { offset: 15 }));
    }
}
