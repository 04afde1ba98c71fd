//! How the portal is run, from outside: who may ask how often, what it tells of itself, how it ends.

use crate::portal;
use mingzhang_portal::{Portal, Rates, Settings, hashed, network, now};
use mingzhang_store::{Seal, Store};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const PASSWORD: &str = "a long password 2024";

/// A portal that listens.
struct Listening {
    store: Store,
    pages: SocketAddr,
    metrics: SocketAddr,
    end: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

/// A portal behind a proxy on this machine.
async fn listening(name: &str, rates: Rates) -> Listening {
    let (_, store, _) = portal(name).await;
    let mut change = store.change("管理员", 1_710_000_000).await.unwrap();
    change.person("zhang", "张会计", &hashed(PASSWORD).unwrap()).await.unwrap();
    change.keep().await.unwrap();
    let settings = Settings { proxies: vec![network("127.0.0.1").unwrap()], rates, ..Settings::default() };
    let portal = Portal::new(store.clone(), Seal::new(&[7; 32]), &settings);
    let (pages, metrics) = (TcpListener::bind("127.0.0.1:0").await, TcpListener::bind("127.0.0.1:0").await);
    let (pages, metrics) = (pages.unwrap(), metrics.unwrap());
    let addresses = (pages.local_addr().unwrap(), metrics.local_addr().unwrap());
    let (end, ended) = oneshot::channel();
    let served = tokio::spawn(portal.serve(pages, Some(metrics), async move {
        let _ = ended.await;
    }));
    Listening { store, pages: addresses.0, metrics: addresses.1, end, served }
}

/// The whole answer to somebody whom the proxy has seen at an address.
async fn asked(listener: SocketAddr, from: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(listener).await.unwrap();
    let length = body.len();
    let head = format!(
        "{head} HTTP/1.1\r\nHost: portal\r\nX-Forwarded-For: {from}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn status(answer: &str) -> &str {
    &answer["HTTP/1.1 ".len()..][..3]
}

#[tokio::test]
async fn who_asks_too_often_is_asked_to_wait_and_others_are_not() {
    let portal = listening("limits", Rates { pages: 5, costly: 1 }).await;
    let ask = |from: &'static str, head: &'static str| asked(portal.pages, from, head, "");
    let mut refused = String::new();
    for _ in 0..10 {
        refused = ask("192.0.2.1", "GET /search?q=x").await;
    }
    assert_eq!(status(&refused), "429", "{refused}");
    let head = refused.to_lowercase();
    for words in ["retry-after: 1\r\n", "content-security-policy", "访问过于频繁"] {
        assert!(head.contains(words), "{words}: {refused}");
    }
    assert_eq!(status(&ask("192.0.2.1", "GET /offices/1").await), "200");
    assert_eq!(status(&ask("192.0.2.2", "GET /search?q=x").await), "200");
    // What somebody writes before the proxy does is not believed.
    assert_eq!(status(&ask("203.0.113.7, 192.0.2.1", "GET /search?q=x").await), "429");
    for _ in 0..40 {
        assert_eq!(status(&ask("192.0.2.1", "GET /readyz").await), "200");
    }
}

#[tokio::test]
async fn without_a_limit_one_address_may_ask_as_often_as_it_can() {
    let portal = listening("unlimited", Rates { pages: 0, costly: 0 }).await;
    for _ in 0..300 {
        assert_eq!(status(&asked(portal.pages, "192.0.2.1", "GET /key.txt", "").await), "200");
    }
}

#[tokio::test]
async fn nobody_is_locked_out_by_who_fails_elsewhere() {
    let portal = listening("lockout", Rates::default()).await;
    let log_in = async |from: &str, login: &str, password: &str| {
        let form = format!("login={login}&password={}", password.replace(' ', "+"));
        status(&asked(portal.pages, from, "POST /desk/login", &form).await).to_owned()
    };
    assert_eq!(log_in("192.0.2.1", "zhang", PASSWORD).await, "303");
    let fail = async |from: String| {
        for _ in 0..10 {
            portal.store.attempted("zhang", &from, "wrong", now()).await.unwrap();
        }
    };
    fail("198.51.100.1".to_owned()).await;
    assert_eq!(log_in("198.51.100.1", "zhang", PASSWORD).await, "429");
    assert_eq!(log_in("192.0.2.1", "zhang", PASSWORD).await, "303");
    // From many addresses it is guessed no more often, and the usual one stays open.
    for at in 2..6 {
        fail(format!("198.51.100.{at}")).await;
    }
    assert_eq!(log_in("198.51.100.9", "zhang", PASSWORD).await, "429");
    assert_eq!(log_in("192.0.2.1", "zhang", PASSWORD).await, "303");
}

#[tokio::test]
async fn a_session_is_for_https_only_where_a_proxy_says_so() {
    let portal = listening("secure", Rates::default()).await;
    let form = format!("login=zhang&password={}", PASSWORD.replace(' ', "+"));
    for (scheme, is_secure) in [("https", true), ("http", false)] {
        let from = format!("192.0.2.1\r\nX-Forwarded-Proto: {scheme}");
        let answer = asked(portal.pages, &from, "POST /desk/login", &form).await;
        assert_eq!(status(&answer), "303");
        assert_eq!(answer.contains("; Secure"), is_secure, "{answer}");
        let feed = asked(portal.pages, &from, "GET /feed.atom", "").await;
        assert!(feed.contains(&format!("{scheme}://portal/")), "{feed}");
    }
}

#[tokio::test]
async fn metrics_tell_how_it_goes_and_of_nobody() {
    let portal = listening("metrics", Rates::default()).await;
    for head in ["GET /offices/1", "GET /offices/99", "GET /search?q=secret", "GET /nowhere/secret"] {
        asked(portal.pages, "192.0.2.1", head, "").await;
    }
    asked(portal.pages, "192.0.2.1", "POST /desk/login", "login=secret&password=secret").await;
    let told = asked(portal.metrics, "", "GET /metrics", "").await;
    for line in [
        "mingzhang_http_requests_total{method=\"GET\",route=\"/offices/{office}\",status=\"200\"} 1\n",
        "mingzhang_http_requests_total{method=\"GET\",route=\"/offices/{office}\",status=\"404\"} 1\n",
        "mingzhang_http_requests_total{method=\"GET\",route=\"-\",status=\"404\"} 1\n",
        "mingzhang_http_request_duration_seconds_count{route=\"/search\"} 1\n",
        "mingzhang_logins_total{outcome=\"wrong\"} 1\n",
        "mingzhang_work_waiting{work=\"password\"} 0\n",
        "mingzhang_published_total 0\n",
        "# EOF\n",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(!told.contains("secret") && !told.contains("192.0.2"), "{told}");
    // Citizens are told nothing of it.
    assert_eq!(status(&asked(portal.pages, "192.0.2.1", "GET /metrics", "").await), "404");
    assert_eq!(status(&asked(portal.pages, "192.0.2.1", "GET /healthz", "").await), "200");
}

#[tokio::test]
async fn the_end_does_not_wait_for_connections_that_ask_for_nothing() {
    let portal = listening("end", Rates::default()).await;
    let mut idle = TcpStream::connect(portal.pages).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: portal\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let silent = TcpStream::connect(portal.pages).await.unwrap();
    let begun = Instant::now();
    portal.end.send(()).unwrap();
    portal.served.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(TcpStream::connect(portal.pages).await.is_err());
    drop(silent);
}
