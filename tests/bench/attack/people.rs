//! People who sign in during an attack.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use harness::USER_PASSWORD;
use ldap3::Ldap;
use tokio::task::JoinSet;

use super::Target;
use super::attackers::BUSY;
use super::others::Others;
use crate::ldap::{Login, connect_from, person};
use crate::people::{Browser, next_email, next_number};

/// People of each kind who sign in at the same time, again and again.
const OTHERS: usize = 4;
/// Known browsers that each of them uses in turn.
const KNOWN_EACH: usize = 10;

/// From where each kind of people signs in.
pub const KINDS: [&str; 3] = [
    "from known browsers",
    "from unknown browsers",
    "through an LDAP client",
];

/// From where somebody signs in.
pub enum Person {
    /// In browsers that have signed in to these accounts before, in turn.
    Known(VecDeque<(Browser, String)>),
    /// In a new browser and from another network each time, as one of this number of users.
    Unknown(usize),
    /// Through an LDAP client in another network than the attacker's, as another one of this number of users each
    /// time. Such a client keeps its connection.
    Directory(Ldap, usize),
}

/// [`OTHERS`] people of each kind, before any attack.
pub async fn people(target: &Target, users: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for person in 0..OTHERS {
        let mut browsers = VecDeque::new();
        for n in 0..KNOWN_EACH {
            let (address, email) = (format!("172.{}.{n}.1", 16 + person), next_email(users));
            let browser = Browser::known(&target.origin, address, &email).await;
            browsers.push_back((browser, email));
        }
        let client = connect_from(&format!("127.0.{}.1", 16 + person), &target.directory).await;
        people.extend([
            Person::Known(browsers),
            Person::Unknown(users),
            Person::Directory(client, users),
        ]);
    }
    people
}

impl Person {
    /// The place of its kind in [`KINDS`].
    const fn kind(&self) -> usize {
        match self {
            Self::Known(_) => 0,
            Self::Unknown(_) => 1,
            Self::Directory(..) => 2,
        }
    }

    /// Signs in once. Returns whether the server let them.
    async fn sign_in(&mut self, origin: &str) -> bool {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        match self {
            Self::Known(browsers) => {
                browsers.rotate_left(1);
                let (browser, email) = &mut browsers[0];
                browser.connect_again().await;
                browser.sign_in(email).await
            }
            Self::Unknown(users) => {
                let n = NEXT.fetch_add(1, Ordering::Relaxed) % 65_536;
                let address = format!("10.{}.{}.1", n / 256, n % 256);
                let mut browser = Browser::open(origin, address).await;
                browser.sign_in(&next_email(*users)).await
            }
            Self::Directory(client, users) => {
                let login = Login {
                    name: person(next_number(*users)),
                    password: USER_PASSWORD.to_owned(),
                };
                let code = login.bind(client).await;
                assert!(matches!(code, 0 | BUSY), "{} got {code}", login.name);
                code == 0
            }
        }
    }
}

/// Signs these people in for `time`. Returns the results of each kind.
pub async fn sign_in(
    target: &Target,
    people: Vec<Person>,
    time: Duration,
) -> (Vec<Person>, [Others; KINDS.len()]) {
    let mut running = JoinSet::new();
    let begun = Instant::now();
    for mut person in people {
        let origin = target.origin.clone();
        running.spawn(async move {
            let mut others = Others::default();
            while begun.elapsed() < time {
                let asked = Instant::now();
                if person.sign_in(&origin).await {
                    others.signed_in(asked.elapsed());
                } else {
                    others.turned_away();
                }
            }
            (person, others)
        });
    }
    let mut people = Vec::new();
    let mut results = KINDS.map(|_| Others::default());
    for (person, others) in running.join_all().await {
        results[person.kind()].add(others);
        people.push(person);
    }
    (people, results)
}
