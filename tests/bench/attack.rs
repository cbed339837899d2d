//! Correct sign-ins of others during an attack.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use harness::{Backend, Server};
use latchkey::connections::allow_more_files;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use tokio::task::JoinSet;

use crate::Pace;
use crate::bench_installation;
use crate::people::{Browser, next_email};
use crate::start::peak_mib;
use crate::table::{Limit, Row};

/// Parallel connections of a flood.
const FLOOD: usize = 300;
/// Connections whose clients stop in the middle of a request.
const HALF_DEAD: usize = 1_000;
/// People of each kind who sign in at the same time, again and again.
const OTHERS: usize = 4;
/// Known browsers that each of them uses in turn.
const KNOWN_EACH: usize = 10;

/// What an attacker does.
#[derive(Clone, Copy)]
enum Attack {
    /// Guesses at unknown addresses, with one of these addresses for each guess.
    Flood(fn(usize) -> String),
    /// Opens connections, and sends half a request on each.
    HalfDead,
}

const IPV6: Attack = Attack::Flood(|n| format!("2001:db8:0:{:x}::1", n % 65_536));
const IPV4: Attack = Attack::Flood(|n| format!("192.0.2.{}", n % 256));

const ATTACKS: [(&str, &[Attack]); 4] = [
    ("an IPv6 /48 floods", &[IPV6]),
    ("an IPv4 /24 floods", &[IPV4]),
    ("1,000 connections are half dead", &[Attack::HalfDead]),
    ("all of that happens", &[IPV6, IPV4, Attack::HalfDead]),
];

/// For each attack on each database, two rows for known browsers and two for others, which sign in at
/// the same time, and one row for the memory. There are no rate limits: only the shares of the pool
/// and of the connections hold the attacker back.
pub async fn measure(pace: Pace) -> Vec<Row> {
    allow_more_files(8 * HALF_DEAD);
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let users = pace.users(1_000);
        let mut bench = bench_installation::on(backend, users).await;
        bench.installation.set("security", "hash_queue", "256");
        let server = bench.installation.start().await;
        let mut people = people(&server, users).await;
        for (what, attacks) in ATTACKS {
            let mut attackers = JoinSet::new();
            for attack in attacks {
                begin(*attack, &server, &mut attackers).await;
            }
            tokio::time::sleep(pace.seconds(2.0)).await;
            let results;
            (people, results) = sign_in(&server, people, pace.seconds(10.0)).await;
            drop(attackers);
            for (kind, others) in ["known", "unknown"].into_iter().zip(results) {
                let when = format!("from {kind} browsers while {what}, on {name}");
                rows.extend(others.rows(&when));
            }
        }
        let peak = peak_mib(server.pid());
        rows.push(Row {
            figure: format!("peak memory under these attacks, on {name}"),
            measured: format!("{peak:.0} MiB"),
            baseline: String::new(),
            value: peak,
            limit: Limit::AtMost(160.0),
        });
        server.stop().await;
    }
    rows
}

/// Begins an attack, which goes on until `attackers` is dropped.
async fn begin(attack: Attack, server: &Server, attackers: &mut JoinSet<()>) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    match attack {
        Attack::Flood(addresses) => {
            let next = move || addresses(NEXT.fetch_add(1, Ordering::Relaxed));
            for n in 0..FLOOD {
                let mut browser = Browser::open(&server.origin, next()).await;
                attackers.spawn(async move {
                    while !browser.begin(&format!("nobody{n}@example.com")).await {}
                    loop {
                        browser.move_to(next());
                        if browser.submit("not the password").await.status == 503 {
                            // The attacker's programs share this machine's cores with the server.
                            tokio::time::sleep(Duration::from_millis(100)).await;
                        }
                    }
                });
            }
        }
        Attack::HalfDead => {
            for n in 0..HALF_DEAD {
                let origin = server.origin.clone();
                attackers.spawn(async move {
                    loop {
                        half_dead(&origin, n).await;
                    }
                });
            }
        }
    }
}

