//! Whether somebody else can measure that a reset was requested for a known address.
//!
//! A requested reset is processed one to four seconds later, with more work for a known address. A
//! bystander sends requests before and during all of that time, from another connection, and takes the
//! longest response time and the sum of all, each for both times.

use std::time::{Duration, Instant};

use contract::links::RequestPasswordReset;
use contract::sign_in::BeginSignIn;
use harness::{Backend, Server, Times};
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::Pace;
use crate::bench_installation;
use crate::fill::email;
use crate::load::{Connection, get, post};
use crate::table::{Limit, Row};

/// Samples of each kind, unless fewer are enough.
const SAMPLES: usize = 2_000;
/// The samples between two looks at whether they are enough.
const ROUND: usize = 50;
/// How far from 0.5 the probability of telling a pair apart may be.
const TOLERANCE: f64 = 0.15;
/// When the bystander watches after the response, and for how long: at first nothing is done for the request.
const WATCHED: [(&str, Duration); 2] = [
    (
        "in the second after a reset request",
        Duration::from_millis(900),
    ),
    (
        "while a requested reset is processed",
        Duration::from_millis(3_700),
    ),
];

/// Four rows for each database.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let samples = if pace.quick { 2 } else { SAMPLES };
        let bench = bench_installation::on(backend, samples).await;
        let server = bench.installation.start().await;
        let mut bystander = Bystander::open(&server).await;
        let mut taken = 0;
        while taken < samples && !bystander.has_enough(taken) {
            let known_first = Uuid::now_v7().as_u128() & 1 == 0;
            for known in [known_first, !known_first] {
                bystander.sample(&server, known, taken).await;
            }
            taken += 1;
        }
        server.stop().await;
        rows.extend(bystander.rows(name, taken));
    }
    rows
}

/// The requests of the bystander and how long they took.
struct Bystander {
    reading: Probe,
    writing: Probe,
    asking: Connection,
}

/// A request that is sent again and again.
struct Probe {
    what: &'static str,
    connection: Connection,
    request: Vec<u8>,
    every: Duration,
    watched: [Watched; WATCHED.len()],
}

/// What it took in one of the times that are watched.
#[derive(Default)]
struct Watched {
    longest: Times,
    sum: Times,
}

impl Bystander {
    async fn open(server: &Server) -> Self {
        let body = BeginSignIn {
            email: "somebody@example.com".to_owned(),
        };
        let from = (server.origin.as_str(), "198.51.100.7");
        let begin = post("/api/v1/sign-in", from, "", &body);
        let live = get("/health/live", "none");
        let each = Duration::from_millis(2);
        Self {
            reading: Probe::new(server, "a bare request", live, each).await,
            // It writes a row. A limit of sign-ins would allow fewer of them.
            writing: Probe::new(server, "beginning a sign-in", begin, 5 * each).await,
            asking: Connection::open(&server.origin).await,
        }
    }

    /// Requests a reset for the address with this number, and watches.
    async fn sample(&mut self, server: &Server, known: bool, number: usize) {
        let unknown = format!("nobody{number}@example.com");
        let body = RequestPasswordReset {
            email: if known { email(number) } else { unknown },
        };
        let from = (server.origin.as_str(), "203.0.113.9");
        let request = post("/api/v1/password-reset", from, "", &body);
        let answer = self.asking.ask(&request).await;
        assert_eq!(answer.status, 204);
        tokio::join!(self.reading.watch(known), self.writing.watch(known));
    }

    fn has_enough(&self, taken: usize) -> bool {
        let probes = [&self.reading, &self.writing].into_iter();
        let watched = probes.flat_map(|probe| &probe.watched);
        let mut all = watched.flat_map(|watched| [&watched.longest, &watched.sum]);
        taken > 0 && taken.is_multiple_of(ROUND) && all.all(|times| times.are_enough(TOLERANCE))
    }

    fn rows(self, name: &str, taken: usize) -> Vec<Row> {
        let probes = [self.reading, self.writing].into_iter();
        let rows = probes.flat_map(|probe| {
            let what = probe.what;
            let watched = WATCHED.into_iter().zip(probe.watched);
            watched.map(move |((when, _), watched)| watched.row((what, when, name), taken))
        });
        rows.collect()
    }
}

impl Watched {
    fn row(&self, (what, when, name): (&str, &str, &str), taken: usize) -> Row {
        let far = |times: &Times| (times.known_is_slower() - 0.5).abs();
        let value = 0.5 + far(&self.longest).max(far(&self.sum));
        Row {
            figure: format!(
                "known addresses told apart from unknown ones {when} by {what}, on {name}"
            ),
            measured: format!("{value:.2}"),
            baseline: format!("{taken} of each"),
            value,
            limit: Limit::AtMost(0.5 + TOLERANCE),
        }
    }
}

impl Probe {
    async fn new(server: &Server, what: &'static str, request: Vec<u8>, every: Duration) -> Self {
        Self {
            what,
            connection: Connection::open(&server.origin).await,
            request,
            every,
            watched: WATCHED.map(|_| Watched::default()),
        }
    }

    /// Sends the request repeatedly after a reset was requested.
    async fn watch(&mut self, known: bool) {
        let mut turn = tokio::time::interval(self.every);
        turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for (watched, (_, time)) in self.watched.iter_mut().zip(WATCHED) {
            let begun = Instant::now();
            let (mut longest, mut sum) = (Duration::ZERO, Duration::ZERO);
            while begun.elapsed() < time {
                turn.tick().await;
                let sent = Instant::now();
                let answer = self.connection.ask(&self.request).await;
                let took = sent.elapsed();
                assert_eq!(answer.status, 200);
                longest = longest.max(took);
                sum += took;
            }
            watched.longest.add(known, longest);
            watched.sum.add(known, sum);
        }
    }
}
