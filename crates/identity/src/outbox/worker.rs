use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::shares::{Share, Shares};
use crate::Error;

/// How often to look without a notification: for retries, and for what another server left behind.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How soon to look again after a notification, because the transaction may not be committed yet.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What waits in a table until a worker delivers it.
#[async_trait]
pub(crate) trait Deliveries: Clone + Send + Sync + 'static {
    /// A row.
    type Item: Send + Sync + 'static;

    /// What is delivered, for the log.
    const NAME: &'static str;

    /// The number of parallel deliveries, so that a slow one does not delay the others.
    const AT_ONCE: usize;

    /// Notified when something is added.
    fn added(&self) -> &Notify;

    /// What a row counts toward, so that one slow receiver does not delay the others.
    fn shares(_: &Self::Item) -> Vec<Share> {
        Vec::new()
    }

    /// At most so many rows that are due, not leased and count toward none of `full`, the earliest
    /// first.
    ///
    /// # Errors
    /// If the database fails.
    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Self::Item>, Error>;

    /// Leases a row to this worker. Of several servers, only one succeeds.
    ///
    /// # Errors
    /// If the database fails.
    async fn lease(&self, item: &Self::Item) -> Result<bool, Error>;

    /// Delivers a leased row, and writes down what became of it.
    ///
    /// # Errors
    /// If the database fails.
    async fn attempt(self, item: Self::Item) -> Result<(), Error>;
}

/// Delivers what is due until `stop`, and then completes the running deliveries.
pub(crate) async fn work<D: Deliveries>(deliveries: D, stop: CancellationToken) {
    // A delivery that hangs occupies one slot and does not delay the others.
    let mut under_way = JoinSet::new();
    let shares = Shares::default();
    let mut pause = LOOK_EVERY;
    while !stop.is_cancelled() {
        if let Err(error) = begin_due(&deliveries, &mut under_way, &shares).await {
            tracing::error!(%error, what = D::NAME, "deliveries failed to reach the database");
        }
        let is_full = under_way.len() >= D::AT_ONCE;
        tokio::select! {
            () = stop.cancelled() => {}
            Some(done) = under_way.join_next() => note::<D>(done),
            () = deliveries.added().notified(), if !is_full => pause = LOOK_AGAIN,
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(LOOK_EVERY),
        }
    }
    while let Some(done) = under_way.join_next().await {
        note::<D>(done);
    }
}

fn note<D: Deliveries>(done: Result<Result<(), Error>, JoinError>) {
    match done {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(%error, what = D::NAME, "a delivery was not written down");
        }
        Err(error) => tracing::error!(%error, what = D::NAME, "a delivery was cut off"),
    }
}

/// Starts to deliver what is due, as much as there are free slots.
async fn begin_due<D: Deliveries>(
    deliveries: &D,
    under_way: &mut JoinSet<Result<(), Error>>,
    shares: &Shares,
) -> Result<(), Error> {
    loop {
        let places = D::AT_ONCE.saturating_sub(under_way.len());
        if places == 0 {
            return Ok(());
        }
        let mut passed_over = false;
        for item in deliveries.due(places as u64, &shares.full()).await? {
            let Some(taken) = shares.take(&D::shares(&item)) else {
                passed_over = true;
                continue;
            };
            if deliveries.lease(&item).await? {
                let attempt = deliveries.clone().attempt(item);
                under_way.spawn(async move {
                    let _taken = taken;
                    attempt.await
                });
            }
        }
        if !passed_over {
            return Ok(());
        }
        // Those behind the rows that were passed over may begin.
    }
}
