//! The statements of a single sign-on, counted in the log of a server that logs them, and its write transactions,
//! counted in SQLite's write-ahead log.

use std::time::Duration;

use harness::{Installation, Server};

use super::application::Grant;
use super::person::Person;
use super::{Setting, installation};
use crate::Pace;
use crate::load::Answer;
use crate::table::{Limit, Row};

/// Sign-ons that are counted. The one that needed least counts, because the server also writes without being
/// asked.
const SIGN_ONS: usize = 10;

/// What a request needed.
#[derive(Clone, Copy)]
struct Needed {
    statements: usize,
    /// None if SQLite has begun its log again.
    transactions: Option<usize>,
}

/// How far SQLite's write-ahead log is.
struct Written {
    /// Differs each time when SQLite begins the log again.
    salt: Vec<u8>,
    commits: usize,
}

/// The rows: what an authorization request with a live session needs. The statements of the requests that follow
/// are printed too.
pub async fn measure(pace: Pace) -> [Row; 2] {
    let users = pace.users(100);
    let mut bench = installation(users).await;
    bench.installation.set("log", "level", "'info,sqlx=debug'");
    let server = bench.installation.start().await;
    let here = Setting::on(server, users).await;
    let mut authorized = Vec::new();
    for number in 0..SIGN_ONS {
        let mut person = Person::sign_in(&here.server.origin, number, users).await;
        let request = person.sent_to(&here.es256.authorize);
        let (answer, needed) = needed(&bench.installation, &here, &mut person, &request).await;
        assert_eq!(answer.status, 303);
        authorized.push(needed);
    }
    explain(&bench.installation, &here).await;
    here.server.stop().await;
    let statements = authorized.iter().map(|one| one.statements).min().unwrap();
    let transactions = authorized.iter().filter_map(|one| one.transactions).min();
    let row = |what: &str, count: usize, at_most| Row {
        figure: format!("{what} of an authorization request with a live session"),
        measured: count.to_string(),
        baseline: String::new(),
        value: count as f64,
        limit: Limit::AtMost(at_most),
    };
    [
        row("statements", statements, 3.0),
        row("write transactions", transactions.unwrap(), 1.0),
    ]
}

/// Prints how many statements the requests of an application need. That its secret was used is recorded to the minute,
/// so the second request with the secret does not write that.
async fn explain(installation: &Installation, here: &Setting) {
    let mut person = Person::sign_in(&here.server.origin, SIGN_ONS, here.users).await;
    let redeem = here.es256.code(&mut person).await;
    let (_, code) = needed(installation, here, &mut person, &redeem).await;
    let mut grant = Grant::new(&here.es256, person).await;
    let (userinfo, introspect) = (grant.userinfo(), grant.introspect());
    let (_, userinfo) = needed(installation, here, &mut grant.person, &userinfo).await;
    let (_, introspect) = needed(installation, here, &mut grant.person, &introspect).await;
    let me = grant.person.me();
    let (_, me) = needed(installation, here, &mut grant.person, &me).await;
    eprintln!(
        "statements: {} for exchanging a code, {} for userinfo, {} for introspection, {} for `/me`",
        code.statements, userinfo.statements, introspect.statements, me.statements
    );
}

/// Sends a request. Returns the response, and what it needed.
async fn needed(
    installation: &Installation,
    here: &Setting,
    person: &mut Person,
    request: &[u8],
) -> (Answer, Needed) {
    let before = written(installation);
    let answer = person.connection.ask(request).await;
    let after = written(installation);
    // The lines come from the threads of the database.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let transactions = (after.salt == before.salt).then(|| after.commits - before.commits);
    let needed = Needed {
        statements: statements(&here.server, &answer),
        transactions,
    };
    (answer, needed)
}

/// How many statements the server has run until it responded. Beginning and ending a transaction is none.
fn statements(server: &Server, answer: &Answer) -> usize {
    let id = answer.header("x-request-id").unwrap();
    let log = server.log();
    let lines = log.lines().filter(|line| line.contains("sqlx::query"));
    lines.filter(|line| line.contains(id)).count()
}

/// Reads SQLite's write-ahead log: a header with a salt, and frames of a header and a page. The size of the
/// database in a frame's header is not zero in the last frame of a transaction.
fn written(installation: &Installation) -> Written {
    let log = std::fs::read(installation.data_dir().join("latchkey.db-wal")).unwrap();
    let (header, frames) = log.split_at(32);
    let page = u32::from_be_bytes(header[8..12].try_into().unwrap());
    let frames = frames.chunks_exact(24 + usize::try_from(page).unwrap());
    // Behind them are frames from before the log began again.
    let current = frames.take_while(|frame| frame[8..16] == header[16..24]);
    let commits = current.filter(|frame| frame[4..8] != [0; 4]).count();
    Written {
        salt: header[16..24].to_vec(),
        commits,
    }
}
