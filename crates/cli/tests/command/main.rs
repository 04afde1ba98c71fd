//! The command from outside: what it prints, in which order, and how it ends.

// Helpers of a test are outside the functions that clippy knows as tests.
#![allow(clippy::unwrap_used)]

mod accounts;
mod annotated;
mod bad_files;
mod beside;
mod build;
mod calls;
mod doubt;
mod founding;
mod import;
mod inputs;
mod inspection;
mod killed;
mod ledger;
mod portal;
mod reports;
mod samples;
mod schemas;
mod session;

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own for one test.
pub(crate) struct Folder(pub(crate) PathBuf);

/// What a call gave back.
#[derive(Debug)]
pub(crate) struct Called {
    pub(crate) status: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let folder = Self(folder);
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        command.args(arguments.split_whitespace()).current_dir(&self.0).env_remove("MINGZHANG_LANG");
        command
    }

    pub(crate) fn call(&self, arguments: &str) -> Called {
        called(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    pub(crate) fn call_with_input(&self, arguments: &str, input: &[u8]) -> Called {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        called(child.wait_with_output().unwrap())
    }
}

pub(crate) fn called(output: std::process::Output) -> Called {
    let err = String::from_utf8(output.stderr).unwrap();
    Called { status: output.status.code().unwrap(), out: output.stdout, err }
}

impl Called {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The codes of the rules that have findings, document by document.
    pub(crate) fn found(&self) -> Vec<Vec<String>> {
        let document = |d: &Value| {
            let findings = d["findings"].as_array().unwrap();
            findings.iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
        };
        self.json()["documents"].as_array().unwrap().iter().map(document).collect()
    }
}

pub(crate) const PHONE: &str =
    "某某局2024年部门情况\n如有疑问，请与张三联系，电话13812345678，或来信咨询。\n";
pub(crate) const CLEAN: &str = "这里没有需要核对的数。\n";

pub(crate) fn sample() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt").to_owned()
}
