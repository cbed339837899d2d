//! Correct sign-ins of others during an attack.

mod attackers;
mod half_dead;
mod others;
mod people;

use harness::{Backend, Server, owner};
use latchkey::connections::allow_more_files;
use tokio::task::JoinSet;

use crate::Pace;
use crate::bench_installation;
use crate::ldap::{listen, switch_on};
use crate::start::peak_mib;
use crate::table::{Limit, Row};
use attackers::{Attack, HALF_DEAD, begin, network};
use people::{KINDS, people, sign_in};

const IPV6: Attack = Attack::Flood(|n| format!("2001:db8:0:{:x}::1", n % 65_536));
const IPV4: Attack = Attack::Flood(|n| format!("192.0.2.{}", n % 256));

/// Attacks on the portals, one after the other and all at once.
const ON_PORTALS: [(&str, &[Attack]); 4] = [
    ("an IPv6 /48 floods", &[IPV6]),
    ("an IPv4 /24 floods", &[IPV4]),
    ("1,000 connections are half dead", &[Attack::HalfDead]),
    ("all three attacks go on", &[IPV6, IPV4, Attack::HalfDead]),
];

/// The same on services, and all attacks at once.
const ON_SERVICES: [(&str, &[Attack]); 3] = [
    ("a network floods the LDAP directory", &[Attack::Ldap]),
    ("a RADIUS server passes on a flood", &[Attack::Radius]),
    (
        "all five attacks go on",
        &[IPV6, IPV4, Attack::HalfDead, Attack::Ldap, Attack::Radius],
    ),
];

/// Where the server is reached.
struct Target {
    /// The address of the portals, and of what RADIUS servers ask.
    origin: String,
    /// The address of the LDAP directory.
    directory: String,
    /// The secret of a RADIUS server.
    secret: String,
}

impl Target {
    async fn of(server: &Server, directory: String) -> Self {
        let owner = owner(server).await;
        switch_on(&owner).await;
        Self {
            origin: server.origin.clone(),
            directory,
            secret: network(&owner).await,
        }
    }
}

/// For each attack on each database, two rows for known browsers, two for others and two for LDAP clients, which
/// all sign in at the same time, and two rows for the memory. There are no rate limits: only the shares of the
/// pool and of the connections hold the attacker back.
pub async fn measure(pace: Pace) -> Vec<Row> {
    allow_more_files(8 * HALF_DEAD);
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        // So many that no LDAP client comes back to one whose password the server still remembers.
        let users = pace.users(8_000);
        let mut bench = bench_installation::on(backend, users).await;
        bench.installation.set("security", "hash_queue", "256");
        let directory = listen(&mut bench.installation);
        let server = bench.installation.start().await;
        let target = Target::of(&server, directory).await;
        let mut people = people(&target, users).await;
        for (attacks, on, most) in [
            (&ON_PORTALS[..], "the portals", 160.0),
            (&ON_SERVICES[..], "the portals, LDAP and RADIUS", 256.0),
        ] {
            for (what, attacks) in attacks {
                let mut attackers = JoinSet::new();
                for attack in *attacks {
                    begin(*attack, &target, &mut attackers).await;
                }
                tokio::time::sleep(pace.seconds(2.0)).await;
                let results;
                (people, results) = sign_in(&target, people, pace.seconds(10.0)).await;
                let ended = attackers.try_join_next();
                assert!(ended.is_none(), "an attacker gave up: {ended:?}");
                drop(attackers);
                for (kind, others) in KINDS.into_iter().zip(results) {
                    let when = format!("{kind} while {what}, on {name}");
                    rows.extend(others.rows(&when));
                }
            }
            let peak = peak_mib(server.pid());
            rows.push(Row {
                figure: format!("peak memory under attacks on {on}, on {name}"),
                measured: format!("{peak:.0} MiB"),
                baseline: String::new(),
                value: peak,
                limit: Limit::AtMost(most),
            });
        }
        server.stop().await;
    }
    rows
}
