//! Browsers that have signed in to an account have attempts of their own: a stranger who locks it
//! does not shut its owner out.

use std::sync::Arc;
use std::time::Duration;

use client::{Client, Portal};
use contract::factors::Proof;
use contract::me::ChangePassword;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use contract::users::{SetTemporaryPassword, User};
use entity::account;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestDatabase, TestServer, USER_PASSWORD, cookie,
    on_both_databases, problem_type,
};
use reqwest::cookie::Jar;
use reqwest::header::HeaderMap;
use rules::status::{LockReason, PasswordStatus};
use sea_orm::EntityTrait;
use serde_json::json;

use crate::factors::lockout;

on_both_databases!(
    a_stranger_locks_out_strangers_only,
    administrators_are_not_shut_out_either,
    a_known_browser_has_attempts_of_its_own,
    a_known_browser_that_used_them_up_is_a_stranger,
    the_lock_is_told_to_people_who_know_the_password,
    in_a_session_a_password_that_is_not_verified_is_not_called_wrong,
    browsers_are_forgotten_with_the_sessions,
    an_organization_can_end_sessions_when_an_account_locks,
    a_planted_device_cookie_is_not_adopted,
    a_new_browser_or_place_is_told_by_email,
);

const ADA: &str = "ada@example.com";
const EVE: &str = "eve@example.com";
const MINUTE: Duration = Duration::from_secs(60);

/// Ada's account, and a browser in which she has signed in and out.
async fn known(server: &TestServer, owner: &Client) -> (User, Client) {
    let user = server.active_user(owner, ADA).await;
    let browser = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    browser.sign_out().await.unwrap();
    (user, browser)
}

/// Signs in with the right password. Returns the problem if that fails.
pub async fn sign_in(browser: &Client, email: &str, password: &str) -> Result<(), ProblemType> {
    browser.begin_sign_in(email).await.unwrap();
    match browser.submit_password(password).await {
        Ok(state) => {
            assert_eq!(state.next_step, NextStep::Complete);
            Ok(())
        }
        Err(error) => Err(error.problem().expect("a problem").kind),
    }
}

async fn row(server: &TestServer, user: &User) -> account::Model {
    let read = server.running.context.database().read();
    let row = account::Entity::find_by_id(user.id.0).one(read).await;
    row.unwrap().unwrap()
}

async fn a_stranger_locks_out_strangers_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (user, browser) = known(&server, &owner).await;
    let session = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let stranger = server.guess_until_locked(Portal::User, ADA).await;

    // The session goes on, and its owner can confirm the identity in it and change the password.
    session.me().await.unwrap();
    session.refresh().await.unwrap();
    let wrong = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: USER_PASSWORD.to_owned(),
    };
    let unchanged = session.change_password(&wrong).await;
    assert_eq!(problem_type(unchanged), ProblemType::InvalidFields);
    session.me().await.unwrap();
    // The owner still gets in.
    sign_in(&browser, ADA, USER_PASSWORD).await.unwrap();
    browser.me().await.unwrap();
    // That does not give the stranger new attempts.
    server.clock.advance(MINUTE + Duration::from_secs(1));
    let refused = stranger.submit_password(USER_PASSWORD).await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);
    // The administrator sees whom the lock refuses.
    let locked = owner.user(user.id).await.unwrap().password;
    assert_eq!(locked.status, PasswordStatus::Locked);
    let reason = locked.lock.unwrap().reason;
    assert_eq!(reason, LockReason::FailedPasswordAttempts);
}

async fn administrators_are_not_shut_out_either(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let email = server.owner_email.clone();
    server.guess_until_locked(Portal::Admin, &email).await;
    owner.administrator_me().await.unwrap();
    owner.refresh().await.unwrap();
    owner.sign_out().await.unwrap();
    sign_in(&owner, &email, ADMINISTRATOR_PASSWORD)
        .await
        .unwrap();
    let listed = owner.administrators(&Default::default()).await.unwrap();
    assert!(listed.items[0].lock.is_some());
}

async fn a_known_browser_has_attempts_of_its_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (user, browser) = known(&server, &owner).await;
    for _ in 0..3 {
        browser.begin_sign_in(ADA).await.unwrap();
        for _ in 0..5 {
            let wrong = browser.submit_password("not the password").await;
            assert_eq!(problem_type(wrong), ProblemType::WrongCredentials);
        }
        // The right password resets the count.
        browser.submit_password(USER_PASSWORD).await.unwrap();
        browser.sign_out().await.unwrap();
    }
    assert_eq!(row(&server, &user).await.failed_password_attempts, 0);
}

