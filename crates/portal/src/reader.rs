//! Where files that are handed in are read: here, or in a process of their own that a bad file may end.

use mingzhang_intake::{Taken, answered, hand_over, take_in};
use mingzhang_model::Text;
use std::ffi::OsString;
use std::io::Error;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How long a document may take.
pub const LONGEST: Duration = Duration::from_secs(30);
/// Bytes that a process may answer.
const MOST: u64 = 1 << 30;

/// Where files are read.
#[derive(Clone, Debug, Default)]
pub enum Reader {
    /// In this process: what it does with a file that takes too long cannot be stopped.
    #[default]
    Here,
    /// In a process for each file.
    Apart(Apart),
}

/// A program that reads a file from its standard input as [`mingzhang_intake::answer`] does.
#[derive(Clone, Debug)]
pub struct Apart {
    /// The program.
    pub program: PathBuf,
    /// What it is called with; it bounds its own memory.
    pub arguments: Vec<OsString>,
    /// How long it may take; then it is ended.
    pub longest: Duration,
}

/// Why a file was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It cannot be, for a reason that it tells.
    Told(Text),
    /// It takes too long.
    TooLong,
    /// Reading it did not come to an end: it is broken, or takes more than there is.
    Broken(Error),
}

impl Reader {
    /// Reads and audits a file.
    pub(crate) async fn take(&self, name: String, bytes: Vec<u8>) -> Result<Taken, Unread> {
        let longest = match self {
            Self::Here => LONGEST,
            Self::Apart(apart) => apart.longest,
        };
        let reading = async {
            match self {
                Self::Here => spawn_blocking(move || take_in(&name, bytes)).await.map_err(Error::other),
                Self::Apart(apart) => apart.take(&name, &bytes).await,
            }
        };
        match timeout(longest, reading).await {
            Ok(Ok(read)) => read.map_err(Unread::Told),
            Ok(Err(error)) => Err(Unread::Broken(error)),
            Err(_) => Err(Unread::TooLong),
        }
    }
}

impl Apart {
    async fn take(&self, name: &str, bytes: &[u8]) -> Result<Result<Taken, Text>, Error> {
        let mut process = Command::new(&self.program)
            .args(&self.arguments)
            // It is told no secret, and ends with whoever waits for it.
            .env_clear()
            // The allocator takes address space in advance, which the bounds would count.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let (Some(mut input), Some(output)) = (input, output) else {
            return Err(Error::other("no pipe"));
        };
        let mut handed = Vec::with_capacity(bytes.len() + name.len() + 8);
        hand_over(name, bytes, &mut handed)?;
        let hand = async move {
            // A process that ends early does not read it all; how it ended says why.
            let _ = input.write_all(&handed).await;
        };
        let mut answer = Vec::new();
        let mut output = output.take(MOST);
        let (status, read, ()) = tokio::join!(process.wait(), output.read_to_end(&mut answer), hand);
        let status = status?;
        read?;
        if !status.success() {
            return Err(Error::other(format!("the process that reads ended with {status}")));
        }
        answered(&answer)
    }
}
