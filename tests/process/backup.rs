//! Backing up the database during writes, and restoring it elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use client::Client;
use contract::api_keys::CreateApiKey;
use contract::applications::CreateApplication;
use contract::mail_deliveries::MailState;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, Installation, Server, free_port, http, problem_type, until};
use rules::role::Permission;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::people::{owner, pending_user, set_up};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_during_writes_restores_a_complete_server() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let (made, enough) = (
        Arc::new(AtomicU32::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let writer = {
        let (operator, made, enough) = (operator.clone(), made.clone(), enough.clone());
        tokio::spawn(async move {
            while !enough.load(Ordering::Relaxed) {
                let number = made.load(Ordering::Relaxed);
                pending_user(&operator, &format!("user{number}@example.com")).await;
                made.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    let users = async |at_least| {
        let enough = async || (made.load(Ordering::Relaxed) >= at_least).then_some(());
        until(Duration::from_secs(30), "more users", enough).await;
    };
    users(20).await;
    let backup = installation.folder().join("backup.db");
    let backup_path = backup.to_str().unwrap();
    let before = made.load(Ordering::Relaxed);
    let said = installation.succeed(&["backup", "--to", backup_path]).await;
    let after = made.load(Ordering::Relaxed);
    assert!(said.contains("master key"), "{said}");
    users(after + 5).await;
    enough.store(true, Ordering::Relaxed);
    writer.await.unwrap();
    let again = installation.fail(&["backup", "--to", backup_path]).await;
    assert!(again.contains("backup.db"), "{again}");

    let elsewhere = Installation::new(Backend::Sqlite).await;
    elsewhere.succeed(&["restore", "--from", backup_path]).await;
    let refused = elsewhere.fail(&["restore", "--from", backup_path]).await;
    assert!(refused.contains("--force"), "{refused}");
    let name = "master.key";
    std::fs::copy(
        installation.data_dir().join(name),
        elsewhere.data_dir().join(name),
    )
    .unwrap();
    check_integrity(&elsewhere).await;

    let restored = elsewhere.start().await;
    let refused = elsewhere
        .fail(&["restore", "--force", "--from", backup_path])
        .await;
    assert!(refused.contains("another Latchkey server"), "{refused}");
    let operator = owner(&restored).await;
    let users = operator.user_counts().await.unwrap().total;
    // The writer may have committed one more that it has not counted yet.
    let possible = u64::from(before)..=u64::from(after) + 1;
    assert!(
        possible.contains(&users),
        "{users} users, expected {possible:?}"
    );
    // Each creation is complete: a user, its event and its email.
    let query = ListQuery {
        filter: Some("action:user.created".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(operator.events(&query).await.unwrap().total, users);
    let mails = operator
        .mail_deliveries(&ListQuery::default())
        .await
        .unwrap()
        .total;
    // The owner got one too, and one about this sign-in in a new browser.
    assert_eq!(mails, users + 2);
    pending_user(&operator, "later@example.com").await;
    restored.stop().await;
}

async fn check_integrity(installation: &Installation) {
    let file = installation.data_dir().join("latchkey.db");
    let database = Database::connect(format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
    let row = database.query_one_raw(check).await.unwrap().unwrap();
    assert_eq!(row.try_get::<String>("", "integrity_check").unwrap(), "ok");
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
    assert!(database.query_all_raw(check).await.unwrap().is_empty());
    database.close().await.unwrap();
}

#[tokio::test]
async fn only_a_database_is_restored() {
    let installation = Installation::new(Backend::Sqlite).await;
    let file = installation.folder().join("other");
    std::fs::write(&file, "something else altogether").unwrap();
    let refused = installation
        .fail(&["restore", "--from", file.to_str().unwrap()])
        .await;
    assert!(refused.contains("is not a Latchkey backup"), "{refused}");
    // Another program's SQLite database, over one of ours.
    installation.succeed(&["migrate"]).await;
    let foreign = installation.folder().join("foreign.db");
    let url = format!("sqlite://{}?mode=rwc", foreign.display());
    execute(&url, "CREATE TABLE account (id INTEGER)").await;
    let restore = ["restore", "--force", "--from", foreign.to_str().unwrap()];
    let refused = installation.fail(&restore).await;
    assert!(refused.contains("is not a Latchkey backup"), "{refused}");
    // A backup of a newer version.
    let newer = installation.folder().join("newer.db");
    let newer = newer.to_str().unwrap();
    installation.succeed(&["backup", "--to", newer]).await;
    let insert =
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m30000101_0001_x', 0)";
    execute(&format!("sqlite://{newer}"), insert).await;
    let refused = installation
        .fail(&["restore", "--force", "--from", newer])
        .await;
    assert!(refused.contains("newer version of Latchkey"), "{refused}");
    installation.succeed(&["migrate"]).await;
    let mut left = std::fs::read_dir(installation.data_dir()).unwrap();
    let copy = |file: &str| file.contains("restoring");
    assert!(!left.any(|file| copy(file.unwrap().file_name().to_str().unwrap())));
    let missing = installation
        .fail(&["restore", "--from", "nowhere.db"])
        .await;
    assert!(missing.contains("nowhere.db"), "{missing}");
}

#[tokio::test]
async fn nothing_is_no_backup() {
    let installation = Installation::new(Backend::Sqlite).await;
    let nothing = installation.fail(&["backup", "--to", "backup.db"]).await;
    assert!(nothing.contains("no database"), "{nothing}");
    assert!(!installation.folder().join("backup.db").exists());
}

async fn execute(url: &str, statement: &str) {
    let database = Database::connect(url).await.unwrap();
    database.execute_unprepared(statement).await.unwrap();
    database.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_brings_nothing_back_that_was_open() {
    let mut installation = Installation::new(Backend::Sqlite).await;
    // No SMTP server listens there, so emails wait.
    installation.set_smtp(free_port());
    let server = installation.start().await;
    let operator = set_up(&server).await;
    pending_user(&operator, "ada@example.com").await;
    let new = CreateApiKey {
        name: "HR import".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 30,
    };
    let key = operator.create_api_key(&new).await.unwrap();
    let program = Client::with_api_key(http(), &server.origin, &key.key);
    program.users(&ListQuery::default()).await.unwrap();
    let application = CreateApplication::oidc("Grafana", harness::web());
    let application = operator.create_application(&application, None).await;
    let application = application.unwrap().id;
    let secret = operator.create_client_secret(application).await.unwrap();
    let authenticates = async |server: &Server| {
        let url = format!("{}/oidc/introspect", server.origin);
        let request = http().post(url);
        let request = request.basic_auth(application, Some(&secret.secret));
        let answer = harness::posted(request, &[("token", "x")]).send().await;
        answer.unwrap().status() == 200
    };
    assert!(authenticates(&server).await);
    let backup = installation.folder().join("backup.db");
    let backup = backup.to_str().unwrap();
    installation.succeed(&["backup", "--to", backup]).await;
    operator.revoke_api_key(key.api_key.id).await.unwrap();
    let id = secret.client_secret.id;
    let deleted = operator.delete_client_secret(application, id);
    deleted.await.unwrap();
    server.stop().await;

    let restore = ["restore", "--force", "--from", backup];
    let said = installation.succeed(&restore).await;
    for nothing in ["Ended 0", "voided 0", "canceled 0"] {
        assert!(!said.contains(nothing), "{said}");
    }
    assert!(said.contains("Revoked its API keys: HR import."), "{said}");
    assert!(said.contains("need new ones: Grafana."), "{said}");
    assert!(said.contains("no application passwords"), "{said}");
    let server = installation.start().await;
    assert!(!authenticates(&server).await);
    assert_eq!(
        problem_type(operator.administrator_me().await),
        ProblemType::Unauthenticated
    );
    let refused = program.users(&ListQuery::default()).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
    let operator = owner(&server).await;
    let mails = operator.mail_deliveries(&ListQuery::default()).await;
    let mails = mails.unwrap().items;
    let canceled =
        |error: &Option<String>| error.as_ref().is_some_and(|it| it.contains("restored"));
    assert!(mails.iter().any(|mail| canceled(&mail.last_error)));
    assert!(
        mails
            .iter()
            .all(|mail| { mail.state != MailState::Queued || mail.subject.contains("sign-in") })
    );
    server.stop().await;

    // Kept on request, and named.
    let both = ["--keep-api-keys", "--keep-client-secrets"];
    let keep = [&["restore", "--force"][..], &both, &["--from", backup]].concat();
    let said = installation.succeed(&keep).await;
    assert_eq!(said.matches("valid again").count(), 2, "{said}");
    assert!(
        said.contains("HR import") && said.contains("Grafana"),
        "{said}"
    );
    let server = installation.start().await;
    assert!(authenticates(&server).await);
    program.users(&ListQuery::default()).await.unwrap();
    server.stop().await;
}