async fn a_known_browser_that_used_them_up_is_a_stranger(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (user, browser) = known(&server, &owner).await;
    browser.begin_sign_in(ADA).await.unwrap();
    for _ in 0..6 {
        browser.submit_password("wrong").await.unwrap_err();
    }
    server.mail_settled().await;
    let now = row(&server, &user).await;
    assert_eq!((now.failed_password_attempts, now.locked_at), (0, None));
    for _ in 0..6 {
        browser.submit_password("wrong").await.unwrap_err();
    }
    server.mail_settled().await;
    let now = row(&server, &user).await;
    assert_eq!(now.failed_password_attempts, 6);
    assert!(now.locked_at.is_some());
    server.clock.advance(10 * MINUTE);
    sign_in(&browser, ADA, USER_PASSWORD).await.unwrap();
    browser.sign_out().await.unwrap();
    // It is known again.
    server.guess_until_locked(Portal::User, ADA).await;
    sign_in(&browser, ADA, USER_PASSWORD).await.unwrap();
}

async fn the_lock_is_told_to_people_who_know_the_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = server.guess_until_locked(Portal::User, ADA).await;
    server.clock.advance(MINUTE + Duration::from_secs(1));
    for _ in 0..5 {
        let refused = browser.submit_password(USER_PASSWORD).await;
        assert_eq!(problem_type(refused), ProblemType::AccountLocked);
    }
    // Another sign-in has not proved anything yet.
    let other = server.anonymous(Portal::User);
    let refused = sign_in(&other, ADA, USER_PASSWORD).await;
    assert_eq!(refused, Err(ProblemType::WrongCredentials));
    owner.unlock_user(user.id).await.unwrap();
    let wrong = browser.submit_password("wrong").await;
    assert_eq!(problem_type(wrong), ProblemType::WrongCredentials);
    browser.submit_password(USER_PASSWORD).await.unwrap();
}

async fn in_a_session_a_password_that_is_not_verified_is_not_called_wrong(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let session = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let change = async |current: &str| {
        let change = ChangePassword {
            current_password: current.to_owned(),
            new_password: "brass key of my own".to_owned(),
        };
        session.change_password(&change).await
    };
    // The browser uses up its attempts, and then a stranger locks the account.
    for _ in 0..6 {
        let wrong = problem_type(change("a guess").await);
        assert_eq!(wrong, ProblemType::InvalidFields);
    }
    server.guess_until_locked(Portal::User, ADA).await;
    // Right or wrong: it was not verified.
    for current in [USER_PASSWORD, "a guess"] {
        let refused = change(current).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::AccountLocked);
        let lock = problem.lock.unwrap();
        assert_eq!(lock.reason, LockReason::FailedPasswordAttempts);
    }
    let proof = Proof::Password(USER_PASSWORD.to_owned());
    let refused = session.give_proof(&proof).await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);
    // The session goes on. Once a password is verified again, a wrong one is wrong.
    session.me().await.unwrap();
    server.clock.advance(MINUTE + Duration::from_secs(1));
    let wrong = problem_type(change("a guess").await);
    assert_eq!(wrong, ProblemType::InvalidFields);
    server.clock.advance(MINUTE + Duration::from_secs(1));
    session.give_proof(&proof).await.unwrap();
}

/// What makes an account forget its browsers.
#[derive(Clone, Copy, Debug)]
enum Action {
    EndSessions,
    EndOthers,
    EndOne,
    ChangePassword,
    Temporary,
    Suspend,
}

async fn browsers_are_forgotten_with_the_sessions(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let mut password = USER_PASSWORD.to_owned();
    for action in [
        Action::EndSessions,
        Action::EndOthers,
        Action::EndOne,
        Action::ChangePassword,
        Action::Temporary,
        Action::Suspend,
    ] {
        let browser = server.sign_in(Portal::User, ADA, &password).await;
        let other = server.sign_in(Portal::User, ADA, &password).await;
        match action {
            Action::EndSessions => {
                owner.end_user_sessions(user.id).await.unwrap();
            }
            Action::EndOthers => {
                other.end_my_other_sessions().await.unwrap();
            }
            Action::EndOne => {
                let mine = browser.my_sessions().await.unwrap().items;
                let current = mine.iter().find(|session| session.current).unwrap();
                other.end_my_session(current.id).await.unwrap();
            }
            Action::ChangePassword => {
                let change = ChangePassword {
                    current_password: password.clone(),
                    new_password: "brass key of my own".to_owned(),
                };
                other.change_password(&change).await.unwrap();
                password = change.new_password;
            }
            Action::Temporary => {
                let set = SetTemporaryPassword::default();
                let set = owner.set_temporary_password(user.id, &set).await.unwrap();
                let replacing = server.anonymous(Portal::User);
                replacing.begin_sign_in(ADA).await.unwrap();
                let temporary = set.password.unwrap();
                replacing.submit_password(&temporary).await.unwrap();
                password = "another brass key of my own".to_owned();
                replacing.replace_password(&password).await.unwrap();
            }
            Action::Suspend => {
                owner.suspend_user(user.id).await.unwrap();
                owner.activate_user(user.id).await.unwrap();
            }
        }
        server.guess_until_locked(Portal::User, ADA).await;
        let refused = sign_in(&browser, ADA, &password).await;
        assert_eq!(refused, Err(ProblemType::WrongCredentials), "{action:?}");
        if let Action::EndOthers | Action::ChangePassword = action {
            sign_in(&other, ADA, &password).await.unwrap();
        }
        owner.unlock_user(user.id).await.unwrap();
    }
}

