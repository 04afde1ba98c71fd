//! What is published is signed: a manifest names every file by its digest, and the signature covers the manifest.

use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The key that a publisher signs with (Ed25519).
#[derive(Clone, Debug)]
pub struct Seal(SigningKey);

/// What a published revision consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form; 1.
    pub version: u32,
    /// Name of the office.
    pub office: String,
    /// Its region.
    pub region: String,
    /// The year.
    pub year: i32,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// Counts the revisions of the document.
    pub revision: i64,
    /// Why it corrects the one before; empty for the first.
    pub reason: String,
    /// Seconds since 1970.
    pub published_at: i64,
    /// Digest of the amounts of its tables.
    pub facts: String,
    /// The files.
    pub files: Vec<ManifestFile>,
}

/// A file of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
}

/// A manifest as it was signed, as the portal gives it to whoever verifies a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The manifest: [`Manifest`] as JSON, to the letter.
    pub manifest: String,
    /// Its signature.
    pub signature: String,
    /// The key that the portal signs with; whoever verifies takes it from elsewhere.
    #[serde(default)]
    pub public_key: String,
}

impl Seal {
    /// The key with these 32 secret bytes.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The key whose secret bytes are written in hexadecimal.
    pub fn of(written: &str) -> Option<Self> {
        bytes(written).map(|secret| Self::new(&secret))
    }

    /// The public key, in hexadecimal.
    pub fn public(&self) -> String {
        hexadecimal(self.0.verifying_key().as_bytes())
    }

    /// The secret bytes, in hexadecimal, as [`Seal::of`] reads them. They are for a file that nobody else can read.
    pub fn secret(&self) -> String {
        hexadecimal(self.0.as_bytes())
    }

    /// The signature of some words, in hexadecimal.
    pub fn sign(&self, words: &str) -> String {
        hexadecimal(&self.0.sign(words.as_bytes()).to_bytes())
    }
}

/// Whether words were signed by the owner of a public key; both as [`Seal`] writes them.
pub fn is_signed(public: &str, words: &str, signature: &str) -> bool {
    let key = bytes(public).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let signature = bytes(signature).map(|bytes| Signature::from_bytes(&bytes));
    key.zip(signature).is_some_and(|(key, signature)| key.verify(words.as_bytes(), &signature).is_ok())
}

/// The digest of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as keys, digests and secrets are written.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut written, byte| {
        // Writing to a string cannot fail.
        let _ = write!(written, "{byte:02x}");
        written
    })
}

fn bytes<const N: usize>(written: &str) -> Option<[u8; N]> {
    let digits = written.trim().as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let all: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    all?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_signed_is_signed() {
        let seal = Seal::new(&[7; 32]);
        let signature = seal.sign("一份公开文本");
        assert!(is_signed(&seal.public(), "一份公开文本", &signature));
        assert!(!is_signed(&seal.public(), "另一份公开文本", &signature));
        assert!(!is_signed(&Seal::new(&[8; 32]).public(), "一份公开文本", &signature));
        for broken in ["", "zz", "é", &signature[2..]] {
            assert!(!is_signed(&seal.public(), "一份公开文本", broken));
            assert!(!is_signed(broken, "一份公开文本", &signature));
        }
    }
}
