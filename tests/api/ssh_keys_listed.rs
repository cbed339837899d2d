//! The SSH keys of all users, as a list and as a file.

use client::Portal;
use contract::application_passwords::ResourceRefusal;
use contract::exports::{ExportFormat, ExportQuery};
use contract::page::ListQuery;
use contract::ssh_keys::OwnedSshKey;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases};
use identity::exports::Export;
use identity::organizations::suspend;
use identity::ssh_keys::ExportedSshKeys;

use crate::ssh_keys::{ED25519, FINGERPRINT, events, key, named, unnamed};

on_both_databases!(
    all_keys_are_listed_and_exported_with_their_users,
    no_host_should_accept_the_keys_of_a_suspended_organization,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";

async fn all_keys_are_listed_and_exported_with_their_users(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let other = server.active_user(&owner, BOB).await;
    let hers = owner
        .add_user_ssh_key(user.id, &named("Laptop", ED25519))
        .await
        .unwrap();
    let his = owner
        .add_user_ssh_key(other.id, &unnamed(&key(2)))
        .await
        .unwrap();
    owner.suspend_user(other.id).await.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let stranger = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let eve = server.pending_user(&stranger, "eve@example.org").await;
    let theirs = stranger.add_user_ssh_key(eve.id, &unnamed(&key(3))).await;
    theirs.unwrap();

    let all = owner.ssh_keys(&ListQuery::default()).await.unwrap();
    let seen: Vec<_> = all
        .items
        .iter()
        .map(|one| (&*one.user_email, &one.key, one.refused))
        .collect();
    let suspended = Some(ResourceRefusal::Suspended);
    assert_eq!(seen, [(BOB, &his, suspended), (ADA, &hers, None)]);
    assert_eq!(all.items[1].username, "ada");
    // Whose key it is that a host has logged.
    let filtered = |filter: String| ListQuery {
        filter: Some(filter),
        ..ListQuery::default()
    };
    let escaped = FINGERPRINT.replace(':', "\\:");
    for (filter, expected) in [
        (format!("fingerprint:{escaped}"), vec![hers.id]),
        (format!("user:{}", other.id), vec![his.id]),
        ("fingerprint:unknown".to_owned(), vec![]),
    ] {
        let found = owner.ssh_keys(&filtered(filter.clone())).await.unwrap();
        let found: Vec<_> = found.items.iter().map(|one| one.key.id).collect();
        assert_eq!(found, expected, "{filter}");
    }
    let query = ListQuery {
        limit: Some(1),
        ..ListQuery::default()
    };
    let first = owner.ssh_keys(&query).await.unwrap();
    let next = ListQuery {
        cursor: first.next_cursor,
        ..query
    };
    let next = owner.ssh_keys(&next).await.unwrap();
    assert_eq!((&next.items[0].key, next.next_cursor), (&hers, None));

    let query = ExportQuery {
        columns: Some("username,refused,key.type,key.fingerprint".to_owned()),
        ..ExportQuery::default()
    };
    let file = owner.export_ssh_keys(&query).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    let expected = format!(
        "username,refused,key.type,key.fingerprint\r\nbob,suspended,ed25519,{}\r\nada,,ed25519,{FINGERPRINT}\r\n",
        his.fingerprint
    );
    assert_eq!(file, expected);
    let lines = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let file = owner.export_ssh_keys(&lines).await.unwrap();
    let lines = String::from_utf8(file).unwrap();
    let lines: Vec<OwnedSshKey> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, all.items);
    assert_eq!(events(&owner, "ssh_keys.exported").await.len(), 2);
}

async fn no_host_should_accept_the_keys_of_a_suspended_organization(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let laptop = named("Laptop", ED25519);
    owner.add_user_ssh_key(user.id, &laptop).await.unwrap();
    let context = &server.running.context;
    let organization = owner.organization().await.unwrap().id;
    suspend(context, organization).await.unwrap();
    // The operator can export them all the same.
    let query = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let export = Export::<ExportedSshKeys>::for_operator(context, organization, &query).await;
    let mut export = export.unwrap();
    let mut file = Vec::new();
    while let Some(part) = export.next().await.unwrap() {
        file.extend(part);
    }
    let key: OwnedSshKey = serde_json::from_slice(&file).unwrap();
    assert_eq!(key.user_email, ADA);
    assert_eq!(key.refused, Some(ResourceRefusal::OrganizationSuspended));
}
