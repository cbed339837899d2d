//! No secret is stored unencrypted, and none is in the log at any level.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::api_keys::CreateApiKey;
use contract::factors::{FactorProof, Proof};
use contract::links::SetPasswordByLink;
use contract::me::ChangePassword;
use contract::page::ListQuery;
use contract::users::{CreateUser, SetTemporaryPassword};
use harness::{
    ADMINISTRATOR_PASSWORD, AuthenticatorApp, Backend, Installation, Server, USER_PASSWORD,
    free_port, said, until,
};
use reqwest::cookie::{CookieStore, Jar};
use rules::links::LinkPurpose;
use rules::role::{Permission, Role};
use rules::state::UserState;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::people::{OWNER, set_up};
use crate::smtp::Smtp;

/// The secrets that must not be found, each with a name for the failure message.
#[derive(Default)]
struct Secrets(Vec<(String, Vec<u8>)>);

impl Secrets {
    fn add(&mut self, name: &str, secret: &str) {
        assert!(
            secret.len() >= 12,
            "{name} is too short to be looked for: {secret}"
        );
        self.0.push((name.to_owned(), secret.as_bytes().to_vec()));
        // The decoded bytes are as secret as the text.
        let decoded = URL_SAFE_NO_PAD
            .decode(secret)
            .or_else(|_| STANDARD.decode(secret));
        if let Ok(bytes) = decoded.map(|bytes| bytes.into_iter().take(32).collect::<Vec<_>>())
            && bytes.len() == 32
        {
            self.0.push((format!("{name}, decoded"), bytes));
        }
    }

    fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let inside = |secret: &[u8]| bytes.windows(secret.len()).any(|part| part == secret);
        let found = self.0.iter().filter(|(_, secret)| inside(secret));
        found.map(|(name, _)| name.as_str()).collect()
    }
}

/// A client with readable cookies.
struct Browser {
    client: Client,
    jar: Arc<Jar>,
    origin: String,
}

impl Browser {
    fn new(server: &Server, portal: Portal) -> Self {
        let jar = Arc::new(Jar::default());
        let http = harness::http_builder()
            .cookie_provider(Arc::clone(&jar))
            .build()
            .unwrap();
        let client = Client::new(http, &server.origin, portal);
        Self {
            client,
            jar,
            origin: server.origin.clone(),
        }
    }

    /// Records the current cookies and access token.
    fn tell(&self, name: &str, secrets: &mut Secrets) {
        let cookies = self.jar.cookies(&self.origin.parse().unwrap());
        for pair in cookies
            .iter()
            .flat_map(|all| all.to_str().unwrap().split("; "))
        {
            let (cookie, value) = pair.split_once('=').unwrap();
            secrets.add(&format!("the cookie {cookie} of {name}"), value);
        }
        if let Some(token) = self.client.token() {
            secrets.add(&format!("the access token of {name}"), &token);
            let (_, signature) = token.rsplit_once('.').unwrap();
            secrets.add(&format!("its signature, of {name}"), signature);
        }
    }

