//! Application passwords: created, verified as a service beside the portals would, refused, revoked.

use std::time::Duration;

use client::{Client, Error, Portal};
use contract::application_passwords::{
    ApplicationPassword, ApplicationPasswordCreated, CreateApplicationPassword,
    MOST_APPLICATION_PASSWORDS, ResourceRefusal,
};
use contract::applications::UpdateApplication;
use contract::factors::Proof;
use contract::ids::{ApplicationId, UserId};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::LockUser;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use identity::application_passwords::{Attempt, Resource, Verified, verify};
use identity::organizations::{resume, suspend};
use rules::resource::AfterLoss;
use rules::role::Role;
use sea_orm::EntityTrait;
use tokio::task::JoinSet;

use crate::applications::{application, change};

on_both_databases!(
    a_user_creates_uses_and_revokes_one,
    it_works_for_one_application_only,
    it_is_refused_with_the_account,
    creating_one_requires_a_recent_confirmation,
    an_account_has_a_limited_number,
    administrators_list_and_revoke_them_as_their_role_allows,
    nobody_reaches_those_of_others,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
const STALE: Duration = Duration::from_secs(5 * 60);

fn named(name: &str, application_id: Option<ApplicationId>) -> CreateApplicationPassword {
    CreateApplicationPassword {
        name: name.to_owned(),
        application_id,
    }
}

async fn create(
    client: &Client,
    name: &str,
    application: Option<ApplicationId>,
) -> ApplicationPasswordCreated {
    let wanted = named(name, application);
    client
        .create_my_application_password(&wanted)
        .await
        .unwrap()
}

/// What a service learns that is given this secret for Ada.
async fn tried(server: &TestServer, secret: &str, resource: Resource) -> Verified {
    let context = &server.running.context;
    let organizations = entity::organization::Entity::find();
    let organization = organizations
        .one(context.database().read())
        .await
        .unwrap()
        .unwrap();
    let attempt = Attempt {
        organization: contract::ids::OrganizationId(organization.id),
        username: "Ada",
        secret,
        resource,
        client: &identity::actor::Client::default(),
    };
    let verified = verify(context, &attempt).await.unwrap();
    server.mail_settled().await;
    verified
}

async fn works(server: &TestServer, secret: &str, user: UserId) -> bool {
    match tried(server, secret, Resource::Device).await {
        Verified::Right(proved) => proved.user == user,
        _ => false,
    }
}

async fn recorded(owner: &Client, action: &str) -> Vec<contract::events::Event> {
    let query = ListQuery {
        filter: Some(format!("action:application_password.{action}")),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items
}

async fn a_user_creates_uses_and_revokes_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let created = create(&ada, "  Printer ", None).await;
    let (one, secret) = (created.application_password, created.password);
    assert_eq!((&*one.name, one.application_id), ("Printer", None));
    assert_eq!((one.last_used_at, one.refused), (None, None));
    // 28 characters of 5 bits in groups of 4.
    let groups: Vec<_> = secret.split('-').map(str::len).collect();
    assert_eq!(groups, [4; 7]);
    assert_eq!(
        ada.my_application_passwords().await.unwrap().items,
        std::slice::from_ref(&one)
    );

    assert!(works(&server, &secret, user.id).await);
    assert!(works(&server, &secret.replace('-', " ").to_uppercase(), user.id).await);
    let used = ada.my_application_passwords().await.unwrap().items;
    assert!(used[0].last_used_at.is_some());
    assert_eq!(
        owner
            .user_application_passwords(user.id)
            .await
            .unwrap()
            .items,
        used
    );
    // It is no password of the account, and the password of the account is none.
    let anybody = server.anonymous(Portal::User);
    anybody.begin_sign_in(ADA).await.unwrap();
    let refused = anybody.submit_password(&secret).await;
    assert_eq!(problem_type(refused), ProblemType::WrongCredentials);
    let wrong = tried(&server, USER_PASSWORD, Resource::Device).await;
    assert_eq!(wrong, Verified::Wrong);

    ada.revoke_my_application_password(one.id).await.unwrap();
    let refused = tried(&server, &secret, Resource::Device).await;
    assert_eq!(refused, Verified::Refused(ResourceRefusal::Revoked));
    let again = ada.revoke_my_application_password(one.id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    assert_eq!(ada.my_application_passwords().await.unwrap().total, 0);
    assert_eq!(
        owner
            .user_application_passwords(user.id)
            .await
            .unwrap()
            .total,
        0
    );

    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "a new application password"), 1);
    assert_eq!(server.mails(ADA, "an application password was revoked"), 1);
    for (action, expected) in [
        ("created", 1),
        ("revoked", 1),
        ("refused", 1),
        ("failed", 1),
    ] {
        assert_eq!(recorded(&owner, action).await.len(), expected, "{action}");
    }
    // Neither an event nor the list contains the secret.
    let events = owner.events(&ListQuery::default()).await.unwrap();
    assert!(!serde_json::to_string(&events).unwrap().contains(&secret));
}

