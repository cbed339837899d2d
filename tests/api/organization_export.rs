//! The export of an organization: it has everything that the organization needs on another server, and no secret.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use contract::application_passwords::CreateApplicationPassword;
use contract::directory::{ImportPosixNumbers, UserPosixNumbers};
use contract::ids::OrganizationId;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use harness::saml::ServiceProvider;
use harness::{Backend, Surfer, TestServer, on_both_databases};
use latchkey::cli::export_organization;
use serde_json::Value;

use crate::tenant_tables::{columns, fill, ids, tables};

on_both_databases!(
    each_table_is_exported_or_left_out_for_a_reason,
    an_export_of_one_organization_has_nothing_of_another,
);

const ADA: &str = "ada@example.com";

/// The tables that are exported, each with its file.
pub const EXPORTED: [(&str, &str); 35] = [
    ("account", "users.jsonl"),
    ("api_key", "api-keys.jsonl"),
    ("application", "applications.jsonl"),
    ("application_account", "applications.jsonl"),
    ("application_group", "applications.jsonl"),
    // Its certificates. The private keys are secrets.
    ("application_key", "applications.jsonl"),
    ("application_password", "application-passwords.jsonl"),
    ("attribute_definition", "attributes.jsonl"),
    ("client_secret", "applications.jsonl"),
    ("directory", "organization.jsonl"),
    ("event", "events.jsonl"),
    ("event_checkpoint", "events.jsonl"),
    ("event_link", "events.jsonl"),
    ("group_member", "groups.jsonl"),
    ("ldap_bind_user", "ldap-bind-users.jsonl"),
    ("linux_host", "hosts.jsonl"),
    ("linux_host_group", "hosts.jsonl"),
    ("mail_template", "mail-templates.jsonl"),
    ("oidc_address", "applications.jsonl"),
    ("oidc_client", "applications.jsonl"),
    ("organization_logo", "logo.png"),
    ("posix_number", "posix-numbers.jsonl"),
    ("radius_client", "radius-clients.jsonl"),
    ("radius_client_group", "radius-clients.jsonl"),
    ("saml_provider", "applications.jsonl"),
    ("saved_view", "views.jsonl"),
    ("scheduled_change", "scheduled-changes.jsonl"),
    ("ssh_key", "ssh-keys.jsonl"),
    ("terms", "terms.jsonl"),
    ("terms_acceptance", "terms-acceptances.jsonl"),
    ("user_attribute", "users.jsonl"),
    ("user_group", "groups.jsonl"),
    ("user_profile", "users.jsonl"),
    ("webhook", "webhooks.jsonl"),
    ("webhook_secret", "webhooks.jsonl"),
];

const ENDS_SOON: &str = "it is in progress for minutes, or until somebody signs out";
const SECRET: &str = "it is worthless without its secret, which no export contains";
const LOG: &str = "it is a log of this server, and the events say what was done";
const DERIVED: &str = "it is derived from other tables";

/// The tables that are not exported, each with the reason. `docs/organizations.md` says the same.
const LEFT_OUT: [(&str, &str); 27] = [
    ("account_word", DERIVED),
    ("application_problem", LOG),
    ("application_session", ENDS_SOON),
    (
        "application_use",
        "it is a convenience of the User Portal, which follows from use",
    ),
    ("authorization_request", ENDS_SOON),
    ("bulk_job", LOG),
    ("bulk_job_user", LOG),
    (
        "consent",
        "users consent to what a server sends, and another server asks them again",
    ),
    ("device_authorization", ENDS_SOON),
    ("factor", SECRET),
    ("idempotent_answer", ENDS_SOON),
    ("known_browser", SECRET),
    ("link", SECRET),
    ("logout_notice", ENDS_SOON),
    ("mail", LOG),
    ("oidc_grant", SECRET),
    ("oidc_refresh_token", SECRET),
    ("pushed_request", ENDS_SOON),
    ("recovery_code", SECRET),
    ("session", ENDS_SOON),
    ("used_assertion", ENDS_SOON),
    ("used_password", SECRET),
    ("used_proof", ENDS_SOON),
    ("user_import", LOG),
    ("user_import_row", LOG),
    ("webhook_delivery", LOG),
    ("wrong_user_code", ENDS_SOON),
];

