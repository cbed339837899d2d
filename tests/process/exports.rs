//! Exports on the command line, and exports whose server or command is killed.

use std::path::Path;
use std::time::Duration;

use client::Client;
use contract::profile::Profile;
use entity::{Document, user_profile};
use harness::{Backend, Installation, on_both_databases, plain_http};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Database, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::people::{OWNER, import_users, pending_user, set_up};

on_both_databases!(
    an_operator_exports_while_the_server_runs,
    an_export_that_is_killed_is_not_taken_for_a_complete_one,
);

/// More than one page of an export.
const USERS: u32 = 600;

async fn an_operator_exports_while_the_server_runs(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;
    pending_user(&owner, "bob@example.com").await;

    let columns = ["export", "users", "--columns", "email,state"];
    let csv = installation.succeed(&columns).await;
    assert_eq!(
        csv,
        "email,state\r\nada@example.com,active\r\nbob@example.com,active\r\n"
    );

    let path = installation.folder().join("users.jsonl");
    let path = path.to_str().unwrap();
    let filtered = [
        "export",
        "users",
        "--format",
        "jsonl",
        "--output",
        path,
        "--filter",
        "username:bob",
    ];
    installation.succeed(&filtered).await;
    let lines = std::fs::read_to_string(path).unwrap();
    let user: Value = serde_json::from_str(lines.trim_end()).unwrap();
    assert_eq!(user["email"], "bob@example.com");
    let again = installation.fail(&filtered).await;
    assert!(again.contains("users.jsonl"), "{again}");

    let columns = ["export", "administrators", "--columns", "email,role"];
    let csv = installation.succeed(&columns).await;
    assert_eq!(csv, format!("email,role\r\n{OWNER},owner\r\n"));

    let columns = ["export", "events", "--filter", "action:users.exported"];
    let csv = installation.succeed(&columns).await;
    assert_eq!(csv.matches("users.exported").count(), 2, "{csv}");
    assert!(csv.contains("system,,Latchkey"), "{csv}");

    let unknown = installation
        .fail(&["export", "users", "--columns", "password"])
        .await;
    assert!(unknown.contains("There is no column"), "{unknown}");
    let elsewhere = installation
        .fail(&["export", "users", "--organization", "Nobody Ltd"])
        .await;
    assert!(elsewhere.contains("no such organization"), "{elsewhere}");
}

/// Imports users whose exports take long, and are larger than all buffers between server and client.
async fn large_users(installation: &Installation, operator: &Client) {
    import_users(operator, USERS).await;
    let large = Profile {
        job_title: Some("x".repeat(60_000)),
        ..Profile::default()
    };
    let database = Database::connect(installation.database_url())
        .await
        .unwrap();
    user_profile::Entity::update_many()
        .col_expr(user_profile::Column::Fields, Expr::value(Document(large)))
        .filter(user_profile::Column::AccountId.is_not_null())
        .exec(&database)
        .await
        .unwrap();
    database.close().await.unwrap();
}

/// Runs a command that writes to this path, and kills it as soon as it writes.
async fn killed(installation: &Installation, arguments: &[&str], path: &Path) {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let mut command = installation.spawn(arguments);
    while !Path::new(&part).exists() {
        assert!(command.try_wait().unwrap().is_none(), "it has ended");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    command.kill().await.unwrap();
    assert!(!path.exists(), "{} looks complete", path.display());
    assert!(Path::new(&part).exists());
}

async fn an_export_that_is_killed_is_not_taken_for_a_complete_one(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    large_users(&installation, &operator).await;

    let url = format!("{}/api/v1/users/export?format=jsonl", server.origin);
    let token = operator.token().unwrap();
    let answer = plain_http().get(url).bearer_auth(token).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    server.kill_9().await;
    answer.bytes().await.unwrap_err();

    let path = installation.folder().join("users.jsonl");
    let output = path.to_str().unwrap();
    let export = ["export", "users", "--format", "jsonl", "--output", output];
    killed(&installation, &export, &path).await;
    installation.succeed(&export).await;
    let lines = std::fs::read_to_string(&path).unwrap();
    assert_eq!(lines.lines().count(), USERS as usize);

    let folder = installation.folder().join("everything");
    let output = folder.to_str().unwrap();
    let export = ["organization", "export", "Example Ltd", "--output", output];
    killed(&installation, &export, &folder).await;
    installation.succeed(&export).await;
    let lines = std::fs::read_to_string(folder.join("users.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), USERS as usize);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".part"), "{name}");
    }
}
