//! A revision that somebody works on, with what they may do for it.

use super::deed::Me;
use super::refusal::Refusal;
use crate::App;
use crate::public::kind_name;
use mingzhang_store::{Document, Duty, Office, Revision};

/// A revision, seen by a person.
#[derive(Debug)]
pub(crate) struct Case {
    pub revision: Revision,
    pub document: Document,
    pub office: Office,
    /// Whether the person prepares it.
    pub prepares: bool,
    /// Whether the person reviews it.
    pub reviews: bool,
}

impl Case {
    /// Refused to those who have nothing to do with it.
    pub(crate) async fn of(app: &App, me: &Me, id: i64) -> Result<Self, Refusal> {
        let revision = app.store.revision(id).await?;
        let document = app.store.document(revision.document).await?;
        let office = app.store.office(document.office).await?;
        let prepares = me.may(app, Duty::Prepare, office.id).await?;
        let reviews = me.may(app, Duty::Review, office.id).await?;
        if prepares || reviews {
            Ok(Self { revision, document, office, prepares, reviews })
        } else {
            Err(Refusal::Forbidden)
        }
    }

    /// For those who prepare it only.
    pub(crate) fn if_prepares(self) -> Result<Self, Refusal> {
        if self.prepares { Ok(self) } else { Err(Refusal::Forbidden) }
    }

    /// For those who review it only.
    pub(crate) fn if_reviews(self) -> Result<Self, Refusal> {
        if self.reviews { Ok(self) } else { Err(Refusal::Forbidden) }
    }

    /// 乌恰县档案馆2024年预算
    pub(crate) fn title(&self) -> String {
        format!("{}{}年{}", self.office.name, self.document.year, kind_name(&self.document.kind))
    }
}
