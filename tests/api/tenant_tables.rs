//! The tables of the database, and an organization that has something in most of them.

use client::Portal;
use contract::api_keys::CreateApiKey;
use contract::bulk_jobs::BulkJobAction;
use contract::hosts::CreateHost;
use contract::ids::OrganizationId;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::radius::{AdmitGroup, CreateRadiusClient};
use contract::terms::SetTerms;
use contract::user_attributes::AttributeKind;
use contract::webhooks::CreateWebhook;
use harness::{RelyingParty, Surfer, TestServer, web};
use rules::role::Permission;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

/// The column `text` of a query.
pub async fn rows(server: &TestServer, query: &str) -> Vec<String> {
    let read = server.running.context.database().read();
    let statement = Statement::from_string(read.get_database_backend(), query);
    let rows = read.query_all_raw(statement).await.unwrap();
    let texts = rows.iter().map(|row| row.try_get("", "text").unwrap());
    texts.collect()
}

/// Whether the server uses SQLite.
pub fn is_sqlite(server: &TestServer) -> bool {
    let read = server.running.context.database().read();
    read.get_database_backend() == DbBackend::Sqlite
}

/// The names of all tables.
pub async fn tables(server: &TestServer) -> Vec<String> {
    let query = if is_sqlite(server) {
        "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT table_name::text AS text FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    };
    rows(server, query).await
}

/// The names of the columns of a table.
pub async fn columns(server: &TestServer, table: &str) -> Vec<String> {
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

/// The identifiers of the rows that an organization has in a table with the columns `organization_id` and `id`.
pub async fn ids(server: &TestServer, organization: OrganizationId, table: &str) -> Vec<Uuid> {
    let tenant = organization.0;
    let query = if is_sqlite(server) {
        let tenant = tenant.simple();
        format!(
            r#"SELECT lower(hex(id)) AS text FROM "{table}" WHERE organization_id = X'{tenant}'"#
        )
    } else {
        format!(r#"SELECT id::text AS text FROM "{table}" WHERE organization_id = '{tenant}'"#)
    };
    let rows = rows(server, &query).await;
    rows.iter().map(|id| id.parse().unwrap()).collect()
}

/// Creates one of everything in the first organization.
pub async fn fill(server: &TestServer) -> OrganizationId {
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