async fn it_works_for_one_application_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let wiki = application(&owner, "Wiki").await;
    let other = application(&owner, "Shop").await;
    let wanted = named("Phone", Some(wiki.id));
    let refused = ada.create_my_application_password(&wanted).await;
    let refused = refused.map(drop).unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].field, "applicationId");
    owner
        .assign_application_to_user(wiki.id, user.id)
        .await
        .unwrap();
    let created = create(&ada, "Phone", Some(wiki.id)).await;
    let secret = created.password;
    let shown = created.application_password;
    assert_eq!(shown.application_name.as_deref(), Some("Wiki"));
    let at = async |resource| tried(&server, &secret, resource).await;
    let (here, there) = (
        Resource::Application(wiki.id),
        Resource::Application(other.id),
    );
    assert!(matches!(at(here).await, Verified::Right(_)));
    for elsewhere in [there, Resource::Device] {
        let refused = Verified::Refused(ResourceRefusal::OtherResource);
        assert_eq!(at(elsewhere).await, refused);
    }
    // One for a device opens no application.
    let device = create(&ada, "Printer", None).await.password;
    let refused = tried(&server, &device, here).await;
    assert_eq!(refused, Verified::Refused(ResourceRefusal::OtherResource));

    let closed = Verified::Refused(ResourceRefusal::ApplicationClosed);
    let enable = |enabled| UpdateApplication {
        enabled: Some(enabled),
        ..UpdateApplication::default()
    };
    change(&owner, wiki.id, enable(false)).await;
    assert_eq!(at(here).await, closed);
    let shown = ada.my_application_passwords().await.unwrap().items;
    assert_eq!(shown[0].refused, Some(ResourceRefusal::ApplicationClosed));
    change(&owner, wiki.id, enable(true)).await;
    assert!(matches!(at(here).await, Verified::Right(_)));
    // The application decides whether it works during a lock after wrong passwords, but during no other lock.
    server.guess_until_locked(Portal::User, ADA).await;
    assert!(matches!(at(here).await, Verified::Right(_)));
    let remove = UpdateApplication {
        on_lock: Some(AfterLoss::Remove),
        ..UpdateApplication::default()
    };
    change(&owner, wiki.id, remove).await;
    let locked = Verified::Refused(ResourceRefusal::Locked);
    assert_eq!(at(here).await, locked);
    let shown = ada.my_application_passwords().await.unwrap().items;
    assert_eq!(shown[0].refused, Some(ResourceRefusal::Locked));
    owner.unlock_user(user.id).await.unwrap();
    assert!(matches!(at(here).await, Verified::Right(_)));
    owner
        .unassign_application_from_user(wiki.id, user.id)
        .await
        .unwrap();
    assert_eq!(at(here).await, closed);
    let version = owner.application(wiki.id).await.unwrap().version;
    owner.delete_application(wiki.id, version).await.unwrap();
    // It does not become one that works without an application, and it is no guess: it is remembered as
    // revoked, so a device that still sends it does not lock its owner out.
    let revoked = Verified::Refused(ResourceRefusal::Revoked);
    for resource in [here, Resource::Device] {
        assert_eq!(at(resource).await, revoked);
    }
    assert!(recorded(&owner, "failed").await.is_empty());
    let deleted = crate::groups::events(&owner, "application.deleted").await;
    assert_eq!(deleted[0].detail["application_passwords_revoked"], "1");
    assert_eq!(ada.my_application_passwords().await.unwrap().total, 1);
}

