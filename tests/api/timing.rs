//! The response time does not reveal whether an address has an account, and neither does the time
//! that other requests take afterwards.
//!
//! Known and unknown addresses are tried in turns, thousands of times, and their response times
//! compared by rank (the Mann-Whitney statistic): 0.5 means that the times of one pair say nothing,
//! 1.0 that one pair is enough to tell them apart. Load on the machine slows both kinds down, so it
//! does not change the result.

use std::time::{Duration, Instant};

use client::Portal;
use contract::problem::ProblemType;
use entity::account;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

on_both_databases!(known_and_unknown_addresses_take_the_same_time);

/// Samples of each kind.
const SAMPLES: usize = 2_000;
/// With this number of samples of one distribution, 0.5 ± 0.05 is more than five standard
/// deviations away.
const SAME_WORK: f64 = 0.05;
/// For a known address one more row is written; the time of the hash hides most of that.
const SAME_WORK_BUT_A_ROW: f64 = 0.1;
/// Requests of somebody who looks on. Each takes a while, so there are fewer.
const LOOKS: usize = 200;
/// With that many samples of one distribution, this is five standard deviations away.
const SAME_FEW: f64 = 0.15;
/// Below the limit of six, so that no account is locked.
const GUESSES_EACH: usize = 5;

/// The response times of one endpoint.
#[derive(Default)]
struct Times {
    known: Vec<Duration>,
    unknown: Vec<Duration>,
}

impl Times {
    fn add(&mut self, known: bool, time: Duration) {
        let side = if known {
            &mut self.known
        } else {
            &mut self.unknown
        };
        side.push(time);
    }

    /// The probability that of one response of each kind, the one for the known address is slower.
    fn known_is_slower(&self) -> f64 {
        let mut unknown = self.unknown.clone();
        unknown.sort_unstable();
        let below: usize = self
            .known
            .iter()
            .map(|time| unknown.partition_point(|other| other < time))
            .sum();
        below as f64 / (self.known.len() * unknown.len()) as f64
    }

    fn assert_alike(&self, what: &str, tolerance: f64) {
        let probability = self.known_is_slower();
        assert!(
            (probability - 0.5).abs() < tolerance,
            "{what}: an answer for a known address is the slower one with probability {probability}"
        );
    }
}

/// Creates users like `one`, with known addresses.
async fn more_users(server: &TestServer, one: &account::Model, addresses: &[String]) {
    let rows = addresses.iter().map(|email| {
        let mut copy = one.clone();
        copy.id = Uuid::now_v7();
        copy.email.clone_from(email);
        copy.email_key.clone_from(email);
        copy.username = email.replace('@', "-");
        copy.username_key = email.replace('@', "-");
        copy.into_active_model().reset_all()
    });
    let tx = server.running.context.database().begin().await.unwrap();
    for row in rows {
        account::Entity::insert(row)
            .exec_without_returning(&tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Each number twice in a row, for a known and an unknown address. Which one comes first is random,
/// so that the work after a request slows both kinds down equally.
fn both_in_any_order() -> impl Iterator<Item = (usize, bool)> {
    (0..SAMPLES).flat_map(|n| {
        let known_first = Uuid::now_v7().as_u128() & 1 == 0;
        [(n, known_first), (n, !known_first)]
    })
}

async fn known_and_unknown_addresses_take_the_same_time(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    server.mail_settled().await;
    let row = account::Entity::find_by_id(user.id.0)
        .one(server.running.context.database().read())
        .await
        .unwrap()
        .unwrap();
    let name = |known: bool, n: usize| {
        let kind = if known { "known" } else { "other" };
        format!("{kind}{n:04}@example.com")
    };
    let addresses: Vec<String> = (0..SAMPLES / GUESSES_EACH).map(|n| name(true, n)).collect();
    more_users(&server, &row, &addresses).await;

    let portal = server.anonymous(Portal::User);
    let mut begin = Times::default();
    let mut password = Times::default();
    for (n, known) in both_in_any_order() {
        let email = name(known, n / GUESSES_EACH);
        let begun = Instant::now();
        portal.begin_sign_in(&email).await.unwrap();
        begin.add(known, begun.elapsed());
        let begun = Instant::now();
        let answer = portal.submit_password("not the password").await;
        password.add(known, begun.elapsed());
        assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
    }
    // Work for a known address that began now would keep the next writer waiting.
    let mut looking_on = Times::default();
    let stranger = server.anonymous(Portal::User);
    for (n, known) in both_in_any_order().take(2 * LOOKS) {
        portal
            .request_password_reset(&name(known, n))
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let begun = Instant::now();
        stranger.begin_sign_in("eve@example.com").await.unwrap();
        looking_on.add(known, begun.elapsed());
    }
    let mut reset = Times::default();
    for (n, known) in both_in_any_order() {
        let email = name(known, n / GUESSES_EACH);
        let begun = Instant::now();
        portal.request_password_reset(&email).await.unwrap();
        reset.add(known, begun.elapsed());
    }
    begin.assert_alike("beginning a sign-in", SAME_WORK);
    password.assert_alike("the password step", SAME_WORK_BUT_A_ROW);
    reset.assert_alike("asking for a reset", SAME_WORK);
    looking_on.assert_alike("another request after asking for a reset", SAME_FEW);
}
