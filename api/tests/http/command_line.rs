use std::path::Path;
use std::process::{Command, Output};

use crate::support::Server;

fn latchkey(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_latchkey"))
        .args(words)
        .env("LATCHKEY_DATABASE__DATA_DIR", folder)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

#[test]
fn the_configuration_is_checked_in_one_go() {
    let folder = tempfile::tempdir().unwrap();
    let good = latchkey(folder.path(), &["check-config"]);
    assert_eq!(text(&good), "ok\n");
    let file = folder.path().join("bad.toml");
    std::fs::write(
        &file,
        "[server]\nlisten = 1\nport = 2\n[log]\nformat = 'xml'",
    )
    .unwrap();
    let bad = latchkey(folder.path(), &["check-config", "--config", "bad.toml"]);
    assert!(!bad.status.success());
    for key in ["server.listen", "server.port", "log.format"] {
        assert!(text(&bad).contains(key), "{}", text(&bad));
    }
}

#[test]
fn the_document_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let printed = latchkey(folder.path(), &["openapi"]);
    let document: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(document["info"]["title"], "Latchkey");
}

#[tokio::test]
async fn a_running_server_is_backed_up_and_the_copy_restored() {
    let server = Server::start().await;
    let folder = server.folder.path().to_owned();
    let made = latchkey(&folder, &["backup", "--to", "copy.db"]);
    assert!(made.status.success(), "{}", text(&made));
    assert!(text(&made).contains("master.key"));
    let twice = latchkey(&folder, &["backup", "--to", "copy.db"]);
    assert!(!twice.status.success(), "a backup is never overwritten");

    let restore = ["restore", "--from", "copy.db", "--force"];
    let running = latchkey(&folder, &restore);
    assert!(!running.status.success(), "a server runs on it");
    assert!(text(&running).contains("another Latchkey server"));

    let data = server.folder;
    server.running.stop().await;
    let without_force = latchkey(&folder, &["restore", "--from", "copy.db"]);
    assert!(!without_force.status.success());
    let other = latchkey(&folder, &["restore", "--from", "master.key", "--force"]);
    assert!(text(&other).contains("is not a Latchkey backup"));
    let done = latchkey(&folder, &restore);
    assert!(done.status.success(), "{}", text(&done));

    let config = crate::support::config(&data);
    let again = latchkey::server::start(config, Default::default())
        .await
        .unwrap();
    let link = identity::set_up::link_if_empty(&again.context)
        .await
        .unwrap();
    assert!(link.is_none(), "the organization was in the copy");
    again.stop().await;
}

#[tokio::test]
async fn an_owner_gets_in_again_and_keys_are_rotated_beside_a_running_server() {
    let server = Server::start().await;
    let folder = server.folder.path();
    let words = ["admin", "reset-password", "--email", crate::support::OWNER];
    let link = latchkey(folder, &words);
    assert!(
        text(&link).contains("/admin/reset-password-sent#"),
        "{}",
        text(&link)
    );
    let nobody = latchkey(
        folder,
        &["admin", "reset-password", "--email", "no@example.com"],
    );
    assert!(!nobody.status.success());
    let rotated = latchkey(folder, &["keys", "rotate"]);
    assert!(rotated.status.success(), "{}", text(&rotated));
    let elsewhere = folder.join("elsewhere");
    let data = elsewhere.to_str().unwrap();
    let wrong = Command::new(env!("CARGO_BIN_EXE_latchkey"))
        .args(["keys", "rotate", "--data-dir", data])
        .output()
        .unwrap();
    assert!(text(&wrong).contains("no database at"), "{}", text(&wrong));
    assert!(!elsewhere.exists(), "nothing is made by mistake");
    let migrate = latchkey(folder, &["migrate"]);
    assert!(!migrate.status.success(), "a server runs on it");
}
