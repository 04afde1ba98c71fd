//! What a site begins with: the pages that lead to lists, every office, and every published revision with its data.

use mingzhang_intake::is_handed_out;
use mingzhang_store::{OfficeQuery, Store, StoreError};
use std::collections::VecDeque;

/// Offices or revisions that are asked for at one time.
const SOME: i64 = 200;

/// Pages and files that lead to lists, or that all pages use.
pub(super) const BEGINNINGS: [&str; 10] = [
    "/",
    "/regions",
    "/years",
    "/initials",
    "/register",
    "/key.txt",
    "/style.css",
    "/icon.svg",
    "/charts.js",
    "/charts.LICENSE.txt",
];

/// What programs are told of a revision.
const DATA: [&str; 5] = ["facts.csv", "facts.json", "findings.csv", "findings.json", "numbers.json"];

/// Addresses, a few at a time: however many documents there are, they are not in memory together.
pub(super) struct Seeds {
    store: Store,
    ready: VecDeque<String>,
    /// The last office seen; none when all were.
    office: Option<i64>,
    /// Time and number of the last publication seen; none when all were.
    publication: Option<(i64, i64)>,
}

impl Seeds {
    pub(super) fn new(store: Store, has_address: bool) -> Self {
        let news = ["/feed.atom", "/sitemap.xml"];
        let beginnings = BEGINNINGS.iter().chain(news.iter().filter(|_| has_address));
        let ready = beginnings.map(|address| (*address).to_owned()).collect();
        Self { store, ready, office: Some(0), publication: Some((i64::MIN, 0)) }
    }

    /// The next address; none when all were told.
    pub(super) async fn next(&mut self) -> Result<Option<String>, StoreError> {
        while self.ready.is_empty() && (self.office.is_some() || self.publication.is_some()) {
            self.more_offices().await?;
            self.more_revisions().await?;
        }
        Ok(self.ready.pop_front())
    }

    async fn more_offices(&mut self) -> Result<(), StoreError> {
        let Some(after) = self.office else { return Ok(()) };
        let query = OfficeQuery { after, most: SOME, ..OfficeQuery::default() };
        let offices = self.store.offices(&query).await?;
        self.office = offices.last().map(|office| office.id);
        self.ready.extend(offices.iter().map(|office| format!("/offices/{}", office.id)));
        Ok(())
    }

    async fn more_revisions(&mut self) -> Result<(), StoreError> {
        let Some((time, revision)) = self.publication else { return Ok(()) };
        let publications = self.store.publications_after(time, revision, SOME).await?;
        self.publication = publications.last().map(|one| (one.published_at, one.revision));
        for one in publications {
            let page = format!("/revisions/{}", one.revision);
            let data = format!("/api/v1{page}");
            let own =
                ["", "/numbers", "/manifest.json", "/dataset.jsonld"].map(|part| format!("{page}{part}"));
            self.ready.extend(own);
            self.ready.extend(DATA.map(|part| format!("{data}/{part}")));
            let files = self.store.file_list(one.revision).await?.into_iter();
            let files = files.filter(|file| is_handed_out(&file.role));
            self.ready.extend(
                files.map(|file| format!("{page}/files/{}", crate::public::files::encoded(&file.name))),
            );
        }
        Ok(())
    }
}
