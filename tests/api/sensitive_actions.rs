//! Sensitive actions require step-up authentication, and owners are told about those that can be
//! used to take over the organization.

use std::time::Duration;

use contract::administrators::{InviteAdministrator, UpdateAdministrator};
use contract::api_keys::CreateApiKey;
use contract::page::ListQuery;
use harness::{AuthenticatorApp, Backend, TestServer, on_both_databases};
use rules::mfa::MfaRequirement;
use rules::role::{Permission, Role};
use serde_json::Value;

use crate::authorization::{Route, routes};
use crate::factors::{lockout, set_policy};

on_both_databases!(
    every_action_of_a_sensitive_permission_requires_a_recent_confirmation,
    owners_are_told_what_can_be_used_to_take_over,
    an_owner_who_is_shut_out_is_told,
);

/// The actions that declare otherwise: they reveal and change nothing that matters.
const OTHERWISE: [&str; 11] = [
    "GET /api/v1/api-keys",
    "POST /api/v1/applications/{id}/access-preview",
    "POST /api/v1/applications/{id}/access-preview/accounts",
    "POST /api/v1/mail-deliveries/test",
    "POST /api/v1/mail-templates/{kind}/preview",
    "POST /api/v1/mail-templates/{kind}/test",
    "POST /api/v1/organization/preview",
    "POST /api/v1/organization/preview/accounts",
    "POST /api/v1/webhook-deliveries/{id}/replay",
    "POST /api/v1/webhooks/{id}/replay-failed",
    "POST /api/v1/webhooks/{id}/test",
];

async fn call(server: &TestServer, route: &Route, bearer: &str) -> Value {
    let mut request = harness::plain_http()
        .request(
            route.method.clone(),
            format!("{}{}", server.origin, route.path),
        )
        .header("If-Match", "\"1\"")
        .bearer_auth(bearer);
    if let Some(body) = &route.body {
        request = request.json(body);
    }
    let answer = request.send().await.unwrap();
    answer.json().await.unwrap_or(Value::Null)
}

async fn every_action_of_a_sensitive_permission_requires_a_recent_confirmation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    server.clock.advance(Duration::from_secs(5 * 60));
    for person in [&owner, &manager] {
        person.refresh().await.unwrap();
    }
    let (owner_token, manager_token) = (owner.token().unwrap(), manager.token().unwrap());
    let mut sensitive = 0;
    for route in routes(&server).await {
        let Some(needs) = route.needs.filter(|needs| needs.is_sensitive()) else {
            continue;
        };
        let problem = call(&server, &route, &owner_token).await;
        let refused = problem["type"] == "urn:latchkey:problem:proof-required";
        assert_eq!(
            refused,
            !OTHERWISE.contains(&route.name.as_str()),
            "{}: {problem}",
            route.name
        );
        sensitive += usize::from(refused);
        // Who may not do it anyway is not asked to confirm anything.
        if needs == Permission::AdministratorsWrite {
            let problem = call(&server, &route, &manager_token).await;
            assert_eq!(problem["type"], "urn:latchkey:problem:forbidden");
        }
    }
    assert!(sensitive > 10, "{sensitive} sensitive actions");
    assert_eq!(
        owner
            .administrators(&ListQuery::default())
            .await
            .unwrap()
            .total,
        2
    );

    // The owner's client confirms when asked, and repeats the call.
    let me = owner.administrator_me().await.unwrap();
    let renamed = UpdateAdministrator {
        name: Some("Olivia".to_owned()),
        role: None,
    };
    let version = owner.administrator(me.id).await.unwrap().version;
    owner
        .update_administrator(me.id, version, &renamed)
        .await
        .unwrap();
}

async fn owners_are_told_what_can_be_used_to_take_over(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let second = "second@example.com";
    server.administrator(&owner, second, Role::Owner).await;
    let told = |subject: &str| {
        let others = ["manager@example.com", "help@example.com"];
        assert!(others.iter().all(|email| server.mails(email, subject) == 0));
        (
            server.mails(&server.owner_email, subject),
            server.mails(second, subject),
        )
    };
    server.mail_settled().await;
    // When the second owner was invited, the address was not known to be theirs.
    assert_eq!(told("new administrator"), (1, 0));

    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let invitation = InviteAdministrator {
        email: "help@example.com".to_owned(),
        name: "Helen".to_owned(),
        role: Role::HelpDesk,
    };
    let helen = owner.invite_administrator(&invitation, None).await.unwrap();
    let promote = UpdateAdministrator {
        name: None,
        role: Some(Role::Manager),
    };
    owner
        .update_administrator(helen.id, helen.version, &promote)
        .await
        .unwrap();
    let key = CreateApiKey {
        name: "Payroll".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 30,
    };
    manager.create_api_key(&key).await.unwrap();
    server.mail_settled().await;
    assert_eq!(told("new administrator"), (3, 2));
    assert_eq!(told("role was changed"), (1, 1));
    assert_eq!(told("new API key"), (1, 1));

    // Stricter settings are nobody's concern, weaker ones are.
    set_policy(&manager, |mfa| mfa.users = MfaRequirement::Required).await;
    server.mail_settled().await;
    assert_eq!(told("settings were weakened"), (0, 0));
    set_policy(&manager, |mfa| mfa.users = MfaRequirement::Off).await;
    lockout(&manager, |lockout| lockout.locks = false).await;
    server.mail_settled().await;
    assert_eq!(told("settings were weakened"), (2, 2));
    lockout(&manager, |lockout| {
        lockout.locks = true;
        lockout.counts_together = true;
        lockout.ends_sessions = true;
    })
    .await;
    server.mail_settled().await;
    assert_eq!(told("settings were weakened"), (2, 2));
    lockout(&manager, |lockout| lockout.counts_together = false).await;
    lockout(&manager, |lockout| lockout.ends_sessions = false).await;
    server.mail_settled().await;
    assert_eq!(told("settings were weakened"), (4, 4));
}

/// A stolen session of one owner must not get rid of the others without a word.
async fn an_owner_who_is_shut_out_is_told(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let emails = ["one@example.com", "two@example.com", "three@example.com"];
    let mut ids = Vec::new();
    for email in emails {
        let other = server.administrator(&owner, email, Role::Owner).await;
        AuthenticatorApp::add(&server, &other).await;
        ids.push(other.administrator_me().await.unwrap().id);
    }
    let told = async |subject: &str| {
        server.mail_settled().await;
        emails.map(|email| server.mails(email, subject))
    };
    owner.reset_administrator_factors(ids[0]).await.unwrap();
    assert_eq!(told("an owner's MFA was reset").await, [1, 1, 1]);
    let demote = UpdateAdministrator {
        name: None,
        role: Some(Role::Manager),
    };
    let version = owner.administrator(ids[0]).await.unwrap().version;
    owner
        .update_administrator(ids[0], version, &demote)
        .await
        .unwrap();
    assert_eq!(told("role was changed").await, [1, 1, 1]);
    owner
        .suspend_administrator(ids[1], Default::default())
        .await
        .unwrap();
    assert_eq!(told("an owner was suspended").await, [0, 1, 1]);
    owner
        .remove_administrator(ids[2], Default::default())
        .await
        .unwrap();
    assert_eq!(told("an owner was removed").await, [0, 0, 1]);
    assert_eq!(server.mails(&server.owner_email, "an owner"), 3);

    // Nobody else's suspension is their concern.
    owner
        .suspend_administrator(ids[0], Default::default())
        .await
        .unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(&server.owner_email, "an owner"), 3);
}
