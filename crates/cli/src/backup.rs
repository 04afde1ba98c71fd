//! `mingzhang backup` and `mingzhang restore`: the whole portal as one file, and back.

use crate::args::{BackupArgs, RestoreArgs, StoreArgs};
use crate::check::unwritable;
use crate::ledger::say;
use crate::serve::{altered, judged, keep_seal, kept_seal, key_file, secret_file, store, unstored};
use crate::trouble::{refusal, trouble, unreadable};
use mingzhang_model::{Lang, text};
use mingzhang_portal::now;
use mingzhang_store::{Backup, Seal};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// Runs `backup`.
pub(crate) fn back_up(args: &BackupArgs, lang: Lang) -> anyhow::Result<()> {
    // A folder without a key is not that of a portal: an empty backup would be taken for one.
    let seal = kept_seal(&key_file(&args.store))?.ok_or_else(|| no_portal(&args.store))?;
    if args.file.exists() {
        return Err(unwritable(&args.file, &ErrorKind::AlreadyExists.into()));
    }
    // Under its name stands nothing but a whole backup.
    let unfinished = beside(&args.file);
    let rows = written(args, &seal, &unfinished).inspect_err(|_| {
        let _ = fs::remove_file(&unfinished);
    })?;
    fs::rename(&unfinished, &args.file).map_err(|error| unwritable(&args.file, &error))?;
    let file = args.file.display().to_string();
    say(&text!("已备份到 {0}：{1} 条记录", "{0} holds everything: {1} records", file, rows), lang)?;
    let key = if args.without_key {
        text!(
            "其中没有签名密钥，请另行保管 seal.key：没有它不能恢复。",
            "The key that signs is not in it. Keep seal.key elsewhere: nothing is restored without it."
        )
    } else {
        text!(
            "其中有签名密钥和草稿，请妥善保管，不要外传。",
            "Drafts and the key that signs are in it: keep it to yourself."
        )
    };
    say(&key, lang)
}

/// The folder for data and key is not that of a portal.
pub(crate) fn no_portal(args: &StoreArgs) -> anyhow::Error {
    let folder = args.data.display().to_string();
    trouble(text!("{0} 中没有门户（没有 seal.key）", "{0} holds no portal (there is no seal.key)", folder))
}

fn written(args: &BackupArgs, seal: &Seal, file: &Path) -> anyhow::Result<u64> {
    Runtime::new()?.block_on(async {
        let store = store(&args.store).await?;
        let _ = fs::remove_file(file);
        let to = secret_file(file).map_err(|error| unwritable(file, &error))?;
        let mut to = BufWriter::new(to);
        let rows = store.back_up(seal, !args.without_key, now(), &mut to).await.map_err(unstored)?;
        to.get_ref().sync_all().map_err(|error| unwritable(file, &error))?;
        store.close().await;
        Ok(rows)
    })
}

fn beside(file: &Path) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Runs `restore`.
pub(crate) fn restore(args: &RestoreArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let shown = args.file.display().to_string();
    let file = File::open(&args.file).map_err(|error| unreadable(&shown, &refusal(&error)))?;
    let backup = Backup::open(BufReader::new(file)).map_err(unstored)?;
    Runtime::new()?.block_on(async {
        let store = store(&args.store).await?;
        let public = backup.public_key().to_owned();
        // The key is there before what is signed with it: a portal without it would make another.
        key(args, &backup)?;
        let rows = store.restore(backup).await.map_err(unstored)?;
        say(&text!("已恢复 {0} 条记录", "{0} records are restored", rows), lang)?;
        let broken = altered(&store, &public).await?;
        store.close().await;
        judged(&broken, lang)
    })
}

/// Puts the key of a backup into the folder for data, if it is not there.
fn key<R: std::io::BufRead>(args: &RestoreArgs, backup: &Backup<R>) -> anyhow::Result<()> {
    let file = key_file(&args.store);
    let shown = file.display().to_string();
    match (kept_seal(&file)?, backup.seal()) {
        (Some(kept), _) if kept.public() == backup.public_key() => Ok(()),
        (Some(_), _) => Err(trouble(text!(
            "{0} 是另一个门户的密钥，没有恢复。请另换一个数据文件夹",
            "{0} is the key of another portal, and nothing was restored; please choose another folder",
            shown
        ))),
        (None, Some(seal)) => keep_seal(&file, &seal),
        (None, None) => Err(trouble(text!(
            "备份中没有签名密钥。请先把保管的 seal.key 放到 {0}，再恢复",
            "the backup holds no key; please put the seal.key that you kept at {0}, then restore",
            shown
        ))),
    }
}
