//! How a portal is run: who stands in front of it, and how often somebody may ask.

use crate::desk::Provider;
use crate::reader::Reader;
use ipnet::IpNet;
use std::sync::Arc;

/// How a portal is run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The proxies in front of it: they are believed who asks, and whether by https.
    pub proxies: Vec<IpNet>,
    /// How often one address may ask.
    pub rates: Rates,
    /// Where files that are handed in are read.
    pub reader: Reader,
    /// Who knows the people besides the portal, if somebody does.
    pub provider: Option<Arc<Provider>>,
}

/// How often one address may ask in a second; 0 is without a limit. Four times as many may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// For pages and files.
    pub pages: u32,
    /// For what takes the server a while: searches, comparisons, whole tables.
    pub costly: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self { pages: 50, costly: 5 }
    }
}
