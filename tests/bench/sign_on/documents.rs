//! Documents that are the same for everyone, compared with a bare route that returns the same bytes.

use url::Url;

use super::{Beside, CONNECTIONS, Setting};
use crate::Pace;
use crate::bare;
use crate::load::{Connection, ask_over, get};
use crate::table::Row;

/// A row for each document.
pub async fn measure(here: &Setting, pace: Pace) -> Vec<Row> {
    let metadata = Url::parse(&here.saml.metadata_url).unwrap();
    let mut rows = Vec::new();
    for (what, path) in [
        ("discovery", "/.well-known/openid-configuration"),
        ("the key set", "/oidc/jwks"),
        ("SAML metadata", metadata.path()),
    ] {
        rows.push(beside_bare(here, pace, (what, path)).await);
    }
    rows
}

async fn beside_bare(here: &Setting, pace: Pace, (what, path): (&str, &str)) -> Row {
    let (mut beside, time) = (Beside::default(), pace.seconds(1.0));
    let (origin, request) = (&here.server.origin, get(path, "none"));
    let answer = Connection::open(origin).await.ask(&request).await;
    assert_eq!(answer.status, 200, "{path}");
    let cores = std::thread::available_parallelism().unwrap().get();
    let bare = bare::route(&answer, cores);
    for _ in 0..pace.rounds() {
        let base = ask_over(CONNECTIONS, &bare, &request, time).await;
        let asked = ask_over(CONNECTIONS, origin, &request, time).await;
        assert_eq!(asked.refused, [0; 0], "{path}");
        beside.add(asked.per_second(), base.per_second());
    }
    beside.row(
        &format!("{what} a second ÷ a bare route with the same bytes"),
        0.9,
    )
}
