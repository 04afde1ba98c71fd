//! Full-text search over the prose and projects of what is published.
//!
//! Words are looked up as overlapping pairs of characters: 养老服务 is 养老, 老服, 服务, one after the other. Chinese puts no
//! blanks between words, and no list of words has every project in it.

use crate::change::Change;
use crate::error::StoreError;
use crate::open::{Engine, Store};
use crate::rows::{asking, rows, values};
use mingzhang_model::fold;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

/// Something to be searched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct Passage {
    /// Where it stands in the document: `section-3`, `projects`.
    pub place: String,
    /// What it says.
    pub words: String,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Hit {
    /// Number of the passage.
    pub id: i64,
    /// Number of the revision.
    pub revision: i64,
    /// Name of the office.
    pub office: String,
    /// The year.
    pub year: i64,
    /// `budget` or `final-accounts`.
    pub kind: String,
    /// Where it stands in the document.
    pub place: String,
    /// What it says.
    pub words: String,
}

/// The query for what fits: those found first, before anything else is asked about them.
macro_rules! hits {
    ($found:literal) => {
        concat!(
            "WITH ",
            $found,
            " SELECT passage.id, passage.revision, office.name AS office, document.year, document.kind, passage.place,
               passage.words
             FROM found
             JOIN passage ON passage.id = found.rowid
             JOIN revision ON revision.id = passage.revision
             JOIN document ON document.id = revision.document
             JOIN office ON office.id = document.office
             ORDER BY passage.id DESC"
        )
    };
}

const SQLITE: &str = hits!(
    "found AS MATERIALIZED (
       SELECT rowid FROM passage_pairs WHERE passage_pairs MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3)"
);

const POSTGRES: &str = hits!(
    "found AS MATERIALIZED (
       SELECT rowid FROM passage_pairs WHERE pairs @@ to_tsquery('simple', $1) AND rowid < $2
       ORDER BY rowid DESC LIMIT $3)"
);

/// Among the latest passages alone. PostgreSQL looks at every passage that has the words before it gives the latest; words that
/// many passages have are among these.
const POSTGRES_NEAR: &str = hits!(
    "near AS MATERIALIZED (
       SELECT rowid, pairs FROM passage_pairs WHERE rowid < $2 ORDER BY rowid DESC LIMIT 4000),
     found AS MATERIALIZED (
       SELECT rowid FROM near WHERE pairs @@ to_tsquery('simple', $1) ORDER BY rowid DESC LIMIT $3)"
);

impl Change {
    pub(crate) async fn put_passages(
        &mut self,
        revision: i64,
        passages: &[Passage],
    ) -> Result<(), StoreError> {
        let count = i64::try_from(passages.len()).unwrap_or(i64::MAX);
        let first = self.reserve("passage", count).await?;
        self.put_all("passage", &["id", "revision", "place", "words"], passages, |query, passage, ordinal| {
            query.bind(first + ordinal).bind(revision).bind(&passage.place).bind(&passage.words)
        })
        .await
    }

    /// Lets the passages of a published revision be found, in place of those of the revisions before.
    pub(crate) async fn index_instead(&mut self, revision: i64, document: i64) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM passage_pairs WHERE rowid IN (
               SELECT passage.id FROM passage JOIN revision ON revision.id = passage.revision
               WHERE revision.document = $1 AND revision.state = 'published' AND revision.id <> $2)",
        )
        .bind(document)
        .bind(revision)
        .execute(&mut *self.transaction)
        .await?;
        self.index_passages(revision).await
    }

    async fn index_passages(&mut self, revision: i64) -> Result<(), StoreError> {
        let passages =
            sqlx::query_as::<_, (i64, String)>("SELECT id, words FROM passage WHERE revision = $1");
        for (id, words) in passages.bind(revision).fetch_all(&mut *self.transaction).await? {
            self.index(id, &words).await?;
        }
        Ok(())
    }

    /// Lets the passages of all that citizens read now be found; none is indexed yet.
    pub(crate) async fn index_all(&mut self) -> Result<(), StoreError> {
        let published = "SELECT current FROM document WHERE current IS NOT NULL ORDER BY current";
        for revision in sqlx::query_scalar(published).fetch_all(&mut *self.transaction).await? {
            self.index_passages(revision).await?;
        }
        Ok(())
    }

    async fn index(&mut self, id: i64, words: &str) -> Result<(), StoreError> {
        let index = match self.engine {
            Engine::Sqlite => "INSERT INTO passage_pairs (rowid, pairs) VALUES ($1, $2)",
            Engine::Postgres => {
                "INSERT INTO passage_pairs (rowid, pairs) VALUES ($1, to_tsvector('simple', $2))"
            }
        };
        let pairs = pairs(words).join(" ");
        sqlx::query(index).bind(id).bind(pairs).execute(&mut *self.transaction).await?;
        Ok(())
    }
}

