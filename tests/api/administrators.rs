//! Administrators: inviting, changing roles, removing, and always keeping an owner.

use std::time::Duration;

use client::{Client, Portal};
use contract::administrators::{InviteAdministrator, UpdateAdministrator};
use contract::links::SetPasswordByLink;
use contract::organization::UpdateOrganization;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::links::LinkPurpose;
use rules::lockout::LockoutPolicy;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::role::Role;

use crate::factors::{lockout, set_policy};

on_both_databases!(
    the_last_owner_stays,
    two_owners_cannot_demote_each_other_at_once,
    a_changed_role_takes_effect_at_once,
    administrators_reset_their_own_password_and_accept_the_terms,
    a_reset_does_not_accept_an_expired_invitation,
    a_managers_lockout_policy_does_not_apply_to_owners,
    no_lockout_policy_exposes_or_locks_out_an_administrator,
    what_applies_to_owners_in_the_mfa_policy_is_changed_by_owners,
);

fn to(role: Role) -> UpdateAdministrator {
    UpdateAdministrator {
        name: None,
        role: Some(role),
    }
}

async fn the_last_owner_stays(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let me = owner.administrator_me().await.unwrap();
    let record = owner.administrator(me.id).await.unwrap();
    let demoted = owner
        .update_administrator(me.id, record.version, &to(Role::Manager))
        .await;
    assert_eq!(problem_type(demoted), ProblemType::LastOwner);
    assert_eq!(
        problem_type(owner.suspend_administrator(me.id, Default::default()).await),
        ProblemType::LastOwner
    );
    assert_eq!(
        problem_type(owner.remove_administrator(me.id, Default::default()).await),
        ProblemType::LastOwner
    );
    assert_eq!(owner.administrator_me().await.unwrap().role, Role::Owner);
}

async fn two_owners_cannot_demote_each_other_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let first = server.owner().await;
    let second = server
        .administrator(&first, "second@example.com", Role::Owner)
        .await;
    let (one, two) = (
        first.administrator_me().await.unwrap().id,
        second.administrator_me().await.unwrap().id,
    );
    let versions = (
        first.administrator(one).await.unwrap().version,
        first.administrator(two).await.unwrap().version,
    );
    let demote = to(Role::Manager);
    let (a, b) = tokio::join!(
        first.update_administrator(two, versions.1, &demote),
        second.update_administrator(one, versions.0, &demote),
    );
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
}

async fn a_changed_role_takes_effect_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let id = manager.administrator_me().await.unwrap().id;
    server.pending_user(&manager, "ada@example.com").await;
    let version = owner.administrator(id).await.unwrap().version;
    owner
        .update_administrator(id, version, &to(Role::ReadOnly))
        .await
        .unwrap();
    let page = manager.users(&ListQuery::default()).await.unwrap();
    let refused = manager.delete_user(page.items[0].id).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    owner
        .suspend_administrator(id, Default::default())
        .await
        .unwrap();
    let refused = manager.users(&ListQuery::default()).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
}

async fn administrators_reset_their_own_password_and_accept_the_terms(backend: Backend) {
    let server = TestServer::start(backend).await;
    let portal = server.anonymous(Portal::Admin);
    portal
        .request_password_reset(&server.owner_email)
        .await
        .unwrap();
    server.mail_settled().await;
    let mut reset = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorPasswordReset,
        token: server.token_mailed_to(&server.owner_email).await,
        new_password: "a fresh brass keyhole".to_owned(),
        terms_accepted: false,
        factor: None,
    };
    let refused = portal.set_password_by_link(&reset).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].field, "termsAccepted");
    reset.terms_accepted = true;
    portal.set_password_by_link(&reset).await.unwrap();
    let old = server.anonymous(Portal::Admin);
    old.begin_sign_in(&server.owner_email).await.unwrap();
    assert_eq!(
        problem_type(old.submit_password(ADMINISTRATOR_PASSWORD).await),
        ProblemType::WrongCredentials
    );
    server
        .sign_in(Portal::Admin, &server.owner_email, &reset.new_password)
        .await;
}

/// A stranger with the mailbox of a mistyped address cannot use the invitation after it was
/// corrected.
async fn a_reset_does_not_accept_an_expired_invitation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let invitation = InviteAdministrator {
        email: "mistyped@example.com".to_owned(),
        name: "Somebody".to_owned(),
        role: Role::Owner,
    };
    owner.invite_administrator(&invitation, None).await.unwrap();
    server.token_mailed_to("mistyped@example.com").await;
    server.clock.advance(Duration::from_secs(8 * 24 * 60 * 60));
    let portal = server.anonymous(Portal::Admin);
    for email in ["mistyped@example.com", server.owner_email.as_str()] {
        portal.request_password_reset(email).await.unwrap();
    }
    server.mail_settled().await;
    assert_eq!(server.mails("mistyped@example.com", ""), 1);
    assert_eq!(server.mails(&server.owner_email, "reset"), 1);
}

