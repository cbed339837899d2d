//! The endpoints for applications and opening one, compared with those of Node's oidc-provider.

use super::application::Grant;
use super::application_page;
use super::chain::ask_for;
use super::oidc_provider::{Granted, OidcProvider};
use super::tokens::{codes_each, redeemed};
use super::{CONNECTIONS, Setting};
use crate::Pace;
use crate::beside::Beside;
use crate::load::{ask_each, get};
use crate::table::Row;

/// The path of the discovery document, which is the same on every server.
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// A row for each endpoint, and one for opening an application. None if oidc-provider is not installed.
pub async fn measure(here: &Setting, pace: Pace) -> Vec<Row> {
    let Some(other) = OidcProvider::start().await else {
        return Vec::new();
    };
    let mut rows = vec![
        codes(here, &other, pace).await,
        refreshed(here, &other, pace).await,
    ];
    let grants = Grant::of_all(&here.es256, here.people().await).await;
    let others = other.grants(CONNECTIONS).await;
    let ours = grants.iter().map(Grant::userinfo).collect();
    let theirs = others.iter().map(Granted::userinfo).collect();
    rows.push(asked((here, ours), (&other, theirs), pace, "userinfo").await);
    let ours = grants.iter().map(Grant::introspect).collect();
    let theirs = others.iter().map(Granted::introspect).collect();
    rows.push(asked((here, ours), (&other, theirs), pace, "introspection").await);
    let both = || vec![get(DISCOVERY, "none"); CONNECTIONS];
    rows.push(asked((here, both()), (&other, both()), pace, "discovery").await);
    rows.extend(application_page::measure(here, &other, pace).await);
    other.stop().await;
    rows
}

async fn codes(here: &Setting, other: &OidcProvider, pace: Pace) -> Row {
    let (mut beside, mut people) = (Beside::default(), here.people().await);
    for _ in 0..pace.rounds() {
        let base = other.redeemed(codes_each(pace)).await;
        let rate;
        (people, rate) = redeemed(&here.es256, people, pace).await;
        beside.add(rate, base);
    }
    row(beside, "codes exchanged (ES256)")
}

async fn refreshed(here: &Setting, other: &OidcProvider, pace: Pace) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    let mut grants = Grant::of_all(&here.es256, here.people().await).await;
    let mut others = other.refreshing().await;
    for _ in 0..pace.rounds() {
        let (base, rate);
        (others, base) = ask_for(others, time).await;
        (grants, rate) = ask_for(grants, time).await;
        beside.add(rate, base);
    }
    row(beside, "refresh tokens exchanged (ES256)")
}

/// Requests that can be repeated.
async fn asked(
    (here, ours): (&Setting, Vec<Vec<u8>>),
    (other, theirs): (&OidcProvider, Vec<Vec<u8>>),
    pace: Pace,
    what: &str,
) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    for _ in 0..pace.rounds() {
        let base = ask_each(&other.origin, &theirs, time).await;
        assert_eq!(base.refused, [0; 0], "{what}");
        let asked = ask_each(&here.server.origin, &ours, time).await;
        assert_eq!(asked.refused, [0; 0], "{what}");
        beside.add(asked.per_second(), base.per_second());
    }
    row(beside, &format!("{what} requests"))
}

fn row(beside: Beside, what: &str) -> Row {
    let figure = format!("{what} per second ÷ oidc-provider (Node, one thread, in memory)");
    beside.row(&figure, 1.0)
}