impl Store {
    /// The passages of published documents that say these words, the latest first; none where there are no words. `before` is the
    /// number of the last passage seen.
    ///
    /// # Errors
    /// The database fails.
    pub async fn search(&self, words: &str, before: Option<i64>, most: i64) -> Result<Vec<Hit>, StoreError> {
        // What stands between blanks is a phrase, and every phrase must be there.
        let phrases: Vec<Vec<String>> =
            words.split_whitespace().map(pairs).filter(|pairs| !pairs.is_empty()).collect();
        if phrases.is_empty() {
            return Ok(Vec::new());
        }
        let asked = phrases.iter().map(|pairs| self.engine.phrase(pairs)).collect::<Vec<_>>();
        match self.engine {
            Engine::Sqlite => self.hits(SQLITE, &asked.join(" AND "), before, most).await,
            Engine::Postgres => {
                let asked = asked.join(" & ");
                let near = self.hits(POSTGRES_NEAR, &asked, before, most).await?;
                let is_enough = i64::try_from(near.len()).is_ok_and(|found| found >= most);
                if is_enough { Ok(near) } else { self.hits(POSTGRES, &asked, before, most).await }
            }
        }
    }

    async fn hits(
        &self,
        query: &'static str,
        asked: &str,
        before: Option<i64>,
        most: i64,
    ) -> Result<Vec<Hit>, StoreError> {
        let found = sqlx::query_as(query).bind(asked.to_owned()).bind(before.unwrap_or(i64::MAX)).bind(most);
        Ok(found.fetch_all(&self.pool).await?)
    }
}

impl Store {
    /// The prose of a revision, paragraph by paragraph.
    ///
    /// # Errors
    /// The database fails.
    pub async fn prose(&self, revision: i64) -> Result<Vec<Passage>, StoreError> {
        let asked = asking!(
            self.engine,
            "place, words",
            "passage WHERE revision = $1 AND place LIKE 'section-%'",
            "id"
        );
        rows(self.engine, &self.pool, asked, values![revision]).await
    }

    /// What a published revision says of its projects: the passages that stand among projects and forms, in their order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn project_passages(&self, revision: i64) -> Result<Vec<Passage>, StoreError> {
        let found = sqlx::query_as(
            "SELECT place, words FROM passage WHERE revision = $1 AND (place = 'projects' OR place LIKE 'form-%')
             ORDER BY id",
        );
        Ok(found.bind(revision).fetch_all(&self.pool).await?)
    }
}

impl Engine {
    /// Pairs that follow each other, as the index is asked for them. One character alone begins a pair.
    fn phrase(self, pairs: &[String]) -> String {
        let is_single = pairs.len() == 1 && pairs[0].chars().count() == 1;
        match (self, is_single) {
            (Self::Sqlite, false) => format!("\"{}\"", pairs.join(" ")),
            (Self::Sqlite, true) => format!("\"{}\" *", pairs[0]),
            (Self::Postgres, false) => format!("({})", pairs.join(" <-> ")),
            (Self::Postgres, true) => format!("{}:*", pairs[0]),
        }
    }
}

/// The pairs of neighbouring characters of some words; one character stands for itself. Signs part words, blanks do not:
/// they come from the layout.
fn pairs(words: &str) -> Vec<String> {
    let folded = fold(words).to_lowercase();
    let mut pairs = Vec::new();
    for run in folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let letters: Vec<char> = run.chars().collect();
        if letters.len() == 1 {
            pairs.push(run.to_owned());
        }
        pairs.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn words_are_pairs_of_characters() {
        assert_eq!(pairs("养老服务 2024年"), ["养老", "老服", "服务", "务2", "20", "02", "24", "4年"]);
        assert_eq!(pairs("“三公”经费"), ["三公", "经费"]);
        assert!(pairs("！？ ").is_empty());
    }
}
