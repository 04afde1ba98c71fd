//! Connections: bounded in number, in how long they may say nothing, and in how long the end waits for them.

use crate::client::Peer;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

/// Connections that are open at the same time; whoever comes then waits at the door of the system.
const MOST: usize = 4_096;
/// Whoever asks for nothing in this time is not waited for.
const SILENCE: Duration = Duration::from_secs(30);
/// What has begun when the end comes has this time.
const GRACE: Duration = Duration::from_secs(25);
/// A pause when the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers at a listener until `end` comes true; what has begun is answered, if it does not take too long.
pub(crate) async fn listen(listener: TcpListener, pages: Router, end: impl Future<Output = ()>) {
    let (open, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MOST)));
    let mut end = pin!(end);
    loop {
        let next = async {
            let place = room.clone().acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut end => break,
        };
        match accepted {
            Ok((stream, peer)) => talk(stream, peer, place, pages.clone(), open.watcher()),
            Err(why) => {
                tracing::warn!(%why, "no connection");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    if timeout(GRACE, open.shutdown()).await.is_err() {
        tracing::warn!("some connections did not come to an end");
    }
}

/// Answers on one connection.
fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    place: Option<OwnedSemaphorePermit>,
    pages: Router,
    watcher: Watcher,
) {
    // Answers go out at once; if not, they go out a little later.
    let _ = stream.set_nodelay(true);
    let pages = pages.map_request(move |asked: Request<Incoming>| {
        let mut asked = asked.map(Body::new);
        asked.extensions_mut().insert(Peer(peer));
        asked
    });
    let mut talk = http1::Builder::new();
    talk.timer(TokioTimer::new()).header_read_timeout(SILENCE);
    let talk = watcher.watch(talk.serve_connection(TokioIo::new(stream), TowerToHyperService::new(pages)));
    tokio::spawn(async move {
        // Whoever leaves in the middle is of no interest.
        let _ = talk.await;
        drop(place);
    });
}
