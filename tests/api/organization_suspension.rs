//! A suspended organization: every door is closed, and open again afterwards.

use std::time::Duration;

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use contract::webhooks::CreateWebhook;
use entity::{account, webhook_delivery};
use harness::saml::ServiceProvider;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, field, on_both_databases,
    problem_type,
};
use identity::organizations::{resume, suspend};
use rules::role::Permission;
use rules::state::UserState;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::openid::{ADA, Setting};

on_both_databases!(
    nobody_of_a_suspended_organization_gets_in,
    the_reason_is_told_only_after_the_right_password,
    applications_are_closed_while_the_organization_is_suspended,
    no_link_is_sent_or_works_while_the_organization_is_suspended,
    background_work_waits_for_the_end_of_a_suspension,
    states_change_once_and_are_recorded,
);

/// The organization of this administrator.
async fn organization(owner: &Client) -> OrganizationId {
    owner.organization().await.unwrap().id
}

async fn status_with(server: &TestServer, path: &str, bearer: &str) -> u16 {
    let request = harness::plain_http().get(format!("{}/api/v1{path}", server.origin));
    let answer = request.bearer_auth(bearer).send().await.unwrap();
    answer.status().as_u16()
}

async fn nobody_of_a_suspended_organization_gets_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let new = CreateApiKey {
        name: "Program".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&new).await.unwrap().key;
    server.organization("Other Ltd", "other@example.org").await;
    let id = organization(&owner).await;
    let issued = [
        ("/me", ada.token().unwrap()),
        ("/users", owner.token().unwrap()),
        ("/users", key),
    ];
    for (path, bearer) in &issued {
        assert_eq!(status_with(&server, path, bearer).await, 200);
    }

    suspend(context, id).await.unwrap();
    for (path, bearer) in &issued {
        assert_eq!(status_with(&server, path, bearer).await, 401);
    }
    let refreshed = ada.refresh().await;
    assert_eq!(problem_type(refreshed), ProblemType::Unauthenticated);
    for (portal, email, password) in [
        (Portal::User, ADA, USER_PASSWORD),
        (Portal::Admin, &*server.owner_email, ADMINISTRATOR_PASSWORD),
    ] {
        let client = server.anonymous(portal);
        client.begin_sign_in(email).await.unwrap();
        let refused = client.submit_password(password).await;
        assert_eq!(problem_type(refused), ProblemType::OrganizationSuspended);
    }
    // Others notice nothing.
    server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;

    resume(context, id).await.unwrap();
    for (path, bearer) in &issued {
        assert_eq!(status_with(&server, path, bearer).await, 200);
    }
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
}

async fn the_reason_is_told_only_after_the_right_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let id = organization(&owner).await;
    suspend(&server.running.context, id).await.unwrap();
    for email in [ADA, "nobody@example.com"] {
        let client = server.anonymous(Portal::User);
        client.begin_sign_in(email).await.unwrap();
        let wrong = client.submit_password("not the password").await;
        assert_eq!(problem_type(wrong), ProblemType::WrongCredentials);
    }
}

async fn applications_are_closed_while_the_organization_is_suspended(backend: Backend) {
    let here = Setting::new(backend).await;
    let context = &here.server.running.context;
    let settings = harness::saml::settings();
    let sp = ServiceProvider::new(&here.server, &here.owner, settings).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let code = here.rp.code(&here.ada, &[]).await;
    sp.assertion(&here.ada).await;
    let id = organization(&here.owner).await;
    suspend(context, id).await.unwrap();
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    let token = [("token", tokens["access_token"].as_str().unwrap())];
    for (status, refused) in [
        here.rp.refresh(&tokens).await,
        here.rp.redeem(&code).await,
        here.rp.post("/oidc/introspect", &token).await,
        here.rp.post("/oidc/device", &[("scope", "openid")]).await,
    ] {
        assert_eq!((status, &refused["error"]), (401, &json!("invalid_client")));
    }
    let sent = here.rp.sent(&here.ada, &[("prompt", "none")]).await;
    assert_eq!(field(&sent, "error").as_deref(), Some("login_required"));
    let passive = sp.request().with("IsPassive", "true");
    let answer = sp.answer(&here.ada, &passive).await;
    assert_eq!(answer.status(), ["Responder", "NoPassive"]);
    resume(context, id).await.unwrap();
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    sp.assertion(&here.ada).await;
}

async fn no_link_is_sent_or_works_while_the_organization_is_suspended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.pending_user(&owner, ADA).await;
    let token = server.token_mailed_to(ADA).await;
    server.mail_settled().await;
    let before = server.mails(ADA, "");
    let id = organization(&owner).await;
    suspend(&server.running.context, id).await.unwrap();
    let anonymous = server.anonymous(Portal::User);
    anonymous.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, ""), before);
    let set = contract::links::SetPasswordByLink {
        purpose: rules::links::LinkPurpose::UserActivation,
        token,
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    let refused = anonymous.set_password_by_link(&set).await;
    assert_eq!(problem_type(refused), ProblemType::LinkNotUsable);
    resume(&server.running.context, id).await.unwrap();
    anonymous.set_password_by_link(&set).await.unwrap();
}

async fn background_work_waits_for_the_end_of_a_suspension(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let webhook = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/".to_owned(),
        ..CreateWebhook::default()
    };
    owner.create_webhook(&webhook).await.unwrap();
    let change = ScheduleChange {
        action: ScheduledAction::Suspend,
        at: context.now().plus(Duration::from_secs(3_600)).to_string(),
        note: None,
        sends_email: true,
        email_to: None,
    };
    owner.schedule_user_change(user.id, &change).await.unwrap();
    let id = organization(&owner).await;
    suspend(context, id).await.unwrap();
    // Nobody has attempted to deliver the event of the suspension itself.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let untouched = webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::Event.eq("organization.suspended"))
        .filter(webhook_delivery::Column::Attempts.eq(0))
        .count(context.database().read())
        .await
        .unwrap();
    assert_eq!(untouched, 1);

    server.clock.advance(Duration::from_secs(2 * 3_600));
    server.perform_scheduled_changes().await;
    let state = async || {
        let account = account::Entity::find_by_id(user.id.0);
        let account = account.one(context.database().read()).await.unwrap();
        account.unwrap().state
    };
    assert_eq!(state().await, UserState::Active);
    resume(context, id).await.unwrap();
    server.perform_scheduled_changes().await;
    assert_eq!(state().await, UserState::Suspended);
}

async fn states_change_once_and_are_recorded(backend: Backend) {
    let server = TestServer::start(backend).await;
    let context = &server.running.context;
    let id = organization(&server.owner().await).await;
    let kind = |result: Result<(), identity::Error>| result.unwrap_err().problem().kind;
    assert_eq!(kind(resume(context, id).await), ProblemType::Conflict);
    suspend(context, id).await.unwrap();
    assert_eq!(kind(suspend(context, id).await), ProblemType::Conflict);
    resume(context, id).await.unwrap();
    let owner = server.owner().await;
    for action in ["organization.suspended", "organization.resumed"] {
        let events = crate::groups::events(&owner, action).await;
        assert_eq!(events.len(), 1, "{action}");
        assert_eq!(events[0].actor.kind, "system");
        let target = events[0].target.as_ref().unwrap();
        assert_eq!(target.id, Some(id.0));
    }
    let nobody = OrganizationId(crate::authorization::NOBODY.parse().unwrap());
    assert_eq!(kind(suspend(context, nobody).await), ProblemType::NotFound);
}
