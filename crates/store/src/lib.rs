//! Where disclosures, their revisions, and all that happened to them are kept: SQLite by default, PostgreSQL for several
//! people.
//!
//! Both databases run the same queries; only the index of words to be searched is made and asked in each one's own way.
//! Writers come one after another ([`Change`]), so that numbers follow each other and the journal is one chain.

mod administer;
mod backup;
mod at_once;
mod change;
mod documents;
mod dues;
mod enroll;
mod error;
mod facts;
mod files;
mod four_eyes;
mod journal;
mod offices;
mod places;
mod open;
mod people;
mod publications;
mod register;
mod review;
mod rows;
mod search;
mod seal;
mod sessions;
mod settings;
mod state;
mod watched;

pub use administer::Held;
pub use backup::Backup;
pub use change::Change;
pub use documents::{Content, Document, Listed, PublishedYear, Quality, Revision};
pub use dues::{By, Contact, Due, DuesQuery, Tally};
pub use enroll::{Enrolled, Enrolment, PendingImport};
pub use error::StoreError;
pub use facts::{StoredFact, YearFact, facts};
pub use files::{LEDGER, ListedFile, StoredFile, UNFINISHED};
pub use journal::{Broken, Event};
pub use offices::{Office, OfficeQuery, Peopled, Region};
pub use open::Store;
pub use people::{Duty, Person};
pub use publications::{Publication, Published};
pub use review::{Awaiting, Remark, StoredFinding, Waiver};
pub use seal::{Manifest, ManifestFile, Seal, Signed, hexadecimal, is_signed, sha256};
pub use search::{Hit, Passage};
pub use sessions::{Failures, Session};
pub use state::State;
pub use watched::{Attempt, EventQuery};
