//! Locks by administrators, with a reason.

use std::time::Duration;

use client::{Client, Portal};
use contract::bulk::{BulkAction, BulkRequest};
use contract::events::{Event, EventAction};
use contract::filter::EventFilter;
use contract::links::SetPasswordByLink;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::LockUser;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;
use rules::role::Role;
use rules::status::{LockReason, PasswordStatus};

on_both_databases!(
    a_locked_user_is_signed_out_and_told_why,
    only_the_right_password_shows_the_reason,
    what_is_locked_or_inactive_is_not_locked,
    a_lock_needs_the_permission_to_change_users,
    wrong_passwords_do_not_replace_the_lock,
    an_activation_link_waits_for_the_end_of_the_lock,
);

const ADA: &str = "ada@example.com";
const WHY: &str = "Your laptop was reported stolen";

fn because() -> LockUser {
    LockUser {
        reason: Some(WHY.to_owned()),
    }
}

async fn locks(owner: &Client) -> Vec<Event> {
    let filter = EventFilter {
        action: vec![EventAction::AccountLocked],
        ..EventFilter::default()
    };
    let query = ListQuery {
        filter: Some(filter.to_string()),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items
}

async fn a_locked_user_is_signed_out_and_told_why(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let locked = owner.lock_user(ada.id, &because()).await.unwrap();
    assert_eq!(locked.password.status, PasswordStatus::Locked);
    assert_eq!(locked.password.lock_note.as_deref(), Some(WHY));
    let lock = locked.password.lock.unwrap();
    assert_eq!((lock.reason, lock.until), (LockReason::Administrator, None));
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "locked"), 1);
    let noted = locks(&owner).await;
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].actor.kind, "administrator");
    assert_eq!(noted[0].detail["note"], WHY);

    server.clock.advance(Duration::from_secs(61));
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    // It is said again in the same sign-in.
    for _ in 0..2 {
        let refused = portal.submit_password(USER_PASSWORD).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::AccountLocked);
        assert_eq!(problem.lock_note.as_deref(), Some(WHY));
    }

    let unlocked = owner.unlock_user(ada.id).await.unwrap();
    assert_eq!(unlocked.password.status, PasswordStatus::Active);
    assert_eq!(unlocked.password.lock_note, None);
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
}

async fn only_the_right_password_shows_the_reason(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    owner.lock_user(ada.id, &because()).await.unwrap();
    server.clock.advance(Duration::from_secs(61));
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    let refused = portal.submit_password("not the password").await;
    let refused = refused.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::WrongCredentials);
    assert_eq!((problem.lock, &problem.lock_note), (None, &None));
}

async fn what_is_locked_or_inactive_is_not_locked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let long = LockUser {
        reason: Some("x".repeat(201)),
    };
    let refused = owner.lock_user(ada.id, &long).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    let silent = owner.lock_user(ada.id, &LockUser::default()).await.unwrap();
    assert_eq!(silent.password.lock_note, None);
    let twice = owner.lock_user(ada.id, &because()).await;
    assert_eq!(problem_type(twice), ProblemType::Conflict);
    owner.unlock_user(ada.id).await.unwrap();
    owner.suspend_user(ada.id).await.unwrap();
    let suspended = owner.lock_user(ada.id, &because()).await;
    assert_eq!(problem_type(suspended), ProblemType::Conflict);
    assert_eq!(locks(&owner).await.len(), 1);
}

async fn a_lock_needs_the_permission_to_change_users(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let help_desk = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    let refused = help_desk.lock_user(ada.id, &because()).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let user = owner.user(ada.id).await.unwrap();
    assert_eq!(user.password.lock, None);

    // So does its end, one by one and in bulk.
    owner.lock_user(ada.id, &because()).await.unwrap();
    let bob = server.active_user(&owner, "bob@example.com").await;
    server
        .guess_until_locked(Portal::User, "bob@example.com")
        .await;
    let refused = help_desk.unlock_user(ada.id).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let unlock = BulkRequest {
        action: BulkAction::Unlock,
        ids: vec![ada.id, bob.id],
    };
    let results = help_desk.bulk_users(&unlock).await.unwrap().results;
    let kinds: Vec<_> = results.iter().map(|one| one.problem.as_ref()).collect();
    let kinds: Vec<_> = kinds.iter().map(|one| one.map(|one| one.kind)).collect();
    assert_eq!(kinds, [Some(ProblemType::Forbidden), None]);
    let user = owner.user(ada.id).await.unwrap();
    assert!(user.password.lock.is_some());
    let facts = help_desk.diagnose_user_sign_in(ada.id).await.unwrap().facts;
    assert!(
        facts.iter().all(|fact| fact.remedies.is_empty()),
        "{facts:?}"
    );
    owner.unlock_user(ada.id).await.unwrap();
}

async fn wrong_passwords_do_not_replace_the_lock(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    // An administrator can lock somebody whom wrong passwords have locked.
    server.guess_until_locked(Portal::User, ADA).await;
    let locked = owner.lock_user(ada.id, &because()).await.unwrap();
    let lock = locked.password.lock.unwrap();
    assert_eq!((lock.reason, lock.until), (LockReason::Administrator, None));
    server.guess_until_locked(Portal::User, ADA).await;
    server.clock.advance(Duration::from_secs(60 * 60));
    let owner = server.owner().await;
    let after = owner.user(ada.id).await.unwrap();
    assert_eq!(after.password.lock, Some(lock));
    assert_eq!(after.password.lock_note.as_deref(), Some(WHY));
}

async fn an_activation_link_waits_for_the_end_of_the_lock(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, ADA).await;
    let token = server.token_mailed_to(ADA).await;
    owner.lock_user(ada.id, &because()).await.unwrap();
    let portal = server.anonymous(Portal::User);
    let purpose = LinkPurpose::UserActivation;
    let by_link = SetPasswordByLink {
        purpose,
        token: token.clone(),
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let shown = portal.inspect_link(purpose, &token).await;
    assert_eq!(problem_type(shown), ProblemType::LinkNotUsable);
    let used = portal.set_password_by_link(&by_link).await;
    assert_eq!(problem_type(used), ProblemType::LinkNotUsable);
    let locked = owner.unlock_user(ada.id).await.unwrap();
    assert_eq!(locked.last_sign_in_at, None);

    portal.set_password_by_link(&by_link).await.unwrap();
    assert_eq!(portal.me().await.unwrap().email, ADA);
}
