//! `mingzhang serve`, `mingzhang demo` and `mingzhang verify`: the portal, and whether what it publishes is as it was.

use crate::args::{DemoArgs, ServeArgs, StoreArgs, VerifyArgs};
use crate::check::unwritable;
use crate::ledger::say;
use crate::log;
use crate::trouble::{refusal, trouble, unreadable};
use mingzhang_intake::take_in;
use mingzhang_model::{Lang, Text, text};
use mingzhang_portal::{Apart, Portal, Provider, Rates, Reader, Settings, network, now};
use mingzhang_store::{Manifest, Seal, Signed, Store, StoreError, is_signed, sha256};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::time::timeout;

/// Something is not as it was published.
const ALTERED: u8 = 1;

/// The environment variable with the secret that the provider of log-ins knows the portal by.
const SECRET: &str = "MINGZHANG_OIDC_SECRET";

/// What has begun when the portal ends has this time beyond that for answers.
const LAST: Duration = Duration::from_secs(3);

/// Runs `serve`.
pub(crate) fn run(args: &ServeArgs, lang: Lang) -> anyhow::Result<()> {
    log::begin(args.log)?;
    let settings = settings(args)?;
    let runtime = Runtime::new()?;
    let served = runtime.block_on(async {
        let (store, seal) = opened(&args.store).await?;
        let listener = listener(&args.listen).await?;
        let metrics = match &args.metrics {
            Some(address) => Some(self::listener(address).await?),
            None => None,
        };
        let address = format!("http://{}", listener.local_addr()?);
        say(
            &text!("门户已启动：{0}（Ctrl+C 结束）", "The portal is at {0} (Ctrl+C ends it)", address),
            lang,
        )?;
        if let Some(metrics) = &metrics {
            let address = format!("http://{}/metrics", metrics.local_addr()?);
            say(&text!("运行指标：{0}", "Its metrics are at {0}", address), lang)?;
        }
        Portal::new(store.clone(), seal, &settings).serve(listener, metrics, end()).await;
        // Whoever still reads from it is not waited for.
        let _ = timeout(LAST, store.close()).await;
        Ok(())
    });
    // Nor is a document that is still being read.
    runtime.shutdown_timeout(LAST);
    served
}

/// A listener at an address.
async fn listener(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AddrInUse => {
                text!("这个端口已被占用，请换一个", "the port is in use; please choose another")
            }
            ErrorKind::InvalidInput => {
                text!("地址应写作 127.0.0.1:8080", "write the address as 127.0.0.1:8080")
            }
            _ => refusal(&error),
        };
        trouble(text!("无法在 {0} 监听：{1}", "cannot listen at {0}: {1}", address, why))
    })
}

/// How the portal is run.
fn settings(args: &ServeArgs) -> anyhow::Result<Settings> {
    let proxy = |written: &String| {
        network(written).ok_or_else(|| {
            trouble(text!(
                "“{0}”不是地址，代理服务器应写作 127.0.0.1 或 10.0.0.0/8",
                "“{0}” is no address; write a proxy as 127.0.0.1 or 10.0.0.0/8",
                written
            ))
        })
    };
    let proxies = args.trusted_proxy.iter().map(proxy).collect::<anyhow::Result<_>>()?;
    let rates = Rates { pages: args.rate, costly: args.costly_rate };
    Ok(Settings { proxies, rates, reader: Reader::Apart(reader(args)?), provider: provider(args)? })
}

/// Who knows the people besides the portal, if somebody does.
fn provider(args: &ServeArgs) -> anyhow::Result<Option<Arc<Provider>>> {
    let (Some(issuer), Some(client), Some(address)) = (&args.oidc_issuer, &args.oidc_client, &args.address)
    else {
        return Ok(None);
    };
    let secret = match &args.oidc_secret_file {
        Some(path) => Some(String::from_utf8_lossy(&read(path)?).trim().to_owned()),
        None => std::env::var(SECRET).ok(),
    };
    // A provider may know the portal without one.
    let secret = secret.filter(|secret| !secret.is_empty());
    let provider = Provider::new(issuer, client.clone(), secret, address, args.oidc_claim.clone());
    Ok(Some(Arc::new(provider.map_err(trouble)?)))
}