async fn a_managers_lockout_policy_does_not_apply_to_owners(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let now = owner.organization().await.unwrap();
    let mut policy = now.settings.mfa_policy;
    policy.administrators = MfaRequirement::Required;
    let require = UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let refused = manager.update_organization(now.version, &require).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    owner
        .update_organization(now.version, &require)
        .await
        .unwrap();
    // A manager may change what is required of users.
    set_policy(&manager, |policy| policy.users = MfaRequirement::Required).await;
    lockout(&manager, |lockout| {
        (lockout.locks, lockout.failed_password_attempts) = (false, 20);
    })
    .await;
    server.active_user(&owner, "ada@example.com").await;
    server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    server
        .guess_until_locked(Portal::Admin, &server.owner_email)
        .await;
    // A minute after the last attempt, the right password returns the reason.
    server.clock.advance(Duration::from_secs(61));
    let other = server.anonymous(Portal::Admin);
    other.begin_sign_in(&server.owner_email).await.unwrap();
    let refused = other.submit_password(ADMINISTRATOR_PASSWORD).await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);
}

async fn no_lockout_policy_exposes_or_locks_out_an_administrator(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    // Strict, and forgetful: an account of this policy is guessed at for ever, or locked for good.
    lockout(&manager, |lockout| {
        lockout.failed_password_attempts = 3;
        lockout.auto_unlock = false;
        (lockout.forgets, lockout.forgets_after_minutes) = (true, 5);
    })
    .await;
    let guess = async |times: usize| {
        let portal = server.anonymous(Portal::Admin);
        portal.begin_sign_in(&server.owner_email).await.unwrap();
        for _ in 0..times {
            portal.submit_password("a guess").await.unwrap_err();
        }
        server.mail_settled().await;
    };
    let own = |change: fn(&mut LockoutPolicy)| {
        let mut policy = LockoutPolicy::ADMINISTRATORS;
        change(&mut policy);
        UpdateOrganization {
            administrator_lockout_policy: Some(policy.into()),
            ..UpdateOrganization::default()
        }
    };
    let version = owner.organization().await.unwrap().version;
    let stricter = own(|policy| policy.failed_password_attempts = 5);
    let refused = manager.update_organization(version, &stricter).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let never = own(|policy| policy.locks = false);
    let refused = owner.update_organization(version, &never).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    // Three do not lock, and five minutes later they still count.
    guess(3).await;
    server.clock.advance(Duration::from_secs(5 * 60));
    assert_eq!(server.mails(&server.owner_email, "account is locked"), 0);
    guess(3).await;
    assert_eq!(server.mails(&server.owner_email, "account is locked"), 1);
    // The lock ends by itself.
    server.clock.advance(Duration::from_secs(10 * 60));
    let owner = server.owner().await;
    owner.update_organization(version, &stricter).await.unwrap();
    guess(5).await;
    assert_eq!(server.mails(&server.owner_email, "account is locked"), 2);
}

async fn what_applies_to_owners_in_the_mfa_policy_is_changed_by_owners(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let set = async |by: &Client, change: fn(&mut MfaPolicy)| {
        let now = by.organization().await.unwrap();
        let mut policy = now.settings.mfa_policy;
        change(&mut policy);
        let update = UpdateOrganization {
            mfa_policy: Some(policy.into()),
            ..UpdateOrganization::default()
        };
        by.update_organization(now.version, &update).await
    };
    let for_owners: [fn(&mut MfaPolicy); 5] = [
        // Locks an owner whose factors are reset.
        |policy| policy.enrollment_days = 1,
        // Leaves one without a factor for a year.
        |policy| policy.enrollment_days = 365,
        |policy| policy.passkey_reverify = true,
        |policy| policy.passkey_reverify_hours = 720,
        |policy| policy.passkey_reverify = false,
    ];
    for (number, change) in for_owners.into_iter().enumerate() {
        let refused = set(&manager, change).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden, "{number}");
        set(&owner, change).await.unwrap();
    }
    let changed = set(&manager, |policy| {
        policy.users = MfaRequirement::Required;
        policy.unenrolled_may_reset = true;
    });
    changed.await.unwrap();
}