    async fn sign_in(&self, email: &str, password: &str, secrets: &mut Secrets) {
        self.client.begin_sign_in(email).await.unwrap();
        self.tell(&format!("{email}'s sign-in"), secrets);
        self.client.submit_password(password).await.unwrap();
        self.tell(email, secrets);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_are_neither_in_the_database_nor_in_the_log() {
    let port = free_port();
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set_smtp(port);
    installation.set("log", "level", "'trace'");
    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let server = installation.start().await;
    let mut secrets = Secrets::default();
    for (name, password) in [
        ("an administrator", ADMINISTRATOR_PASSWORD),
        ("a user", USER_PASSWORD),
    ] {
        secrets.add(&format!("the password of {name}"), password);
    }
    // The set-up link is the one secret that belongs in the log; it is void once used.
    set_up(&server).await;

    let owner = Browser::new(&server, Portal::Admin);
    owner
        .sign_in(OWNER, ADMINISTRATOR_PASSWORD, &mut secrets)
        .await;
    owner.client.refresh().await.unwrap();
    owner.tell("the owner, renewed", &mut secrets);
    invite(&server, &smtp, &owner.client, &mut secrets).await;
    let key = create_api_key(&server, &owner.client, &mut secrets).await;
    enroll_factor(&owner.client, &mut secrets).await;
    let ada = "ada@example.com";
    create_user(&key, ada).await;
    live_as_user(&server, &smtp, ada, &mut secrets).await;
    set_temporary_passwords(&owner.client, &mut secrets).await;
    put_secrets_into_requests(&server, &mut secrets).await;
    let commands = run_commands(&installation, &mut secrets).await;
    for mail in smtp.mails() {
        if mail.link().is_some() {
            secrets.add(
                &format!("the link of {}", mail.headers["subject"]),
                &mail.token(),
            );
        }
    }
    let master_key = std::fs::read_to_string(installation.data_dir().join("master.key")).unwrap();
    secrets.add("the master key", master_key.trim());
    // The bytes before the 32 bytes of every private Ed25519 key in PKCS #8 (RFC 8410).
    let prefix = [0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    secrets
        .0
        .push(("a private key".to_owned(), prefix.to_vec()));
    secrets
        .0
        .push(("a private key in PEM".to_owned(), b"PRIVATE KEY".to_vec()));
    let hash = ("a password hash".to_owned(), b"$argon2id$v=".to_vec());
    secrets.0.push(hash);

    check_files(&installation.data_dir(), &secrets);
    server.stop().await;
    check_files(&installation.data_dir(), &secrets);
    let log = installation.logs();
    assert!(log.contains("TRACE"), "there is a detailed log");
    assert_eq!(secrets.found_in(log.as_bytes()), Vec::<&str>::new());
    assert_eq!(secrets.found_in(commands.as_bytes()), Vec::<&str>::new());
}

fn check_files(folder: &Path, secrets: &Secrets) {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name != "master.key") {
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(
                secrets.found_in(&bytes),
                Vec::<&str>::new(),
                "in {}",
                path.display()
            );
            all.extend(bytes);
        }
    }
    let is_there = all
        .windows(OWNER.len())
        .any(|part| part == OWNER.as_bytes());
    assert!(
        is_there,
        "what is no secret is found, so secrets would be too"
    );
}

async fn invite(server: &Server, smtp: &Smtp, owner: &Client, secrets: &mut Secrets) {
    let grace = "grace@example.com";
    let invitation = InviteAdministrator {
        email: grace.to_owned(),
        name: "Grace".to_owned(),
        role: Role::HelpDesk,
    };
    owner
        .invite_administrator(&invitation, Some("invite-grace"))
        .await
        .unwrap();
    let mail = smtp.mail_with_link(grace, Duration::from_secs(20)).await;
    let accept = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorInvitation,
        token: mail.token(),
        new_password: ADMINISTRATOR_PASSWORD.to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let browser = Browser::new(server, Portal::Admin);
    browser.client.set_password_by_link(&accept).await.unwrap();
    browser.tell(grace, secrets);
}

async fn create_api_key(server: &Server, owner: &Client, secrets: &mut Secrets) -> Client {
    let wanted = CreateApiKey {
        name: "HR import".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 30,
    };
    let created = owner.create_api_key(&wanted).await.unwrap();
    secrets.add("the API key", &created.key);
    let client = Client::with_api_key(harness::plain_http(), &server.origin, created.key);
    client.users(&ListQuery::default()).await.unwrap();
    client
}

/// Adds an authenticator app, and uses a recovery code to confirm the identity.
async fn enroll_factor(owner: &Client, secrets: &mut Secrets) {
    let app = AuthenticatorApp::add_now(owner, "Phone").await;
    secrets.add("the secret of an app in base32", &app.secret);
    let raw = from_base32(&app.secret);
    secrets.0.push(("the secret of an app".to_owned(), raw));
    let codes = app.added.recovery_codes.unwrap();
    for code in &codes {
        secrets.add("a recovery code", code);
        secrets.add("a recovery code without dashes", &code.replace('-', ""));
    }
    let proof = Proof::Factor(FactorProof::RecoveryCode(codes[0].clone()));
    owner.give_proof(&proof).await.unwrap();
}

/// Decodes base32 (RFC 4648) without padding.
fn from_base32(text: &str) -> Vec<u8> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            _ => letter - b'2' + 26,
        };
        bits = (bits << 5) | u32::from(value);
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).unwrap());
        }
    }
    bytes
}

