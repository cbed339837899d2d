//! The response time does not reveal whether an address has an account, and neither does the time
//! that other requests take right afterwards. How long they take while a requested reset is processed,
//! seconds later, is measured by `cargo xtask bench --only bystander`.
//!
//! Known and unknown addresses are tried in turns, hundreds to thousands of times. Load on the machine
//! slows both kinds down, so it does not change the result. Tests start in the order of their names, and
//! these take longest: a name that comes late would leave one core idle at the end.

use std::time::{Duration, Instant};

use client::Portal;
use contract::problem::ProblemType;
use entity::{account, reset_request};
use harness::{
    Backend, TestDatabase, TestServer, Times, USER_PASSWORD, on_both_databases, problem_type,
};
use identity::crypto::HashCost;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

on_both_databases!(known_and_unknown_addresses_take_the_same_time);

/// Samples of each kind, unless fewer are enough.
const SAMPLES: usize = 2_000;
/// The samples between two looks at whether they are enough.
const ROUND: usize = 100;
/// With this number of samples of one distribution, 0.5 ± 0.05 is more than five standard
/// deviations away.
const SAME_WORK: f64 = 0.05;
/// For a known address one more row is written; the time of the hash hides most of that.
const SAME_WORK_BUT_A_ROW: f64 = 0.1;
/// For samples that take long: two hundred of them are enough for this tolerance.
const SAME_AS_FEW_TELL: f64 = 0.15;
/// Below the limit of 500 for each network.
const RESETS_THAT_WAIT: usize = 400;
/// Below the limit of six, so that no account is locked.
const GUESSES_EACH: usize = 5;

/// Creates users like `one`, with known addresses.
async fn more_users(server: &TestServer, one: &account::Model, addresses: &[String]) {
    // Each hash is encrypted for its account.
    let key = server.running.context.master_key();
    let hash = one.password_hash.as_deref().unwrap();
    let hash = key.open_hash(one.id, hash).unwrap();
    let rows = addresses.iter().map(|email| {
        let mut copy = one.clone();
        copy.id = Uuid::now_v7();
        copy.password_hash = Some(key.seal_hash(copy.id, &hash).unwrap());
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

/// Takes samples until they are enough: each number twice, for a known and an unknown address.
/// Which one comes first is random, so that the work after a request slows both kinds down equally.
async fn compare(what: &str, tolerance: f64, mut sample: impl AsyncFnMut(&str) -> Duration) {
    let mut times = Times::default();
    for n in 0..SAMPLES {
        if n % ROUND == 0 && n > 0 && times.are_enough(tolerance) {
            break;
        }
        let known_first = Uuid::now_v7().as_u128() & 1 == 0;
        for known in [known_first, !known_first] {
            times.add(known, sample(&address(known, n / GUESSES_EACH)).await);
        }
    }
    let probability = times.known_is_slower();
    assert!(
        (probability - 0.5).abs() < tolerance,
        "{what}: an answer for a known address is the slower one with probability {probability}"
    );
}

fn address(known: bool, n: usize) -> String {
    let kind = if known { "known" } else { "other" };
    format!("{kind}{n:04}@example.com")
}

async fn known_and_unknown_addresses_take_the_same_time(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let server = TestServer::start_on(database, |config| {
        config.security.hashing.cost = HashCost::default();
    })
    .await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    server.mail_settled().await;
    let row = account::Entity::find_by_id(user.id.0)
        .one(server.running.context.database().read())
        .await
        .unwrap()
        .unwrap();
    let known = (0..SAMPLES / GUESSES_EACH).map(|n| address(true, n));
    more_users(&server, &row, &known.collect::<Vec<_>>()).await;

    // A browser that is known to another account, so that its device cookie is looked up.
    let portal = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    portal.sign_out().await.unwrap();
    compare("beginning a sign-in", SAME_WORK, async |email| {
        let begun = Instant::now();
        portal.begin_sign_in(email).await.unwrap();
        begun.elapsed()
    })
    .await;
    compare("the password step", SAME_WORK_BUT_A_ROW, async |email| {
        portal.begin_sign_in(email).await.unwrap();
        let begun = Instant::now();
        let answer = portal.submit_password("not the password").await;
        let time = begun.elapsed();
        assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
        time
    })
    .await;
    // If a known address caused more work now, the next writer would wait for it.
    let onlooker = server.anonymous(Portal::User);
    let what = "another request after asking for a reset";
    compare(what, SAME_AS_FEW_TELL, async |email| {
        portal.request_password_reset(email).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let begun = Instant::now();
        onlooker.begin_sign_in("eve@example.com").await.unwrap();
        begun.elapsed()
    })
    .await;
    let mut asked = 0_usize;
    compare("asking for a reset", SAME_WORK, async |email| {
        asked += 1;
        if asked.is_multiple_of(RESETS_THAT_WAIT) {
            let waiting = reset_request::Entity::delete_many();
            let database = server.running.context.database();
            waiting.exec(database.write()).await.unwrap();
        }
        let begun = Instant::now();
        portal.request_password_reset(email).await.unwrap();
        begun.elapsed()
    })
    .await;
}
