//! The journal: every change of state, each with the digest of the one before, so that nothing can be taken out or
//! altered unnoticed.

use crate::change::Change;
use crate::documents::{Revision, published_revisions};
use crate::error::StoreError;
use crate::open::Store;
use crate::seal::{is_signed, sha256};
use mingzhang_model::{Text, text};
use sqlx::FromRow;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Event {
    /// Counts the events from 1, without a gap.
    pub number: i64,
    /// Seconds since 1970.
    pub at: i64,
    /// Who did it.
    pub actor: String,
    /// What was done: `submit`, `publish`, …
    pub kind: String,
    /// To what: `revision:12`.
    pub subject: String,
    /// What else there is to know.
    pub detail: String,
    /// Digest of the event before.
    pub previous: String,
    /// Digest of this event.
    pub digest: String,
}

/// Something in the store that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where: `event:3`, `revision:12`.
    pub subject: String,
    /// What is wrong with it.
    pub what: Text,
}

/// How many events are read at a time.
const BATCH: i64 = 1_000;

impl Event {
    /// The digest that the event must have. Lengths stand before words, so that no two events are written alike.
    fn sealed(&self) -> String {
        let numbers = [self.number, self.at].map(|number| number.to_string());
        let words =
            [&numbers[0], &numbers[1], &self.actor, &self.kind, &self.subject, &self.detail, &self.previous];
        let words: Vec<String> = words.iter().map(|word| format!("{}:{word}", word.len())).collect();
        sha256(words.join(";").as_bytes())
    }
}

impl Change {
    /// Writes into the journal what is done.
    pub(crate) async fn note(
        &mut self,
        kind: &str,
        subject: String,
        detail: String,
    ) -> Result<(), StoreError> {
        let kind = kind.to_owned();
        self.note_all(&[(kind, subject, detail)]).await
    }
}

/// What is to be written into the journal: the kind, the subject and what else there is to know.
pub(crate) type Note = (String, String, String);

impl Change {
    /// Writes many things into the journal at once.
    pub(crate) async fn note_all(&mut self, notes: &[Note]) -> Result<(), StoreError> {
        let count = i64::try_from(notes.len()).unwrap_or(i64::MAX);
        let first = self.reserve("event", count).await?;
        let previous = sqlx::query_scalar::<_, String>("SELECT digest FROM event WHERE number = $1");
        let previous = previous.bind(first - 1).fetch_optional(&mut *self.transaction).await?;
        let mut previous = previous.unwrap_or_default();
        let mut events = Vec::with_capacity(notes.len());
        for (number, (kind, subject, detail)) in (first..).zip(notes) {
            let mut event = Event {
                number,
                at: self.now,
                actor: self.actor.clone(),
                kind: kind.clone(),
                subject: subject.clone(),
                detail: detail.clone(),
                previous: previous.clone(),
                digest: String::new(),
            };
            event.digest = event.sealed();
            previous.clone_from(&event.digest);
            events.push(event);
        }
        let columns = ["number", "at", "actor", "kind", "subject", "detail", "previous", "digest"];
        self.put_all("event", &columns, &events, |query, event, _| {
            query
                .bind(event.number)
                .bind(event.at)
                .bind(&event.actor)
                .bind(&event.kind)
                .bind(&event.subject)
                .bind(&event.detail)
                .bind(&event.previous)
                .bind(&event.digest)
        })
        .await
    }
}

