//! The commands other than `serve`.

use std::path::Path;
use std::time::Duration;

use client::Portal;
use contract::links::SetPasswordByLink;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, Installation, Server, on_both_databases, problem_type, until};
use rules::links::LinkPurpose;
use serde_json::Value;

use crate::people::{OWNER, owner, set_up};

on_both_databases!(
    a_server_starts_on_a_migrated_database,
    an_operator_unlocks_a_locked_owner,
    tokens_survive_a_key_rotation,
    keys_of_applications_are_revoked_at_once,
);

const NEW_PASSWORD: &str = "plain copper doorknob";

#[tokio::test]
async fn check_config_reports_every_problem_at_once() {
    let installation = Installation::new(Backend::Sqlite).await;
    assert_eq!(installation.succeed(&["check-config"]).await, "ok\n");

    let bad = "
        [server]
        listen = 'here'
        public_url = 'http://id.example.com'
        colour = 'blue'
        [security]
        argon2_memory_kib = 1024
        [mail]
        smtp_host = 'smtp.example.com'
        password = 'hush-hush'
    ";
    std::fs::write(installation.config(), bad).unwrap();
    let problems = installation.fail(&["check-config"]).await;
    for key in [
        "server.listen",
        "server.public_url",
        "server.colour",
        "security.argon2_memory_kib",
        "mail.from_address",
        "mail.username",
    ] {
        assert!(problems.contains(key), "{key} is not in: {problems}");
    }
    assert!(!problems.contains("hush-hush"), "{problems}");
    let refused = installation.fail(&["serve"]).await;
    assert!(refused.contains("server.colour"), "{refused}");
    assert!(
        !installation.data_dir().exists(),
        "nothing is made before all is well"
    );
}

#[tokio::test]
async fn the_annotated_configuration_is_valid() {
    let installation = Installation::new(Backend::Sqlite).await;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/latchkey.toml");
    let file = file.to_str().unwrap();
    assert_eq!(
        installation
            .succeed(&["check-config", "--config", file])
            .await,
        "ok\n"
    );
}

async fn a_server_starts_on_a_migrated_database(backend: Backend) {
    let installation = Installation::new(backend).await;
    installation.succeed(&["migrate"]).await;
    installation.succeed(&["migrate"]).await;
    let server = installation.start().await;
    set_up(&server).await;
    if backend == Backend::Sqlite {
        let refused = installation.fail(&["migrate"]).await;
        assert!(refused.contains("another Latchkey server"), "{refused}");
        let refused = installation.fail(&["serve"]).await;
        assert!(refused.contains("another Latchkey server"), "{refused}");
    } else {
        installation.succeed(&["migrate"]).await;
        let refused = installation.fail(&["serve"]).await;
        assert!(refused.contains("cannot listen"), "{refused}");
    }
    owner(&server).await;
}

async fn an_operator_unlocks_a_locked_owner(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let before = set_up(&server).await;
    let guesser = server.anonymous(Portal::Admin);
    guesser.begin_sign_in(OWNER).await.unwrap();
    for _ in 0..6 {
        guesser
            .submit_password("not the password")
            .await
            .unwrap_err();
    }
    let locked = async || {
        let listed = before.administrators(&ListQuery::default()).await;
        listed.unwrap().items[0].lock.map(drop)
    };
    until(Duration::from_secs(10), "the lock", locked).await;

    let link = installation
        .succeed(&["admin", "reset-password", "--email", OWNER])
        .await;
    let (page, token) = link.trim_end().split_once('#').unwrap();
    assert_eq!(page, format!("{}/admin/reset-password-sent", server.origin));
    let reset = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorPasswordResetByAdministrator,
        token: token.to_owned(),
        new_password: NEW_PASSWORD.to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let portal = server.anonymous(Portal::Admin);
    portal.set_password_by_link(&reset).await.unwrap();
    let ended = before.administrator_me().await;
    assert_eq!(problem_type(ended), ProblemType::Unauthenticated);
    server.sign_in(Portal::Admin, OWNER, NEW_PASSWORD).await;
    let spent = portal.set_password_by_link(&reset).await;
    assert_eq!(problem_type(spent), ProblemType::LinkNotUsable);

    let unknown = ["admin", "reset-password", "--email", "nobody@example.com"];
    installation.fail(&unknown).await;
}

