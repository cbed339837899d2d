//! The deletion of an organization: announced, canceled in time, and then without a trace.

use std::collections::BTreeSet;
use std::time::Duration;

use client::Portal;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases};
use identity::housekeeping::delete_organizations;
use identity::organizations::{cancel_deletion, list, resume, schedule_deletion, suspend};
use rules::lifetimes::ORGANIZATION_DELETION;
use rules::organization_state::OrganizationState;
use tokio_util::sync::CancellationToken;

use crate::organization_export::{EXPORTED, fill_all};
use crate::tenant_tables::{columns, fill, ids, is_sqlite, rows, tables};

on_both_databases!(
    nothing_of_a_deleted_organization_remains,
    each_table_is_deleted_with_its_organization,
    a_deletion_is_canceled_in_time,
    many_accounts_are_deleted_in_batches,
    another_organization_keeps_everything,
);

const OTHER: &str = "other@example.org";

const OF_THE_SERVER: &str = "it belongs to the server, not to an organization";

/// The tables whose rows name no organization, each with the reason why nothing of a deleted one remains there.
const UNOWNED: [(&str, &str); 12] = [
    ("ceremony", "it is deleted with its account"),
    ("event_key", OF_THE_SERVER),
    ("oidc_key", OF_THE_SERVER),
    ("organization", "its row is deleted last"),
    ("refresh_token", "it is deleted with its session"),
    ("reset_request", "it is deleted as soon as it is processed"),
    ("seaql_migrations", OF_THE_SERVER),
    ("set_up_link", OF_THE_SERVER),
    ("sign_in", "it is deleted with its account"),
    (
        "sign_up",
        "it is erased when it is confirmed, or after a day",
    ),
    ("signing_key", OF_THE_SERVER),
    ("unfinished_work", OF_THE_SERVER),
];

async fn delete_due(server: &TestServer) -> u64 {
    let never = CancellationToken::new();
    let context = &server.running.context;
    delete_organizations(context, &never).await.unwrap()
}

