//! Documents that are the same for everyone, compared with a bare route with the same bytes, and with requests
//! that do the same work otherwise.

use std::thread::available_parallelism;

use url::Url;

use super::person::Person;
use super::{CONNECTIONS, Setting};
use crate::beside::Beside;
use crate::load::{Answer, Connection, ask_each, ask_over, get};
use crate::table::Row;
use crate::{Pace, bare};

/// What a document is compared with besides a bare route.
struct Like {
    name: &'static str,
    requests: Vec<Vec<u8>>,
    at_least: f64,
}

/// The rows of each document.
pub async fn measure(here: &Setting, pace: Pace) -> Vec<Row> {
    // A document that is in memory, like this one. Both are limited, logged and counted.
    let live = Like {
        name: "`/health/live`",
        requests: vec![get("/health/live", "none"); CONNECTIONS],
        at_least: 0.8,
    };
    // A document that is read from the database, like this one.
    let me = Like {
        name: "`/me`",
        requests: here.people().await.iter().map(Person::me).collect(),
        at_least: 0.9,
    };
    let metadata = Url::parse(&here.saml.metadata_url).unwrap();
    let discovery = "/.well-known/openid-configuration";
    let mut rows = Vec::new();
    for (what, path, like) in [
        ("discovery", discovery, &live),
        ("key set", "/oidc/jwks", &live),
        ("SAML metadata", metadata.path(), &me),
    ] {
        rows.extend(document(here, pace, (what, path), like).await);
    }
    rows
}

async fn document(here: &Setting, pace: Pace, (what, path): (&str, &str), like: &Like) -> [Row; 2] {
    let (mut to_bare, mut to_like) = (Beside::default(), Beside::default());
    let (origin, time) = (&here.server.origin, pace.seconds(1.0));
    let request = get(path, "none");
    let bare = bare::route(
        &answered(origin, &request).await,
        available_parallelism().unwrap().get(),
    );
    for _ in 0..pace.rounds() {
        let bare = ask_over(CONNECTIONS, &bare, &request, time).await;
        let other = ask_each(origin, &like.requests, time).await;
        assert_eq!(other.refused, [0; 0], "{}", like.name);
        let asked = ask_over(CONNECTIONS, origin, &request, time).await;
        assert_eq!(asked.refused, [0; 0], "{path}");
        to_bare.add(asked.per_second(), bare.per_second());
        to_like.add(asked.per_second(), other.per_second());
    }
    let figure = format!("{what}, requests per second");
    let bare = format!("{figure} ÷ a bare route with the same bytes");
    let other = format!("{figure} ÷ {}", like.name);
    [to_bare.row(&bare, 0.9), to_like.row(&other, like.at_least)]
}

/// The response with a document, which is there.
async fn answered(origin: &str, request: &[u8]) -> Answer {
    let answer = Connection::open(origin).await.ask(request).await;
    assert_eq!(answer.status, 200);
    answer
}
