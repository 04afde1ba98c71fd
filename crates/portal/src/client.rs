//! Who asks, as far as the network tells: what others say of it is believed of the proxies in front of the portal only.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use ipnet::IpNet;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub SocketAddr);

/// Who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Client {
    /// Unknown only where no network is between.
    pub address: Option<IpAddr>,
    /// Whether a proxy in front of the portal was reached by https.
    pub is_secure: bool,
}

impl Client {
    /// Who asks at the other end of a connection, or through the proxies there.
    pub(crate) fn of(peer: Option<Peer>, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let Some(Peer(peer)) = peer else { return Self::default() };
        let peer = peer.ip().to_canonical();
        let is_proxy = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
        if !is_proxy(&peer) {
            return Self { address: Some(peer), is_secure: false };
        }
        let is_secure = headers
            .get("x-forwarded-proto")
            .map(HeaderValue::as_bytes)
            .is_some_and(|scheme| scheme == b"https");
        // Each proxy adds at the end whom it saw: the last that is no proxy of ours is the first we do not know.
        let mut seen = peer;
        for address in forwarded(headers).into_iter().rev() {
            let Some(address) = address else { break };
            seen = address;
            if !is_proxy(&address) {
                break;
            }
        }
        Self { address: Some(seen), is_secure }
    }

    /// The address as it is put on record; empty where there is none.
    pub(crate) fn written(&self) -> String {
        self.address.map(|address| address.to_string()).unwrap_or_default()
    }

    /// What counts as one asker: one address, or the network that one subscriber has in IPv6.
    pub(crate) fn network(&self) -> Option<IpAddr> {
        Some(match self.address? {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// The addresses that proxies have seen, the farthest first; none for what is no address.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let said = headers.get_all("x-forwarded-for").into_iter().map(|said| said.to_str().unwrap_or("?"));
    said.flat_map(|said| said.split(',')).map(|one| address(one.trim())).collect()
}

/// An address, with or without a port.
fn address(written: &str) -> Option<IpAddr> {
    let bare = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(written);
    let alone = bare.parse::<IpAddr>().ok();
    alone.or_else(|| Some(written.parse::<SocketAddr>().ok()?.ip())).map(|address| address.to_canonical())
}

/// A network or a single address: `10.0.0.0/8`, `127.0.0.1`.
pub fn network(written: &str) -> Option<IpNet> {
    let written = written.trim();
    written.parse().ok().or_else(|| Some(IpNet::from(written.parse::<IpAddr>().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], proto: &str) -> (String, bool) {
        let proxies = ["127.0.0.1", "10.0.0.0/8"].map(|written| network(written).unwrap());
        let mut headers = HeaderMap::new();
        for said in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(said).unwrap());
        }
        headers.append("x-forwarded-proto", HeaderValue::from_str(proto).unwrap());
        let client = Client::of(Some(Peer(peer.parse().unwrap())), &headers, &proxies);
        (client.written(), client.is_secure)
    }

    #[test]
    fn only_our_proxies_are_believed() {
        for (peer, forwarded, address, is_secure) in [
            ("192.0.2.7:1", &["198.51.100.1"][..], "192.0.2.7", false),
            ("127.0.0.1:1", &["198.51.100.1"], "198.51.100.1", true),
            ("[::ffff:127.0.0.1]:1", &["198.51.100.1:4711"], "198.51.100.1", true),
            // Whoever asks can write anything in front, but not behind.
            ("127.0.0.1:1", &["203.0.113.9, 198.51.100.1, 10.1.2.3"], "198.51.100.1", true),
            ("127.0.0.1:1", &["203.0.113.9", "198.51.100.1", "10.1.2.3"], "198.51.100.1", true),
            ("127.0.0.1:1", &["203.0.113.9, nonsense, 10.1.2.3"], "10.1.2.3", true),
            ("127.0.0.1:1", &["[2001:db8::1]:443"], "2001:db8::1", true),
            ("127.0.0.1:1", &[], "127.0.0.1", true),
        ] {
            assert_eq!(seen(peer, forwarded, "https"), (address.to_owned(), is_secure), "{forwarded:?}");
        }
        assert!(!seen("127.0.0.1:1", &["198.51.100.1"], "http").1);
    }

    #[test]
    fn a_subscriber_is_one_asker() {
        let network = |address: &str| {
            let client = Client { address: address.parse().ok(), is_secure: false };
            client.network().map(|network| network.to_string()).unwrap_or_default()
        };
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!([network("192.0.2.7"), network("")], ["192.0.2.7", ""]);
    }
}
