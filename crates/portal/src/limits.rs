//! How often one address may ask.

use crate::client::Client;
use crate::desk::{BACK, BEGIN};
use crate::settings::Rates;
use axum::http::Method;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// What the routes have in common that take the server a while, for people and for programs.
const COSTLY: [&str; 5] = ["/search", "/compare", "/register", "/sitemap/", ".csv"];
/// Where passwords are tried.
const LOG_IN: &str = "/desk/login";
/// Where it is asked whether the portal is well: whoever watches it is never told to wait.
pub(crate) const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// One more attempt to log in comes in this time, …
const ATTEMPT: Duration = Duration::from_secs(2);
/// … after so many at once: a bureau begins its day at the same time, and often at one address.
const ATTEMPTS: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Logging in elsewhere takes two steps here, …
const STEP: Duration = Duration::from_secs(1);
/// … of which so many may be at once.
const STEPS: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// So many seconds' worth may be asked at once.
const BURST: u32 = 4;

type Asked = DefaultKeyedRateLimiter<IpAddr>;

/// How often each address has asked of late.
#[derive(Debug)]
pub(crate) struct Limits {
    pages: Option<Asked>,
    costly: Option<Asked>,
    log_in: Option<Asked>,
    elsewhere: Option<Asked>,
}

impl Limits {
    pub(crate) fn new(rates: Rates) -> Self {
        let of = |rate: u32| {
            let quota = Quota::per_second(NonZeroU32::new(rate)?);
            let burst = NonZeroU32::new(rate.saturating_mul(BURST))?;
            Some(RateLimiter::keyed(quota.allow_burst(burst)))
        };
        let every = |period: Duration, burst: NonZeroU32| {
            let quota = Quota::with_period(period)?.allow_burst(burst);
            Some(RateLimiter::keyed(quota))
        };
        Self {
            pages: of(rates.pages),
            costly: of(rates.costly),
            log_in: every(ATTEMPT, ATTEMPTS),
            elsewhere: every(STEP, STEPS),
        }
    }

    /// How long somebody has to wait before they may ask for this.
    pub(crate) fn wait(&self, client: &Client, method: &Method, route: &str) -> Option<Duration> {
        let asked = match route {
            LOG_IN if method == Method::POST => &self.log_in,
            BEGIN | BACK => &self.elsewhere,
            route if HEALTH.contains(&route) => return None,
            route if COSTLY.iter().any(|part| route.contains(part)) => &self.costly,
            _ => &self.pages,
        };
        let until = asked.as_ref()?.check_key(&client.network()?).err()?;
        Some(until.wait_time_from(DefaultClock::default().now()))
    }

    /// Forgets who has not asked for a while.
    pub(crate) fn forget(&self) {
        for asked in [&self.pages, &self.costly, &self.log_in, &self.elsewhere].into_iter().flatten() {
            asked.retain_recent();
            asked.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(address: &str) -> Client {
        Client { address: address.parse().ok(), is_secure: false }
    }

    /// How many of a thousand are answered.
    fn answered(limits: &Limits, address: &str, method: &Method, route: &str) -> usize {
        (0..1_000).filter(|_| limits.wait(&client(address), method, route).is_none()).count()
    }

    #[test]
    fn what_costs_more_is_answered_less_often_and_others_do_not_suffer() {
        let limits = Limits::new(Rates { pages: 20, costly: 2 });
        let get = Method::GET;
        for address in ["192.0.2.1", "192.0.2.2", "2001:db8::1"] {
            // The test may take a moment.
            assert!((80..120).contains(&answered(&limits, address, &get, "/offices/{office}")));
            assert!((8..20).contains(&answered(&limits, address, &get, "/search")));
            for route in ["/api/v1/search", "/register.csv", "/api/v1/revisions/{revision}/facts.csv"] {
                assert!(answered(&limits, address, &get, route) < 20, "{route}");
            }
            assert!((30..40).contains(&answered(&limits, address, &Method::POST, "/desk/login")));
            assert!((60..70).contains(&answered(&limits, address, &get, "/desk/oidc")));
            assert!(answered(&limits, address, &get, "/desk/oidc/callback") < 10);
        }
        assert_eq!(answered(&limits, "2001:db8::2", &get, "/search"), 0);
        assert_eq!(answered(&limits, "192.0.2.1", &get, "/readyz"), 1_000);
        let wait = limits.wait(&client("192.0.2.1"), &get, "/search").unwrap();
        assert!(wait <= Duration::from_secs(1), "{wait:?}");
    }

    #[test]
    fn without_a_limit_everybody_is_answered() {
        let limits = Limits::new(Rates { pages: 0, costly: 0 });
        assert_eq!(answered(&limits, "192.0.2.1", &Method::GET, "/search"), 1_000);
        limits.forget();
        // Passwords are never tried without one.
        assert!(answered(&limits, "192.0.2.1", &Method::POST, "/desk/login") < 1_000);
    }
}
