//! The commands of the README, run as they stand against the demo that it starts.

use std::process::Stdio;
use std::time::Duration;

use client::Portal;
use contract::api_keys::CreateApiKey;
use harness::{Backend, Installation, said, until};
use identity::demo::CREDENTIALS;
use rules::role::Permission;
use tokio::process::Command;

const README: &str = include_str!("../../README.md");

/// The first block of commands below a heading.
fn commands(heading: &str) -> &'static str {
    let (_, section) = README.split_once(heading).expect(heading);
    let mut parts = section.split("```");
    parts.nth(1).expect("a block of commands")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calls_of_the_readme_work_on_the_demo() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start_with(&["--demo"]).await;
    // The demo is created after the server has begun to listen.
    let owner = until(Duration::from_secs(60), "the demo", async || {
        let owner = server.anonymous(Portal::Admin);
        owner.begin_sign_in(CREDENTIALS.owner_email).await.ok()?;
        let password = CREDENTIALS.owner_password;
        owner.submit_password(password).await.ok()?;
        Some(owner)
    })
    .await;
    let new = CreateApiKey {
        name: "README".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&new).await.unwrap().key;
    let ran = Command::new("bash")
        .args(["-euc", commands("## Use the API")])
        .env("URL", &server.origin)
        .env("KEY", key)
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    assert!(ran.status.success(), "{}", said(&ran));
    let answers = String::from_utf8(ran.stdout).unwrap();
    for expected in ["ada@example.com", "mary.shelley@example.com"] {
        assert!(answers.contains(expected), "{answers}");
    }
    server.stop().await;
}

/// The guide is written for a minimal Debian, which has no `sudo`.
#[test]
fn the_guides_need_nothing_that_a_minimal_system_lacks() {
    for guide in [
        README,
        include_str!("../../docs/operating.md"),
        include_str!("../../docs/configuration.md"),
    ] {
        assert!(!guide.contains("sudo "), "a guide uses sudo");
    }
}