async fn tokens_survive_a_key_rotation(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let before = key_ids(&server).await;
    assert_eq!(before.len(), 1);

    installation.succeed(&["keys", "rotate"]).await;
    owner.administrator_me().await.unwrap();
    server.stop().await;
    let server = installation.start().await;
    let after = key_ids(&server).await;
    assert_eq!(after.len(), 2, "{after:?}");
    assert!(after.contains(&before[0]), "{after:?}");
    // Only the token, so that the client cannot renew it.
    let answer = harness::plain_http()
        .get(format!("{}/api/v1/admin/me", server.origin))
        .bearer_auth(owner.token().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    crate::people::owner(&server)
        .await
        .administrator_me()
        .await
        .unwrap();
}

async fn keys_of_applications_are_revoked_at_once(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let first = application_keys(&server, 2).await;
    let command = ["keys", "rotate-application-keys"];
    let said = installation.succeed(&command).await;
    assert!(said.contains("24 hours"), "{said}");
    server.stop().await;
    let server = installation.start().await;
    let both = application_keys(&server, 4).await;
    assert!(first.iter().all(|key| both.contains(key)), "{both:?}");

    let revoke = ["keys", "rotate-application-keys", "--revoke"];
    let said = installation.succeed(&revoke).await;
    assert!(said.contains("/oidc/jwks"), "{said}");
    server.stop().await;
    let server = installation.start().await;
    let last = application_keys(&server, 2).await;
    assert!(!last.iter().any(|key| both.contains(key)), "{last:?}");
    server.stop().await;
}

/// The published keys for applications, once there are so many. They are created and read in the
/// background.
async fn application_keys(server: &Server, number: usize) -> Vec<String> {
    let made = async || {
        let keys = published(server, "/oidc/jwks").await;
        (keys.len() == number).then_some(keys)
    };
    until(Duration::from_secs(30), "the keys", made).await
}

async fn key_ids(server: &Server) -> Vec<String> {
    published(server, "/.well-known/jwks.json").await
}

/// The identifiers of the keys at this path.
async fn published(server: &Server, path: &str) -> Vec<String> {
    let url = format!("{}{path}", server.origin);
    let set: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    let keys = set["keys"].as_array().unwrap();
    assert!(
        keys.iter().all(|key| key.get("d").is_none()),
        "a private key is published"
    );
    keys.iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_failed_start_is_told_in_the_format_of_the_log() {
    let installation = Installation::new(Backend::Sqlite).await;
    let told = async |config: &str| {
        std::fs::write(installation.config(), config).unwrap();
        installation.fail(&["serve"]).await
    };
    let refused = told("[log]\nformat = 'json'\nlevel = 'loud'").await;
    let last = refused.lines().last().unwrap();
    let line: Value = serde_json::from_str(last).unwrap_or_else(|_| panic!("{refused}"));
    let error = line["error"].as_str().unwrap();
    assert!(error.contains("log.level"), "{error}");
    let refused = told("[log]\nlevel = 'loud'").await;
    assert!(
        refused.contains("the configuration is invalid:\nlog.level"),
        "{refused}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_version_is_refused_in_plain_words() {
    let installation = Installation::new(Backend::Sqlite).await;
    installation.succeed(&["migrate"]).await;
    let file = installation.data_dir().join("latchkey.db");
    let database = sea_orm::Database::connect(format!("sqlite://{}", file.display()));
    let database = database.await.unwrap();
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m30000101_0001_x', 0)";
    sea_orm::ConnectionTrait::execute_unprepared(&database, newer)
        .await
        .unwrap();
    database.close().await.unwrap();
    for command in ["serve", "migrate"] {
        let refused = installation.fail(&[command]).await;
        assert!(refused.contains("newer version of Latchkey"), "{refused}");
        assert!(refused.contains("m30000101_0001_x"), "{refused}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_servers_account_can_read_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let installation = Installation::new(Backend::Sqlite).await;
    let file = installation.data_dir().join("latchkey.db");
    let mode = || std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    installation.succeed(&["migrate"]).await;
    assert_eq!(mode(), 0o600);
    // One that an earlier version made.
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    installation.succeed(&["migrate"]).await;
    assert_eq!(mode(), 0o600);
}
