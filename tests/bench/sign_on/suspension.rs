//! What an application gets after a user was suspended, and when it is told.

use std::time::{Duration, Instant};

use client::Client;
use contract::me::Me;
use harness::owner;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Setting;
use super::application::Grant;
use super::person::Person;
use crate::Pace;
use crate::load::Answer;
use crate::table::{Limit, Row};

/// Users for each sign-in of the owner, who would have to confirm their identity after five minutes.
const BATCH: usize = 10;

/// A row for what is still accepted, and one for the notices.
pub async fn measure(here: &Setting, pace: Pace) -> [Row; 2] {
    let users = pace.users(100);
    let (mut accepted, mut took) = (0, Vec::new());
    let mut admin = owner(&here.server).await;
    for number in 0..users {
        if number % BATCH == BATCH - 1 {
            admin = owner(&here.server).await;
        }
        let (requests, told) = suspended(here, &admin, number).await;
        accepted += requests;
        took.push(told);
    }
    took.sort();
    let last = took[(took.len() - 1) * 99 / 100].as_secs_f64();
    [
        Row {
            figure: "tokens and claims issued after a suspension".to_owned(),
            measured: accepted.to_string(),
            baseline: format!("{} requests", 2 * users),
            value: accepted as f64,
            limit: Limit::AtMost(0.0),
        },
        Row {
            figure: "time from a suspension to its back-channel logout, p99 in seconds".to_owned(),
            measured: format!("{last:.3} s"),
            baseline: format!("{users} notices"),
            value: last,
            limit: Limit::AtMost(1.0),
        },
    ]
}

/// Suspends a user who has just signed on. Returns how many requests were accepted after it, and the time
/// until the notice came.
async fn suspended(here: &Setting, admin: &Client, number: usize) -> (usize, Duration) {
    let person = Person::sign_in(&here.server.origin, number, here.users).await;
    let mut grant = Grant::new(&here.told, person).await;
    let me = grant.person.me();
    let me: Me = grant.person.connection.ask(&me).await.json();
    // Before the request, so nothing is left out of the time since the commit.
    let begun = Instant::now();
    admin.suspend_user(me.id).await.unwrap();
    let (after, told) = tokio::join!(requested(&mut grant), notice(here, begun));
    let accepted = after.iter().filter(|answer| answer.status < 400).count();
    (accepted, told)
}

/// The first requests after the suspension: for new tokens, and for the claims.
async fn requested(grant: &mut Grant) -> [Answer; 2] {
    let refreshed = grant.refresh().await;
    let userinfo = grant.userinfo();
    [refreshed, grant.person.connection.ask(&userinfo).await]
}

/// Waits for the next notice. Returns the time since `begun`.
async fn notice(here: &Setting, begun: Instant) -> Duration {
    let patience = Duration::from_secs(60);
    let accepted = tokio::time::timeout(patience, here.notices.accept()).await;
    let (mut stream, _) = accepted.unwrap().unwrap();
    let mut received = Vec::new();
    while !is_whole(&received) {
        let read = stream.read_buf(&mut received).await.unwrap();
        assert!(read > 0, "half a notice came");
    }
    let took = begun.elapsed();
    answer(&mut stream).await;
    took
}

/// Whether the body has come, which is at the end of the request.
fn is_whole(received: &[u8]) -> bool {
    let text = std::str::from_utf8(received).unwrap();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    length.is_some_and(|(_, length)| length.parse() == Ok(body.len()))
}

/// Accepts a notice. The next one comes over a connection of its own.
async fn answer(stream: &mut TcpStream) {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
}
