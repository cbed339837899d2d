//! Whether RSA signatures delay requests that need none.

use super::application::Grant;
use super::chain::{Chain, ask_for};
use super::{CONNECTIONS, Setting};
use crate::Pace;
use crate::load::{Asked, Connection, get};
use crate::table::{Limit, Row};

/// The rows: `/health/live` while tokens are requested, compared with an idle server, and with one whose cores
/// are as busy with requests that sign nothing with RSA.
pub async fn measure(here: &Setting, pace: Pace) -> [Row; 2] {
    let mut people = here.people().await;
    let mut grants = Grant::of_all(&here.rs256, here.people().await).await;
    let mut connection = Connection::open(&here.server.origin).await;
    let live = [get("/health/live", "none")];
    let mut idle = Asked::default();
    let (mut without, mut with) = (Asked::default(), Asked::default());
    for _ in 0..pace.rounds() {
        idle.add(connection.ask_for(&live, pace.seconds(2.0)).await);
        let asked;
        (people, asked) = live_beside(people, &mut connection, pace).await;
        without.add(asked);
        let asked;
        (grants, asked) = live_beside(grants, &mut connection, pace).await;
        with.add(asked);
    }
    assert!(with.refused.is_empty(), "{:?}", with.refused);
    let row = |figure: &str, beside: &Asked, limit| {
        let (with, beside) = (with.quantile(0.99), beside.quantile(0.99));
        Row {
            figure: figure.to_owned(),
            measured: format!("{with:.2} ms"),
            baseline: format!("{beside:.2} ms"),
            value: with / beside,
            limit: Limit::AtMost(limit),
        }
    };
    let figure = format!("`/health/live` p99 while {CONNECTIONS} token requests (RS256) run");
    let other = format!("{figure} ÷ while {CONNECTIONS} sessions are refreshed");
    [
        row(&format!("{figure} ÷ idle"), &idle, 3.0),
        row(&other, &without, 1.5),
    ]
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
