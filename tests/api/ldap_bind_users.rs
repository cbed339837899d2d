//! Bind users of the LDAP directory, and its settings. What they find is tested with the use cases.

use client::{Client, Error};
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::organization::UpdateOrganization;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::directory::DirectoryPolicy;
use rules::resource::AfterLoss;
use rules::role::Role;

use crate::applications::application;

on_both_databases!(
    a_bind_user_is_created_listed_and_revoked,
    the_password_of_a_repeated_create_is_not_shown_again,
    what_is_wrong_is_named,
    a_directory_needs_a_suffix,
    owners_are_told_who_reads_the_directory,
);

fn bind_user(name: &str) -> CreateLdapBindUser {
    CreateLdapBindUser {
        name: name.to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    }
}

async fn set(by: &Client, policy: DirectoryPolicy) -> Result<DirectoryPolicy, Error> {
    let version = by.organization().await?.version;
    let request = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let changed = by.update_organization(version, &request).await?;
    Ok(changed.settings.directory)
}

fn field<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    let error = answer.unwrap_err();
    let problem = error.problem().unwrap();
    format!("{}:{}", problem.errors[0].field, problem.errors[0].code)
}

async fn a_bind_user_is_created_listed_and_revoked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await;
    let everybody = owner
        .create_ldap_bind_user(&bind_user("NAS"))
        .await
        .unwrap();
    assert!(everybody.secret.starts_with("ldap_"));
    assert_eq!(everybody.bind_user.dn, None);
    let of_wiki = CreateLdapBindUser {
        reads: BindUserScope::Application,
        application_id: Some(wiki.id),
        ..bind_user("wiki")
    };
    owner.create_ldap_bind_user(&of_wiki).await.unwrap();
    let policy = DirectoryPolicy {
        enabled: true,
        suffix: "dc=example,dc=com".to_owned(),
        ..DirectoryPolicy::default()
    };
    set(&owner, policy).await.unwrap();
    let all = owner.ldap_bind_users(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 2);
    let [wiki, nas] = all.items.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(wiki.application_name.as_deref(), Some("Wiki"));
    let dn = "cn=NAS,ou=services,dc=example,dc=com";
    assert_eq!(nas.dn.as_deref(), Some(dn));
    assert_eq!(nas.last_used_at, None);
    owner.revoke_ldap_bind_user(nas.id).await.unwrap();
    let again = owner.revoke_ldap_bind_user(nas.id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    // A bind user goes with its application.
    let application = wiki.application_id.unwrap();
    let version = owner.application(application).await.unwrap().version;
    owner
        .delete_application(application, version)
        .await
        .unwrap();
    let none = owner.ldap_bind_users(&ListQuery::default()).await.unwrap();
    assert!(none.items.is_empty());
    let events = owner.events(&ListQuery::default()).await.unwrap().items;
    for action in ["ldap_bind_user.created", "ldap_bind_user.revoked"] {
        let event = events.iter().find(|event| event.action == action);
        let target = event.and_then(|event| event.target.as_ref()).unwrap();
        assert_eq!(target.kind, "ldap_bind_user");
    }
}

async fn the_password_of_a_repeated_create_is_not_shown_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut answers = Vec::new();
    for _ in 0..2 {
        let answer = reqwest::Client::new()
            .post(format!("{}/api/v1/ldap-bind-users", server.origin))
            .bearer_auth(owner.token().unwrap())
            .header("Idempotency-Key", "one")
            .json(&bind_user("nas"))
            .send()
            .await
            .unwrap();
        answers.push((answer.status().as_u16(), answer.text().await.unwrap()));
    }
    assert_eq!(answers[0].0, 201, "{answers:?}");
    assert_eq!(answers[1].0, 409, "{answers:?}");
    assert!(answers[1].1.contains("already-created"), "{answers:?}");
    assert!(!answers[1].1.contains("ldap_"), "{answers:?}");
}

async fn what_is_wrong_is_named(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await;
    owner
        .create_ldap_bind_user(&bind_user("Wiki"))
        .await
        .unwrap();
    let taken = owner.create_ldap_bind_user(&bind_user("wiki")).await;
    let taken = taken.map(|made| made.bind_user);
    assert_eq!(problem_type(taken), ProblemType::Taken);
    let without = CreateLdapBindUser {
        reads: BindUserScope::Application,
        ..bind_user("nas")
    };
    let with = CreateLdapBindUser {
        application_id: Some(wiki.id),
        ..bind_user("nas")
    };
    let unknown = CreateLdapBindUser {
        reads: BindUserScope::Application,
        application_id: Some(contract::ids::ApplicationId(uuid::Uuid::from_u128(7))),
        ..bind_user("nas")
    };
    for (request, expected) in [
        (bind_user(""), "name:required"),
        (bind_user("my nas"), "name:malformed"),
        (bind_user("naš"), "name:malformed"),
        (without, "applicationId:required"),
        (with, "applicationId:not_allowed"),
        (unknown, "applicationId:not_found"),
    ] {
        let answer = owner.create_ldap_bind_user(&request).await;
        let answer = answer.map(|made| made.bind_user);
        assert_eq!(field(answer), expected);
    }
}

async fn a_directory_needs_a_suffix(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let enabled = DirectoryPolicy {
        enabled: true,
        ..DirectoryPolicy::default()
    };
    let without = set(&owner, enabled.clone()).await;
    assert_eq!(field(without), "directory.suffix:out_of_range");
    let with = |suffix: &str| DirectoryPolicy {
        suffix: suffix.to_owned(),
        ..enabled.clone()
    };
    let malformed = set(&owner, with("example.com")).await;
    assert_eq!(field(malformed), "directory.suffix:malformed");
    let saved = set(&owner, with("o=1,dc=example,dc=com")).await.unwrap();
    assert_eq!(saved.on_lock, AfterLoss::Remove);
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(
            client::Portal::Admin,
            "other@example.org",
            harness::ADMINISTRATOR_PASSWORD,
        )
        .await;
    let below = set(&other, with("ou=x,O=1, DC=example,DC=com")).await;
    assert_eq!(field(below), "directory.suffix:taken");
    let beside = set(&other, with("o=2,dc=example,dc=com")).await.unwrap();
    assert!(beside.enabled);
    // Who gives up a suffix frees it.
    let moved = set(&owner, with("o=3,dc=example,dc=com")).await.unwrap();
    assert_eq!(moved.suffix, "o=3,dc=example,dc=com");
    set(&other, with("o=1,dc=example,dc=com")).await.unwrap();
}

async fn owners_are_told_who_reads_the_directory(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let email = "manager@example.com";
    let manager = server.administrator(&owner, email, Role::Manager).await;
    let wiki = application(&owner, "Wiki").await;
    let of_wiki = CreateLdapBindUser {
        reads: BindUserScope::Application,
        application_id: Some(wiki.id),
        ..bind_user("wiki")
    };
    manager
        .create_ldap_bind_user(&bind_user("nas"))
        .await
        .unwrap();
    manager.create_ldap_bind_user(&of_wiki).await.unwrap();
    // Nothing was created, so nobody is told.
    let taken = manager.create_ldap_bind_user(&of_wiki).await;
    let taken = taken.map(|made| made.bind_user);
    assert_eq!(problem_type(taken), ProblemType::Taken);
    server.mail_settled().await;
    assert_eq!(server.mails(&server.owner_email, "new bind user"), 2);
    assert_eq!(server.mails(email, "new bind user"), 0);
}