impl Store {
    /// The events after a number, the oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn events(&self, after: i64, most: i64) -> Result<Vec<Event>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM event WHERE number > $1 ORDER BY number LIMIT $2");
        Ok(found.bind(after).bind(most).fetch_all(&self.pool).await?)
    }

    /// The number of the last event: as long as it stays, nothing that is public changes.
    ///
    /// # Errors
    /// The database fails.
    pub async fn last_event(&self) -> Result<i64, StoreError> {
        let last = sqlx::query_scalar("SELECT last FROM counter WHERE name = 'event'");
        Ok(last.fetch_one(&self.pool).await?)
    }

    /// Everything in the store that is not as it was written: gaps and alterations of the journal, published revisions
    /// whose manifest, signature, files or amounts were changed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn verify(&self, public: &str) -> Result<Vec<Broken>, StoreError> {
        let mut broken = self.broken_chain().await?;
        broken.extend(self.lost().await?);
        let mut last = 0;
        loop {
            let some = published_revisions(&self.pool, last, BATCH).await?;
            let Some(end) = some.last() else { return Ok(broken) };
            last = end.id;
            for revision in some {
                broken.extend(self.broken_revision(public, revision).await?);
            }
        }
    }

    /// What of a published revision is not as it was signed.
    async fn broken_revision(&self, public: &str, revision: Revision) -> Result<Vec<Broken>, StoreError> {
        let subject = format!("revision:{}", revision.id);
        let mut broken = Vec::new();
        let mut found = |what: Text| broken.push(Broken { subject: subject.clone(), what });
        let (manifest, signature) =
            (revision.manifest.unwrap_or_default(), revision.signature.unwrap_or_default());
        if !is_signed(public, &manifest, &signature) {
            found(text!("签名不符", "the signature does not fit"));
        }
        let noted = sqlx::query_scalar::<_, String>(
            "SELECT detail FROM event WHERE subject = $1 AND kind = 'publish'",
        );
        let noted = noted.bind(&subject).fetch_optional(&self.pool).await?;
        if noted != Some(sha256(manifest.as_bytes())) {
            found(text!("与日志记载不符", "the journal says something else"));
        }
        if self.manifest_of(revision.id, &manifest).await?.as_deref() != Some(&*manifest) {
            found(text!("文件或金额被改动过", "files or amounts were changed"));
        }
        Ok(broken)
    }

    /// Published revisions that are gone, and documents of which citizens do not read the latest.
    async fn lost(&self) -> Result<Vec<Broken>, StoreError> {
        let gone = sqlx::query_scalar::<_, String>(
            "SELECT event.subject FROM event
             LEFT JOIN revision ON revision.id = CAST(SUBSTR(event.subject, 10) AS BIGINT)
               AND revision.state = 'published'
             WHERE event.kind = 'publish' AND revision.id IS NULL ORDER BY event.number",
        );
        let gone = gone.fetch_all(&self.pool).await?.into_iter();
        let gone = gone.map(|subject| Broken {
            subject,
            what: text!("已公开的一版不见了", "a published revision is gone"),
        });
        let stale = sqlx::query_scalar::<_, i64>(
            "SELECT id FROM document WHERE COALESCE(current, 0) <> COALESCE((
               SELECT revision.id FROM revision WHERE revision.document = document.id AND revision.state = 'published'
               ORDER BY revision.number DESC LIMIT 1), 0)
             ORDER BY id",
        );
        let stale = stale.fetch_all(&self.pool).await?.into_iter().map(|document| Broken {
            subject: format!("document:{document}"),
            what: text!("公众看到的不是最新的一版", "citizens do not read the latest revision"),
        });
        Ok(gone.chain(stale).collect())
    }

    async fn broken_chain(&self) -> Result<Vec<Broken>, StoreError> {
        let (mut broken, mut last, mut previous) = (Vec::new(), 0, String::new());
        loop {
            let events = self.events(last, BATCH).await?;
            for event in &events {
                if event.number != last + 1 || event.previous != previous || event.digest != event.sealed() {
                    let what = text!("日志在这里断开或被改动过", "the journal is cut or was changed here");
                    broken.push(Broken { subject: format!("event:{}", event.number), what });
                }
                (last, previous) = (event.number, event.digest.clone());
            }
            if events.is_empty() {
                break;
            }
        }
        if self.last_event().await? != last {
            let what = text!("最后的日志不见了", "the last events are gone");
            broken.push(Broken { subject: format!("event:{}", last + 1), what });
        }
        Ok(broken)
    }
}
