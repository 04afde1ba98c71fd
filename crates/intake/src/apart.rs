//! Reading in a process of its own: what is handed in goes in at one end, what it turned out to be comes out at the other.
//!
//! The portal starts such a process with bounds to its memory and time. A file that exceeds them ends that process, and
//! nothing else.

use crate::{Taken, take_in};
use mingzhang_model::Text;
use std::io::{Error, Read, Write};

/// What the process answers: what the file is, or why it cannot be read, in both languages.
type Answer = Result<Taken, (String, String)>;

/// Writes a file for the process that reads it.
///
/// # Errors
/// It cannot be written.
pub fn hand_over(name: &str, bytes: &[u8], to: &mut impl Write) -> Result<(), Error> {
    let name = name.as_bytes();
    to.write_all(&(name.len() as u64).to_le_bytes())?;
    to.write_all(name)?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads the file that was handed over, and answers: all that the process does.
///
/// # Errors
/// Nothing was handed over, or the answer cannot be written.
pub fn answer(from: &mut impl Read, to: &mut impl Write) -> Result<(), Error> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let mut name = String::new();
    from.take(u64::from_le_bytes(length)).read_to_string(&mut name)?;
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let answer: Answer = take_in(&name, bytes).map_err(|why| (why.zh, why.en));
    to.write_all(&postcard::to_stdvec(&answer).map_err(Error::other)?)?;
    to.flush()
}

/// What the process answered: the file, or why it cannot be read.
///
/// # Errors
/// That is no answer: the process did not come to its end.
pub fn answered(answer: &[u8]) -> Result<Result<Taken, Text>, Error> {
    let answer: Answer = postcard::from_bytes(answer).map_err(Error::other)?;
    Ok(answer.map_err(|(zh, en)| Text { zh, en }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both_ways(name: &str, bytes: &[u8]) -> Result<Taken, Text> {
        let (mut handed, mut out) = (Vec::new(), Vec::new());
        hand_over(name, bytes, &mut handed).unwrap();
        answer(&mut &*handed, &mut out).unwrap();
        answered(&out).unwrap()
    }

    #[test]
    fn what_is_read_apart_is_the_same() {
        let text = "某局2024年预算公开\n一、收入100.00万元。\n".as_bytes();
        let (apart, here) =
            (both_ways("预算.txt", text).unwrap(), take_in("预算.txt", text.to_vec()).unwrap());
        assert_eq!(format!("{apart:?}"), format!("{here:?}"));
        let elf = b"\x7fELF\x02\x01\x01\x00\x00\x00";
        assert_eq!(both_ways("x", elf).unwrap_err(), take_in("x", elf.to_vec()).unwrap_err());
        assert!(answered(b"").is_err());
        assert!(answer(&mut &b"\x05"[..], &mut Vec::new()).is_err());
    }
}
