//! Counts what waits for a connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of those who wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    /// The result of `wait`, which is counted until it is done or given up.
    pub async fn during<T>(&self, wait: impl Future<Output = T>) -> T {
        let _one = One::of(&self.0);
        wait.await
    }

    /// How many wait now.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// One who waits, counted until it is dropped.
struct One<'a>(&'a AtomicUsize);

impl<'a> One<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for One<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
