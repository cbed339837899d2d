//! The account of a person, from before their first day until after their last one.

use client::Portal;
use contract::events::Event;
use contract::ids::UserId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use reqwest::Method;
use rules::links::LinkPurpose;
use rules::role::Permission;
use rules::state::UserState;
use serde_json::json;

use super::access::{
    gets_a_reset, gets_a_temporary_password, is_signed_out, is_suspended_and_comes_back, tries,
};
use super::{ADA, Program};

on_both_databases!(a_program_manages_an_account_from_start_to_end);

async fn a_program_manages_an_account_from_start_to_end(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let scopes = [
        Permission::UsersRead,
        Permission::UsersAssist,
        Permission::UsersWrite,
    ];
    let program = Program::new(&server, &owner, &scopes).await;
    let id = is_created_once(&program).await;
    is_edited_by_version(&program, id).await;
    is_activated(&program, id).await;
    gets_a_temporary_password(&program, id).await;
    gets_a_reset(&program, id).await;
    is_suspended_and_comes_back(&program, id).await;
    is_signed_out(&program, id).await;
    what_was_done_is_told(&program, id).await;
    is_deleted(&program, id).await;
}

async fn is_created_once(program: &Program<'_>) -> UserId {
    let create = async |key: Option<&str>, body| {
        let headers: Vec<_> = key
            .map(|key| ("Idempotency-Key", key))
            .into_iter()
            .collect();
        let path = "/api/v1/users";
        program
            .send(Method::POST, path, &headers, Some(&body))
            .await
    };
    let ada = json!({"email": ADA, "username": "ada", "firstName": "Ada", "state": "staged"});
    let first = create(Some("hire-1"), ada.clone()).await;
    assert_eq!(
        (first.status, &first.body["state"]),
        (201, &json!("staged"))
    );
    let again = create(Some("hire-1"), ada).await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    let other = json!({"email": "bob@example.com", "username": "bob"});
    let other = create(Some("hire-1"), other).await;
    assert_eq!(
        (other.status, other.problem()),
        (409, "idempotency-conflict")
    );

    for (email, username, field) in [
        (ADA, "other", "email"),
        ("x@example.com", "ada", "username"),
    ] {
        let twice = create(None, json!({"email": email, "username": username})).await;
        assert_eq!((twice.status, twice.problem()), (409, "taken"));
        let errors = twice.body["errors"].as_array().unwrap();
        assert_eq!((errors.len(), &errors[0]["field"]), (1, &json!(field)));
    }
    assert_eq!(
        program
            .api
            .users(&ListQuery::default())
            .await
            .unwrap()
            .total,
        1
    );
    program.server.mail_settled().await;
    assert_eq!(program.server.mails(ADA, ""), 0, "before the first day");
    first.body["id"].as_str().unwrap().parse().unwrap()
}

async fn is_edited_by_version(program: &Program<'_>, id: UserId) {
    let path = format!("/api/v1/users/{id}");
    let read = async || program.send(Method::GET, &path, &[], None).await;
    let edit = async |headers: &[(&str, &str)], title: &str| {
        let body = json!({"jobTitle": title});
        program
            .send(Method::PATCH, &path, headers, Some(&body))
            .await
    };
    let before = read().await.etag.unwrap();
    let blind = edit(&[], "Analyst").await;
    assert_eq!((blind.status, blind.problem()), (428, "version-required"));
    let edited = edit(&[("If-Match", &before)], "Countess").await;
    assert_eq!(edited.status, 200);
    assert_ne!(edited.etag.as_ref(), Some(&before));
    let late = edit(&[("If-Match", &before)], "Analyst").await;
    assert_eq!((late.status, late.problem()), (412, "stale-version"));
    let now = read().await;
    assert_eq!(now.body["jobTitle"], "Countess");
    assert_eq!(now.etag, edited.etag);
}

async fn is_activated(program: &Program<'_>, id: UserId) {
    let server = program.server;
    let active = program.api.activate_user(id).await.unwrap();
    assert_eq!(active.state, UserState::Active);
    let first = server.token_mailed_to(ADA).await;
    program.api.resend_activation(id).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "activate your account"), 2);
    let newer = server.token_mailed_to(ADA).await;
    let portal = server.anonymous(Portal::User);
    let purpose = LinkPurpose::UserActivation;
    let void = portal.inspect_link(purpose, &first).await;
    assert_eq!(problem_type(void), ProblemType::LinkNotUsable);
    portal.inspect_link(purpose, &newer).await.unwrap();
}

async fn what_was_done_is_told(program: &Program<'_>, id: UserId) {
    let latest = ListQuery {
        limit: Some(100),
        ..ListQuery::default()
    };
    let activity = program.api.user_activity(id, &latest).await.unwrap();
    let by_program = |event: &&Event| event.actor.id == Some(program.key.api_key.id.0);
    let done: Vec<_> = activity.items.iter().rev().filter(by_program).collect();
    for event in &done {
        assert_eq!(event.actor.kind, "api_key");
        assert_eq!(event.actor.name, "HR import");
    }
    let actions: Vec<_> = done.iter().map(|event| &*event.action).collect();
    assert_eq!(
        actions,
        [
            "user.created",
            "user.updated",
            "user.activated",
            "user.activation_sent",
            "password.temporary_set",
            "password.reset_sent",
            "user.suspended",
            "user.activated",
            "session.ended",
            "session.ended",
            "session.ended",
        ]
    );
}

async fn is_deleted(program: &Program<'_>, id: UserId) {
    program.api.delete_user(id).await.unwrap();
    let path = format!("/api/v1/users/{id}");
    for (method, below) in [
        (Method::GET, ""),
        (Method::GET, "/activity"),
        (Method::GET, "/sessions"),
        (Method::POST, "/activate"),
        (Method::DELETE, ""),
    ] {
        let path = format!("{path}{below}");
        let gone = program.send(method.clone(), &path, &[], None).await;
        assert_eq!(
            (gone.status, gone.problem()),
            (404, "not-found"),
            "{method} {path}"
        );
    }
    assert_eq!(
        program
            .api
            .users(&ListQuery::default())
            .await
            .unwrap()
            .total,
        0
    );
    let refused = tries(program.server, USER_PASSWORD).await;
    assert_eq!(refused.err(), Some(ProblemType::WrongCredentials));
}
