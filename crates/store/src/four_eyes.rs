//! Four eyes: whoever prepared a revision neither approves it nor lets its findings pass.
//!
//! A bureau of one person can set that aside; it does so openly, in the journal.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::Store;

/// The setting of a bureau where one person does everything.
const ONE_PERSON: &str = "one-person";

impl Change {
    /// Lets those who prepare also review, or no longer, for a reason that the journal keeps.
    ///
    /// # Errors
    /// There is no reason, or the database fails.
    pub async fn set_one_person(&mut self, allowed: bool, reason: &str) -> Result<(), StoreError> {
        match reason.trim() {
            "" => Err(StoreError::Reason),
            reason => self.set(ONE_PERSON, if allowed { "yes" } else { "no" }, reason).await,
        }
    }

    /// Refuses whoever began, saved or submitted a revision.
    pub(crate) async fn is_anothers(&mut self, revision: i64) -> Result<(), StoreError> {
        if self.setting(ONE_PERSON).await?.as_deref() == Some("yes") {
            return Ok(());
        }
        let hands = sqlx::query_scalar::<_, String>(
            "SELECT DISTINCT actor FROM event WHERE subject = $1 AND kind IN ('begin', 'save', 'submitted')",
        );
        let hands = hands.bind(format!("revision:{revision}")).fetch_all(&mut *self.transaction).await?;
        let mine = login(&self.actor);
        if hands.iter().any(|hand| login(hand) == mine) { Err(StoreError::OwnWork) } else { Ok(()) }
    }
}

impl Store {
    /// Whether those who prepare may also review.
    ///
    /// # Errors
    /// The database fails.
    pub async fn one_person(&self) -> Result<bool, StoreError> {
        Ok(self.setting(ONE_PERSON).await?.as_deref() == Some("yes"))
    }
}

/// What somebody logs in with, as the journal names them: 张会计（zhang）. People are renamed, logins are not.
fn login(actor: &str) -> &str {
    let inner = actor.strip_suffix('）').and_then(|actor| actor.rsplit_once('（'));
    inner.map_or(actor, |(_, login)| login)
}

#[cfg(test)]
mod tests {
    use super::login;

    #[test]
    fn a_person_is_known_by_the_login() {
        assert_eq!(login("张会计（zhang）"), login("张三（代）（zhang）"));
        assert_eq!([login("财政局"), login("（）"), login("）")], ["财政局", "", "）"]);
    }
}
