//! A scheduled change that cannot be performed, or whose author is gone.

use client::{Client, Portal};
use contract::administrators::{Administrator, CreatedKeysQuery, UpdateAdministrator};
use contract::api_keys::CreateApiKey;
use contract::events::EventAction;
use contract::links::SetPasswordByLink;
use contract::page::ListQuery;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use contract::users::User;
use entity::account;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::links::LinkPurpose;
use rules::role::{Permission, Role};
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{ADA, HOUR, after, events, staged, state, suspend_in_an_hour};

on_both_databases!(
    a_user_who_is_in_that_state_already_is_left_alone,
    a_deleted_user_takes_the_change_along,
    a_change_outlives_the_administrator_who_scheduled_it,
    an_administrator_who_lost_the_permission_changes_nothing,
    no_activation_outlives_its_author,
    the_event_names_no_address_to_which_nothing_was_sent,
    changes_that_fail_do_not_keep_others_waiting,
);

const MANAGER: &str = "manager@example.com";

async fn a_user_who_is_in_that_state_already_is_left_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    suspend_in_an_hour(&server, &owner, ada.id).await;
    owner.suspend_user(ada.id).await.unwrap();
    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    let failed = events(&owner, EventAction::UserScheduledChangeFailed).await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].detail["reason"], "same_state");
    assert_eq!(events(&owner, EventAction::UserSuspended).await.len(), 1);
    let told = server.mails(&server.owner_email, "was not performed");
    assert_eq!(told, 1);
    assert_eq!(owner.user_scheduled_changes(ada.id).await.unwrap().total, 0);
}

async fn a_deleted_user_takes_the_change_along(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    suspend_in_an_hour(&server, &owner, ada.id).await;
    owner.delete_user(ada.id).await.unwrap();
    let canceled = events(&owner, EventAction::UserScheduledChangeCanceled).await;
    assert_eq!(canceled.len(), 1);
    assert_eq!(canceled[0].detail["reason"], "user_deleted");
    let all = owner.scheduled_changes(&ListQuery::default()).await;
    assert_eq!(all.unwrap().total, 0);
    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
}

/// A manager schedules the suspension of Ada. Returns her, and the manager's row.
async fn scheduled_by_a_manager(server: &TestServer, owner: &Client) -> (User, Administrator) {
    let ada = server.active_user(owner, ADA).await;
    let manager = server.administrator(owner, MANAGER, Role::Manager).await;
    suspend_in_an_hour(server, &manager, ada.id).await;
    (ada, administrator(owner, MANAGER).await)
}

async fn administrator(owner: &Client, email: &str) -> Administrator {
    let all = owner.administrators(&ListQuery::default()).await.unwrap();
    let mut all = all.items.into_iter();
    all.find(|one| one.email == email).unwrap()
}

async fn a_change_outlives_the_administrator_who_scheduled_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, manager) = scheduled_by_a_manager(&server, &owner).await;
    owner
        .remove_administrator(manager.id, CreatedKeysQuery::default())
        .await
        .unwrap();
    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    assert_eq!(state(&owner, ada.id).await, UserState::Suspended);
    let suspended = events(&owner, EventAction::UserSuspended).await;
    assert_eq!(suspended[0].actor.email.as_deref(), Some(MANAGER));
}

async fn an_administrator_who_lost_the_permission_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, manager) = scheduled_by_a_manager(&server, &owner).await;
    let lower = UpdateAdministrator {
        role: Some(Role::HelpDesk),
        ..UpdateAdministrator::default()
    };
    owner
        .update_administrator(manager.id, manager.version, &lower)
        .await
        .unwrap();
    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    assert_eq!(state(&owner, ada.id).await, UserState::Active);
    let failed = events(&owner, EventAction::UserScheduledChangeFailed).await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].detail["reason"], "not_permitted");
}

async fn no_activation_outlives_its_author(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (removed, suspended) = ("removed@example.com", "suspended@example.com");
    let new_key = CreateApiKey {
        name: "Leaked".to_owned(),
        scopes: vec![Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&new_key).await.unwrap();
    let authors = [
        server.administrator(&owner, removed, Role::Manager).await,
        server.administrator(&owner, suspended, Role::Manager).await,
        Client::with_api_key(harness::http(), &server.origin, &key.key),
    ];
    let mut users = Vec::new();
    for (number, author) in authors.iter().enumerate() {
        let user = staged(&owner, &format!("user{number}@example.com")).await;
        let change = ScheduleChange {
            email_to: Some("me@evil.example".to_owned()),
            ..after(&server, ScheduledAction::Activate, HOUR)
        };
        author.schedule_user_change(user.id, &change).await.unwrap();
        users.push(user);
    }
    let keys = CreatedKeysQuery::default;
    let id = administrator(&owner, removed).await.id;
    owner.remove_administrator(id, keys()).await.unwrap();
    let id = administrator(&owner, suspended).await.id;
    owner.suspend_administrator(id, keys()).await.unwrap();
    owner.revoke_api_key(key.api_key.id).await.unwrap();

    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    for user in &users {
        assert_eq!(state(&owner, user.id).await, UserState::Staged);
    }
    assert_eq!(server.mails("me@evil.example", "activate"), 0);
    let failed = events(&owner, EventAction::UserScheduledChangeFailed).await;
    assert_eq!(failed.len(), users.len());
    for event in failed {
        assert_eq!(event.detail["reason"], "not_permitted");
    }
}

async fn the_event_names_no_address_to_which_nothing_was_sent(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, ADA).await;
    suspend_in_an_hour(&server, &owner, ada.id).await;
    let back = ScheduleChange {
        email_to: Some("ada@home.example".to_owned()),
        ..after(&server, ScheduledAction::Activate, 2 * HOUR)
    };
    owner.schedule_user_change(ada.id, &back).await.unwrap();
    let accept = SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: server.token_mailed_to(ADA).await,
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let portal = server.anonymous(Portal::User);
    portal.set_password_by_link(&accept).await.unwrap();

    server.clock.advance(2 * HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    let activated = events(&owner, EventAction::UserActivated).await;
    assert_eq!(activated.len(), 1);
    assert_eq!(activated[0].detail.get("email_to"), None);
    assert_eq!(server.mails("ada@home.example", ""), 0);
}

async fn changes_that_fail_do_not_keep_others_waiting(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server.administrator(&owner, MANAGER, Role::Manager).await;
    for number in 0..101 {
        let user = server
            .pending_user(&owner, &format!("user{number}@example.com"))
            .await;
        suspend_in_an_hour(&server, &manager, user.id).await;
    }
    let ada = server.pending_user(&owner, ADA).await;
    let later = after(&server, ScheduledAction::Suspend, 2 * HOUR);
    owner.schedule_user_change(ada.id, &later).await.unwrap();
    // A row that no server writes makes all changes of the manager fail.
    let id = administrator(&owner, MANAGER).await.id;
    account::Entity::update_many()
        .col_expr(account::Column::Role, Expr::value("unknown"))
        .filter(account::Column::Id.eq(id.0))
        .exec(server.running.context.database().write())
        .await
        .unwrap();

    server.clock.advance(2 * HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    assert_eq!(state(&owner, ada.id).await, UserState::Suspended);
    let left = owner.scheduled_changes(&ListQuery::default()).await;
    assert_eq!(left.unwrap().total, 101);
}