/// Sends secrets in parts of a request where they do not belong, also in requests that are
/// malformed.
async fn put_secrets_into_requests(server: &Server, secrets: &mut Secrets) {
    let secret = "lk_c2VjcmV0LWluLWEtcGF0aC1vZi1hLXJlcXVlc3Q";
    secrets.add("a key in a request", secret);
    let http = harness::plain_http();
    for path in [
        format!("/api/v1/users/{secret}"),
        format!("/api/v1/{secret}"),
        format!("/{secret}/x?token={secret}"),
        format!("/dev/{secret}"),
    ] {
        let request = http.get(format!("{}{path}", server.origin));
        let request = request.header("X-Key", secret).bearer_auth(secret);
        let answer = request.send().await.unwrap();
        assert!(!answer.status().is_server_error(), "{path}");
    }
    let address = server.origin.trim_start_matches("http://");
    for request in [
        format!("GET /{secret}?%zz HTTP/1.1\r\nHost: {secret}\r\nConnection: close\r\n\r\n"),
        format!("{secret} / HTTP/9.9\r\n{secret}\r\n\r\n"),
        format!("{secret} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        format!("POST /{secret} HTTP/1.1\r\nHost: x\r\nContent-Length: {secret}\r\n\r\n"),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        // What matters is the log, not how the server gives up.
        let _ = stream.read_to_end(&mut answer).await;
    }
}

async fn create_user(program: &Client, email: &str) {
    let new = CreateUser {
        email: email.to_owned(),
        username: "ada".to_owned(),
        state: Some(UserState::Active),
        ..CreateUser::default()
    };
    program.create_user(&new, Some("create-ada")).await.unwrap();
}

/// Activates the account, mistypes the password, signs in, renews the session, changes the password
/// and resets it.
async fn live_as_user(server: &Server, smtp: &Smtp, email: &str, secrets: &mut Secrets) {
    let patience = Duration::from_secs(20);
    let browser = Browser::new(server, Portal::User);
    let mail = smtp.mail_with_link(email, patience).await;
    let mut by_link = SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: mail.token(),
        new_password: "short".to_owned(),
        terms_accepted: false,
        factor: None,
    };
    browser
        .client
        .set_password_by_link(&by_link)
        .await
        .unwrap_err();
    by_link.new_password = USER_PASSWORD.to_owned();
    browser.client.set_password_by_link(&by_link).await.unwrap();
    browser.tell(email, secrets);

    let browser = Browser::new(server, Portal::User);
    let mistyped = "correct horse baattery";
    secrets.add("the mistyped password", mistyped);
    browser.client.begin_sign_in(email).await.unwrap();
    browser.client.submit_password(mistyped).await.unwrap_err();
    browser.sign_in(email, USER_PASSWORD, secrets).await;
    let changed = "another horse entirely";
    secrets.add("the changed password", changed);
    let change = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: changed.to_owned(),
    };
    browser.client.change_password(&change).await.unwrap();
    browser.client.refresh().await.unwrap();
    browser.tell(email, secrets);
    browser.client.request_password_reset(email).await.unwrap();
    let reset = until(patience, "the reset mail", async || {
        let mut mails = smtp.mails_to(email).into_iter();
        mails.find(|mail| {
            mail.link()
                .is_some_and(|link| link.contains("/reset-password#"))
        })
    })
    .await;
    by_link.purpose = LinkPurpose::UserPasswordReset;
    by_link.token = reset.token();
    by_link.new_password = "the third of my horses".to_owned();
    secrets.add("the reset password", &by_link.new_password);
    browser.client.set_password_by_link(&by_link).await.unwrap();
}

async fn set_temporary_passwords(owner: &Client, secrets: &mut Secrets) {
    let user = owner
        .users(&ListQuery::default())
        .await
        .unwrap()
        .items
        .remove(0);
    let generated = SetTemporaryPassword::default();
    let set = owner
        .set_temporary_password(user.id, &generated)
        .await
        .unwrap();
    secrets.add("the generated temporary password", &set.password.unwrap());
    let password = Some("typed by an administrator".to_owned());
    secrets.add("the typed temporary password", password.as_deref().unwrap());
    owner
        .set_temporary_password(user.id, &SetTemporaryPassword { password })
        .await
        .unwrap();
}

/// The output of the commands; the printed link is a secret too.
async fn run_commands(installation: &Installation, secrets: &mut Secrets) -> String {
    let reset = ["admin", "reset-password", "--email", OWNER];
    let reset = installation.run(&reset).await;
    let link = String::from_utf8(reset.stdout.clone()).unwrap();
    secrets.add(
        "the operator's reset link",
        link.trim().split_once('#').unwrap().1,
    );
    let rotate = installation.run(&["keys", "rotate"]).await;
    String::from_utf8_lossy(&reset.stderr).into_owned() + &said(&rotate)
}
