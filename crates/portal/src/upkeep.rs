//! What has to be cleared away from time to time.

use crate::day::now;
use crate::door::Door;
use mingzhang_store::Store;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Who has asked of late is gone through this often, …
const OFTEN: Duration = Duration::from_mins(1);
/// … and the store once in so many times.
const SELDOM: u64 = 60;
/// Attempts to log in are kept so many seconds: half a year, as the law on network security asks.
const KEPT: i64 = 183 * 24 * 60 * 60;

/// Clears away for ever.
pub(crate) async fn clear_away(store: Store, door: &Door) {
    let mut time = interval(OFTEN);
    time.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for round in 0_u64.. {
        time.tick().await;
        door.limits.forget();
        if round % SELDOM == 0 {
            let now = now();
            match store.forget_sessions(now, now - KEPT).await {
                Ok((sessions, attempts)) => tracing::debug!(sessions, attempts, "cleared away"),
                Err(why) => tracing::error!(%why, "nothing was cleared away"),
            }
        }
    }
}
