//! A publisher that is killed at any moment loses and doubles nothing.

use crate::{SEAL, begin, both::on_both, content, owed, publish, saying};
use mingzhang_store::{Content, State, Store};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Tells the publisher, which is this test program once more, where to publish.
const ADDRESS: &str = "MINGZHANG_TEST_PUBLISH_AT";

/// How often the publisher is killed on each database.
const TIMES: u64 = 50;

/// The name of the publisher among the tests.
const PUBLISHER: &str = "killed::publishes_until_it_is_killed";

/// Publishes one correction after the other, and says so after each. As a test of its own it has nothing to do.
#[test]
fn publishes_until_it_is_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&address).await.unwrap();
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        loop {
            let last = store.revisions(document).await.unwrap().pop();
            let revision = match last {
                // What the one before began is brought to its end.
                Some(last) if last.state != State::Published => last.id,
                last => {
                    let amount = last.map_or(1, |last| last.number + 1);
                    let content = Content { facts: content(amount, &[]).facts, ..saying("收入预算") };
                    begin(&store, document, "更正", &content).await.unwrap()
                }
            };
            publish(&store, revision).await;
            println!("published {revision}");
        }
    });
}

#[test]
fn nothing_is_lost_or_doubled_when_the_publisher_is_killed() {
    on_both("killed", |store, address| async move {
        let document = owed(&store, "乌恰县档案馆", 2024).await;
        let mut acknowledged: Vec<i64> = Vec::new();
        for time in 0..TIMES {
            acknowledged
                .extend(publisher_killed_after(&address, Duration::from_micros(time * 997 % 41 * 1_000)));
            let revisions = store.revisions(document).await.unwrap();
            let numbers: Vec<i64> = revisions.iter().map(|revision| revision.number).collect();
            let counted: Vec<i64> = (1..).take(revisions.len()).collect();
            assert_eq!(numbers, counted);
            let published: Vec<i64> =
                revisions.iter().filter(|r| r.state == State::Published).map(|r| r.id).collect();
            let lost: Vec<_> = acknowledged.iter().filter(|id| !published.contains(id)).collect();
            assert!(lost.is_empty(), "{lost:?}");
            assert_eq!(store.document(document).await.unwrap().current, published.last().copied());
            for revision in &revisions {
                assert_eq!(store.facts(revision.id).await.unwrap()[0].amount, revision.number);
            }
            assert_eq!(
                store.search("收入", None, 100).await.unwrap().len(),
                usize::from(!published.is_empty())
            );
        }
        assert!(acknowledged.len() as u64 >= TIMES / 2, "only {} were published", acknowledged.len());
        assert_eq!(store.verify(&SEAL().public()).await.unwrap(), []);
    });
}

/// What a publisher says that it has published before it is killed, some time after the first.
fn publisher_killed_after(address: &str, time: Duration) -> Vec<i64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([PUBLISHER, "--exact", "--nocapture"])
        .env(ADDRESS, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = |line: &str| line.split_once("published ").map(|(_, id)| id.trim().parse::<i64>().unwrap());
    let mut published: Vec<i64> = Vec::new();
    while published.is_empty() {
        let Some(Ok(line)) = lines.next() else { break };
        published.extend(said(&line));
    }
    std::thread::sleep(time);
    // Not asked to end, but ended.
    child.kill().unwrap();
    child.wait().unwrap();
    published.extend(lines.map_while(Result::ok).filter_map(|line| said(&line)));
    published
}
