//! Log-ins that have begun at the provider and are not over: each can end once, soon, and in the browser that began it.

use super::failed::Failed;
use crate::desk::deed::is_same;
use openidconnect::{Nonce, PkceCodeVerifier};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Somebody has so long to log in at the provider.
pub(super) const LASTS: Duration = Duration::from_mins(10);
/// So many may be under way; of more the oldest is forgotten.
const MOST: usize = 4_096;

/// A log-in that has begun.
#[derive(Debug)]
pub(super) struct Begun {
    /// What the browser that began it brings along.
    pub browser: String,
    pub nonce: Nonce,
    pub verifier: PkceCodeVerifier,
    pub at: Instant,
}

/// All that have begun, by their state.
#[derive(Debug, Default)]
pub(super) struct AllBegun(Mutex<HashMap<String, Begun>>);

impl AllBegun {
    /// Keeps one.
    pub(super) fn keep(&self, state: String, begun: Begun) {
        let mut all = self.all();
        if all.len() >= MOST {
            all.retain(|_, kept| kept.at.elapsed() < LASTS);
        }
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, kept)| kept.at).map(|(state, _)| state.clone());
            oldest.and_then(|state| all.remove(&state));
        }
        all.insert(state, begun);
    }

    /// The one with a state, which is over now.
    pub(super) fn take(&self, state: &str, browser: &str) -> Result<Begun, Failed> {
        let begun = self.all().remove(state).ok_or(Failed::Foreign)?;
        let is_ours = is_same(begun.browser.as_bytes(), browser.as_bytes());
        if is_ours && begun.at.elapsed() < LASTS { Ok(begun) } else { Err(Failed::Foreign) }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Begun>> {
        // Every change is one step: whoever panicked left it whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(at: Instant) -> Begun {
        let (nonce, verifier) = (Nonce::new("n".to_owned()), PkceCodeVerifier::new("v".to_owned()));
        Begun { browser: "b".to_owned(), nonce, verifier, at }
    }

    #[test]
    fn each_ends_once_soon_and_where_it_began() {
        let (all, now) = (AllBegun::default(), Instant::now());
        all.keep("one".to_owned(), begun(now));
        assert!(all.take("one", "b").is_ok());
        assert_eq!(all.take("one", "b").unwrap_err(), Failed::Foreign);
        all.keep("two".to_owned(), begun(now));
        assert_eq!(all.take("two", "").unwrap_err(), Failed::Foreign);
        all.keep("three".to_owned(), begun(now.checked_sub(LASTS).unwrap()));
        assert_eq!(all.take("three", "b").unwrap_err(), Failed::Foreign);
    }

    #[test]
    fn of_too_many_the_oldest_is_forgotten() {
        let (all, now) = (AllBegun::default(), Instant::now());
        all.keep("first".to_owned(), begun(now.checked_sub(Duration::from_secs(9)).unwrap()));
        for at in 0..MOST {
            all.keep(at.to_string(), begun(now));
        }
        assert_eq!(all.all().len(), MOST);
        assert!(all.take("first", "b").is_err() && all.take("0", "b").is_ok());
    }
}
