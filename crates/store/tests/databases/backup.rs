//! A store is copied while it is in use, and restored into either database.

use crate::both::on_both;
use crate::{SEAL, begin, content, owed, publish, saying};
use mingzhang_model::Level;
use mingzhang_store::{Backup, Duty, State, Store, StoreError};
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

/// A published, a corrected and a drafted document, with all that a store can hold beside them.
async fn filled(store: &Store) -> [i64; 3] {
    let document = owed(store, "乌恰县档案馆", 2024).await;
    let mut change = store.change("财政局", 110).await.unwrap();
    // The department is younger than its unit, the region than its part.
    let part = change.region("阿图什市", None).await.unwrap();
    let school = change.office("阿图什市第一中学", Level::Unit, part, None).await.unwrap();
    let education = change.office("阿图什市教育局", Level::Department, part, None).await.unwrap();
    change.office("阿图什市第一中学", Level::Unit, part, Some(education)).await.unwrap();
    let person = change.person("zhang", "张会计", "hash").await.unwrap();
    change.assign(person, Some(school), Duty::Prepare).await.unwrap();
    change.set_one_person(true, "只有一个人").await.unwrap();
    change.assign(person, None, Duty::Review).await.unwrap();
    change.schedule(document, Some("2024-02-20"), Some("2024-03-11")).await.unwrap();
    change.waive(document, "m", "已说明，“三公”经费\n第二行").await.unwrap();
    change.keep().await.unwrap();
    let mut revisions = [0; 3];
    for (at, reason) in ["", "更正", "再更正"].into_iter().enumerate() {
        let amount = i64::MAX - i64::try_from(at).unwrap();
        let mut content = content(amount, &["合计不等于分项之和"]);
        content.passages = saying(&format!("农村养老服务设施建设项目第{at}期")).passages;
        content.findings[0].mark = "m".into();
        content.files[0].bytes = (0..=255).cycle().take(700_000 * at + 1).collect();
        revisions[at] = begin(store, document, reason, &content).await.unwrap();
        if at < 2 {
            publish(store, revisions[at]).await;
        }
    }
    let mut change = store.change("李审核", 400).await.unwrap();
    change.remark(revisions[2], "m", "请看一下").await.unwrap();
    change.keep().await.unwrap();
    store.log_in(person, "secret", "csrf", i64::MAX).await.unwrap();
    store.attempted("zhang", "10.0.0.1", "wrong", 50).await.unwrap();
    revisions
}

async fn empty(name: &str) -> Store {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    Store::open(&format!("sqlite:{}", folder.join("mingzhang.db").display())).await.unwrap()
}

async fn copied(store: &Store) -> Vec<u8> {
    let mut copy = Vec::new();
    store.back_up(&SEAL(), true, 500, &mut copy).await.unwrap();
    copy
}

async fn restored(store: &Store, copy: &[u8]) -> Result<u64, StoreError> {
    store.restore(Backup::open(Cursor::new(copy))?).await
}

/// The tables of a database, but for sessions, the index of words and what the database keeps for itself.
async fn tables_of(address: &str) -> Vec<String> {
    let pool = sqlx::any::AnyPoolOptions::new().max_connections(1).connect(address).await.unwrap();
    let asked = if address.starts_with("sqlite") {
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
    } else {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
    };
    let mut tables: Vec<String> = sqlx::query_scalar(asked).fetch_all(&pool).await.unwrap();
    pool.close().await;
    let is_left_out = |name: &str| ["session", "pending_import", "_sqlx_migrations"].contains(&name);
    tables.retain(|name| !is_left_out(name) && !name.starts_with("passage_pairs"));
    tables.sort();
    tables
}

/// The tables of a backup of a store that holds something of everything, in their order.
fn tables_in(copy: &[u8]) -> Vec<String> {
    let table = |line: &str| Some(line.strip_prefix("{\"table\":\"")?.split('"').next()?.to_owned());
    text_of(copy).lines().filter_map(table).collect()
}

fn text_of(copy: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(copy).read_to_string(&mut text).unwrap();
    text
}

/// Takes everything out of a store, so that a backup can be restored into it.
async fn cleared(address: &str, copy: &[u8]) {
    let pool = sqlx::any::AnyPoolOptions::new().max_connections(1).connect(address).await.unwrap();
    let mut tables = tables_in(copy);
    tables.retain(|table| table != "counter");
    tables.extend(["session".to_owned(), "pending_import".to_owned(), "passage_pairs".to_owned()]);
    for table in tables.into_iter().rev() {
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&pool).await.unwrap();
    }
    sqlx::query("UPDATE counter SET last = 0").execute(&pool).await.unwrap();
    pool.close().await;
}

