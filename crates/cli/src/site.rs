//! `mingzhang site`: the public site of the portal as files.

use crate::args::SiteArgs;
use crate::backup::no_portal;
use crate::ledger::say;
use crate::serve::{kept_seal, key_file, store};
use crate::trouble::trouble;
use mingzhang_model::{Lang, text};
use mingzhang_portal::write_site;
use tokio::runtime::Runtime;

/// Runs `site`.
pub(crate) fn run(args: &SiteArgs, lang: Lang) -> anyhow::Result<()> {
    // A folder without a key is not that of a portal: an empty site would be taken for one.
    let seal = kept_seal(&key_file(&args.store))?.ok_or_else(|| no_portal(&args.store))?;
    Runtime::new()?.block_on(async {
        let store = store(&args.store).await?;
        let written = write_site(store.clone(), seal, &args.folder, args.address.as_deref()).await;
        store.close().await;
        let written = written.map_err(|error| trouble(error.message()))?;
        let (folder, files) = (args.folder.display().to_string(), written.files);
        let mebibytes = written.bytes.div_ceil(1024 * 1024).to_string();
        say(
            &text!(
                "已写入 {0}：{1} 个文件，{2} MiB；从 index.html 打开，SHA256SUMS 是各文件的校验值",
                "Written to {0}: {1} files, {2} MiB; open index.html, SHA256SUMS has their digests",
                folder,
                files,
                mebibytes
            ),
            lang,
        )
    })
}
