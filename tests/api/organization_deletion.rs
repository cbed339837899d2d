//! The deletion of an organization: announced, canceled in time, and then without a trace.

use std::collections::BTreeSet;
use std::time::Duration;

use client::Portal;
use contract::api_keys::CreateApiKey;
use contract::bulk_jobs::BulkJobAction;
use contract::hosts::CreateHost;
use contract::ids::OrganizationId;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::problem::ProblemType;
use contract::radius::{AdmitGroup, CreateRadiusClient};
use contract::terms::SetTerms;
use contract::user_attributes::AttributeKind;
use contract::webhooks::CreateWebhook;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, RelyingParty, Surfer, TestServer, on_both_databases, web,
};
use identity::housekeeping::delete_organizations;
use identity::organizations::{cancel_deletion, list, resume, schedule_deletion, suspend};
use rules::lifetimes::ORGANIZATION_DELETION;
use rules::organization_state::OrganizationState;
use rules::role::Permission;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

on_both_databases!(
    nothing_of_a_deleted_organization_remains,
    a_deletion_is_canceled_in_time,
    many_accounts_are_deleted_in_batches,
    another_organization_keeps_everything,
);

const OTHER: &str = "other@example.org";

async fn delete_due(server: &TestServer) -> u64 {
    let never = CancellationToken::new();
    let context = &server.running.context;
    delete_organizations(context, &never).await.unwrap()
}

async fn rows(server: &TestServer, query: &str) -> Vec<String> {
    let read = server.running.context.database().read();
    let statement = Statement::from_string(read.get_database_backend(), query);
    let rows = read.query_all_raw(statement).await.unwrap();
    let texts = rows.iter().map(|row| row.try_get("", "text").unwrap());
    texts.collect()
}

fn is_sqlite(server: &TestServer) -> bool {
    let read = server.running.context.database().read();
    read.get_database_backend() == DbBackend::Sqlite
}

async fn tables(server: &TestServer) -> Vec<String> {
    let query = if is_sqlite(server) {
        "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT table_name::text AS text FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    };
    rows(server, query).await
}

async fn columns(server: &TestServer, table: &str) -> Vec<String> {
    let query = if is_sqlite(server) {
        format!("SELECT name AS text FROM pragma_table_info('{table}')")
    } else {
        format!(
            "SELECT column_name::text AS text FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name = '{table}'"
        )
    };
    rows(server, &query).await
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
        let tenant = organization.0;
        let query = if is_sqlite(server) {
            let tenant = tenant.simple();
            format!(
                r#"SELECT lower(hex(id)) AS text FROM "{table}" WHERE organization_id = X'{tenant}'"#
            )
        } else {
            format!(r#"SELECT id::text AS text FROM "{table}" WHERE organization_id = '{tenant}'"#)
        };
        for id in rows(server, &query).await {
            let id: Uuid = id.parse().unwrap();
            names.insert(id.simple().to_string());
        }
    }
    names
}

/// Creates one of everything in the first organization.
async fn fill(server: &TestServer) -> OrganizationId {
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let group = crate::groups::group(&owner, "Engineering").await;
    owner.add_group_member(group.id, user.id).await.unwrap();
    let key = CreateApiKey {
        name: "Program".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    owner.create_api_key(&key).await.unwrap();
    let attribute = crate::user_attributes::attribute("badge", AttributeKind::Number);
    owner.create_user_attribute(&attribute, None).await.unwrap();
    crate::views::view(&owner, "Contractors", true).await;
    crate::imports::upload(&owner, "email\nzoe@example.com\n").await;
    let job = crate::bulk_jobs::on(BulkJobAction::Unlock, &[user.id]);
    owner.create_bulk_job(&job).await.unwrap();
    let bind_user = CreateLdapBindUser {
        name: "wiki".to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    owner.create_ldap_bind_user(&bind_user).await.unwrap();
    let webhook = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/".to_owned(),
        ..CreateWebhook::default()
    };
    owner.create_webhook(&webhook).await.unwrap();
    let network = CreateRadiusClient {
        groups: vec![AdmitGroup {
            group_id: group.id,
            vlan: None,
        }],
        ..crate::radius::site("Wi-Fi")
    };
    owner.create_radius_client(&network).await.unwrap();
    let host = CreateHost {
        groups: vec![group.id],
        ..crate::hosts::open_to_all("Build")
    };
    owner.create_host(&host).await.unwrap();
    let kind = "user_welcome";
    let words = owner.mail_template(kind).await.unwrap().default_words;
    owner.set_mail_template(kind, 0, &words).await.unwrap();
    let rp = RelyingParty::new(server, &owner, web()).await;
    let surfer = Surfer::signed_in(server, "ada@example.com").await;
    rp.tokens(&surfer, &[]).await;
    let version = owner.organization_terms().await.unwrap().version;
    let terms = SetTerms {
        required: true,
        text: "Be kind.".to_owned(),
    };
    owner.set_organization_terms(version, &terms).await.unwrap();
    surfer.portal.accept_my_terms(1).await.unwrap();
    // A sign-in that waits for its password.
    let begun = server.anonymous(Portal::User);
    begun.begin_sign_in("ada@example.com").await.unwrap();
    server.mail_settled().await;
    owner.event_chain().await.unwrap();
    owner.organization().await.unwrap().id
}

async fn nothing_of_a_deleted_organization_remains(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let id = fill(&server).await;
    server.organization("Other Ltd", OTHER).await;
    let mut named = names(&server, id).await;
    named.extend(["ada@example.com", "zoe@example.com"].map(str::to_owned));
    named.insert(server.owner_email.clone());
    let tables = |found: &[(String, String)]| {
        let tables = found.iter().map(|(table, _)| table.clone());
        tables.collect::<BTreeSet<_>>()
    };
    let before = rows_of(&server, &named).await;
    assert!(tables(&before).len() > 20, "{:?}", tables(&before));

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
