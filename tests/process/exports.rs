//! Exports on the command line.

use harness::{Backend, Installation, on_both_databases};
use serde_json::Value;

use crate::people::{OWNER, pending_user, set_up};

on_both_databases!(an_operator_exports_while_the_server_runs);

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
