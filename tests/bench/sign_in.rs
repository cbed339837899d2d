//! Sign-ins over HTTP, compared with Argon2 alone.

use std::time::Duration;

use harness::{Server, USER_PASSWORD};

use crate::Pace;
use crate::bare::verifications;
use crate::bench_installation::BenchInstallation;
use crate::load::median;
use crate::people::People;
use crate::table::{Limit, Row};

/// Parallel browsers: enough to keep the pool busy, too few to fill its queue.
const BROWSERS: usize = 8;

/// Measures both in turns, so that other load on the machine affects both.
pub async fn measure(bench: &BenchInstallation, server: &Server, pace: Pace) -> Row {
    let figure = "sign-ins per second ÷ Argon2id verifications per second";
    beside_argon2(bench, server, pace, (figure, 0.9)).await
}

/// The same, with an authenticator app for every user.
pub async fn measure_with_factor(bench: &BenchInstallation, server: &Server, pace: Pace) -> Row {
    let figure = "sign-ins with password and TOTP per second ÷ Argon2id verifications per second";
    beside_argon2(bench, server, pace, (figure, 0.85)).await
}

async fn beside_argon2(
    bench: &BenchInstallation,
    server: &Server,
    pace: Pace,
    (figure, at_least): (&str, f64),
) -> Row {
    let threads = std::thread::available_parallelism().unwrap().get();
    let time = pace.seconds(2.5);
    let (mut alone, mut sign_ins, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..pace.rounds() {
        let bare = bare(&bench.filled.hash, threads, time).await;
        let people = People::begin(server, BROWSERS, bench.users).await;
        tokio::time::sleep(time).await;
        let (count, seconds) = people.end().await;
        assert_eq!(count.turned_away, 0, "the pool's queue was full");
        let rate = count.signed_in as f64 / seconds;
        alone.push(bare);
        sign_ins.push(rate);
        parts.push(rate / bare);
    }
    Row {
        figure: figure.to_owned(),
        measured: format!("{:.1}/s", median(sign_ins)),
        baseline: format!("{:.1}/s", median(alone)),
        value: median(parts),
        limit: Limit::AtLeast(at_least),
    }
}

/// Verifications a second without any server.
pub async fn bare(hash: &str, threads: usize, time: Duration) -> f64 {
    let hash = hash.to_owned();
    let verify = move || verifications(&hash, USER_PASSWORD, threads, time);
    tokio::task::spawn_blocking(verify).await.unwrap()
}
