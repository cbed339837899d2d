//! What attackers do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client::Client;
use contract::radius::CreateRadiusClient;
use serde_json::json;
use tokio::task::JoinSet;

use super::Target;
use super::half_dead::half_dead;
use crate::ldap::{connect, nobody};
use crate::load::{Connection, request};
use crate::people::Browser;

/// Parallel connections of a flood.
const FLOOD: usize = 300;
/// Connections whose clients stop in the middle of a request.
pub const HALF_DEAD: usize = 1_000;
/// How long a client that was turned away waits. The attacker's programs share this machine's cores with the
/// server.
const PAUSE: Duration = Duration::from_millis(100);
/// LDAP clients get this result if the server has too much to do.
pub const BUSY: u32 = 51;

/// What an attacker does.
#[derive(Clone, Copy)]
pub enum Attack {
    /// Guesses at unknown addresses, with one of these addresses for each guess.
    Flood(fn(usize) -> String),
    /// Opens connections, and sends half a request on each.
    HalfDead,
    /// Guesses at unknown users of the LDAP directory, from one address.
    Ldap,
    /// Guesses at unknown users through a RADIUS server.
    Radius,
}

/// The next guess: each is another one, so the server cannot remember any.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Creates a network that is open to everybody. Returns the secret of its RADIUS server.
pub async fn network(owner: &Client) -> String {
    let network = CreateRadiusClient {
        name: "Office".to_owned(),
        network: "198.51.100.0/24".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    };
    owner.create_radius_client(&network).await.unwrap().secret
}

/// Begins an attack, which goes on until `attackers` is dropped.
pub async fn begin(attack: Attack, target: &Target, attackers: &mut JoinSet<()>) {
    match attack {
        Attack::Flood(addresses) => {
            for n in 0..FLOOD {
                let browser = Browser::open(&target.origin, addresses(next())).await;
                attackers.spawn(flood(browser, n, addresses));
            }
        }
        Attack::HalfDead => {
            for n in 0..HALF_DEAD {
                let origin = target.origin.clone();
                attackers.spawn(async move {
                    loop {
                        half_dead(&origin, n).await;
                    }
                });
            }
        }
        Attack::Ldap => {
            for _ in 0..FLOOD {
                attackers.spawn(flood_directory(target.directory.clone()));
            }
        }
        Attack::Radius => {
            for _ in 0..FLOOD {
                let connection = Connection::open(&target.origin).await;
                attackers.spawn(flood_network(connection, target.secret.clone()));
            }
        }
    }
}

async fn flood(mut browser: Browser, n: usize, addresses: fn(usize) -> String) {
    while !browser.begin(&format!("nobody{n}@example.com")).await {}
    loop {
        browser.move_to(addresses(next()));
        if browser.submit("not the password").await.status == 503 {
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn flood_directory(url: String) {
    loop {
        let mut client = connect(&url).await;
        // Until the server closes the connection.
        while let Ok(bound) = client
            .simple_bind(&nobody(next()), "not the password")
            .await
        {
            if bound.rc == BUSY {
                tokio::time::sleep(PAUSE).await;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn flood_network(mut connection: Connection, secret: String) {
    let bearer = format!("Bearer {secret}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/json"),
        ("X-Forwarded-For", "198.51.100.7"),
    ];
    loop {
        let body = json!({
            "username": format!("nobody{}", next()),
            "password": "not the password",
            "nas": "AP-7",
            "nasAddress": "198.51.100.7",
            "station": "02-00-00-00-00-01",
        });
        let guess = request("POST /radius/authenticate", &headers, &body.to_string());
        if connection.ask(&guess).await.status == 503 {
            tokio::time::sleep(PAUSE).await;
        }
    }
}
