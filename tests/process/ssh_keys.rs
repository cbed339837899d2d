//! `latchkey ssh-keys`, as `sshd` runs it: keys or nothing on standard output.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use client::Client;
use contract::hosts::CreateHost;
use contract::ids::UserId;
use contract::ssh_keys::AddSshKey;
use contract::users::SetTemporaryPassword;
use harness::{Backend, Installation, TlsProxy, on_both_databases};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::people::{pending_user, set_up};

on_both_databases!(a_host_gets_keys_of_those_who_may_sign_in_and_nothing_else);

/// A public key.
pub const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK9oEvaAzSNFufsIr9bk0NNZrbSzKQt2L4NHB6WEePoR";
const FINGERPRINT: &str = "SHA256:uTrcPQh9ATl90nV+VS8oEjng3bfE1dCpfqe5xH+w3aQ";

/// The arguments in `deploy/sshd`, for this server and file.
fn arguments<'a>(url: &'a str, key_file: &'a Path, of: &[&'a str]) -> Vec<&'a str> {
    let key_file = key_file.to_str().unwrap();
    let begin = [
        "ssh-keys",
        "--url",
        url,
        "--key-file",
        key_file,
        "--timeout",
        "2",
        "--",
    ];
    [&begin[..], of].concat()
}

/// Runs it, which must fail without a word on standard output.
async fn fails(installation: &Installation, arguments: &[&str], words: &str) {
    let output = installation.run(arguments).await;
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{:?}", output.stdout);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(words), "{said}");
}

/// Creates Ada with her key, and a host that is open to everybody. Returns the file with the key of the host.
async fn ada_and_host(installation: &Installation, owner: &Client) -> (UserId, PathBuf) {
    let ada = pending_user(owner, "ada@example.com").await.id;
    let password = SetTemporaryPassword::default();
    owner.set_temporary_password(ada, &password).await.unwrap();
    let key = AddSshKey {
        name: None,
        public_key: KEY.to_owned(),
    };
    owner.add_user_ssh_key(ada, &key).await.unwrap();
    let host = CreateHost {
        name: "Build".to_owned(),
        everyone: true,
        ..CreateHost::default()
    };
    let host = owner.create_host(&host).await.unwrap();
    let key_file = installation.folder().join("host.key");
    std::fs::write(&key_file, format!("{}\n", host.key)).unwrap();
    (ada, key_file)
}

async fn a_host_gets_keys_of_those_who_may_sign_in_and_nothing_else(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let (ada, key_file) = ada_and_host(&installation, &owner).await;
    let origin = server.origin.clone();
    let of = |user: &'static str| arguments(&origin, &key_file, &[user, FINGERPRINT]);
    let line = format!("{KEY}\n");
    assert_eq!(installation.succeed(&of("ada")).await, line);
    let without = arguments(&origin, &key_file, &["ada"]);
    assert_eq!(installation.succeed(&without).await, line);
    for nobody in ["nobody", "root", "--help", "-h", "a b&fingerprint=x"] {
        assert_eq!(installation.succeed(&of(nobody)).await, "", "{nobody}");
    }
    owner.suspend_user(ada).await.unwrap();
    assert_eq!(installation.succeed(&of("ada")).await, "");
    owner.activate_user(ada).await.unwrap();
    assert_eq!(installation.succeed(&of("ada")).await, line);

    let wrong = installation.folder().join("wrong.key");
    std::fs::write(&wrong, "lkh_wrong").unwrap();
    let with = arguments(&origin, &wrong, &["ada"]);
    fails(&installation, &with, "unauthenticated").await;
    let missing = installation.folder().join("missing.key");
    let with = arguments(&origin, &missing, &["ada"]);
    fails(&installation, &with, "missing.key").await;
    server.stop().await;
    fails(&installation, &of("ada"), "Connection refused").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_gets_keys_from_a_server_whose_certificate_it_trusts() {
    let mut installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let (_, key_file) = ada_and_host(&installation, &owner).await;
    let folder = installation.folder();
    let trusted = TlsProxy::start(&server.origin, folder, "trusted").await;
    let other = TlsProxy::start(&server.origin, folder, "other").await;
    // The file in which a host has the authorities that it trusts.
    let authority = trusted.authority.to_str().unwrap().to_owned();
    installation.set_variable("SSL_CERT_FILE", &authority);
    let of = |url| arguments(url, &key_file, &["ada"]);
    let keys = installation.succeed(&of(&trusted.origin)).await;
    assert_eq!(keys, format!("{KEY}\n"));
    fails(&installation, &of(&trusted.misnamed), "certificate").await;
    fails(&installation, &of(&other.origin), "certificate").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_answer_well_gives_no_keys() {
    let installation = Installation::new(Backend::Sqlite).await;
    let key_file = installation.folder().join("host.key");
    std::fs::write(&key_file, "lkh_any").unwrap();
    let option = format!("{{\"keys\":[\"{KEY}\",\"command=\\\"sh\\\" {KEY}\"]}}");
    let cut = format!("{{\"keys\":[\"{KEY}\"");
    for (head, body, words) in [
        // The first key is a good one, but all of them are refused.
        ("200 OK", &*option, "did not respond with keys"),
        ("200 OK", &*cut, "did not respond"),
        ("200 OK", "<html>", "did not respond"),
        ("302 Found\r\nLocation: /keys", "", "302"),
        ("503 Service Unavailable", "", "503"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {head}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        );
        let serving = tokio::spawn(async move {
            loop {
                let (mut connection, _) = listener.accept().await.unwrap();
                // Closing a connection with unread bytes would lose the answer.
                let mut request = [0; 4096];
                assert!(connection.read(&mut request).await.unwrap() > 0);
                connection.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        let with = arguments(&url, &key_file, &["ada"]);
        fails(&installation, &with, words).await;
        serving.abort();
    }
    // Accepts a connection and never answers.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let begun = Instant::now();
    let with = arguments(&url, &key_file, &["ada"]);
    fails(&installation, &with, "did not respond").await;
    assert!(begun.elapsed() < Duration::from_secs(10));
}
