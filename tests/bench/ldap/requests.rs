//! Clients that send requests one after the other.

use std::time::{Duration, Instant};

use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, StdStream};
use tokio::net::TcpSocket;
use tokio::task::JoinSet;

use crate::load::Asked;

/// A name to authenticate as, and its password.
#[derive(Clone)]
pub struct Login {
    /// The DN.
    pub name: String,
    /// The password.
    pub password: String,
}

impl Login {
    /// Authenticates. Returns the result code.
    pub async fn bind(&self, client: &mut Ldap) -> u32 {
        let bound = client.simple_bind(&self.name, &self.password).await;
        bound.unwrap().rc
    }
}

/// What one client sends.
pub trait Requests: Send + 'static {
    /// Sends the next request, which must succeed.
    fn send(&mut self, client: &mut Ldap) -> impl Future<Output = ()> + Send;
}

/// A connection that nobody is authenticated on.
pub async fn connect(url: &str) -> Ldap {
    let (connection, client) = LdapConnAsync::new(url).await.unwrap();
    tokio::spawn(connection.drive());
    client
}

/// The same, from this address of this machine.
pub async fn connect_from(address: &str, url: &str) -> Ldap {
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(format!("{address}:0").parse().unwrap())
        .unwrap();
    let server = url.trim_start_matches("ldap://").parse().unwrap();
    let stream = socket.connect(server).await.unwrap().into_std().unwrap();
    let settings = LdapConnSettings::new().set_std_stream(StdStream::Tcp(stream));
    let connected = LdapConnAsync::with_settings(settings, url).await;
    let (connection, client) = connected.unwrap();
    tokio::spawn(connection.drive());
    client
}

/// A connection that is authenticated.
pub async fn connect_as(url: &str, login: &Login) -> Ldap {
    let mut client = connect(url).await;
    assert_eq!(login.bind(&mut client).await, 0, "{}", login.name);
    client
}

/// Sends requests over a connection for `time`.
pub async fn ask_for(client: &mut Ldap, requests: &mut impl Requests, time: Duration) -> Asked {
    let (begun, mut took) = (Instant::now(), Vec::new());
    while begun.elapsed() < time {
        let sent = Instant::now();
        requests.send(client).await;
        took.push(sent.elapsed());
    }
    Asked::all_answered(took, begun.elapsed())
}

/// Sends requests for `time`, those of each client at the same time.
pub async fn ask_each<R: Requests>(clients: Vec<(Ldap, R)>, time: Duration) -> Asked {
    let mut running = JoinSet::new();
    for (mut client, mut requests) in clients {
        running.spawn(async move {
            let asked = ask_for(&mut client, &mut requests, time).await;
            client.unbind().await.unwrap();
            asked
        });
    }
    let mut all = Asked::default();
    for one in running.join_all().await {
        all.add(one);
    }
    all
}