/// Files are read by this program, called once more for each.
fn reader(args: &ServeArgs) -> anyhow::Result<Apart> {
    let own = Path::new("/proc/self/exe");
    // Where there is this name for the program, it stays the same program if a newer one is installed meanwhile.
    let program = if own.exists() { own.to_owned() } else { std::env::current_exe()? };
    // It is ended by the portal that waits for it; by the system only if that is no longer there.
    let (mebibytes, seconds) =
        (args.file_mebibytes.to_string(), args.file_seconds.saturating_add(1).to_string());
    let arguments = ["intake", "--mebibytes", &mebibytes, "--seconds", &seconds];
    Ok(Apart {
        program,
        arguments: arguments.into_iter().map(Into::into).collect(),
        longest: Duration::from_secs(args.file_seconds),
    })
}

/// Comes true when the user or the system wants an end.
async fn end() {
    let interrupted = async {
        // Without a signal to wait for, only the system ends it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    () = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(_) => interrupted.await,
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

/// Runs `demo`: every file is taken in, approved and published at once.
pub(crate) fn demo(args: &DemoArgs, lang: Lang) -> anyhow::Result<()> {
    Runtime::new()?.block_on(async {
        let (store, seal) = opened(&args.store).await?;
        for file in &args.files {
            let published = publish(&store, &seal, file, args).await?;
            say(&published, lang)?;
        }
        store.close().await;
        Ok(())
    })
}

async fn publish(store: &Store, seal: &Seal, file: &Path, args: &DemoArgs) -> anyhow::Result<Text> {
    let shown = file.display().to_string();
    let bytes = read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let taken = take_in(&name, bytes).map_err(trouble)?;
    let Some(year) = taken.year.filter(|_| !taken.office.is_empty()) else {
        return Ok(text!(
            "{0} 没有写明单位或年度，未收入。",
            "{0} tells no office or year, and is left out.",
            shown
        ));
    };
    let mut within = args.region.split('/');
    let largest = within.next().unwrap_or_default();
    let mut change = store.change("演示", now()).await.map_err(unstored)?;
    let steps = async {
        let mut region = change.region(largest.trim(), None).await?;
        for name in within {
            region = change.region(name.trim(), Some(region)).await?;
        }
        let office = change.office(&taken.office, taken.level, region, None).await?;
        let document = change.document(office, year, &taken.kind).await?;
        change.publish_at_once(document, &taken.content, seal).await?;
        change.keep().await
    };
    steps.await.map_err(unstored)?;
    Ok(text!("已收入 {0}：{1} {2} 年", "{0} is taken in: {1} {2}", shown, taken.office, year))
}

/// Runs `verify`: of a downloaded file against its manifest, else of the whole store.
pub(crate) fn verify(args: &VerifyArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let broken = match (&args.file, &args.manifest, &args.key) {
        (Some(file), Some(manifest), Some(key)) => verify_file(file, manifest, key)?,
        _ => Runtime::new()?.block_on(async {
            let (store, seal) = opened(&args.store).await?;
            let broken = altered(&store, &seal.public()).await?;
            store.close().await;
            Ok::<_, anyhow::Error>(broken)
        })?,
    };
    judged(&broken, lang)
}

/// What of a store is not as it was published.
pub(crate) async fn altered(store: &Store, public: &str) -> anyhow::Result<Vec<Text>> {
    let broken = store.verify(public).await.map_err(unstored)?;
    Ok(broken.into_iter().map(|b| text!("{0}：{1}", "{0}: {1}", b.subject, b.what)).collect())
}

/// Says what is not as it was published.
pub(crate) fn judged(broken: &[Text], lang: Lang) -> anyhow::Result<ExitCode> {
    if broken.is_empty() {
        say(&text!("核对无误。", "Everything is as it was published."), lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    for what in broken {
        writeln!(std::io::stderr(), "{}", what.get(lang))?;
    }
    Ok(ExitCode::from(ALTERED))
}

fn verify_file(file: &Path, manifest: &Path, key: &Path) -> anyhow::Result<Vec<Text>> {
    let no_manifest = || {
        let path = manifest.display().to_string();
        trouble(text!(
            "{0} 不是门户给出的清单，请下载公开文本页上的“清单和签名”",
            "{0} is no manifest of a portal; please download it from the page of the document",
            path
        ))
    };
    let signed: Signed = serde_json::from_slice(&read(manifest)?).map_err(|_| no_manifest())?;
    let listed: Manifest = serde_json::from_str(&signed.manifest).map_err(|_| no_manifest())?;
    let public = String::from_utf8_lossy(&read(key)?).into_owned();
    let digest = sha256(&read(file)?);
    let mut broken = Vec::new();
    if !is_signed(&public, &signed.manifest, &signed.signature) {
        broken.push(text!("清单的签名与公钥不符", "the signature of the manifest does not fit the key"));
    }
    if !listed.files.iter().any(|file| file.digest == digest) {
        broken.push(text!(
            "清单中没有这个文件：内容被改动过，或不是这一版",
            "the manifest has no such file: it was changed, or is of another revision"
        ));
    }
    Ok(broken)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| unreadable(&path.display().to_string(), &refusal(&error)))
}

/// The store, and the key that signs what it publishes; both are made where they are missing.
pub(crate) async fn opened(args: &StoreArgs) -> anyhow::Result<(Store, Seal)> {
    let store = store(args).await?;
    Ok((store, seal(&key_file(args))?))
}

/// The store; made where it is missing.
pub(crate) async fn store(args: &StoreArgs) -> anyhow::Result<Store> {
    std::fs::create_dir_all(&args.data).map_err(|error| unwritable(&args.data, &error))?;
    let own = || format!("sqlite:{}", args.data.join("mingzhang.db").display());
    let address = args.database.clone().unwrap_or_else(own);
    Store::open(&address).await.map_err(unstored)
}

/// Where the key is kept.
pub(crate) fn key_file(args: &StoreArgs) -> PathBuf {
    args.data.join("seal.key")
}

/// The key in a file, in hexadecimal; made where it is missing, for nobody else to read.
fn seal(path: &Path) -> anyhow::Result<Seal> {
    if let Some(seal) = kept_seal(path)? {
        return Ok(seal);
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)?;
    let seal = Seal::new(&secret);
    keep_seal(path, &seal)?;
    Ok(seal)
}

/// The key in a file, if there is one.
pub(crate) fn kept_seal(path: &Path) -> anyhow::Result<Option<Seal>> {
    let damaged = || {
        let path = path.display().to_string();
        trouble(text!(
            "{0} 不是密钥，请从备份恢复",
            "{0} holds no key; please restore it from the backup",
            path
        ))
    };
    match std::fs::read_to_string(path) {
        Ok(written) => Seal::of(&written).ok_or_else(damaged).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Writes a key for nobody else to read.
pub(crate) fn keep_seal(path: &Path, seal: &Seal) -> anyhow::Result<()> {
    let mut file = secret_file(path).map_err(|error| unwritable(path, &error))?;
    let written = file.write_all(seal.secret().as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| unwritable(path, &error))
}

/// A new file that nobody else can read.
pub(crate) fn secret_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[allow(clippy::needless_pass_by_value, reason = "it is what errors are mapped by")]
pub(crate) fn unstored(error: StoreError) -> anyhow::Error {
    trouble(error.message())
}
