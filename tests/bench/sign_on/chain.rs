//! Requests of which each needs what the response before it gave.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

/// Sends such requests.
pub trait Chain: Send + Sized + 'static {
    /// Sends the next one, and keeps what the response gives.
    fn next(&mut self) -> impl Future<Output = ()> + Send;
}

/// Sends requests of all chains at the same time, for `time`. Returns the chains, and the responses per
/// second.
pub async fn ask_for<C: Chain>(chains: Vec<C>, time: Duration) -> (Vec<C>, f64) {
    let mut running = JoinSet::new();
    let begun = Instant::now();
    for mut chain in chains {
        running.spawn(async move {
            let mut asked = 0_u32;
            while begun.elapsed() < time {
                chain.next().await;
                asked += 1;
            }
            (chain, asked)
        });
    }
    let (chains, asked): (Vec<C>, Vec<u32>) = running.join_all().await.into_iter().unzip();
    let asked: u32 = asked.into_iter().sum();
    (chains, f64::from(asked) / begun.elapsed().as_secs_f64())
}
