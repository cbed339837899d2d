//! A change on one server is refused by LDAP on the other one, also on connections that are open.

use std::time::{Duration, Instant};

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::ids::UserId;
use contract::me::ChangePassword;
use contract::users::LockUser;
use harness::{Backend, Installation, Server, USER_PASSWORD, free_port, turn_directory_on};
use ldap3::{Ldap, LdapConnAsync, Scope};

use crate::people::{activate, pending_user, set_up};
use crate::smtp::Smtp;

const BASE: &str = "dc=acme,dc=example";
const NEW_PASSWORD: &str = "two birds on one wire";
/// How long a change may take.
const AT_ONCE: Duration = Duration::from_secs(1);
/// How often it is tried.
const ROUNDS: usize = 20;

async fn connect(port: u16) -> Ldap {
    let url = format!("ldap://127.0.0.1:{port}");
    let (connection, client) = LdapConnAsync::new(&url).await.unwrap();
    tokio::spawn(connection.drive());
    client
}

/// The result of a bind.
async fn bind(client: &mut Ldap, name: &str, password: &str) -> (u32, String) {
    let result = client.simple_bind(name, password).await.unwrap();
    (result.rc, result.text)
}

/// The result of a search.
async fn search(client: &mut Ldap) -> u32 {
    let found = client
        .search(BASE, Scope::Subtree, "(uid=*)", ["1.1"])
        .await;
    found.unwrap().1.rc
}

/// Two servers on one database. Changes are made on the first one, and the second one is asked by LDAP.
struct Servers {
    _running: ([Server; 2], Smtp, Installation),
    owner: Client,
    ada: Client,
    id: UserId,
    /// Ada's name in the directory.
    name: String,
    port: u16,
}

impl Servers {
    async fn start() -> Self {
        let smtp_port = free_port();
        let mut installation = Installation::new(Backend::Postgres).await;
        installation.set_smtp(smtp_port);
        let smtp = Smtp::start(smtp_port, &installation.folder().join("mails"), &[]).await;
        installation.set("ldap", "danger_plain_passwords", "true");
        let listen = |installation: &mut Installation| {
            let port = free_port();
            installation.set("ldap", "starttls_listen", &format!("'127.0.0.1:{port}'"));
            port
        };
        listen(&mut installation);
        let first = installation.start().await;
        let owner = set_up(&first).await;
        let port = listen(&mut installation);
        let address = format!("127.0.0.1:{}", free_port());
        let second = installation.start_with(&["--listen", &address]).await;

        turn_directory_on(&owner, BASE).await;
        pending_user(&owner, "ada@example.com").await;
        activate(&first, &smtp, "ada@example.com").await;
        let ada = first.sign_in(Portal::User, "ada@example.com", USER_PASSWORD);
        let ada = ada.await;
        let me = ada.me().await.unwrap();
        Self {
            _running: ([first, second], smtp, installation),
            owner,
            ada,
            id: me.id,
            name: format!("uid={},ou=people,{BASE}", me.username),
            port,
        }
    }

    /// A connection on which Ada has authenticated. The server remembers for a minute that the password of an
    /// account was right.
    async fn bound(&self, password: &str) -> Ldap {
        let mut client = connect(self.port).await;
        let bound = bind(&mut client, &self.name, password).await;
        assert_eq!(bound, (0, String::new()));
        assert_eq!(search(&mut client).await, 0);
        client
    }

    /// Neither the open connection nor a new bind has access, at once. Returns what a new bind is told.
    async fn refused(&self, open: &mut Ldap, password: &str) -> String {
        let since = Instant::now();
        assert_eq!(search(open).await, 50);
        let (code, text) = bind(&mut connect(self.port).await, &self.name, password).await;
        assert_eq!(code, 49, "{text}");
        assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
        text
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn access_by_ldap_ends_on_the_other_server_at_once() {
    let it = Servers::start().await;
    for round in 0..ROUNDS {
        let mut open = it.bound(USER_PASSWORD).await;
        let suspends = round % 2 == 0;
        if suspends {
            it.owner.suspend_user(it.id).await.unwrap();
        } else {
            let lock = LockUser::default();
            it.owner.lock_user(it.id, &lock).await.unwrap();
        }
        let text = it.refused(&mut open, USER_PASSWORD).await;
        let data = if suspends { "data 533," } else { "data 775," };
        assert!(text.contains(data), "{round}: {text}");
        if suspends {
            it.owner.activate_user(it.id).await.unwrap();
        } else {
            it.owner.unlock_user(it.id).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_password_that_ends_on_one_server_ends_on_the_other_at_once() {
    let it = Servers::start().await;
    let phone = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let phone = it.ada.create_my_application_password(&phone).await.unwrap();
    let mut open = it.bound(&phone.password).await;
    let id = phone.application_password.id;
    it.ada.revoke_my_application_password(id).await.unwrap();
    let text = it.refused(&mut open, &phone.password).await;
    assert!(text.contains("was revoked"), "{text}");

    let mut open = it.bound(USER_PASSWORD).await;
    let change = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: NEW_PASSWORD.to_owned(),
    };
    it.ada.change_password(&change).await.unwrap();
    // Nothing is told after a wrong password.
    assert_eq!(it.refused(&mut open, USER_PASSWORD).await, "");

    let mut open = it.bound(NEW_PASSWORD).await;
    it.owner.expire_user_password(it.id).await.unwrap();
    let text = it.refused(&mut open, NEW_PASSWORD).await;
    assert!(text.contains("data 532,"), "{text}");
}
