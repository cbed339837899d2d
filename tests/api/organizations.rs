//! Two organizations on one server cannot see each other: every route of the OpenAPI document is
//! called with identifiers of the other one.

use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::api_keys::CreateApiKey;
use contract::application_passwords::CreateApplicationPassword;
use contract::branding::Branding;
use contract::bulk_jobs::BulkJobAction;
use contract::change::Change;
use contract::imports::UploadQuery;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::organization::UpdateOrganization;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::recovery_email::SetOwnRecoveryEmail;
use contract::server::ServerDetails;
use contract::user_attributes::AttributeKind;
use contract::webhooks::CreateWebhook;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, RelyingParty, Surfer, TestServer, USER_PASSWORD,
    on_both_databases, problem_type, web,
};
use reqwest::Method;
use rules::role::{Permission, Role};
use serde_json::{Value, json};

use crate::user_attributes::attribute;

on_both_databases!(
    identifiers_of_another_organization_answer_404,
    lists_show_only_the_own_organization,
    a_cursor_of_another_organization_is_refused,
    a_server_with_one_organization_shows_its_name,
    entering_an_address_tells_nothing_about_other_organizations,
);

async fn identifiers_of_another_organization_answer_404(backend: Backend) {
    let server = TestServer::start(backend).await;
    let victim = server.owner().await;
    let user = server.active_user(&victim, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let session = ada.my_sessions().await.unwrap().items[0].id;
    let browser = ada.my_known_browsers().await.unwrap().items[0].id;
    let invited = InviteAdministrator {
        email: "second@example.com".to_owned(),
        name: "Second".to_owned(),
        role: Role::Owner,
    };
    let administrator = victim.invite_administrator(&invited, None).await.unwrap();
    let key = CreateApiKey {
        name: "Import".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let key = victim.create_api_key(&key).await.unwrap();
    let group = crate::groups::group(&victim, "Engineering").await;
    let attribute = attribute("badge", AttributeKind::Number);
    let attribute = victim
        .create_user_attribute(&attribute, None)
        .await
        .unwrap();
    let rp = RelyingParty::new(&server, &victim, web()).await;
    let view = crate::views::view(&victim, "Contractors", true).await;
    let event = victim.events(&ListQuery::default()).await.unwrap().items[0].id;
    let file = b"email\nzoe@example.com\n".to_vec();
    let import = victim
        .upload_import(&UploadQuery::default(), file)
        .await
        .unwrap();
    let job = crate::bulk_jobs::on(BulkJobAction::Unlock, &[user.id]);
    let job = victim.create_bulk_job(&job).await.unwrap();
    let bind_user = CreateLdapBindUser {
        name: "wiki".to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    let bind_user = victim.create_ldap_bind_user(&bind_user).await.unwrap();
    let bind_user = bind_user.bind_user;
    let webhook = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/".to_owned(),
        ..CreateWebhook::default()
    };
    let webhook = victim.create_webhook(&webhook).await.unwrap().webhook;
    let access_point = crate::radius::site("Wi-Fi");
    let access_point = victim.create_radius_client(&access_point).await.unwrap();
    let host = crate::hosts::open_to_all("Build");
    let host = victim.create_host(&host).await.unwrap().host;
    let webhook_secret = webhook.secrets[0].id;
    let password = CreateApplicationPassword {
        name: "Printer".to_owned(),
        application_id: None,
    };
    let password = ada.create_my_application_password(&password).await.unwrap();
    let password = password.application_password.id;
    let ssh_key = crate::ssh_keys::unnamed(crate::ssh_keys::ED25519);
    let ssh_key = ada.add_my_ssh_key(&ssh_key).await.unwrap().id;
    let change = crate::scheduled_changes::suspend_in_an_hour(&server, &victim, user.id).await;
    // Its creation is its first event.
    let deliveries = victim.webhook_deliveries(&ListQuery::default()).await;
    let delivery = deliveries.unwrap().items[0].id;
    let application_session = {
        let surfer = Surfer::signed_in(&server, "ada@example.com").await;
        rp.tokens(&surfer, &[]).await;
        crate::applications::sessions(&server, rp.id).await[0].id
    };
    let user = victim.user(user.id).await.unwrap();
    let application = victim.application(rp.id).await.unwrap();
    let client_secret = application.secrets[0].id;

    server.organization("Other Ltd", "other@example.org").await;
    let attacker = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;

    let document = harness::openapi(&server).await;
    let mut walked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        if !path.contains("{id}") || path.contains("/me/") {
            continue;
        }
        let id = match path.split('/').nth(3).unwrap() {
            "users" => user.id.to_string(),
            "administrators" => administrator.id.to_string(),
            "api-keys" => key.api_key.id.to_string(),
            "groups" => group.id.to_string(),
            "user-attributes" => attribute.id.to_string(),
            "events" => event.to_string(),
            "imports" => import.id.to_string(),
            "bulk-jobs" => job.id.to_string(),
            "views" => view.id.to_string(),
            "applications" => application.id.to_string(),
            "ldap-bind-users" => bind_user.id.to_string(),
            "webhooks" => webhook.id.to_string(),
            "radius-clients" => access_point.radius_client.id.to_string(),
            "hosts" => host.id.to_string(),
            "webhook-deliveries" => delivery.to_string(),
            other => panic!("no identifier for {other}: add one"),
        };
        let (session, secret) = match path.split('/').nth(3).unwrap() {
            "applications" => (application_session.to_string(), client_secret.to_string()),
            _ => (session.to_string(), webhook_secret.to_string()),
        };
        for (method, operation) in methods.as_object().unwrap() {
            let path = path
                .replace("{id}", &id)
                .replace("{session}", &session)
                .replace("{browser}", &browser.to_string())
                .replace("{user}", &user.id.to_string())
                .replace("{group}", &group.id.to_string())
                .replace("{secret}", &secret)
                // `openid/foreign_identifiers.rs` has certificates.
                .replace("{certificate}", crate::authorization::NOBODY)
                .replace("{change}", &change.id.to_string())
                .replace("{key}", &ssh_key.to_string())
                .replace("{password}", &password.to_string());
            let method: Method = method.to_uppercase().parse().unwrap();
            let mut request = harness::plain_http()
                .request(method.clone(), format!("{}{path}", server.origin))
                .bearer_auth(attacker.token().unwrap())
                .header("If-Match", "\"1\"");
            if let Some(body) = crate::authorization::body(&document, operation) {
                request = request.json(&body);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 404, "{method} {path}");
            walked += 1;
        }
    }
    assert!(walked >= 22, "only {walked} routes were walked");
    // The other organization's accounts are unchanged.
    assert!(ada.me().await.is_ok());
    assert_eq!(victim.user(user.id).await.unwrap().version, user.version);
    assert_eq!(victim.group(group.id).await.unwrap(), group);
    let same = victim.application(application.id).await.unwrap();
    assert_eq!(same, application);
}

async fn lists_show_only_the_own_organization(backend: Backend) {
    let server = TestServer::start(backend).await;
    let first = server.owner().await;
    let ada = server.active_user(&first, "ada@example.com").await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let all = ListQuery::default();
    assert_eq!(other.users(&all).await.unwrap().total, 0);
    assert_eq!(other.user_counts().await.unwrap().total, 0);
    assert_eq!(other.administrators(&all).await.unwrap().total, 1);
    assert_eq!(other.api_keys(&all).await.unwrap().total, 0);
    // Compares whole values, because a random identifier can contain any three letters.
    let hers = ["\"ada\"".to_owned(), ada.email, ada.id.to_string()];
    let shows_her = |event: &contract::events::Event| {
        let text = serde_json::to_string(event).unwrap();
        hers.iter().any(|one| text.contains(one))
    };
    assert!(
        first
            .events(&all)
            .await
            .unwrap()
            .items
            .iter()
            .any(shows_her)
    );
    let others = other.events(&all).await.unwrap().items;
    assert!(!others.iter().any(shows_her), "{others:?}");
    let mails = other.mail_deliveries(&all).await.unwrap();
    assert!(
        mails
            .items
            .iter()
            .all(|mail| mail.to == "other@example.org")
    );
    let search = ListQuery {
        search: Some("ada".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(other.users(&search).await.unwrap().total, 0);
    assert_eq!(first.users(&search).await.unwrap().total, 1);
}

async fn a_cursor_of_another_organization_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let first = server.owner().await;
    for name in ["ada", "grace", "edsger"] {
        server
            .pending_user(&first, &format!("{name}@example.com"))
            .await;
    }
    let page = ListQuery {
        limit: Some(1),
        ..ListQuery::default()
    };
    let cursor = first.users(&page).await.unwrap().next_cursor.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    for (client, query) in [
        (&other, json!({"limit": "1", "cursor": cursor})),
        (
            &first,
            json!({"limit": "1", "cursor": cursor, "sort": "-name"}),
        ),
        (
            &first,
            json!({"limit": "1", "cursor": cursor, "search": "a"}),
        ),
        (&first, json!({"limit": "1", "cursor": "AAAA"})),
        (&first, json!({"limit": "1", "cursor": "' OR 1=1 --"})),
    ] {
        let query: ListQuery = serde_json::from_value::<ListQuery>(Value::clone(&query)).unwrap();
        let refused = client.users(&query).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().kind, ProblemType::InvalidCursor);
    }
}

async fn a_server_with_one_organization_shows_its_name(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let anybody = server.anonymous(Portal::User);
    let mut known = ServerDetails {
        organization_name: Some("Example Ltd".to_owned()),
        contact_email: None,
        branding: Branding::default(),
        sign_up: false,
        ldap: false,
    };
    assert_eq!(anybody.server().await.unwrap(), known);
    let change = UpdateOrganization {
        contact_email: Change::Set("help@example.com".to_owned()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    known.contact_email = Some("help@example.com".to_owned());
    assert_eq!(anybody.server().await.unwrap(), known);

    // If there is a second organization, the server tells its name only to the organization's
    // people.
    server.organization("Other Ltd", "other@example.org").await;
    assert_eq!(anybody.server().await.unwrap(), ServerDetails::default());
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    assert_eq!(ada.me().await.unwrap().contact_email, known.contact_email);
}

/// Three users of an organization whose domain is `domain`, each signed in, with recovery emails.
async fn three_users(server: &TestServer, owner: &Client, domain: &str) -> Vec<Client> {
    let version = owner.organization().await.unwrap().version;
    let change = UpdateOrganization {
        recovery_email_enabled: Some(true),
        ..UpdateOrganization::default()
    };
    owner.update_organization(version, &change).await.unwrap();
    let mut users = Vec::new();
    for name in ["one", "two", "three"] {
        let email = format!("{name}@{domain}");
        server.active_user(owner, &email).await;
        users.push(server.sign_in(Portal::User, &email, USER_PASSWORD).await);
    }
    users
}

async fn entering_an_address_tells_nothing_about_other_organizations(backend: Backend) {
    let server = TestServer::start(backend).await;
    let victim = server.owner().await;
    let theirs = three_users(&server, &victim, "example.com").await;
    server.organization("Other Ltd", "other@example.org").await;
    let attacker = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let attackers = three_users(&server, &attacker, "example.org").await;
    let enter = async |user: &Client| {
        let body = SetOwnRecoveryEmail {
            email: "ada@home.example".to_owned(),
            current_password: USER_PASSWORD.to_owned(),
        };
        user.set_my_recovery_email(&body).await
    };
    for user in &attackers {
        enter(user).await.unwrap();
    }
    // The owner of the address is not kept from verifying it.
    for user in &theirs {
        enter(user).await.unwrap();
    }
    server.mail_settled().await;
    assert_eq!(server.mails("ada@home.example", "verify your recovery"), 6);

    // One organization causes only a few emails to an address.
    server.active_user(&attacker, "four@example.org").await;
    let fourth = server.sign_in(Portal::User, "four@example.org", USER_PASSWORD);
    let refused = enter(&fourth.await).await;
    assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
}
