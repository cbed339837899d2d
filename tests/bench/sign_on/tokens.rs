//! The token endpoint: codes and refresh tokens.

use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;

use super::application::{Application, Grant};
use super::chain::ask_for;
use super::person::Person;
use super::{CONNECTIONS, Setting, bare_signatures, one_after_the_other};
use crate::Pace;
use crate::beside::Beside;
use crate::load::median;
use crate::table::{Limit, Row};

/// The rows for codes and each algorithm, and those for refresh tokens.
pub async fn measure(here: &Setting, pace: Pace) -> Vec<Row> {
    let mut rows = Vec::from(with_rsa(here, pace).await);
    rows.push(on_p256(here, pace).await);
    rows.extend(refreshed(here, pace).await);
    rows
}

/// Compared with a signature alone, and with a signature and what the portal does for new tokens.
async fn with_rsa(here: &Setting, pace: Pace) -> [Row; 2] {
    let (mut to_bare, mut to_both) = (Beside::default(), Beside::default());
    let mut people = here.people().await;
    for _ in 0..pace.rounds() {
        let bare = bare_signatures(pace.seconds(1.0)).await;
        let (portal, rate);
        (people, portal) = ask_for(people, pace.seconds(1.0)).await;
        (people, rate) = redeemed(&here.rs256, people, pace).await;
        to_bare.add(rate, bare);
        to_both.add(rate, one_after_the_other([portal, bare]));
    }
    let bare = "codes exchanged per second, RS256 ÷ bare RSA-2048 signatures on all cores";
    let both = "codes exchanged per second, RS256 ÷ portal sessions refreshed, each followed by an RSA-2048 signature";
    [to_bare.row(bare, 0.45), to_both.row(both, 0.8)]
}

async fn on_p256(here: &Setting, pace: Pace) -> Row {
    let (mut beside, mut people) = (Beside::default(), here.people().await);
    for _ in 0..pace.rounds() {
        let (portal, rate);
        (people, portal) = ask_for(people, pace.seconds(1.0)).await;
        (people, rate) = redeemed(&here.es256, people, pace).await;
        beside.add(rate, portal);
    }
    let figure = "codes exchanged per second, ES256 ÷ portal sessions refreshed";
    beside.row(figure, 0.8)
}

async fn refreshed(here: &Setting, pace: Pace) -> [Row; 2] {
    let (mut beside, mut people) = (Beside::default(), here.people().await);
    let mut rates = Vec::new();
    let mut grants = Grant::of_all(&here.es256, here.people().await).await;
    for _ in 0..pace.rounds() {
        let (portal, rate);
        (people, portal) = ask_for(people, pace.seconds(1.0)).await;
        (grants, rate) = ask_for(grants, pace.seconds(1.0)).await;
        beside.add(rate, portal);
        rates.push(rate);
    }
    let figure = "refresh tokens exchanged per second, ES256 ÷ portal sessions refreshed";
    [beside.row(figure, 0.8), of_each_core(rates)]
}

/// The client of the benchmark is on the same cores, so the server alone would be faster.
fn of_each_core(rates: Vec<f64>) -> Row {
    let cores = std::thread::available_parallelism().unwrap().get() as f64;
    let rate = median(rates);
    Row {
        figure: "refresh tokens exchanged per second and core, ES256".to_owned(),
        measured: format!("{rate:.0}/s"),
        baseline: format!("{cores} cores"),
        value: rate / cores,
        limit: Limit::AtLeast(1_000.0),
    }
}

/// How many codes are exchanged over each connection.
pub fn codes_each(pace: Pace) -> usize {
    pace.users(1_000) / CONNECTIONS
}

/// Has codes issued, and then exchanges them. Returns the people, and how many codes a second were
/// exchanged. A code is valid for a minute, so each round has its own.
pub async fn redeemed(
    application: &Arc<Application>,
    people: Vec<Person>,
    pace: Pace,
) -> (Vec<Person>, f64) {
    let each = codes_each(pace);
    let mut issuing = JoinSet::new();
    for mut person in people {
        let application = Arc::clone(application);
        issuing.spawn(async move {
            let mut codes = Vec::new();
            for _ in 0..each {
                codes.push(application.code(&mut person).await);
            }
            (person, codes)
        });
    }
    let issued = issuing.join_all().await;
    let mut redeeming = JoinSet::new();
    let begun = Instant::now();
    for (mut person, codes) in issued {
        redeeming.spawn(async move {
            for code in codes {
                let answer = person.connection.ask(&code).await;
                assert_eq!(answer.status, 200, "a code was not exchanged");
            }
            person
        });
    }
    let people = redeeming.join_all().await;
    let all = (each * CONNECTIONS) as f64;
    (people, all / begun.elapsed().as_secs_f64())
}