/// Every row of a table as text, in lower case; identifiers without hyphens.
async fn dump(server: &TestServer, table: &str) -> Vec<String> {
    let query = if is_sqlite(server) {
        let quoted = columns(server, table).await;
        let quoted: Vec<_> = quoted
            .iter()
            .map(|one| format!(r#"quote("{one}")"#))
            .collect();
        format!(
            r#"SELECT {} AS text FROM "{table}""#,
            quoted.join(" || '|' || ")
        )
    } else {
        format!(r#"SELECT one::text AS text FROM "{table}" AS one"#)
    };
    let rows = rows(server, &query).await;
    let plain = |row: &String| row.to_lowercase().replace('-', "");
    rows.iter().map(plain).collect()
}

/// A row of an organization names it, or something that names it.
async fn rows_of(server: &TestServer, names: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for table in tables(server).await {
        for row in dump(server, &table).await {
            if names.iter().any(|name| row.contains(name)) {
                found.push((table.clone(), row));
            }
        }
    }
    found
}

/// The identifiers of all rows of an organization, and of those that refer to them.
async fn names(server: &TestServer, organization: OrganizationId) -> BTreeSet<String> {
    let mut names = BTreeSet::from([organization.0.simple().to_string()]);
    for table in tables(server).await {
        let columns = columns(server, &table).await;
        let has = |name: &str| columns.iter().any(|column| column == name);
        if !has("organization_id") || !has("id") {
            continue;
        }
        for id in ids(server, organization, &table).await {
            names.insert(id.simple().to_string());
        }
    }
    names
}

/// The tables whose rows the database deletes together with their organization.
async fn cascading(server: &TestServer) -> Vec<String> {
    let query = if is_sqlite(server) {
        r#"SELECT one.name AS text FROM sqlite_master AS one, pragma_foreign_key_list(one.name) AS link
           WHERE one.type = 'table' AND link."table" = 'organization' AND link.on_delete = 'CASCADE'"#
    } else {
        "SELECT one.relname::text AS text FROM pg_constraint AS link
         INNER JOIN pg_class AS one ON one.oid = link.conrelid
         INNER JOIN pg_class AS target ON target.oid = link.confrelid
         WHERE link.contype = 'f' AND link.confdeltype = 'c' AND target.relname = 'organization'"
    };
    rows(server, query).await
}

async fn each_table_is_deleted_with_its_organization(backend: Backend) {
    let server = TestServer::start(backend).await;
    let cascading = cascading(&server).await;
    let all = tables(&server).await;
    for table in &all {
        let is_owned = cascading.contains(table);
        let is_unowned = UNOWNED.iter().any(|(name, _)| name == table);
        assert!(
            is_owned != is_unowned,
            "{table}: reference the organization, or say why nothing of it remains"
        );
    }
    for (table, reason) in UNOWNED {
        let exists = all.iter().any(|name| name == table);
        assert!(exists, "{table} ({reason}) does not exist");
    }
}

async fn nothing_of_a_deleted_organization_remains(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let (id, _) = fill_all(&server).await;
    server.organization("Other Ltd", OTHER).await;
    let mut named = names(&server, id).await;
    named.extend(["ada@example.com", "zoe@example.com"].map(str::to_owned));
    named.insert(server.owner_email.clone());
    let before = rows_of(&server, &named).await;
    let filled: BTreeSet<&str> = before.iter().map(|(table, _)| table.as_str()).collect();
    for (table, _) in EXPORTED {
        if columns(&server, table).await.contains(&"id".to_owned()) {
            assert!(filled.contains(table), "{table} is empty");
        }
    }

    schedule_deletion(context, id).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(&server.owner_email, "will be deleted"), 1);
    let minute = Duration::from_secs(60);
    let almost = ORGANIZATION_DELETION.checked_sub(minute);
    server.clock.advance(almost.unwrap());
    assert_eq!(delete_due(&server).await, 0);
    server.clock.advance(minute);
    // What was recorded since then.
    named.extend(names(&server, id).await);
    // The server itself may have been faster.
    delete_due(&server).await;
    assert_eq!(rows_of(&server, &named).await, []);
    let left = list(context).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, "Other Ltd");

    // The address is free, and the name too.
    server
        .organization("Example Ltd", &server.owner_email.clone())
        .await;
    server.owner().await;
}

async fn a_deletion_is_canceled_in_time(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let owner = server.owner().await;
    let id = owner.organization().await.unwrap().id;
    let state = async || list(context).await.unwrap()[0].state;
    let kind = |result: Result<(), identity::Error>| result.unwrap_err().problem().kind;
    assert_eq!(
        kind(cancel_deletion(context, id).await),
        ProblemType::Conflict
    );

    suspend(context, id).await.unwrap();
    let at = schedule_deletion(context, id).await.unwrap();
    assert!(at <= context.now().plus(ORGANIZATION_DELETION));
    assert_eq!(state().await, OrganizationState::Deleting);
    let again = schedule_deletion(context, id).await.map(drop);
    assert_eq!(kind(again), ProblemType::Conflict);
    assert_eq!(kind(resume(context, id).await), ProblemType::Conflict);
    // It was suspended before, so it stays so.
    cancel_deletion(context, id).await.unwrap();
    assert_eq!(state().await, OrganizationState::Suspended);
    resume(context, id).await.unwrap();

    schedule_deletion(context, id).await.unwrap();
    let client = server.anonymous(Portal::Admin);
    client.begin_sign_in(&server.owner_email).await.unwrap();
    let refused = client.submit_password(ADMINISTRATOR_PASSWORD).await;
    let refused = harness::problem_type(refused);
    assert_eq!(refused, ProblemType::OrganizationSuspended);
    server.clock.advance(Duration::from_secs(6 * 24 * 60 * 60));
    cancel_deletion(context, id).await.unwrap();
    server.clock.advance(Duration::from_secs(2 * 24 * 60 * 60));
    assert_eq!(delete_due(&server).await, 0);
    let owner = server.owner().await;
    for (action, times) in [
        ("organization.deletion_scheduled", 2),
        ("organization.deletion_canceled", 2),
    ] {
        let events = crate::groups::events(&owner, action).await;
        assert_eq!(events.len(), times, "{action}");
    }

    // Once it has begun, nobody can bring back what may be gone.
    schedule_deletion(context, id).await.unwrap();
    server.clock.advance(ORGANIZATION_DELETION);
    let stopped = CancellationToken::new();
    stopped.cancel();
    let deleted = delete_organizations(context, &stopped).await.unwrap();
    assert_eq!(deleted, 0);
    assert_eq!(
        kind(cancel_deletion(context, id).await),
        ProblemType::Conflict
    );
}

async fn many_accounts_are_deleted_in_batches(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let owner = server.owner().await;
    let id = owner.organization().await.unwrap().id;
    let mut file = "email\n".to_owned();
    for number in 0..120 {
        file += &format!("user{number}@example.com\n");
    }
    let import = crate::imports::upload(&owner, file).await;
    crate::imports::check(&owner, import.id).await;
    crate::imports::run(&owner, import.id).await;
    assert_eq!(list(context).await.unwrap()[0].users, 120);
    schedule_deletion(context, id).await.unwrap();
    server.clock.advance(ORGANIZATION_DELETION);
    // A server that stops leaves the rest to the next one.
    let stopped = CancellationToken::new();
    stopped.cancel();
    let deleted = delete_organizations(context, &stopped).await.unwrap();
    assert_eq!(deleted, 0);
    delete_due(&server).await;
    assert_eq!(list(context).await.unwrap(), []);
}

async fn another_organization_keeps_everything(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let kept = fill(&server).await;
    server.organization("Other Ltd", OTHER).await;
    let other = server
        .sign_in(Portal::Admin, OTHER, ADMINISTRATOR_PASSWORD)
        .await;
    server.active_user(&other, "eve@example.org").await;
    let id = other.organization().await.unwrap().id;
    let named = names(&server, kept).await;
    let before = rows_of(&server, &named).await.len();
    schedule_deletion(context, id).await.unwrap();
    server.clock.advance(ORGANIZATION_DELETION);
    delete_due(&server).await;
    // Housekeeping of the running server may remove what has expired since, but not these.
    let after = rows_of(&server, &named).await;
    for table in [
        "organization",
        "account",
        "event",
        "user_group",
        "group_member",
        "application",
        "api_key",
        "ldap_bind_user",
        "webhook",
        "radius_client_group",
        "linux_host_group",
        "saved_view",
        "user_import",
    ] {
        assert!(after.iter().any(|(one, _)| one == table), "{table}");
    }
    assert!(after.len() * 2 > before, "{} of {before}", after.len());
    server.owner().await;
}