/// Opens a connection, sends half a request, and waits until the server closes the connection.
async fn half_dead(origin: &str, n: usize) {
    let host = origin.trim_start_matches("http://localhost");
    let address = format!("127.0.0.1{host}").parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    // Not the address of the trusted proxy.
    let source = format!("127.0.5.{}:0", 1 + n % 250);
    socket.bind(source.parse().unwrap()).unwrap();
    let head =
        "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    let unread = "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(9);
    let sent = match n % 4 {
        0 => format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{"),
        1 => format!("{head}Content-Length: 100\r\n\r\n{{"),
        2 => format!("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n{head}"),
        _ => unread,
    };
    let connected = socket.connect(address).await;
    if let Ok(mut connection) = connected
        && connection.write_all(sent.as_bytes()).await.is_ok()
    {
        let is_unread = n % 4 == 3;
        let mut buffer = [0; 512];
        while !is_unread
            && connection
                .read(&mut buffer)
                .await
                .is_ok_and(|read| read > 0)
        {}
        if is_unread {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// The sign-ins of others.
#[derive(Default)]
struct Others {
    took: Vec<Duration>,
    turned_away: usize,
}

/// In which browsers somebody signs in.
enum Person {
    /// In browsers that have signed in to these accounts before, in turn.
    Known(VecDeque<(Browser, String)>),
    /// In a new browser and from another network each time, as one of this number of users.
    Unknown(usize),
}

/// [`OTHERS`] people of each kind, before any attack.
async fn people(server: &Server, users: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for person in 0..OTHERS {
        let mut browsers = VecDeque::new();
        for n in 0..KNOWN_EACH {
            let (address, email) = (format!("172.{}.{n}.1", 16 + person), next_email(users));
            let browser = Browser::known(&server.origin, address, &email).await;
            browsers.push_back((browser, email));
        }
        people.extend([Person::Known(browsers), Person::Unknown(users)]);
    }
    people
}

impl Person {
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
        }
    }
}

/// Signs these people in for `time`. Returns the results from known and from unknown browsers.
async fn sign_in(
    server: &Server,
    people: Vec<Person>,
    time: Duration,
) -> (Vec<Person>, [Others; 2]) {
    let mut running = JoinSet::new();
    let begun = Instant::now();
    for mut person in people {
        let origin = server.origin.clone();
        running.spawn(async move {
            let mut others = Others::default();
            while begun.elapsed() < time {
                let asked = Instant::now();
                if person.sign_in(&origin).await {
                    others.took.push(asked.elapsed());
                } else {
                    others.turned_away += 1;
                }
            }
            (person, others)
        });
    }
    let (mut people, mut results) = (Vec::new(), [Others::default(), Others::default()]);
    for (person, others) in running.join_all().await {
        let kind = usize::from(matches!(person, Person::Unknown(_)));
        results[kind].took.extend(others.took);
        results[kind].turned_away += others.turned_away;
        people.push(person);
    }
    (people, results)
}

impl Others {
    fn rows(mut self, when: &str) -> [Row; 2] {
        let all = self.took.len() + self.turned_away;
        let through = self.took.len() as f64 / all.max(1) as f64;
        self.took.sort();
        let slow = self.took.get(self.took.len().saturating_sub(1) * 95 / 100);
        let p95 = slow.map_or(f64::INFINITY, Duration::as_secs_f64);
        [
            Row {
                figure: format!("correct sign-ins of others that succeed {when}"),
                measured: format!("{:.1} %", through * 100.0),
                baseline: format!("{all} sign-ins"),
                value: through,
                limit: Limit::AtLeast(0.95),
            },
            Row {
                figure: "the same, p95 in seconds".to_owned(),
                measured: format!("{p95:.2} s"),
                baseline: String::new(),
                value: p95,
                limit: Limit::AtMost(2.0),
            },
        ]
    }
}
