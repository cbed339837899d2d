//! Correct sign-ins of others during an attack.

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
/// Browsers in which people sign in, one after the other.
const OTHERS: usize = 4;

/// What an attacker does.
#[derive(Clone, Copy)]
enum Attack {
    /// Guesses at unknown addresses, with one of these addresses for each guess.
    Flood(fn(usize) -> String),
    /// Opens connections, and sends half a request on each.
    HalfDead,
}

const ATTACKS: [(&str, Attack); 3] = [
    (
        "an IPv6 /48 floods",
        Attack::Flood(|n| format!("2001:db8:0:{:x}::1", n % 65_536)),
    ),
    (
        "an IPv4 /24 floods",
        Attack::Flood(|n| format!("192.0.2.{}", n % 256)),
    ),
    ("1,000 connections are half dead", Attack::HalfDead),
];

/// Two rows for each attack on each database, and one for the memory. There are no rate limits: only
/// the shares of the pool and of the connections hold the attacker back.
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
        for (what, attack) in ATTACKS {
            let attackers = begin(attack, &server).await;
            tokio::time::sleep(pace.seconds(2.0)).await;
            let others = sign_in(&server, users, pace.seconds(10.0)).await;
            drop(attackers);
            rows.extend(others.rows(&format!("while {what}, on {name}")));
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

/// Begins an attack, which goes on until the result is dropped.
async fn begin(attack: Attack, server: &Server) -> JoinSet<()> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let mut attackers = JoinSet::new();
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
    attackers
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

/// Signs people in for `time`, each from a network of its own.
async fn sign_in(server: &Server, users: usize, time: Duration) -> Others {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let mut browsers = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..OTHERS {
        let origin = server.origin.clone();
        browsers.spawn(async move {
            let mut others = Others::default();
            while begun.elapsed() < time {
                let n = NEXT.fetch_add(1, Ordering::Relaxed) % 65_536;
                let address = format!("10.{}.{}.1", n / 256, n % 256);
                let asked = Instant::now();
                let mut browser = Browser::open(&origin, address).await;
                if browser.sign_in(&next_email(users)).await {
                    others.took.push(asked.elapsed());
                } else {
                    others.turned_away += 1;
                }
            }
            others
        });
    }
    let mut all = Others::default();
    for others in browsers.join_all().await {
        all.took.extend(others.took);
        all.turned_away += others.turned_away;
    }
    all
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