/// Creates what [`fill`] does not create. Then each exported table whose rows have identifiers has one. Returns the
/// organization and the secrets.
pub async fn fill_all(server: &TestServer) -> (OrganizationId, Vec<String>) {
    let id = fill(server).await;
    let owner = server.owner().await;
    let users = owner.users(&Default::default()).await.unwrap().items;
    let ada = users.iter().find(|user| user.email == ADA).unwrap();
    let key = crate::ssh_keys::named("Laptop", crate::ssh_keys::ED25519);
    owner.add_user_ssh_key(ada.id, &key).await.unwrap();
    let version = owner.organization().await.unwrap().version;
    let picture = crate::appearance::PNG.to_owned();
    owner.set_logo(version, picture).await.unwrap();
    let numbers = ImportPosixNumbers {
        users: vec![UserPosixNumbers {
            username: ada.username.clone(),
            uid_number: 5_001,
            gid_number: 5_001,
        }],
        groups: Vec::new(),
    };
    owner.import_posix_numbers(&numbers).await.unwrap();
    let week = Duration::from_secs(7 * 24 * 60 * 60);
    let change = ScheduleChange {
        action: ScheduledAction::Suspend,
        at: server.running.context.now().plus(week).to_string(),
        note: None,
        sends_email: true,
        email_to: None,
    };
    owner.schedule_user_change(ada.id, &change).await.unwrap();
    ServiceProvider::new(server, &owner, harness::saml::settings()).await;
    let surfer = Surfer::signed_in(server, ADA).await;
    let password = CreateApplicationPassword {
        name: "Printer".to_owned(),
        application_id: None,
    };
    let password = surfer.portal.create_my_application_password(&password);
    let secrets = vec![password.await.unwrap().password];
    owner.event_chain().await.unwrap();
    (id, secrets)
}

/// The names and the texts of the files in a folder. The logo is no text.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap();
    let files = entries.map(|entry| entry.unwrap());
    let texts = files.map(|file| {
        let bytes = std::fs::read(file.path()).unwrap();
        let name = file.file_name().into_string().unwrap();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    });
    texts.collect()
}

async fn each_table_is_exported_or_left_out_for_a_reason(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (organization, secrets) = fill_all(&server).await;
    let mut expected = Vec::new();
    let mut seen = BTreeSet::new();
    for table in tables(&server).await {
        let columns = columns(&server, &table).await;
        let has = |name: &str| columns.iter().any(|column| column == name);
        let exported = EXPORTED.iter().find(|(name, _)| *name == table);
        let left_out = LEFT_OUT.iter().any(|(name, _)| *name == table);
        seen.insert(table.clone());
        if has("organization_id") {
            assert!(
                exported.is_some() != left_out,
                "{table} belongs to organizations: export it, or say why not"
            );
        }
        if exported.is_some() && has("id") {
            let ids = ids(&server, organization, &table).await;
            assert!(!ids.is_empty(), "{table} is empty: create a row");
            expected.extend(ids.into_iter().map(|id| (table.clone(), id.to_string())));
        }
    }
    for (table, reason) in EXPORTED.iter().chain(&LEFT_OUT) {
        assert!(seen.contains(*table), "{table} ({reason}) does not exist");
    }

    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("export");
    let context = &server.running.context;
    let exported = export_organization(context, organization, &folder).await;
    exported.unwrap();
    let files = texts(&folder);
    for (_, file) in EXPORTED {
        let text = files.iter().find(|(name, _)| name == file);
        assert!(text.is_some_and(|(_, text)| !text.is_empty()), "{file}");
    }
    for (table, id) in expected {
        let is_there = files.iter().any(|(_, text)| text.contains(&id));
        assert!(is_there, "{id} of {table}");
    }
    for (name, text) in &files {
        assert!(!name.ends_with(".part"), "{name}");
        assert!(!text.contains("$argon2"), "{name}");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{name}");
        }
        for line in text.lines().filter(|_| name.ends_with(".jsonl")) {
            assert!(
                serde_json::from_str::<Value>(line).is_ok(),
                "{name}: {line}"
            );
        }
    }
    let value = |file: &str| -> Value {
        let (_, text) = files.iter().find(|(name, _)| name == file).unwrap();
        serde_json::from_str(text.lines().next().unwrap()).unwrap()
    };
    assert_eq!(value("terms.jsonl")["text"], "Be kind.");
    assert_eq!(value("terms.jsonl")["required"], true);
    assert_eq!(value("attributes.jsonl")["name"], "badge");
    assert_eq!(value("posix-numbers.jsonl")["number"], 5_001);
    assert_eq!(value("webhooks.jsonl")["url"], "https://hooks.example.com/");
    assert_eq!(value("scheduled-changes.jsonl")["userEmail"], ADA);
    let again = export_organization(context, organization, &folder).await;
    assert!(again.unwrap_err().to_string().contains("export"));
    assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 1);
}

async fn an_export_of_one_organization_has_nothing_of_another(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (organization, _) = fill_all(&server).await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = identity::organizations::list(&server.running.context).await;
    let other = other
        .unwrap()
        .into_iter()
        .find(|one| one.id != organization);
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("other");
    let context = &server.running.context;
    let exported = export_organization(context, other.unwrap().id, &folder).await;
    exported.unwrap();
    let mine = ids(&server, organization, "account").await;
    for (name, text) in texts(&folder) {
        assert!(
            !text.contains("Example Ltd") && !text.contains(ADA),
            "{name}"
        );
        assert!(!text.contains(&organization.0.to_string()), "{name}");
        assert!(
            !mine.iter().any(|id| text.contains(&id.to_string())),
            "{name}"
        );
    }
}