async fn an_organization_can_end_sessions_when_an_account_locks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, browser) = known(&server, &owner).await;
    lockout(&owner, |lockout| lockout.ends_sessions = true).await;
    let session = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    server.guess_until_locked(Portal::User, ADA).await;
    let ended = session.me().await;
    assert_eq!(problem_type(ended), ProblemType::Unauthenticated);
    sign_in(&browser, ADA, USER_PASSWORD).await.unwrap();
}

/// Signs in over plain HTTP with this device cookie.
async fn with_cookie(server: &TestServer, email: &str, device: &str) -> reqwest::Response {
    let http = harness::plain_http();
    let post = async |path: &str, cookies: &str, body: serde_json::Value| {
        http.post(format!("{}/api/v1{path}", server.origin))
            .header("Origin", &server.origin)
            .header("Cookie", cookies)
            .json(&body)
            .send()
            .await
            .unwrap()
    };
    let begun = post("/sign-in", device, json!({ "email": email })).await;
    let cookies = format!("{}; {device}", cookie(&begun, "sign-in").unwrap());
    let password = json!({ "password": USER_PASSWORD });
    post("/sign-in/password", &cookies, password).await
}

async fn a_planted_device_cookie_is_not_adopted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, EVE).await;
    let eves = with_cookie(&server, EVE, "none=none").await;
    let planted = cookie(&eves, "device").unwrap();
    let adas = with_cookie(&server, ADA, &planted).await;
    let both = cookie(&adas, "device").unwrap();
    // The browser stays known to both accounts, by a token each.
    let (_, eves_token) = planted.split_once('=').unwrap();
    assert!(both.ends_with(&format!(".{eves_token}")), "{both}");

    server.guess_until_locked(Portal::User, ADA).await;
    let refused = with_cookie(&server, ADA, &planted).await;
    assert_eq!(refused.status(), 401);
    for (email, times) in [(ADA, 3), (EVE, 1)] {
        for _ in 0..times {
            let signed_in = with_cookie(&server, email, &both).await;
            assert_eq!(signed_in.status(), 200, "{email}");
            assert_eq!(cookie(&signed_in, "device").unwrap(), both);
        }
    }
}

/// Signs in to Ada's account from this address. The browser's name is always the same.
async fn from(server: &TestServer, jar: &Arc<Jar>, address: &str) {
    let mut headers = HeaderMap::new();
    headers.insert("X-Forwarded-For", address.parse().unwrap());
    let http = harness::http_builder()
        .cookie_provider(Arc::clone(jar))
        .user_agent("Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0")
        .default_headers(headers)
        .build()
        .unwrap();
    let browser = Client::new(http, &server.origin, Portal::User);
    sign_in(&browser, ADA, USER_PASSWORD).await.unwrap();
    server.mail_settled().await;
}

async fn a_new_browser_or_place_is_told_by_email(backend: Backend) {
    let server = TestServer::start_on(TestDatabase::installed(backend).await, |config| {
        config.server.proxies.networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let (home, other) = (Arc::new(Jar::default()), Arc::new(Jar::default()));
    for (browser, address, told) in [
        (&home, "203.0.113.7", 1),
        (&home, "203.0.113.7", 1),
        // Another address of the same provider.
        (&home, "203.0.200.9", 1),
        (&home, "198.51.100.9", 2),
        (&home, "203.0.113.7", 2),
        (&other, "203.0.113.7", 3),
    ] {
        from(&server, browser, address).await;
        assert_eq!(server.mails(ADA, "new sign-in"), told, "{address}");
    }
}
