//! How the provider is asked: by https, as the certificates of the system tell, or on this machine; bounded in size and time.
//! It is asked where it says it is, and nowhere that an answer redirects to.

use axum::http::Uri;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::time::Duration;
use tokio::time::timeout;

/// No answer takes longer, …
const LONGEST: Duration = Duration::from_secs(10);
/// … nor is it larger.
const MOST: usize = 1 << 20;

/// Asks the provider.
#[derive(Debug)]
pub(super) enum Http {
    /// By https and no other way.
    Secure(Client<HttpsConnector<HttpConnector>, Full<Bytes>>),
    /// On this machine and nowhere else.
    Here(Client<HttpConnector, Full<Bytes>>),
}

impl Http {
    /// The way to a provider whose address is on this machine, or not.
    ///
    /// # Errors
    /// The system has no certificates.
    pub(super) fn new(is_here: bool) -> Result<Self, Error> {
        let client = Client::builder(TokioExecutor::new());
        if is_here {
            return Ok(Self::Here(client.build_http()));
        }
        let connector = HttpsConnectorBuilder::new().with_native_roots()?.https_only().enable_http1().build();
        Ok(Self::Secure(client.build(connector)))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Error> {
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let asking = async {
            let answer = match self {
                Self::Secure(client) => client.request(request).await,
                Self::Here(_) if !is_uri_here(request.uri()) => {
                    return Err(Error::other("http is for this machine only"));
                }
                Self::Here(client) => client.request(request).await,
            };
            let (parts, body) = answer.map_err(Error::other)?.into_parts();
            let body = Limited::new(body, MOST).collect().await.map_err(Error::other)?;
            Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
        };
        timeout(LONGEST, asking).await.map_err(|_| Error::from(ErrorKind::TimedOut))?
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Error>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// Whether an address is on this machine.
pub(super) fn is_here(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn is_uri_here(address: &Uri) -> bool {
    Url::parse(&address.to_string()).is_ok_and(|address| is_here(&address))
}
