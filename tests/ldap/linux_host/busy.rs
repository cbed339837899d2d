//! Too many passwords wait to be verified: nobody is let in for that, and nobody is locked out.

use std::time::Duration;

use harness::until;
use tokio::task::JoinSet;

use super::host::Host;
use super::keys::add;
use crate::rust_client::connect;
use crate::setting::{BASE, PASSWORD, PATIENCE, Setting, user};

/// More than one network has places for passwords that wait.
const GUESSERS: usize = 8;
/// How long a guesser waits who got no place, so that others can run.
const PAUSE: Duration = Duration::from_millis(20);
/// May sign in to the host. Each tries once, because the server remembers a right password for a minute, and then
/// needs no place.
const MEMBERS: [&str; 6] = [
    "amara.okafor",
    "bjorn.lindqvist",
    "daniel.weber",
    "elif.yilmaz",
    "jin.park",
    "oskar.nowak",
];

/// Occupies all places of this network in the queue for passwords, until dropped.
async fn flood(it: &Setting) -> JoinSet<()> {
    let mut guessers = JoinSet::new();
    for guesser in 0..GUESSERS {
        let mut client = connect(it, false).await;
        guessers.spawn(async move {
            let name = format!("uid=nobody{guesser},ou=people,{BASE}");
            for number in 0.. {
                let guess = format!("guess {number}");
                match client.simple_bind(&name, &guess).await.unwrap().rc {
                    49 => {}
                    51 => tokio::time::sleep(PAUSE).await,
                    other => panic!("{other}"),
                }
            }
        });
    }
    guessers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_refuses_passwords_and_counts_none() {
    let it = Setting::with(|installation| {
        installation.set("security", "hash_queue", "16");
        installation.set("security", "hash_threads", "1");
    })
    .await;
    let host = Host::start(&it).await;
    let key = host.new_key("ada").await;
    add(&it, user(&it, "ada").await, &key).await;

    let mut guessers = flood(&it).await;
    let mut members = MEMBERS.into_iter();
    let refused = until(PATIENCE, "a full queue", async || {
        // A place may become free for a moment.
        let member = members.next().unwrap();
        let sign_in = host.by_password(member, &[PASSWORD]).await;
        assert!(!sign_in.said.contains("locked"), "{sign_in:?}");
        (!sign_in.accepted).then_some(member)
    })
    .await;
    let now = it.owner.user(user(&it, refused).await).await.unwrap();
    assert_eq!(now.failed_attempts.passwords.used, 0);
    // A key needs no place.
    assert!(host.opens_to("ada", &key).await);
    // All of them are still guessing: none got another result.
    assert!(guessers.try_join_next().is_none());
    drop(guessers);
    until(PATIENCE, "a password to be accepted", async || {
        let sign_in = host.by_password(refused, &[PASSWORD]).await;
        sign_in.accepted.then_some(())
    })
    .await;
}
