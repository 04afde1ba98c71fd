//! Runs a test on SQLite and on a PostgreSQL that it starts for itself.

use mingzhang_store::Store;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a test on both databases, each new and empty.
pub(crate) fn on_both<F: Future<Output = ()>>(name: &str, test: impl Fn(Store, String) -> F) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let sqlite = format!("sqlite:{}", folder.join("mingzhang.db").display());
    let postgres = Postgres::start();
    for address in [&sqlite, &postgres.address] {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = Store::open(address).await.unwrap();
            test(store.clone(), address.clone()).await;
            store.close().await;
        });
    }
}

/// A server that ends with the test.
struct Postgres {
    server: Child,
    folder: PathBuf,
    address: String,
}

impl Postgres {
    fn start() -> Self {
        // The path of a socket has room for a hundred characters only.
        let folder = std::env::temp_dir().join(
            format!("mz-{}-{:?}", std::process::id(), std::thread::current().id()).replace(['(', ')'], ""),
        );
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder));
        }
        let data = folder.join("data");
        run(as_postgres(&program("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&data));
        let server = as_postgres(&program("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let host = folder.display().to_string().replace('/', "%2F");
        let started =
            Self { server, address: format!("postgres://postgres@localhost/postgres?host={host}"), folder };
        let end = Instant::now() + Duration::from_mins(1);
        while !started.is_ready() {
            assert!(Instant::now() < end, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        started
    }

    fn is_ready(&self) -> bool {
        let asked =
            Command::new(program("pg_isready")).arg("-h").arg(&self.folder).stdout(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let _ = as_postgres(&program("pg_ctl"))
            .args(["stop", "-m", "immediate", "-D"])
            .arg(data)
            .stdout(Stdio::null())
            .status();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A program of PostgreSQL: on Debian they stand in a folder for each version.
fn program(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found =
        versions.map(|version| version.path().join("bin").join(name)).filter(|path| path.exists()).max();
    found.unwrap_or_else(|| name.into())
}

/// PostgreSQL refuses to be started by root.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program).current_dir("/");
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|told| told.stdout == b"0\n")
}

fn run(command: &mut Command) {
    let told = command.output().unwrap_or_else(|error| {
        panic!(
            "{command:?}: {error}. The tests start a PostgreSQL of their own: make test installs it on Debian"
        )
    });
    assert!(told.status.success(), "{command:?}: {}", String::from_utf8_lossy(&told.stderr));
}
