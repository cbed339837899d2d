//! Time as an argument: use cases read the time only from the clock of their context.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rules::time::Timestamp;

/// A source of the current time.
pub trait Clock: Send + Sync + 'static {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// The system clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_unix_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The system clock plus an offset, so that tests can skip ahead. It can be stopped, so that they can look at the
/// last millisecond of a period.
#[derive(Clone, Debug, Default)]
pub struct MovableClock {
    ahead: Arc<AtomicI64>,
    stopped_at: Arc<OnceLock<Timestamp>>,
}

impl MovableClock {
    /// Moves the clock ahead.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ahead.fetch_add(millis, Ordering::SeqCst);
    }

    /// Stops the clock. From then on, only [`advance`](Self::advance) moves it.
    pub fn stop(&self) {
        self.stopped_at.get_or_init(|| SystemClock.now());
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let ahead = u64::try_from(self.ahead.load(Ordering::SeqCst)).unwrap_or(0);
        let base = self.stopped_at.get().copied();
        let base = base.unwrap_or_else(|| SystemClock.now());
        base.plus(Duration::from_millis(ahead))
    }
}
