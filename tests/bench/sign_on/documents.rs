//! Documents that are the same for everyone, compared with requests that do the same work otherwise.

use url::Url;

use super::{CONNECTIONS, Setting};
use crate::Pace;
use crate::beside::Beside;
use crate::load::{Connection, ask_each, ask_over, get};
use crate::table::Row;

/// A row for each document.
pub async fn measure(here: &Setting, pace: Pace) -> Vec<Row> {
    let metadata = Url::parse(&here.saml.metadata_url).unwrap();
    vec![
        beside_live(
            here,
            pace,
            ("discovery", "/.well-known/openid-configuration"),
        )
        .await,
        beside_live(here, pace, ("the key set", "/oidc/jwks")).await,
        beside_me(here, pace, ("SAML metadata", metadata.path())).await,
    ]
}

/// A document that is in memory, beside a request that needs nothing. Both are limited, logged and
/// counted.
async fn beside_live(here: &Setting, pace: Pace, (what, path): (&str, &str)) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    let (live, request) = (get("/health/live", "none"), checked(here, path).await);
    for _ in 0..pace.rounds() {
        let base = ask_over(CONNECTIONS, &here.server.origin, &live, time).await;
        let asked = ask_over(CONNECTIONS, &here.server.origin, &request, time).await;
        assert_eq!(asked.refused, [0; 0], "{path}");
        beside.add(asked.per_second(), base.per_second());
    }
    beside.row(&format!("{what} a second ÷ `/health/live`"), 0.8)
}

/// A document that is read from the database.
async fn beside_me(here: &Setting, pace: Pace, (what, path): (&str, &str)) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    let people = here.people().await;
    let me: Vec<_> = people.iter().map(|person| person.me()).collect();
    let request = checked(here, path).await;
    for _ in 0..pace.rounds() {
        let base = ask_each(&here.server.origin, &me, time).await;
        let asked = ask_over(CONNECTIONS, &here.server.origin, &request, time).await;
        assert_eq!(base.refused, [0; 0]);
        assert_eq!(asked.refused, [0; 0], "{path}");
        beside.add(asked.per_second(), base.per_second());
    }
    beside.row(&format!("{what} a second ÷ `/me`"), 0.9)
}

/// A request for a document, which is there.
async fn checked(here: &Setting, path: &str) -> Vec<u8> {
    let request = get(path, "none");
    let answer = Connection::open(&here.server.origin)
        .await
        .ask(&request)
        .await;
    assert_eq!(answer.status, 200, "{path}");
    request
}
