//! Passwords: kept as Argon2id makes them, never as they are.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use mingzhang_model::{Text, text};

/// The fewest characters of a password.
const FEWEST: usize = 10;

/// Characters of a password that is made here; without those that look alike.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Letters of such a password: five bits each.
const LENGTH: usize = 20;

/// A password that nobody has to think of.
///
/// # Errors
/// The system gives no random numbers.
pub fn made() -> Result<String, Text> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)
        .map_err(|error| text!("无法生成密码：{0}", "no password can be made: {0}", error.to_string()))?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// A password as the store keeps it (Argon2id, with a salt of its own).
///
/// # Errors
/// It is too short, or the system gives no random numbers.
pub fn hashed(password: &str) -> Result<String, Text> {
    if password.chars().count() < FEWEST {
        let fewest = i64::try_from(FEWEST).unwrap_or_default();
        return Err(text!("密码至少要有 {0} 个字符", "a password has at least {0} characters", fewest));
    }
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| text!("无法保存密码：{0}", "the password cannot be kept: {0}", error.to_string()))
}

/// Whether a password is the one that was kept; of nobody it takes as long to say no.
pub(crate) fn fits(password: &str, kept: Option<&str>) -> bool {
    let Some(hash) = kept.and_then(|kept| PasswordHash::new(kept).ok()) else {
        // The work is done for its time only: how long it takes must not tell which logins there are.
        let _ = Argon2::default().hash_password(password.as_bytes());
        return false;
    };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{fits, hashed};

    #[test]
    fn only_the_password_itself_fits() {
        let kept = hashed("公开透明-2024-预算").unwrap();
        assert!(kept.starts_with("$argon2id$") && !kept.contains("2024"), "{kept}");
        assert_ne!(kept, hashed("公开透明-2024-预算").unwrap());
        assert!(fits("公开透明-2024-预算", Some(&kept)));
        for (password, kept) in
            [("公开透明-2024-决算", Some(&*kept)), ("", Some("")), ("x", Some("x")), ("x", None)]
        {
            assert!(!fits(password, kept));
        }
        assert!(hashed("123456789").is_err());
    }
}