async fn it_is_refused_with_the_account(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let secret = create(&ada, "Printer", None).await.password;
    let refused = async |refusal| {
        let tried = tried(&server, &secret, Resource::Device).await;
        assert_eq!(tried, Verified::Refused(refusal));
        let shown = owner.user_application_passwords(user.id).await.unwrap();
        assert_eq!(shown.items[0].refused, Some(refusal));
    };
    owner.suspend_user(user.id).await.unwrap();
    refused(ResourceRefusal::Suspended).await;
    owner.activate_user(user.id).await.unwrap();
    assert!(works(&server, &secret, user.id).await);
    owner
        .lock_user(user.id, &LockUser::default())
        .await
        .unwrap();
    refused(ResourceRefusal::Locked).await;
    owner.unlock_user(user.id).await.unwrap();
    assert!(works(&server, &secret, user.id).await);
    server.guess_until_locked(Portal::User, ADA).await;
    refused(ResourceRefusal::Locked).await;
    owner.unlock_user(user.id).await.unwrap();
    owner.expire_user_password(user.id).await.unwrap();
    refused(ResourceRefusal::PasswordExpired).await;
    let context = &server.running.context;
    let organization = owner.organization().await.unwrap().id;
    suspend(context, organization).await.unwrap();
    let tried_then = tried(&server, &secret, Resource::Device).await;
    let suspended = ResourceRefusal::OrganizationSuspended;
    assert_eq!(tried_then, Verified::Refused(suspended));
    resume(context, organization).await.unwrap();
    let reasons = recorded(&owner, "refused").await;
    assert_eq!(reasons[0].detail["name"], "Printer");
    owner.delete_user(user.id).await.unwrap();
    let gone = tried(&server, &secret, Resource::Device).await;
    assert_eq!(gone, Verified::Wrong);
}

async fn creating_one_requires_a_recent_confirmation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let one = create(&ada, "Printer", None).await.application_password;
    server.clock.advance(STALE);
    let wanted = named("Phone", None);
    let refused = ada.create_my_application_password(&wanted).await;
    assert_eq!(problem(refused), ProblemType::ProofRequired);
    ada.revoke_my_application_password(one.id).await.unwrap();
    let proof = Proof::Password(USER_PASSWORD.to_owned());
    ada.give_proof(&proof).await.unwrap();
    create(&ada, "Phone", None).await;
    for name in ["", "  ", &"x".repeat(101), "a\u{202E}b"] {
        let refused = ada.create_my_application_password(&named(name, None)).await;
        assert_eq!(problem(refused), ProblemType::InvalidFields, "{name}");
    }
}

/// The secret has no `Debug`.
fn problem(answer: Result<ApplicationPasswordCreated, Error>) -> ProblemType {
    problem_type(answer.map(drop))
}

async fn an_account_has_a_limited_number(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let mut creates = JoinSet::new();
    for number in 0..MOST_APPLICATION_PASSWORDS + 4 {
        let (client, wanted) = (ada.clone(), named(&format!("Device {number}"), None));
        creates.spawn(async move { client.create_my_application_password(&wanted).await });
    }
    let answers = creates.join_all().await;
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(
        (made.len() as u64, refused.len()),
        (MOST_APPLICATION_PASSWORDS, 4)
    );
    for answer in refused {
        assert_eq!(problem(answer), ProblemType::Conflict);
    }
    let all = ada.my_application_passwords().await.unwrap();
    assert_eq!(all.total, MOST_APPLICATION_PASSWORDS);
    ada.revoke_my_application_password(all.items[0].id)
        .await
        .unwrap();
    create(&ada, "Another", None).await;
}

async fn administrators_list_and_revoke_them_as_their_role_allows(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let created = create(&ada, "Printer", None).await;
    let (id, secret) = (created.application_password.id, created.password);
    let help = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    let reader = server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    for one in [&help, &reader] {
        assert_eq!(
            one.user_application_passwords(user.id).await.unwrap().total,
            1
        );
    }
    let refused = reader.revoke_user_application_password(user.id, id).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    assert!(works(&server, &secret, user.id).await);
    help.revoke_user_application_password(user.id, id)
        .await
        .unwrap();
    assert!(!works(&server, &secret, user.id).await);
    assert_eq!(server.mails(ADA, "an application password was revoked"), 1);
    let revoked = recorded(&owner, "revoked").await;
    assert_eq!(revoked[0].actor.kind, "administrator");
}

async fn nobody_reaches_those_of_others(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let other = server.active_user(&owner, BOB).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    let hers: ApplicationPassword = create(&ada, "Printer", None).await.application_password;
    let his = create(&bob, "Printer", None).await.password;
    let refused = bob.revoke_my_application_password(hers.id).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let refused = owner
        .revoke_user_application_password(other.id, hers.id)
        .await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    // The secret of another user is a wrong one.
    assert!(!works(&server, &his, user.id).await);
    assert_eq!(ada.my_application_passwords().await.unwrap().items, [hers]);
}
