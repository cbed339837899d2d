//! Exports on the command line, and exports whose server or command is killed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use client::Client;
use contract::profile::Profile;
use entity::{Document, user_profile};
use harness::{Backend, Installation, Server, on_both_databases, plain_http, said};
use reqwest::Response;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Database, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::people::{OWNER, import_users, owner, pending_user, set_up};

on_both_databases!(
    an_operator_exports_while_the_server_runs,
    an_export_that_is_killed_is_not_taken_for_a_complete_one,
    an_export_whose_command_was_killed_is_resumed,
    an_export_whose_server_was_killed_is_continued,
    an_export_of_an_organization_is_resumed,
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
pub async fn large_users(installation: &Installation, operator: &Client) {
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
    let part = part_of(path);
    kill_when_written(installation, arguments, &part, bytes).await;
    assert!(!path.exists(), "{} looks complete", path.display());
    assert!(part.exists());
    part
}

/// Runs a command, and kills it when this file or folder has at least this number of bytes.
async fn kill_when_written(
    installation: &Installation,
    arguments: &[&str],
    part: &Path,
    bytes: u64,
) {
    let mut command = installation.spawn(arguments);
    while !part.metadata().is_ok_and(|part| part.len() >= bytes) {
        assert!(command.try_wait().unwrap().is_none(), "it has ended");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    command.kill().await.unwrap();
}

/// The name of a file or folder until it is complete.
fn part_of(path: &Path) -> PathBuf {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    PathBuf::from(part)
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
    let file = begin_and_kill(server, &operator).await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    continue_at(&server, &operator, file).await;
}

/// Asks for the export of all users.
async fn ask(server: &Server, operator: &Client, after: &str) -> Response {
    let path = format!("/api/v1/users/export?format=jsonl{after}");
    let request = plain_http().get(format!("{}{path}", server.origin));
    let answer = request.bearer_auth(operator.token().unwrap()).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    answer
}

/// Kills a server in the middle of an export of [`large_users`]. Returns the whole rows that have arrived.
pub async fn begin_and_kill(server: Server, operator: &Client) -> Vec<u8> {
    let mut answer = ask(&server, operator, "").await;
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
    assert!(identifiers(&file).len() < USERS as usize);
    file
}

/// Continues an export at a server. Then each user is in the file once.
pub async fn continue_at(server: &Server, operator: &Client, mut file: Vec<u8>) {
    let after = format!("&after={}", identifiers(&file).last().unwrap());
    let rest = ask(server, operator, &after).await;
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

async fn an_export_of_an_organization_is_resumed(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    large_users(&installation, &set_up(&server).await).await;
    let folder = installation.folder().join("everything");
    let part = part_of(&folder);
    let export = |name: &'static str, option: &'static str, path: &Path| {
        let path = path.to_str().unwrap().to_owned();
        ["organization", "export", name, option, &path].map(str::to_owned)
    };
    let begin = export("Example Ltd", "--output", &folder);
    let begin = begin.each_ref().map(String::as_str);
    let users = part.join("users.jsonl.part");
    kill_when_written(&installation, &begin, &users, BEGINNING).await;
    assert!(!folder.exists() && users.exists());
    let kept = std::fs::read(part.join("organization.jsonl")).unwrap();
    // What is complete is kept as it was.
    let marked = [&kept[..], b"\n"].concat();
    std::fs::write(part.join("organization.jsonl"), &marked).unwrap();

    let create = [
        "organization",
        "create",
        "--name",
        "Second Ltd",
        "--owner-name",
        "Sara Second",
        "--owner-email",
        "second@example.org",
        "--print-link",
    ];
    installation.succeed(&create).await;
    for (name, path, expected) in [
        ("Example Ltd", &folder, "ends in .part"),
        ("Second Ltd", &part, "is not an export of this organization"),
    ] {
        let resume = export(name, "--resume", path);
        let resume = resume.each_ref().map(String::as_str);
        let refused = installation.fail(&resume).await;
        assert!(refused.contains(expected), "{refused}");
    }
    let busy = std::fs::File::open(&part).unwrap();
    busy.lock().unwrap();
    let resume = export("Example Ltd", "--resume", &part);
    let resume = resume.each_ref().map(String::as_str);
    let refused = installation.fail(&resume).await;
    assert!(refused.contains("by another command"), "{refused}");
    drop(busy);
    assert!(users.exists(), "what is refused is left as it is");

    installation.succeed(&resume).await;
    assert!(!part.exists());
    let settings = std::fs::read(folder.join("organization.jsonl")).unwrap();
    assert!(settings == marked, "it was written again");
    let lines = std::fs::read(folder.join("users.jsonl")).unwrap();
    let all = identifiers(&lines);
    assert_eq!(all.len(), USERS as usize);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), USERS as usize);
    let events = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
    assert_eq!(events.matches("\"organization.exported\"").count(), 2);

    let other = installation.folder().join("other");
    let whole = export("Example Ltd", "--output", &other);
    let whole = whole.each_ref().map(String::as_str);
    installation.succeed(&whole).await;
    let names = |folder: &Path| -> BTreeSet<_> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!(names(&folder), names(&other));
    let neither = installation.run(&whole[..3]).await;
    assert_eq!(neither.status.code(), Some(2), "{}", said(&neither));
}
