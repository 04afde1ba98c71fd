//! Work that takes the processor for a while: reading documents, hashing passwords. It is bounded in number and time, so
//! that one bad file cannot stop the server.

use super::refusal::Refusal;
use crate::error::Failure;
use crate::password::{fits, hashed};
use axum::http::StatusCode;
use mingzhang_intake::{Taken, take_in};
use mingzhang_model::Text;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

/// Documents that are read, and passwords that are hashed, at the same time.
const AT_ONCE: usize = 2;
/// Files that are received at the same time: each is held in memory.
const RECEIVED: usize = 6;
/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a document may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Turns for work that takes long.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    uploads: Arc<Semaphore>,
    documents: Arc<Semaphore>,
    passwords: Arc<Semaphore>,
}

impl Work {
    pub(crate) fn new() -> Self {
        let turns = |at_once| Arc::new(Semaphore::new(at_once));
        Self { uploads: turns(RECEIVED), documents: turns(AT_ONCE), passwords: turns(AT_ONCE) }
    }

    /// A turn to hand in a file; it lasts until it is dropped.
    pub(crate) async fn upload(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        turn(&self.uploads).await
    }

    /// Reads and audits a document.
    pub(crate) async fn take(&self, name: String, bytes: Vec<u8>) -> Result<Taken, Refusal> {
        self.run(move || take_in(&name, bytes)).await
    }

    /// Does something with a document that takes the processor for a while.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Text> + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = turn(&self.documents).await?;
        let running = spawn_blocking(move || {
            // Held to the end of the work, even if nobody waits for it any more.
            let _turn = turn;
            job()
        });
        let Ok(done) = timeout(LONGEST, running).await else {
            return Err(Refusal::told("这份文件读取时间过长，没有收入。请检查文件是否完好，或换一种格式。"));
        };
        match done {
            Ok(done) => done.map_err(|why| Refusal::told(why.zh)),
            Err(broken) => {
                tracing::error!(%broken, "a document could not be read to its end");
                Err(Refusal::told("这份文件无法读取，没有收入。请检查文件是否完好，或换一种格式。"))
            }
        }
    }

    /// A password as it is kept.
    pub(crate) async fn hashed(&self, password: String) -> Result<String, Refusal> {
        let turn = turn(&self.passwords).await?;
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
        let turn = turn(&self.passwords).await?;
        let compared = spawn_blocking(move || {
            let _turn = turn;
            fits(&password, kept.as_deref())
        });
        compared.await.map_err(|error: JoinError| Refusal::Failed(Failure::Ours(error.to_string())))
    }
}

async fn turn(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Refusal> {
    match timeout(PATIENCE, turns.clone().acquire_owned()).await {
        Ok(Ok(turn)) => Ok(turn),
        _ => Err(Refusal::Told(StatusCode::SERVICE_UNAVAILABLE, "现在办理的人较多，请稍后再试。".to_owned())),
    }
}
