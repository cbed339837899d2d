//! Finding one user by the username, as applications do before they authenticate somebody.

use ldap3::{Ldap, Scope, SearchEntry};

use super::CONNECTIONS;
use super::fill_groups::EACH;
use super::requests::{Login, Requests, ask_each, ask_for, connect_as};
use super::setting::{Setting, people};
use super::slapd::Slapd;
use crate::Pace;
use crate::beside::Beside;
use crate::fill::username;
use crate::load::median;
use crate::table::{Limit, Row};

/// What is read of the user.
const ATTRIBUTES: [&str; 4] = ["uid", "cn", "mail", "memberOf"];

/// Searches for another user each time.
pub struct Searches {
    users: usize,
    next: usize,
}

impl Searches {
    /// Searches among this number of users. Those with different `offset` are for different users.
    pub const fn among(users: usize, offset: usize) -> Self {
        Self {
            users,
            next: offset * 7_919,
        }
    }

    async fn find(&mut self, client: &mut Ldap) -> Vec<SearchEntry> {
        let name = username(self.next % self.users);
        self.next += 104_729;
        let filter = format!("(uid={name})");
        let found = client
            .search(&people(), Scope::Subtree, &filter, ATTRIBUTES)
            .await;
        let (entries, _) = found.unwrap().success().unwrap();
        entries.into_iter().map(SearchEntry::construct).collect()
    }
}

impl Requests for Searches {
    async fn send(&mut self, client: &mut Ldap) {
        let found = self.find(client).await;
        let groups = found.iter().map(|entry| entry.attrs["memberOf"].len());
        assert!(groups.eq([EACH]), "{found:?}");
    }
}

/// Searches a second over parallel connections.
pub async fn rate(url: &str, reader: &Login, users: usize, pace: Pace) -> f64 {
    let mut clients = Vec::new();
    for n in 0..CONNECTIONS {
        let searches = Searches::among(users, n);
        clients.push((connect_as(url, reader).await, searches));
    }
    ask_each(clients, pace.seconds(1.0)).await.per_second()
}

/// The row: the time of a search among many users, compared with few users.
pub async fn measure((few, many): (&Setting, &Setting), name: &str, pace: Pace) -> Row {
    let mut to_few = connect_as(&few.url, &few.reader).await;
    let mut to_many = connect_as(&many.url, &many.reader).await;
    let mut among_few = Searches::among(few.bench.users, 0);
    let mut among_many = Searches::among(many.bench.users, 0);
    let (mut fast, mut slow, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..pace.rounds() {
        let time = pace.seconds(1.0);
        let few = ask_for(&mut to_few, &mut among_few, time).await;
        let many = ask_for(&mut to_many, &mut among_many, time).await;
        let (few, many) = (few.quantile(0.95), many.quantile(0.95));
        fast.push(few);
        slow.push(many);
        parts.push(many / few);
    }
    Row {
        figure: format!(
            "LDAP search by uid with memberOf, p95 on {name}: {} ÷ {}",
            many.bench.users, few.bench.users
        ),
        measured: format!("{:.2} ms", median(slow)),
        baseline: format!("{:.2} ms", median(fast)),
        value: median(parts),
        limit: Limit::AtMost(2.0),
    }
}

/// The row: the same search, compared with slapd. None if slapd is not installed.
pub async fn beside_slapd(setting: &Setting, pace: Pace) -> Option<Row> {
    let slapd = Slapd::with_the_same_entries(setting).await?;
    let (mut beside, users) = (Beside::default(), setting.bench.users);
    for _ in 0..pace.rounds() {
        let slapd = rate(&slapd.url, &slapd.reader, users, pace).await;
        let ours = rate(&setting.url, &setting.reader, users, pace).await;
        beside.add(ours, slapd);
    }
    slapd.stop().await;
    let figure = "LDAP searches by uid with memberOf, per second ÷ slapd (mdb)";
    Some(beside.row(figure, 0.5))
}
