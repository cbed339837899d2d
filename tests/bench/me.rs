//! `/me`, compared with a route that does nothing, and while others sign in.

use client::Portal;
use harness::{Server, USER_PASSWORD};

use crate::Pace;
use crate::bare;
use crate::bench_installation::{BenchInstallation, QUEUE};
use crate::fill::email;
use crate::load::{Asked, Connection, ask_over, get, median};
use crate::people::People;
use crate::table::{Limit, Row};

/// Parallel connections for measuring responses per second.
const CONNECTIONS: usize = 16;

/// All rows of this measurement.
pub async fn measure(bench: &BenchInstallation, server: &Server, pace: Pace) -> Vec<Row> {
    let mut rows = vec![beside_bare(server, pace).await];
    rows.extend(while_others_sign_in(bench, server, pace).await);
    rows
}

/// A `GET` request for the account of a user who has just signed in.
async fn request(server: &Server) -> Vec<u8> {
    let user = server.sign_in(Portal::User, &email(0), USER_PASSWORD).await;
    get("/api/v1/me", &user.token().unwrap())
}

async fn beside_bare(server: &Server, pace: Pace) -> Row {
    let me = request(server).await;
    let answer = Connection::open(&server.origin).await.ask(&me).await;
    assert_eq!(answer.status, 200);
    let bare = bare::route(&answer, std::thread::available_parallelism().unwrap().get());
    // Each of these requests does a part of the work of `/me`.
    let outside = get("/.well-known/jwks.json", "none");
    let steps: [(&str, &[u8]); 3] = [
        (&bare, &me),
        (&server.origin, &outside),
        (&server.origin, &me),
    ];
    let time = pace.seconds(1.0);
    let mut rates = [const { Vec::new() }; 3];
    for _ in 0..pace.rounds() {
        for ((origin, request), rates) in steps.iter().zip(&mut rates) {
            rates.push(
                ask_over(CONNECTIONS, origin, request, time)
                    .await
                    .per_second(),
            );
        }
    }
    let parts = rates[2].iter().zip(&rates[0]).map(|(me, bare)| me / bare);
    let value = median(parts.collect());
    let [bare, outside, all] = rates.map(median);
    explain(&[bare, outside, all]);
    Row {
        figure: "`/me`, requests per second ÷ a bare route".to_owned(),
        measured: format!("{all:.0}/s"),
        baseline: format!("{bare:.0}/s"),
        value,
        limit: Limit::AtLeast(0.1),
    }
}

/// Prints where the time of `/me` is spent. Each rate includes the work of the one before.
fn explain(rates: &[f64; 3]) {
    let all = 1.0 / rates[2];
    let mut before = 0.0;
    let names = [
        "HTTP (the bare route)",
        "limits, request id, headers, figures",
        "log line, token, and a read of session, account, profile and organization; JSON",
    ];
    let cores = std::thread::available_parallelism().unwrap().get() as f64;
    eprintln!(
        "a `/me` takes {:.0} µs of all {cores} cores, the client's part included:",
        all * cores * 1e6
    );
    for (name, rate) in names.iter().zip(rates) {
        let upto = 1.0 / rate;
        let part = (upto - before) / all * 100.0;
        eprintln!("  {part:>4.0} %  {name}");
        before = upto;
    }
}

async fn while_others_sign_in(bench: &BenchInstallation, server: &Server, pace: Pace) -> Vec<Row> {
    let me = [request(server).await];
    let time = pace.seconds(2.0);
    let mut connection = Connection::open(&server.origin).await;
    let (mut idle, mut busy) = (Asked::default(), Asked::default());
    let (mut signed_in, mut turned_away) = (0, 0);
    for _ in 0..pace.rounds() {
        idle.add(connection.ask_for(&me, time).await);
        // More than the queue holds, so that the pool always has work.
        let people = People::begin(server, 2 * QUEUE, bench.users).await;
        tokio::time::sleep(pace.seconds(0.5)).await;
        busy.add(connection.ask_for(&me, time).await);
        let (count, _) = people.end().await;
        signed_in += count.signed_in;
        turned_away += count.turned_away;
    }
    eprintln!(
        "while others signed in: {signed_in} sign-ins, {turned_away} turned away with 503; \
         `/me` in all {} answers other than 200",
        busy.refused.len()
    );
    let [idle, median, last] = [idle.quantile(0.5), busy.quantile(0.5), busy.quantile(0.99)];
    vec![
        Row {
            figure: "`/me` while sign-ins fill the pool, median ÷ idle".to_owned(),
            measured: format!("{median:.2} ms"),
            baseline: format!("{idle:.2} ms"),
            value: median / idle,
            limit: Limit::AtMost(3.0),
        },
        Row {
            figure: "`/me` while sign-ins fill the pool, p99 in ms".to_owned(),
            measured: format!("{last:.1} ms"),
            baseline: String::new(),
            value: last,
            limit: Limit::AtMost(50.0),
        },
        Row {
            figure: "`/me` while sign-ins fill the pool, responses other than 200".to_owned(),
            measured: busy.refused.len().to_string(),
            baseline: format!("{turned_away} sign-ins got 503"),
            value: busy.refused.len() as f64,
            limit: Limit::AtMost(0.0),
        },
    ]
}
