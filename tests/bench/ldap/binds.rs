//! Authenticating with an application password, which is compared with a search, and with the password of the
//! account, which is compared with Argon2 alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use harness::USER_PASSWORD;
use ldap3::Ldap;

use super::CONNECTIONS;
use super::requests::{Login, Requests, ask_each, connect};
use super::searches;
use super::setting::{Setting, person};
use crate::Pace;
use crate::beside::Beside;
use crate::fill::email;
use crate::sign_in::bare;
use crate::table::Row;

/// Both rows.
pub async fn measure(setting: &Setting, pace: Pace) -> [Row; 2] {
    [
        beside_searches(setting, pace).await,
        beside_argon2(setting, pace).await,
    ]
}

/// Binds as one user again and again.
struct SameUser(Login);

impl Requests for SameUser {
    async fn send(&mut self, client: &mut Ldap) {
        assert_eq!(self.0.bind(client).await, 0, "{}", self.0.name);
    }
}

/// Binds as another user each time, because the server remembers correct passwords for a minute.
struct NextUser {
    users: usize,
    next: Arc<AtomicUsize>,
}

impl Requests for NextUser {
    async fn send(&mut self, client: &mut Ldap) {
        let number = self.next.fetch_add(1, Ordering::Relaxed) % self.users;
        let login = Login {
            name: person(number),
            password: USER_PASSWORD.to_owned(),
        };
        assert_eq!(login.bind(client).await, 0, "{}", login.name);
    }
}

async fn beside_searches(setting: &Setting, pace: Pace) -> Row {
    let mut logins = Vec::new();
    for number in 0..CONNECTIONS {
        logins.push(application_password(setting, number).await);
    }
    let mut beside = Beside::default();
    for _ in 0..pace.rounds() {
        let users = setting.bench.users;
        let searches = searches::rate(&setting.url, &setting.reader, users, pace).await;
        let mut clients = Vec::new();
        for login in &logins {
            clients.push((connect(&setting.url).await, SameUser(login.clone())));
        }
        let binds = ask_each(clients, pace.seconds(1.0)).await;
        beside.add(binds.per_second(), searches);
    }
    let figure = "LDAP binds with an application password, per second ÷ LDAP searches by uid";
    beside.row(figure, 0.5)
}

/// Creates an application password of the user with this number.
async fn application_password(setting: &Setting, number: usize) -> Login {
    let server = &setting.server;
    let portal = server
        .sign_in(Portal::User, &email(number), USER_PASSWORD)
        .await;
    let wanted = CreateApplicationPassword {
        name: "Laptop".to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&wanted).await;
    Login {
        name: person(number),
        password: created.unwrap().password,
    }
}

async fn beside_argon2(setting: &Setting, pace: Pace) -> Row {
    let threads = std::thread::available_parallelism().unwrap().get();
    let (time, next) = (pace.seconds(2.5), Arc::new(AtomicUsize::new(0)));
    let mut beside = Beside::default();
    for _ in 0..pace.rounds() {
        let alone = bare(&setting.bench.filled.hash, threads, time).await;
        let mut clients = Vec::new();
        for _ in 0..CONNECTIONS {
            let users = NextUser {
                users: setting.bench.users,
                next: Arc::clone(&next),
            };
            clients.push((connect(&setting.url).await, users));
        }
        let binds = ask_each(clients, time).await;
        beside.add(binds.per_second(), alone);
    }
    let figure = "LDAP binds with the account password, per second ÷ Argon2id verifications";
    beside.row(figure, 0.9)
}
