//! Whether RSA signatures delay requests that need none.

use super::application::Grant;
use super::chain::{Chain, ask_for};
use super::{CONNECTIONS, Setting};
use crate::Pace;
use crate::load::{Asked, Connection, get};
use crate::table::{Limit, Row};

/// The row: `/health/live` while tokens are requested, compared with requests that keep the cores as busy
/// and sign nothing with RSA.
pub async fn measure(here: &Setting, pace: Pace) -> Row {
    let mut people = here.people().await;
    let mut grants = Grant::of_all(&here.rs256, here.people().await).await;
    let mut connection = Connection::open(&here.server.origin).await;
    let (mut without, mut with) = (Asked::default(), Asked::default());
    for _ in 0..pace.rounds() {
        let asked;
        (people, asked) = live_beside(people, &mut connection, pace).await;
        without.add(asked);
        let asked;
        (grants, asked) = live_beside(grants, &mut connection, pace).await;
        with.add(asked);
    }
    assert!(with.refused.is_empty(), "{:?}", with.refused);
    let (without, with) = (without.quantile(0.99), with.quantile(0.99));
    Row {
        figure: format!(
            "`/health/live` p99 while {CONNECTIONS} token requests (RS256) run ÷ while \
             {CONNECTIONS} sessions are refreshed"
        ),
        measured: format!("{with:.2} ms"),
        baseline: format!("{without:.2} ms"),
        value: with / without,
        limit: Limit::AtMost(1.5),
    }
}

/// Asks for `/health/live` while the requests of all chains are sent.
async fn live_beside<C: Chain>(
    chains: Vec<C>,
    connection: &mut Connection,
    pace: Pace,
) -> (Vec<C>, Asked) {
    let live = [get("/health/live", "none")];
    let time = pace.seconds(2.0);
    // They begin before and end after the requests that are measured.
    let running = tokio::spawn(ask_for(chains, time + pace.seconds(1.0)));
    tokio::time::sleep(pace.seconds(0.5)).await;
    let asked = connection.ask_for(&live, time).await;
    let (chains, _) = running.await.unwrap();
    (chains, asked)
}
