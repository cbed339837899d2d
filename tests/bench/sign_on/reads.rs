//! Requests with a valid access token, compared with `/me`, and with a live session, compared with the
//! refresh of a session.

use super::Setting;
use super::application::Grant;
use super::chain::ask_for;
use super::person::Person;
use crate::Pace;
use crate::beside::Beside;
use crate::load::ask_each;
use crate::table::Row;

/// A row for each of them.
pub async fn measure(here: &Setting, pace: Pace) -> [Row; 3] {
    let grants = Grant::of_all(&here.es256, here.people().await).await;
    let userinfo = grants.iter().map(Grant::userinfo).collect();
    let introspect = grants.iter().map(Grant::introspect).collect();
    let me: Vec<_> = grants.iter().map(|grant| grant.person.me()).collect();
    let people = grants.into_iter().map(|grant| grant.person).collect();
    [
        beside_me(here, pace, (&me, userinfo), ("`/oidc/userinfo`", 0.8)).await,
        // It also authenticates the application.
        beside_me(here, pace, (&me, introspect), ("`/oidc/introspect`", 0.6)).await,
        authorized(here, pace, people).await,
    ]
}

/// An authorization request writes as much as the refresh of a session, while it holds the account.
async fn authorized(here: &Setting, pace: Pace, mut people: Vec<Person>) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    for _ in 0..pace.rounds() {
        let portal;
        (people, portal) = ask_for(people, time).await;
        // Refreshing has replaced the cookies.
        let requests = people.iter().map(|one| one.sent_to(&here.es256.authorize));
        let requests: Vec<_> = requests.collect();
        let asked = ask_each(&here.server.origin, &requests, time).await;
        let others: Vec<_> = asked.refused.iter().filter(|one| **one != 303).collect();
        assert!(others.is_empty(), "{others:?}");
        beside.add(asked.per_second(), portal);
    }
    let figure =
        "`/oidc/authorize` with a live session a second ÷ sessions refreshed by the portal";
    beside.row(figure, 0.8)
}

async fn beside_me(
    here: &Setting,
    pace: Pace,
    (me, requests): (&[Vec<u8>], Vec<Vec<u8>>),
    (what, at_least): (&str, f64),
) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    for _ in 0..pace.rounds() {
        let base = ask_each(&here.server.origin, me, time).await;
        assert_eq!(base.refused, [0; 0]);
        let asked = ask_each(&here.server.origin, &requests, time).await;
        assert_eq!(asked.refused, [0; 0], "{what}");
        beside.add(asked.per_second(), base.per_second());
    }
    beside.row(&format!("{what} a second ÷ `/me`"), at_least)
}
