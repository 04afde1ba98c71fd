//! Answers that go through all offices are kept until something changes: the journal tells, for every process that uses the
//! database. All readers are answered the same pages, so that the address alone says which answer it is.

use crate::App;
use crate::day::{day, now};
use crate::error::Failure;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// Bytes of all that is kept.
const MOST: u64 = 32 << 20;
/// How long an answer usually is, in bytes.
const USUAL: u64 = 16 << 10;

/// The answers that are kept.
#[derive(Clone, Debug)]
pub(crate) struct Kept(Arc<Cache<Asked, Answer, Length>>);

/// What was asked, and when. Of another day or another state of the store it is another question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Asked {
    address: String,
    /// Number of the last event.
    event: i64,
    /// Whether something is late depends on the day in China.
    day: String,
}

#[derive(Clone, Debug)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Clone, Debug)]
struct Length;

impl Weighter<Asked, Answer> for Length {
    fn weight(&self, asked: &Asked, answer: &Answer) -> u64 {
        (asked.address.len() + answer.body.len()) as u64
    }
}

impl Kept {
    pub(crate) fn new() -> Self {
        let answers = usize::try_from(MOST / USUAL).unwrap_or_default();
        Self(Arc::new(Cache::with_weighter(answers, MOST, Length)))
    }
}

/// Answers as it was answered before, or keeps the answer. Who asks the same at the same time waits for the first.
pub(crate) async fn answered(app: State<App>, request: Request, next: Next) -> Result<Response, Failure> {
    if request.method() != Method::GET {
        return Ok(next.run(request).await);
    }
    let event = app.store.last_event().await?;
    let address = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let asked = Asked { address, event, day: day(now()) };
    let place = match app.kept.0.get_value_or_guard_async(&asked).await {
        Ok(answer) => return Ok((answer.headers, answer.body).into_response()),
        Err(place) => place,
    };
    let (parts, body) = next.run(request).await.into_parts();
    if parts.status != StatusCode::OK {
        return Ok(Response::from_parts(parts, body));
    }
    let body = to_bytes(body, usize::MAX).await.map_err(|error| Failure::Ours(error.to_string()))?;
    // Where it is too long to be kept, it is answered all the same.
    let _ = place.insert(Answer { headers: parts.headers.clone(), body: body.clone() });
    Ok(Response::from_parts(parts, Body::from(body)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metrics;
    use crate::reader::Reader;
    use axum::Router;
    use axum::extract::Query;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use mingzhang_store::{Seal, Store};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;
    use tower::ServiceExt as _;

    /// A page that says how often it was made, and is made slowly; with a word it is not found.
    async fn page(
        made: Arc<AtomicUsize>,
        Query(asked): Query<Vec<(String, String)>>,
    ) -> (StatusCode, String) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let count = made.fetch_add(1, Ordering::Relaxed) + 1;
        let status = if asked.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
        (status, count.to_string())
    }

    async fn read(pages: &Router, method: Method, address: &str) -> String {
        let request = Request::builder().method(method).uri(address).body(Body::empty()).unwrap();
        let answer = pages.clone().oneshot(request).await.unwrap();
        String::from_utf8(to_bytes(answer.into_body(), 99).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn an_answer_is_kept_until_something_happens() {
        let folder = std::env::temp_dir().join(format!("mingzhang-kept-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.join("a.db").display())).await.unwrap();
        let app = App::new(store.clone(), Seal::new(&[7; 32]), Reader::default(), Metrics::new());
        let made = Arc::new(AtomicUsize::new(0));
        let pages = Router::new()
            .route("/", get(move |asked| page(made, asked)))
            .layer(from_fn_with_state(app.clone(), answered))
            .with_state(app);
        let ask = || read(&pages, Method::GET, "/");
        assert_eq!(tokio::join!(ask(), ask()), ("1".to_owned(), "1".to_owned()));
        assert_eq!(ask().await, "1");
        let mut change = store.change("财政局", 0).await.unwrap();
        change.region("乌恰县", None).await.unwrap();
        assert_eq!(ask().await, "1");
        change.keep().await.unwrap();
        assert_eq!(ask().await, "2");
        for count in ["3", "4"] {
            assert_eq!(read(&pages, Method::GET, "/?a=b").await, count, "what is not found is not kept");
        }
        read(&pages, Method::HEAD, "/").await;
        assert_eq!(ask().await, "2");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
