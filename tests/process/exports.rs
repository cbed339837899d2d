//! Exports on the command line, and exports whose server or command is killed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use client::Client;
use contract::profile::Profile;
use entity::{Document, user_profile};
use harness::{Backend, Installation, on_both_databases, plain_http, said};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Database, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::people::{OWNER, import_users, owner, pending_user, set_up};

on_both_databases!(
    an_operator_exports_while_the_server_runs,
    an_export_that_is_killed_is_not_taken_for_a_complete_one,
    an_export_whose_command_was_killed_is_resumed,
    an_export_whose_server_was_killed_is_continued,
);

/// More than one page of an export.
const USERS: u32 = 600;
/// What is at least in a file before its export is killed: a part of all rows.
const BEGINNING: u64 = 1024 * 1024;

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

/// Runs a command that writes to this path, and kills it when it has written at least this number of bytes. Returns
/// the path of what remains.
async fn killed(
    installation: &Installation,
    arguments: &[&str],
    path: &Path,
    bytes: u64,
) -> PathBuf {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut command = installation.spawn(arguments);
    while !part.metadata().is_ok_and(|part| part.len() >= bytes) {
        assert!(command.try_wait().unwrap().is_none(), "it has ended");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    command.kill().await.unwrap();
    assert!(!path.exists(), "{} looks complete", path.display());
    assert!(part.exists());
    part
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
    killed(&installation, &export, &path, 0).await;
    installation.succeed(&export).await;
    let lines = std::fs::read_to_string(&path).unwrap();
    assert_eq!(lines.lines().count(), USERS as usize);

    let folder = installation.folder().join("everything");
    let output = folder.to_str().unwrap();
    let export = ["organization", "export", "Example Ltd", "--output", output];
    killed(&installation, &export, &folder, 0).await;
    installation.succeed(&export).await;
    let lines = std::fs::read_to_string(folder.join("users.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), USERS as usize);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".part"), "{name}");
    }
}

async fn an_export_whose_command_was_killed_is_resumed(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    large_users(&installation, &set_up(&server).await).await;
    for format in ["csv", "jsonl"] {
        let export = ["export", "users", "--format", format];
        let path = installation.folder().join(format!("users.{format}"));
        let output = [&export[..], &["--output", path.to_str().unwrap()]].concat();
        let part = killed(&installation, &output, &path, BEGINNING).await;
        let resume = [&export[..], &["--resume", part.to_str().unwrap()]].concat();
        installation.succeed(&resume).await;
        let whole = installation.succeed(&export).await;
        // Not `assert_eq`, which would print everything.
        assert!(std::fs::read_to_string(&path).unwrap() == whole, "{format}");
        assert!(!part.exists());
    }

    let path = |name: &str| installation.folder().join(name).display().to_string();
    let [complete, other, hidden] = ["users.csv", "other.csv.part", "hidden.csv.part"].map(path);
    std::fs::write(&other, "name,age\r\nAda,17\r\n").unwrap();
    std::fs::write(&hidden, "email\r\nada@example.com\r\n").unwrap();
    for (file, expected) in [
        (&complete, "ends in .part"),
        (&other, "is not a file of this export"),
        (&hidden, "has no column id"),
        (&path("missing.csv.part"), "missing.csv.part"),
    ] {
        let resume = ["export", "users", "--resume", file];
        let refused = installation.fail(&resume).await;
        assert!(refused.contains(expected), "{refused}");
    }
    let unknown = ["export", "users", "--resume", &hidden, "--columns", "nick"];
    let refused = installation.fail(&unknown).await;
    assert!(refused.contains("There is no column"), "{refused}");
    // What cannot be resumed is left as it is.
    let left = std::fs::read_to_string(&hidden).unwrap();
    assert_eq!(left, "email\r\nada@example.com\r\n");
    let busy = std::fs::File::create(path("busy.csv.part")).unwrap();
    busy.lock().unwrap();
    let resume = ["export", "users", "--resume", &path("busy.csv.part")];
    let refused = installation.fail(&resume).await;
    assert!(refused.contains("by another command"), "{refused}");
    // Users are no events, although both have an identifier.
    let line = format!("{}\n", whole_line(&installation).await);
    std::fs::write(path("users.jsonl.part"), &line).unwrap();
    std::fs::remove_file(path("users.jsonl")).unwrap();
    let resume = &path("users.jsonl.part");
    let resume = ["export", "events", "--format", "jsonl", "--resume", resume];
    let refused = installation.fail(&resume).await;
    assert!(
        refused.contains("is not a file of this export"),
        "{refused}"
    );
    let both = ["export", "users", "--resume", &hidden, "--output", &other];
    let both = installation.run(&both).await;
    assert_eq!(both.status.code(), Some(2), "{}", said(&both));
}

/// The first line of an export of users.
async fn whole_line(installation: &Installation) -> String {
    let whole = installation.succeed(&["export", "users", "--format", "jsonl"]);
    whole.await.lines().next().unwrap().to_owned()
}

async fn an_export_whose_server_was_killed_is_continued(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    large_users(&installation, &operator).await;
    let url = format!("{}/api/v1/users/export?format=jsonl", server.origin);
    let ask = |url: String, operator: &Client| {
        let request = plain_http().get(url);
        request.bearer_auth(operator.token().unwrap()).send()
    };
    let mut answer = ask(url.clone(), &operator).await.unwrap();
    let mut file = Vec::new();
    while (file.len() as u64) < BEGINNING {
        file.extend_from_slice(&answer.chunk().await.unwrap().unwrap());
    }
    server.kill_9().await;
    while let Ok(Some(more)) = answer.chunk().await {
        file.extend_from_slice(&more);
    }
    let end = file.iter().rposition(|byte| *byte == b'\n').unwrap();
    file.truncate(end + 1);
    let written = identifiers(&file);
    assert!(written.len() < USERS as usize);

    let server = installation.start().await;
    let operator = owner(&server).await;
    let rest = ask(
        format!("{url}&after={}", written.last().unwrap()),
        &operator,
    )
    .await;
    let rest = rest.unwrap();
    assert_eq!(rest.status(), 200);
    file.extend_from_slice(&rest.bytes().await.unwrap());
    let all = identifiers(&file);
    assert_eq!(all.len(), USERS as usize);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), USERS as usize);
}

/// The identifiers of the items in a file, in their order.
fn identifiers(lines: &[u8]) -> Vec<String> {
    let lines = std::str::from_utf8(lines).unwrap().lines();
    let items = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    items
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}
