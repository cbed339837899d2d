//! Known browsers as people see and forget them.

use std::time::Duration;

use client::{Client, Portal};
use contract::known_browsers::KnownBrowser;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::lifetimes::KNOWN_BROWSER;

use crate::known_browsers::sign_in;

on_both_databases!(
    they_are_listed_with_their_first_and_last_sign_in,
    a_forgotten_browser_is_a_stranger,
    nobody_forgets_the_browsers_of_others,
);

const ADA: &str = "ada@example.com";
const EVE: &str = "eve@example.com";
const MINUTES: Duration = Duration::from_secs(10 * 60);

/// The browser of this client.
async fn current(browser: &Client) -> KnownBrowser {
    let all = browser.my_known_browsers().await.unwrap().items;
    let mut current = all.into_iter().filter(|one| one.current);
    let found = current.next().unwrap();
    assert_eq!(current.next(), None);
    found
}

async fn they_are_listed_with_their_first_and_last_sign_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    server.clock.advance(MINUTES);
    let browser = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let first = current(&browser).await;
    assert_eq!(first.device, "Firefox on Linux");
    assert_eq!(first.first_sign_in_at, first.last_sign_in_at);
    browser.sign_out().await.unwrap();
    server.clock.advance(MINUTES);
    sign_in(&browser, ADA, USER_PASSWORD).await.unwrap();
    let again = current(&browser).await;
    assert_eq!(again.id, first.id);
    assert_eq!(again.first_sign_in_at, first.first_sign_in_at);
    assert!(again.first_sign_in_at.until(again.last_sign_in_at) >= MINUTES);

    // The one in which the account was activated comes after it. An administrator sees the same.
    let mine = browser.my_known_browsers().await.unwrap();
    assert_eq!(mine.total, 2);
    assert_eq!(mine.items[0], again);
    let seen = owner.user_known_browsers(user.id).await.unwrap();
    let unmarked = |one: &KnownBrowser| KnownBrowser {
        current: false,
        ..one.clone()
    };
    let expected: Vec<_> = mine.items.iter().map(unmarked).collect();
    assert_eq!(seen.items, expected);

    server.clock.advance(KNOWN_BROWSER);
    let owner = server.owner().await;
    let seen = owner.user_known_browsers(user.id).await.unwrap();
    assert_eq!((seen.total, seen.items), (0, vec![]));
    let own = owner.my_known_browsers().await.unwrap();
    assert_eq!((own.total, own.items[0].current), (1, true));
}

async fn a_forgotten_browser_is_a_stranger(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    for by_administrator in [true, false] {
        let browser = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        let other = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        let id = current(&browser).await.id;
        let forget = async || {
            if by_administrator {
                owner.forget_user_known_browser(user.id, id).await
            } else {
                other.forget_my_known_browser(id).await
            }
        };
        forget().await.unwrap();
        assert_eq!(problem_type(forget().await), ProblemType::NotFound);
        let left = browser.my_known_browsers().await.unwrap().items;
        assert!(left.iter().all(|one| one.id != id && !one.current));
        // Its session continues, but a lock refuses it.
        browser.me().await.unwrap();
        browser.sign_out().await.unwrap();
        other.sign_out().await.unwrap();
        server.guess_until_locked(Portal::User, ADA).await;
        let refused = sign_in(&browser, ADA, USER_PASSWORD).await;
        assert_eq!(refused, Err(ProblemType::WrongCredentials));
        sign_in(&other, ADA, USER_PASSWORD).await.unwrap();
        owner.unlock_user(user.id).await.unwrap();
    }
    let query = ListQuery {
        filter: Some("action:browser.forgotten".to_owned()),
        ..ListQuery::default()
    };
    let events = owner.events(&query).await.unwrap().items;
    let actors: Vec<_> = events.iter().map(|event| &*event.actor.kind).collect();
    assert_eq!(actors, ["user", "administrator"]);
    assert_eq!(events[0].detail["browser"], "Firefox on Linux");
}

async fn nobody_forgets_the_browsers_of_others(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let eve = server.active_user(&owner, EVE).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let hers = current(&ada).await.id;
    let eves = server.sign_in(Portal::User, EVE, USER_PASSWORD).await;
    let refused = eves.forget_my_known_browser(hers).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let refused = owner.forget_my_known_browser(hers).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let refused = owner.forget_user_known_browser(eve.id, hers).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    assert_eq!(current(&ada).await.id, hers);
}
