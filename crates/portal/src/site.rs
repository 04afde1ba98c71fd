//! The public site as files, for a bureau that may only upload web pages. The portal is asked for its own pages, and what leads
//! from one to the other is rewritten to lead from file to file.

mod addresses;
mod rewrite;
mod seeds;

use crate::metrics::Metrics;
use crate::reader::Reader;
use crate::{App, pages};
use addresses::{Place, place};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use mingzhang_model::{Text, text};
use mingzhang_store::{Seal, Store, StoreError, sha256};
use rewrite::{addressed, rewritten};
use seeds::{BEGINNINGS, Seeds};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// The file that names all others with their digests.
const SUMS: &str = "SHA256SUMS";

/// The host by which the portal is asked, to be replaced by where the files will be found.
const HOST: &str = "site.invalid";

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files, without the list of their digests.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Why the site could not be written.
#[derive(Debug)]
pub enum SiteError {
    /// The store fails.
    Store(StoreError),
    /// A file or folder cannot be written.
    Folder(PathBuf, std::io::Error),
    /// The folder holds something that is no site of ours.
    Foreign(PathBuf),
    /// The portal has no answer at an address that must have one.
    Page(String),
    /// This is no address of a site.
    Address(String),
}

impl SiteError {
    /// What went wrong, and the way out.
    pub fn message(&self) -> Text {
        match self {
            Self::Store(error) => error.message(),
            Self::Folder(path, error) => {
                let (path, why) = (path.display().to_string(), error.to_string());
                text!("无法写入 {0}：{1}", "cannot write {0}: {1}", path, why)
            }
            Self::Foreign(path) => text!(
                "{0} 里有别的文件，请换一个空文件夹",
                "{0} holds other files; please choose an empty folder",
                path.display().to_string()
            ),
            Self::Page(address) => text!(
                "门户在 {0} 没有内容，网站没有写完，请先用 mingzhang verify 核对",
                "the portal has nothing at {0}, the site is not complete; please run mingzhang verify first",
                address.as_str()
            ),
            Self::Address(address) => text!(
                "{0} 不是网址，请写作 https://example.gov.cn/yjs",
                "{0} is no address; write it as https://example.gov.cn/yjs",
                address.as_str()
            ),
        }
    }
}

impl From<StoreError> for SiteError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What every page is made from.
struct Site {
    portal: Router,
    store: Store,
    out: PathBuf,
    /// Where the files will be found, without a slash at the end; nothing if nobody knows.
    address: Option<String>,
}

/// A file that was written, and the pages that it leads to.
struct Done {
    file: String,
    digest: String,
    length: u64,
    found: Vec<String>,
}

/// Writes the public site into a folder: an empty one, or one that holds such a site. `address` is where it will be found; the feed
/// and the map for search engines are written only if it is known.
///
/// # Errors
/// The folder holds something else or cannot be written, the store fails, or a page has no answer.
pub async fn write_site(
    store: Store,
    seal: Seal,
    out: &Path,
    address: Option<&str>,
) -> Result<Written, SiteError> {
    let is_address = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    if let Some(wrong) = address.filter(|address| !is_address(address)) {
        return Err(SiteError::Address(wrong.to_owned()));
    }
    let before = known_files(out)?;
    let app = App::new(store.clone(), seal, Reader::default(), Metrics::new());
    let portal = pages(&app).with_state(app);
    let address = address.map(|address| address.trim_end_matches('/').to_owned());
    let mut seeds = Seeds::new(store.clone(), address.is_some());
    let site = Arc::new(Site { portal, store, out: out.to_owned(), address });
    let sums = all(&site, &mut seeds).await?;
    for stale in before.iter().filter(|file| !sums.contains_key(*file)) {
        // Whoever took it away already has done the same.
        let _ = std::fs::remove_file(out.join(stale));
    }
    let list: Vec<String> = sums.iter().map(|(file, (digest, _))| format!("{digest}  {file}\n")).collect();
    let list = list.concat();
    write(&out.join(SUMS), list.as_bytes())?;
    Ok(Written { files: sums.len(), bytes: sums.values().map(|(_, length)| length).sum() })
}