#[test]
fn a_restored_store_is_as_it_was_in_either_database() {
    on_both("backup", |store, address| async move {
        let revisions = filled(&store).await;
        let copy = copied(&store).await;
        let head = Backup::open(&*copy).unwrap();
        assert_eq!((head.made_at(), head.public_key()), (500, &*SEAL().public()));
        assert_eq!(head.seal().unwrap().public(), SEAL().public());

        let mut tables = tables_in(&copy);
        tables.sort();
        assert_eq!(tables_of(&address).await, tables, "a table is left out");

        // From either database into SQLite, and from there into the first.
        let other = empty("backup-other").await;
        let rows = restored(&other, &copy).await.unwrap();
        assert_eq!(copied(&other).await, copy, "a copy of what was restored says something else");
        assert!(matches!(restored(&other, &copy).await, Err(StoreError::NotEmpty)));
        assert!(matches!(restored(&store, &copy).await, Err(StoreError::NotEmpty)));
        cleared(&address, &copy).await;
        assert_eq!(restored(&store, &copied(&other).await).await.unwrap(), rows);

        for store in [&store, &other] {
            assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
            assert_eq!(store.facts(revisions[1]).await.unwrap()[0].amount, i64::MAX - 1);
            let draft = &store.file_in(revisions[2], "source").await.unwrap().unwrap();
            assert!(draft.bytes.len() == 1_400_001 && draft.bytes[..256].is_sorted());
            let found = store.search("养老服务", None, 9).await.unwrap();
            assert_eq!(found.iter().map(|hit| hit.revision).collect::<Vec<_>>(), [revisions[1]]);
            assert_eq!(store.failures("zhang", "", 0, 0).await.unwrap().with_login, 1);
            // Who was logged in logs in again.
            assert_eq!(store.session("secret", 1).await.unwrap(), None);
            assert!(store.search("第2期", None, 9).await.unwrap().is_empty());
            // Work goes on: numbers follow the last, the journal its last event.
            publish(store, revisions[2]).await;
            assert_eq!(store.revision(revisions[2]).await.unwrap().state, State::Published);
            assert_eq!(store.search("第2期", None, 9).await.unwrap().len(), 1);
            assert_eq!(owed(store, "乌恰县图书馆", 2024).await, 2);
            assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
        }
        other.close().await;
    });
}

#[test]
fn a_damaged_backup_restores_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = empty("backup-damaged").await;
        filled(&store).await;
        let copy = copied(&store).await;
        let text = text_of(&copy);
        let packed = |text: &str| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(text.as_bytes()).unwrap();
            packed.finish().unwrap()
        };
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let damaged = [
            b"".to_vec(),
            "预算公开".into(),
            copy[..copy.len() / 2].to_vec(),
            [&copy[..copy.len() - 20], &[0; 20]].concat(),
            packed(&text.replace("乌恰县档案馆", "乌恰县档案局")),
            packed(&lines[..lines.len() - 1].concat()),
            packed(&[&lines[..2], &lines[3..]].concat().concat()),
            packed(&(text.clone() + lines[2])),
            packed(&text.replace("\"table\":\"event\"", "\"table\":\"event; DROP TABLE event\"")),
            packed(&text.replace("\"mingzhang_backup\":1", "\"mingzhang_backup\":2")),
        ];
        let other = empty("backup-damaged-other").await;
        for (at, damaged) in damaged.iter().enumerate() {
            assert!(restored(&other, damaged).await.is_err(), "{at}");
        }
        // None of them left anything.
        restored(&other, &packed(&text)).await.unwrap();
        assert_eq!(other.verify(&SEAL().public()).await.unwrap(), []);
        other.close().await;
        store.close().await;
    });
}

#[test]
fn a_copy_is_of_one_moment_while_others_write() {
    on_both("backup-moment", |store, _| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let writer = {
            let store = store.clone();
            tokio::spawn(async move {
                for amount in 0..40 {
                    let revision = begin(&store, document, "更正", &content(amount, &[])).await.unwrap();
                    publish(&store, revision).await;
                }
            })
        };
        let mut seen = Vec::new();
        for at in 0..8 {
            let other = empty(&format!("backup-moment-{at}")).await;
            restored(&other, &copied(&store).await).await.unwrap();
            assert_eq!(other.verify(&SEAL().public()).await.unwrap(), []);
            seen.push(other.revisions(document).await.unwrap().len());
            other.close().await;
        }
        writer.await.unwrap();
        assert!(seen.is_sorted() && seen.first() < seen.last(), "{seen:?}");
    });
}
