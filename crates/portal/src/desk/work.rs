//! Work that takes the processor for a while: reading documents, hashing passwords. It is bounded in number and time, so
//! that one bad file cannot stop the server.

use super::refusal::Refusal;
use crate::error::Failure;
use crate::metrics::Metrics;
use crate::password::{fits, hashed};
use crate::reader::{LONGEST, Reader, Unread};
use axum::http::StatusCode;
use mingzhang_intake::Taken;
use mingzhang_model::Text;
use std::io::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, spawn, spawn_blocking};
use tokio::time::timeout;

/// Documents that are read, and passwords that are hashed, at the same time.
const AT_ONCE: usize = 2;
/// Files that are received at the same time: each is held in memory.
const RECEIVED: usize = 6;
/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is told of a document that takes too long.
const TOO_LONG: &str = "这份文件读取时间过长，没有收入。请检查文件是否完好，或换一种格式。";
/// What is told of a document that is broken, or takes too much memory.
const BROKEN: &str = "这份文件无法读取，没有收入。请检查文件是否完好，或换一种格式；文件很大的，请分开上传。";

/// Turns for work that takes long.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    reader: Reader,
    metrics: Metrics,
    uploads: Arc<Semaphore>,
    documents: Arc<Semaphore>,
    passwords: Arc<Semaphore>,
}

impl Work {
    pub(crate) fn new(reader: Reader, metrics: Metrics) -> Self {
        let turns = |at_once| Arc::new(Semaphore::new(at_once));
        Self {
            reader,
            metrics,
            uploads: turns(RECEIVED),
            documents: turns(AT_ONCE),
            passwords: turns(AT_ONCE),
        }
    }

    /// A turn to hand in a file; it lasts until it is dropped.
    pub(crate) async fn upload(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        self.turn("upload", &self.uploads).await
    }

    /// Reads and audits a document.
    pub(crate) async fn take(&self, name: String, bytes: Vec<u8>) -> Result<Taken, Refusal> {
        let turn = self.turn("document", &self.documents).await?;
        let (begun, reader) = (Instant::now(), self.reader.clone());
        // It goes on if the one who handed it in leaves, and the turn is held as long.
        let reading = spawn(async move {
            let read = reader.take(name, bytes).await;
            drop(turn);
            read
        });
        self.settled(reading.await.unwrap_or_else(|error| Err(Unread::Broken(Error::other(error)))), begun)
    }

    /// Does something with a document that takes the processor for a while.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Text> + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = self.turn("document", &self.documents).await?;
        let begun = Instant::now();
        let running = spawn_blocking(move || {
            // Held to the end of the work, even if nobody waits for it any more.
            let _turn = turn;
            job()
        });
        let done = match timeout(LONGEST, running).await {
            Ok(Ok(done)) => done.map_err(Unread::Told),
            Ok(Err(error)) => Err(Unread::Broken(Error::other(error))),
            Err(_) => Err(Unread::TooLong),
        };
        self.settled(done, begun)
    }

    /// Counts how it went, and tells why if it did not.
    fn settled<T>(&self, read: Result<T, Unread>, begun: Instant) -> Result<T, Refusal> {
        let (outcome, told) = match read {
            Ok(taken) => {
                self.metrics.read("ok", begun.elapsed());
                return Ok(taken);
            }
            Err(Unread::Told(why)) => ("unreadable", why.zh),
            Err(Unread::TooLong) => ("too long", TOO_LONG.to_owned()),
            Err(Unread::Broken(why)) => {
                tracing::error!(%why, "a document could not be read to its end");
                ("broken", BROKEN.to_owned())
            }
        };
        self.metrics.read(outcome, begun.elapsed());
        Err(Refusal::told(told))
    }

    /// A password as it is kept.
    pub(crate) async fn hashed(&self, password: String) -> Result<String, Refusal> {
        let turn = self.turn("password", &self.passwords).await?;
        let hashed = spawn_blocking(move || {
            let _turn = turn;
            hashed(&password)
        });
        let hashed =
            hashed.await.map_err(|error: JoinError| Refusal::Failed(Failure::Ours(error.to_string())))?;
        hashed.map_err(|why| Refusal::told(format!("{}。", why.zh)))
    }

    /// Whether a password is the one that was kept.
    pub(crate) async fn fits(&self, password: String, kept: Option<String>) -> Result<bool, Refusal> {
        let turn = self.turn("password", &self.passwords).await?;
        let compared = spawn_blocking(move || {
            let _turn = turn;
            fits(&password, kept.as_deref())
        });
        compared.await.map_err(|error: JoinError| Refusal::Failed(Failure::Ours(error.to_string())))
    }

    /// Waits for a turn, if it does not take too long.
    async fn turn(
        &self,
        work: &'static str,
        turns: &Arc<Semaphore>,
    ) -> Result<OwnedSemaphorePermit, Refusal> {
        let _waiting = self.metrics.waits(work);
        let turn = timeout(PATIENCE, turns.clone().acquire_owned()).await;
        turn.ok().and_then(Result::ok).ok_or_else(|| {
            Refusal::Told(StatusCode::SERVICE_UNAVAILABLE, "现在办理的人较多，请稍后再试。".to_owned())
        })
    }
}
