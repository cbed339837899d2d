//! Whether RSA signatures delay requests that need none.

use super::application::Grant;
use super::chain::ask_for;
use super::{CONNECTIONS, Setting};
use crate::Pace;
use crate::load::{Asked, Connection, get};
use crate::table::{Limit, Row};

/// The row: `/health/live` while tokens are requested, compared with an idle server.
pub async fn measure(here: &Setting, pace: Pace) -> Row {
    let live = [get("/health/live", "none")];
    let time = pace.seconds(2.0);
    let mut grants = Grant::of_all(&here.rs256, here.people().await).await;
    let mut connection = Connection::open(&here.server.origin).await;
    let (mut idle, mut busy) = (Asked::default(), Asked::default());
    for _ in 0..pace.rounds() {
        idle.add(connection.ask_for(&live, time).await);
        // They begin before and end after the requests that are measured.
        let tokens = tokio::spawn(ask_for(grants, time + pace.seconds(1.0)));
        tokio::time::sleep(pace.seconds(0.5)).await;
        busy.add(connection.ask_for(&live, time).await);
        (grants, _) = tokens.await.unwrap();
    }
    assert!(busy.refused.is_empty(), "{:?}", busy.refused);
    let (idle, busy) = (idle.quantile(0.99), busy.quantile(0.99));
    Row {
        figure: format!(
            "`/health/live` while {CONNECTIONS} token requests (RS256) run, p99 ÷ idle"
        ),
        measured: format!("{busy:.2} ms"),
        baseline: format!("{idle:.2} ms"),
        value: busy / idle,
        limit: Limit::AtMost(3.0),
    }
}
