//! Latchkey cannot say whether a password is right: then nobody is rejected.

use std::time::Duration;

use harness::{Server, plain_http, until};
use identity::demo::CREDENTIALS;
use reqwest::StatusCode;
use serde_json::json;
use tokio::process::Command;
use tokio::task::JoinSet;

use super::{Answer, Network, access_point, user};
use crate::process::run;
use crate::setting::{ADA, PATIENCE, Setting};

/// More requests than one network has places for passwords that wait.
const GUESSERS: usize = 8;
/// How long a guesser waits who got no place, so that others can run.
const PAUSE: Duration = Duration::from_millis(20);
/// Longer than FreeRADIUS waits for Latchkey, in seconds.
const AFTER_THE_TIMEOUT: &str = "7";

/// Sends a signal to a server.
async fn signal(server: &Server, name: &str) {
    let mut kill = Command::new("kill");
    kill.args([name, &server.pid().to_string()]);
    run(&mut kill).await;
}

/// Occupies all places of this network in the queue for passwords, until dropped.
fn flood(server: &Server, secret: &str) -> JoinSet<()> {
    let mut guessers = JoinSet::new();
    for guesser in 0..GUESSERS {
        let url = format!("{}/radius/authenticate", server.origin);
        let (http, secret) = (plain_http(), secret.to_owned());
        guessers.spawn(async move {
            for number in 0.. {
                let body = json!({
                    "username": format!("nobody{guesser}"),
                    "password": format!("guess {number}"),
                });
                let request = http.post(&url).bearer_auth(&secret).json(&body);
                match request.send().await.unwrap().status() {
                    StatusCode::UNAUTHORIZED => {}
                    StatusCode::SERVICE_UNAVAILABLE => tokio::time::sleep(PAUSE).await,
                    other => panic!("{other}"),
                }
            }
        });
    }
    guessers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_or_busy_or_hangs_is_no_reject() {
    let setting = Setting::with(|installation| {
        installation.set("security", "hash_queue", "16");
        installation.set("security", "hash_threads", "1");
        installation.set("limits", "requests_per_minute", "1000000");
    })
    .await;
    let access_point = access_point(&setting).await;
    let ada = user(&setting, ADA).await;
    let Setting {
        installation,
        server,
        ..
    } = setting;
    let ask = async |network: &Network, timeout: &str| {
        let password = CREDENTIALS.user_password;
        let answer = network
            .radclient(&ada.username, password, timeout, true)
            .await;
        assert!(!matches!(answer, Answer::Rejected(_)), "{answer:?}");
        answer
    };
    let url = server.origin.clone();
    server.stop().await;
    // FreeRADIUS starts while Latchkey is down, and recovers without a restart.
    let network = Network::start(&url, &access_point).await;
    assert_eq!(ask(&network, "3").await, Answer::Silence);
    let server = installation.start().await;
    let recovers = async || {
        until(PATIENCE, "an answer", async || {
            let answer = ask(&network, "3").await;
            matches!(answer, Answer::Accepted(_)).then_some(())
        })
        .await;
    };
    recovers().await;

    let mut guessers = flood(&server, &access_point.secret);
    until(PATIENCE, "a full queue", async || {
        // A place may become free for a moment.
        (ask(&network, "3").await == Answer::Silence).then_some(())
    })
    .await;
    // All of them are still guessing: none got another response.
    assert!(guessers.try_join_next().is_none());
    drop(guessers);
    recovers().await;

    signal(&server, "-STOP").await;
    assert_eq!(ask(&network, AFTER_THE_TIMEOUT).await, Answer::Silence);
    signal(&server, "-CONT").await;
    recovers().await;

    // And again, after it has been up.
    server.stop().await;
    assert_eq!(ask(&network, "3").await, Answer::Silence);
    let _server = installation.start().await;
    recovers().await;
}
