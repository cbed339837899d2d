//! How soon a user who was suspended on one server is refused on another one.

mod doors;
mod keys;

use std::time::{Duration, Instant};

use client::Client;
use contract::hosts::CreateHost;
use contract::radius::CreateRadiusClient;
use harness::{Backend, USER_PASSWORD, free_port, owner};

use crate::Pace;
use crate::bench_installation;
use crate::ldap::{Login, listen, person, switch_on};
use crate::table::{Limit, Row};
use doors::Doors;
use keys::{User, give_keys};

/// Users for each sign-in of the owner, who would have to confirm their identity after five minutes.
const BATCH: usize = 10;

/// A row for each door, with two servers on one PostgreSQL.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut bench = bench_installation::on(Backend::Postgres, pace.users(100)).await;
    // With the small queue of the other figures, a place that LDAP has just answered can still be held.
    bench.installation.set("security", "hash_queue", "256");
    let users = give_keys(&bench.installation).await;
    let first = bench.installation.start().await;
    let mut admin = owner(&first).await;
    switch_on(&admin).await;
    let (network, host) = admit_everybody(&admin).await;
    // Only the other one listens for LDAP, because both would have the same address.
    let directory = listen(&mut bench.installation);
    let address = format!("127.0.0.1:{}", free_port());
    let second = bench.installation.start_with(&["--listen", &address]).await;
    let mut doors = Doors::of(
        &second.origin,
        &directory,
        (network.as_str(), host.as_str()),
    )
    .await;
    let mut took = [const { Vec::new() }; 3];
    for (number, user) in users.iter().enumerate() {
        if number % BATCH == BATCH - 1 {
            admin = owner(&first).await;
        }
        let refused = refused(&mut doors, &admin, user).await;
        for (all, one) in took.iter_mut().zip(refused) {
            all.push(one);
        }
    }
    first.stop().await;
    second.stop().await;
    let doors = ["an LDAP bind", "RADIUS", "an SSH key"];
    let rows = doors.iter().zip(took).map(|(door, took)| row(door, took));
    rows.collect()
}

/// Creates a network and a host that are open to everybody. Returns their secrets.
async fn admit_everybody(owner: &Client) -> (String, String) {
    let network = CreateRadiusClient {
        name: "Office".to_owned(),
        network: "127.0.0.1".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    };
    let host = CreateHost {
        name: "Build".to_owned(),
        everyone: true,
        ..CreateHost::default()
    };
    let network = owner.create_radius_client(&network).await.unwrap();
    let host = owner.create_host(&host).await.unwrap();
    (network.secret, host.key)
}

/// Suspends a user to whom all doors are open. Returns the time until each of them is closed.
async fn refused(doors: &mut Doors, admin: &Client, user: &User) -> [Duration; 3] {
    let login = Login {
        name: person(user.number),
        password: USER_PASSWORD.to_owned(),
    };
    doors.let_in(&login, &user.username).await;
    // Before the request, so nothing is left out of the time since the commit.
    let since = Instant::now();
    admin.suspend_user(user.id).await.unwrap();
    doors.refuse(&login, &user.username, since).await
}

fn row(door: &str, mut took: Vec<Duration>) -> Row {
    took.sort();
    let last = took[(took.len() - 1) * 99 / 100].as_secs_f64();
    Row {
        figure: format!(
            "time from a suspension to the refusal by {door} on another server, p99 in seconds"
        ),
        measured: format!("{last:.3} s"),
        baseline: format!("{} suspensions", took.len()),
        value: last,
        limit: Limit::AtMost(1.0),
    }
}