/// Writes what there is and what it leads to; digest and length of every file.
async fn all(site: &Arc<Site>, seeds: &mut Seeds) -> Result<BTreeMap<String, (String, u64)>, SiteError> {
    let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) * 2;
    let mut sums = BTreeMap::new();
    // Lists are found on pages; offices and revisions are many, and come from the store.
    let mut found: VecDeque<String> = VecDeque::new();
    let mut known: BTreeSet<String> = BEGINNINGS.iter().map(|address| (*address).to_owned()).collect();
    let mut open: JoinSet<Result<Done, SiteError>> = JoinSet::new();
    loop {
        while open.len() < at_once {
            let next = match found.pop_front() {
                Some(next) => Some(next),
                None => seeds.next().await?,
            };
            let Some(next) = next else { break };
            let site = site.clone();
            open.spawn(async move { site.one(&next).await });
        }
        let Some(done) = open.join_next().await else { return Ok(sums) };
        let done = done.map_err(|error| SiteError::Page(error.to_string()))??;
        found.extend(done.found.into_iter().filter(|address| known.insert(address.clone())));
        sums.insert(done.file, (done.digest, done.length));
    }
}

impl Site {
    /// Asks the portal for an address and writes what it answers.
    async fn one(&self, address: &str) -> Result<Done, SiteError> {
        let nowhere = || SiteError::Page(address.to_owned());
        let Place { file, .. } = place(address).ok_or_else(nowhere)?;
        let asked = Request::get(address).header(header::HOST, HOST).body(Body::empty());
        let answer = self.portal.clone().oneshot(asked.map_err(|_| nowhere())?).await;
        let answer = answer.map_err(|_| nowhere())?;
        if answer.status() != StatusCode::OK {
            return Err(nowhere());
        }
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        let mut bytes = to_bytes(answer.into_body(), usize::MAX).await.map_err(|_| nowhere())?.to_vec();
        let mut found = Vec::new();
        // Files that were handed in are given as they are.
        if !file.contains("/files/") {
            if kind.starts_with("text/html") {
                let page = String::from_utf8_lossy(&bytes).into_owned();
                let current = self.current(&page).await?;
                let has_feed = self.address.is_some();
                let (page, leads) = rewritten(&page, &file, &current, has_feed);
                (bytes, found) = (page.into_bytes(), leads);
            } else if kind.contains("xml") || kind.contains("ld+json") {
                let page = String::from_utf8_lossy(&bytes).into_owned();
                let base = format!("http://{HOST}");
                let (page, leads) = addressed(&page, &base, &file, self.address.as_deref());
                (bytes, found) = (page.into_bytes(), leads);
            }
        }
        write(&self.out.join(&file), &bytes)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Done { digest: sha256(&bytes), file, length, found })
    }

    /// The revisions that the documents, to which a page leads, have now.
    async fn current(&self, page: &str) -> Result<BTreeMap<i64, i64>, SiteError> {
        let mut current = BTreeMap::new();
        for part in page.split("href=\"/documents/").skip(1) {
            let number = part.split('"').next().and_then(|number| number.parse().ok());
            let Some(document) = number.filter(|document| !current.contains_key(document)) else { continue };
            if let Some(revision) = self.store.document(document).await?.current {
                current.insert(document, revision);
            }
        }
        Ok(current)
    }
}

/// The files of the site that a folder holds; none if it is empty.
fn known_files(out: &Path) -> Result<Vec<String>, SiteError> {
    let failed = |error| SiteError::Folder(out.to_owned(), error);
    std::fs::create_dir_all(out).map_err(failed)?;
    match std::fs::read_to_string(out.join(SUMS)) {
        Ok(list) => {
            let files = list.lines().filter_map(|line| line.split_once("  ")).map(|(_, file)| file);
            // The list may have been altered: nothing outside the folder is ever taken away.
            let is_inside = |file: &&str| {
                Path::new(file).components().all(|part| matches!(part, std::path::Component::Normal(_)))
            };
            Ok(files.filter(is_inside).map(str::to_owned).collect())
        }
        Err(_) if std::fs::read_dir(out).map_err(failed)?.next().is_none() => Ok(Vec::new()),
        Err(_) => Err(SiteError::Foreign(out.to_owned())),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), SiteError> {
    let failed = |error| SiteError::Folder(path.to_owned(), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, bytes).map_err(failed)
}
