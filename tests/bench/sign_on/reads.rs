//! Requests with a valid access token, compared with `/me`, and with a live session, compared with `/me`
//! and with the refresh of a session.

use super::Setting;
use super::application::Grant;
use super::chain::ask_for;
use super::person::Person;
use crate::Pace;
use crate::beside::Beside;
use crate::load::ask_each;
use crate::table::Row;

/// The rows of each of them.
pub async fn measure(here: &Setting, pace: Pace) -> Vec<Row> {
    let grants = Grant::of_all(&here.es256, here.people().await).await;
    let userinfo = grants.iter().map(Grant::userinfo).collect();
    let introspect = grants.iter().map(Grant::introspect).collect();
    let me: Vec<_> = grants.iter().map(|grant| grant.person.me()).collect();
    let people = grants.into_iter().map(|grant| grant.person).collect();
    let mut rows = vec![
        beside_me(here, pace, (&me, userinfo), "`/oidc/userinfo`").await,
        beside_me(here, pace, (&me, introspect), "`/oidc/introspect`").await,
    ];
    rows.extend(authorized(here, pace, people).await);
    rows
}

/// `/me` only reads. An authorization request writes as much as the refresh of a session, while it holds
/// the account.
async fn authorized(here: &Setting, pace: Pace, mut people: Vec<Person>) -> [Row; 2] {
    let (mut to_me, mut to_portal) = (Beside::default(), Beside::default());
    let time = pace.seconds(1.0);
    for _ in 0..pace.rounds() {
        let portal;
        (people, portal) = ask_for(people, time).await;
        // Refreshing has replaced the tokens and the cookies.
        let me: Vec<_> = people.iter().map(Person::me).collect();
        let me = ask_each(&here.server.origin, &me, time).await;
        assert_eq!(me.refused, [0; 0]);
        let requests = people.iter().map(|one| one.sent_to(&here.es256.authorize));
        let requests: Vec<_> = requests.collect();
        let asked = ask_each(&here.server.origin, &requests, time).await;
        let others: Vec<_> = asked.refused.iter().filter(|one| **one != 303).collect();
        assert!(others.is_empty(), "{others:?}");
        to_me.add(asked.per_second(), me.per_second());
        to_portal.add(asked.per_second(), portal);
    }
    [
        to_me.row(
            "`/oidc/authorize` with a live session, requests per second ÷ `/me`",
            0.5,
        ),
        to_portal.row(
            "`/oidc/authorize` with a live session, requests per second ÷ portal sessions refreshed",
            0.8,
        ),
    ]
}

async fn beside_me(
    here: &Setting,
    pace: Pace,
    (me, requests): (&[Vec<u8>], Vec<Vec<u8>>),
    what: &str,
) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    for _ in 0..pace.rounds() {
        let base = ask_each(&here.server.origin, me, time).await;
        assert_eq!(base.refused, [0; 0]);
        let asked = ask_each(&here.server.origin, &requests, time).await;
        assert_eq!(asked.refused, [0; 0], "{what}");
        beside.add(asked.per_second(), base.per_second());
    }
    beside.row(&format!("{what}, requests per second ÷ `/me`"), 0.9)
}
