//! Requests with a live session or a valid access token, compared with `/me`.

use super::application::Grant;
use super::{Beside, Setting};
use crate::Pace;
use crate::load::ask_each;
use crate::table::Row;

/// A row for each of them.
pub async fn measure(here: &Setting, pace: Pace) -> [Row; 3] {
    let grants = Grant::of_all(&here.es256, here.people().await).await;
    let userinfo = grants.iter().map(Grant::userinfo).collect();
    let introspect = grants.iter().map(Grant::introspect).collect();
    let people = grants.iter().map(|grant| &grant.person);
    let authorize = people.map(|person| person.sent_to(&here.es256.authorize));
    let authorize = authorize.collect();
    let me: Vec<_> = grants.iter().map(|grant| grant.person.me()).collect();
    [
        beside_me(here, pace, (&me, userinfo), ("`/oidc/userinfo`", 200, 0.9)).await,
        beside_me(
            here,
            pace,
            (&me, introspect),
            ("`/oidc/introspect`", 200, 0.9),
        )
        .await,
        beside_me(
            here,
            pace,
            (&me, authorize),
            ("`/oidc/authorize` with a live session", 303, 0.5),
        )
        .await,
    ]
}

async fn beside_me(
    here: &Setting,
    pace: Pace,
    (me, requests): (&[Vec<u8>], Vec<Vec<u8>>),
    (what, status, at_least): (&str, u16, f64),
) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    for _ in 0..pace.rounds() {
        let base = ask_each(&here.server.origin, me, time).await;
        assert_eq!(base.refused, [0; 0]);
        let asked = ask_each(&here.server.origin, &requests, time).await;
        let others: Vec<_> = asked.refused.iter().filter(|one| **one != status).collect();
        assert!(others.is_empty(), "{what}: {others:?}");
        beside.add(asked.per_second(), base.per_second());
    }
    beside.row(&format!("{what} a second ÷ `/me`"), at_least)
}
