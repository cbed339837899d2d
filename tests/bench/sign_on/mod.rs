//! Signing on to applications with OpenID Connect and SAML.

mod apache;
mod application;
mod application_page;
mod beside_node;
mod chain;
mod documents;
mod health;
mod oidc_provider;
mod person;
mod reads;
mod saml;
mod statements;
mod suspension;
mod tokens;
mod written;

use std::sync::Arc;
use std::time::Duration;

use contract::applications::{OidcSettings, SamlProvider};
use harness::{Server, owner, until, web};
use rules::openid::TokenAlgorithm;
use tokio::net::TcpListener;

use crate::Pace;
use crate::bench_installation::{self, BenchInstallation};
use crate::table::Row;
use application::Application;
use person::Person;

/// Parallel connections, each of another person at another network. They are fewer than the places in the
/// pool, so nobody is turned away.
const CONNECTIONS: usize = 8;

/// A server with applications that are open to everyone.
struct Setting {
    server: Server,
    users: usize,
    /// Its ID tokens are signed with RSA.
    rs256: Arc<Application>,
    /// Its ID tokens are signed on P-256.
    es256: Arc<Application>,
    /// It is told at this address that sessions have ended.
    told: Arc<Application>,
    notices: TcpListener,
    /// What to enter in an application that uses SAML.
    saml: SamlProvider,
}

/// All rows, on SQLite.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let users = pace.users(10_000);
    let bench = installation(users).await;
    let server = bench.installation.start().await;
    let here = Setting::on(server, users).await;
    let mut rows = tokens::measure(&here, pace).await;
    rows.extend(reads::measure(&here, pace).await);
    rows.extend(documents::measure(&here, pace).await);
    rows.extend(saml::measure(&here, pace).await);
    rows.extend(health::measure(&here, pace).await);
    rows.extend(suspension::measure(&here, pace).await);
    rows.extend(beside_node::measure(&here, pace).await);
    // The last one, because it changes the database.
    rows.push(written::measure(&here, &bench.installation.database_url()).await);
    here.server.stop().await;
    rows.extend(statements::measure(pace).await);
    rows
}

/// An installation that may send logout notices to this machine.
async fn installation(users: usize) -> BenchInstallation {
    let mut bench = bench_installation::on_sqlite(users).await;
    let networks = "['127.0.0.1/32']";
    bench
        .installation
        .set("server", "logout_notice_networks", networks);
    bench
}

impl Setting {
    async fn on(server: Server, users: usize) -> Self {
        let owner = owner(&server).await;
        let notices = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/logout", notices.local_addr().unwrap());
        let es256 = OidcSettings {
            algorithm: TokenAlgorithm::Es256,
            ..web()
        };
        let told = OidcSettings {
            backchannel_logout_uri: Some(address),
            ..web()
        };
        let here = Self {
            rs256: Application::register(&owner, "RS256", web()).await,
            es256: Application::register(&owner, "ES256", es256).await,
            told: Application::register(&owner, "Told", told).await,
            saml: saml::register(&owner).await,
            server,
            users,
            notices,
        };
        here.keys_made().await;
        here
    }

    /// Waits until the server has made its keys, which it does in the background.
    async fn keys_made(&self) {
        let keys = format!("{}/oidc/jwks", self.server.origin);
        until(Duration::from_secs(60), "the keys", async || {
            let text = reqwest::get(&keys).await.ok()?.text().await.ok()?;
            (text.contains("\"RS256\"") && text.contains("\"ES256\"")).then_some(())
        })
        .await;
    }

    /// People who have just signed in to the User Portal, one for each connection.
    async fn people(&self) -> Vec<Person> {
        let mut people = Vec::new();
        for n in 0..CONNECTIONS {
            people.push(Person::sign_in(&self.server.origin, n, self.users).await);
        }
        people
    }
}

/// How often a second all of this can be done one after the other, if each alone can be done so often.
fn one_after_the_other<const COUNT: usize>(rates: [f64; COUNT]) -> f64 {
    1.0 / rates.iter().map(|rate| 1.0 / rate).sum::<f64>()
}

/// RSA signatures a second on all cores, without any server.
async fn bare_signatures(time: Duration) -> f64 {
    let threads = std::thread::available_parallelism().unwrap().get();
    let sign = move || crate::bare::signatures(threads, time);
    tokio::task::spawn_blocking(sign).await.unwrap()
}
