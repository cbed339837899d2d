//! Password aging: minimum and maximum age, reminders, expiration, the compliance deadline, and
//! passwords that an administrator expired.

use std::collections::HashSet;
use std::time::Duration;

use client::{Client, Error, Portal};
use contract::change::Change;
use contract::links::SetPasswordByLink;
use contract::me::ChangePassword;
use contract::organization::{SetComplianceDeadline, UpdateOrganization};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason};
use contract::users::{PasswordChanges, UpdateUser};
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::links::LinkPurpose;
use rules::password_aging::AgingPolicy;
use rules::status::{ExpiryReason, PasswordStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

mod expired;

on_both_databases!(
    a_password_expires_after_reminders_and_is_replaced,
    several_servers_notify_nobody_twice,
    exempt_users_never_expire_by_age,
    a_password_below_the_minimum_age_cannot_be_changed,
    a_compliance_deadline_expires_older_passwords,
    values_out_of_range_change_nothing,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const NEW: &str = "something else entirely";

fn ninety_days() -> AgingPolicy {
    AgingPolicy {
        has_maximum_age: true,
        ..AgingPolicy::default()
    }
}

/// Changes the organization, with its current version.
async fn update_current(owner: &Client, change: UpdateOrganization) -> Result<(), Error> {
    let version = owner.organization().await?.version;
    owner.update_organization(version, &change).await.map(drop)
}

async fn age(owner: &Client, policy: AgingPolicy) {
    let change = UpdateOrganization {
        aging_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    update_current(owner, change).await.unwrap();
}

/// Moves the clock by days, after which the owner has to sign in again too.
async fn days_later(server: &TestServer, days: u32) -> Client {
    server.clock.advance(DAY * days);
    server.owner().await
}

async fn listed(owner: &Client, filter: &str) -> Vec<String> {
    let query = ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    let page = owner.users(&query).await.unwrap();
    page.items.into_iter().map(|user| user.email).collect()
}

async fn replace(server: &TestServer, reason: ReplaceReason, new: &str) -> Client {
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    let state = portal.submit_password(USER_PASSWORD).await.unwrap();
    assert_eq!(state.next_step, NextStep::ReplacePassword);
    assert_eq!(state.replace_reason, Some(reason));
    let state = portal.replace_password(new).await.unwrap();
    assert_eq!(state.next_step, NextStep::Complete);
    portal
}

async fn a_password_expires_after_reminders_and_is_replaced(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    age(&owner, ninety_days()).await;
    let dated = owner.user(user.id).await.unwrap().password;
    assert_eq!(dated.expiry_reason, Some(ExpiryReason::Age));
    assert_eq!(dated.expires_at, dated.set_at.map(|at| at.plus(90 * DAY)));
    assert_eq!(server.send_expiry_emails().await, 0);

    for (days, told) in [(82, 0), (1, 1), (1, 1), (3, 2), (1, 2), (1, 3)] {
        server.clock.advance(DAY * days);
        server.send_expiry_emails().await;
        assert_eq!(server.mails(ADA, "expires soon"), told, "{days} days on");
    }
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    assert!(portal.me().await.unwrap().password_expires_soon);

    server.clock.advance(DAY);
    // The session is invalid without any background job.
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
    assert_eq!(server.send_expiry_emails().await, 1);
    assert_eq!(server.send_expiry_emails().await, 0);
    assert_eq!(server.mails(ADA, "has expired"), 1);
    let owner = server.owner().await;
    let expired = owner.user(user.id).await.unwrap();
    assert!(expired.password_expired);
    assert_eq!(expired.password.status, PasswordStatus::Expired);
    assert_eq!(listed(&owner, "passwordExpired:true").await, [ADA]);
    assert_eq!(listed(&owner, "passwordStatus:expired").await, [ADA]);
    assert!(listed(&owner, "passwordExpired:false").await.is_empty());

    let portal = replace(&server, ReplaceReason::Expired, NEW).await;
    let me = portal.me().await.unwrap();
    assert!(!me.password_expires_soon);
    assert_eq!(
        me.password_expires_at,
        me.password_set_at.map(|at| at.plus(90 * DAY))
    );
    assert_eq!(server.send_expiry_emails().await, 0);
}

async fn several_servers_notify_nobody_twice(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let users = 230;
    for number in 0..users {
        let email = format!("user{number}@example.com");
        server.pending_user(&owner, &email).await;
    }
    age(&owner, ninety_days()).await;
    let now = server.running.context.now().unix_millis();
    let set = |at: i64| {
        entity::account::Entity::update_many()
            .col_expr(
                entity::account::Column::PasswordHash,
                Expr::value("$argon2id$never"),
            )
            .col_expr(entity::account::Column::PasswordSetAt, Expr::value(1))
            .col_expr(entity::account::Column::PasswordExpiresAt, Expr::value(at))
            .col_expr(
                entity::account::Column::PasswordExpiryReason,
                Expr::value("age"),
            )
            .filter(entity::account::Column::Kind.eq("user"))
    };
    let context = server.running.context.clone();
    let write = context.database().write();
    for (expires_at, kind) in [
        (now + 1000 * 60, "password_expires"),
        (now, "password_expired"),
    ] {
        set(expires_at).exec(write).await.unwrap();
        let rounds = (0..4).map(|_| {
            let context = context.clone();
            tokio::spawn(async move {
                let never = tokio_util::sync::CancellationToken::new();
                identity::password_aging::send_expiry_emails(&context, &never)
                    .await
                    .unwrap()
            })
        });
        let rounds: Vec<_> = rounds.collect();
        let mut told = 0;
        for round in rounds {
            told += round.await.unwrap();
        }
        told += server.send_expiry_emails().await;
        assert_eq!(told, users);
        let sent = entity::mail::Entity::find()
            .filter(entity::mail::Column::Kind.eq(kind))
            .all(context.database().read());
        let sent = sent.await.unwrap();
        let whom: HashSet<_> = sent.iter().map(|mail| mail.account_id).collect();
        assert_eq!(
            (sent.len(), whom.len() as u64),
            (whom.len(), users),
            "{kind}"
        );
    }
}

async fn exempt_users_never_expire_by_age(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    age(&owner, ninety_days()).await;
    let user = server.active_user(&owner, ADA).await;
    assert!(user.password.expires_at.is_some());
    let exempt = |never| UpdateUser {
        password: Some(PasswordChanges {
            never_expires: Some(never),
        }),
        ..UpdateUser::default()
    };
    let user = owner
        .update_user(user.id, user.version, &exempt(true))
        .await
        .unwrap();
    assert!(user.password.never_expires);
    assert_eq!(user.password.expires_at, None);

    let owner = days_later(&server, 91).await;
    assert_eq!(server.send_expiry_emails().await, 0);
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let user = owner
        .update_user(user.id, user.version, &exempt(false))
        .await
        .unwrap();
    assert!(user.password_expired, "its time was over long ago");
    assert_eq!(server.send_expiry_emails().await, 1);
}

async fn a_password_below_the_minimum_age_cannot_be_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let policy = AgingPolicy {
        has_minimum_age: true,
        ..AgingPolicy::default()
    };
    age(&owner, policy).await;
    server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let me = portal.me().await.unwrap();
    assert_eq!(
        me.password_changeable_from,
        me.password_set_at.map(|at| at.plus(DAY))
    );
    let change = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: NEW.to_owned(),
    };
    let refused = portal.change_password(&change).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].code, "too_soon");

    // The minimum age does not apply to a reset.
    portal.request_password_reset(ADA).await.unwrap();
    let by_link = SetPasswordByLink {
        purpose: LinkPurpose::UserPasswordReset,
        token: {
            server.mail_settled().await;
            let link = server.link_mailed_to(ADA, "reset your password").await;
            link.split_once('#').unwrap().1.to_owned()
        },
        new_password: NEW.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    portal.set_password_by_link(&by_link).await.unwrap();

    server.clock.advance(DAY);
    let portal = server.sign_in(Portal::User, ADA, NEW).await;
    let change = ChangePassword {
        current_password: NEW.to_owned(),
        new_password: USER_PASSWORD.to_owned(),
    };
    portal.change_password(&change).await.unwrap();

    // Administrators' passwords do not age.
    let change = ChangePassword {
        current_password: ADMINISTRATOR_PASSWORD.to_owned(),
        new_password: NEW.to_owned(),
    };
    let owner = server.owner().await;
    owner.change_password(&change).await.unwrap();
}

async fn a_compliance_deadline_expires_older_passwords(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, BOB).await;
    server.pending_user(&owner, "new@example.com").await;
    server.clock.advance(DAY);
    let owner = server.owner().await;
    let by = server.running.context.now().plus(14 * DAY);
    let deadline = |by| UpdateOrganization {
        compliance_deadline: by,
        ..UpdateOrganization::default()
    };
    update_current(&owner, deadline(Change::Set(SetComplianceDeadline { by })))
        .await
        .unwrap();
    let told = owner.organization().await.unwrap();
    assert_eq!(told.compliance_deadline.unwrap().by, by);
    assert_eq!(owner.user_counts().await.unwrap().must_comply, 2);
    assert_eq!(listed(&owner, "mustComply:true").await, [ADA, BOB]);

    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let change = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: NEW.to_owned(),
    };
    portal.change_password(&change).await.unwrap();
    assert_eq!(listed(&owner, "mustComply:true").await, [BOB]);
    assert_eq!(portal.me().await.unwrap().password_expires_at, None);

    server.clock.advance(8 * DAY);
    assert_eq!(server.send_expiry_emails().await, 1);
    assert_eq!(server.mails(BOB, "expires soon"), 1);
    server.clock.advance(6 * DAY);
    assert_eq!(server.send_expiry_emails().await, 1);
    assert_eq!(server.mails(BOB, "has expired"), 1);
    assert_eq!(server.mails(ADA, "expires"), 0);
    let owner = server.owner().await;
    assert_eq!(listed(&owner, "passwordExpired:true").await, [BOB]);

    // A later deadline revives no expired password; removing the deadline does.
    let later = server.running.context.now().plus(30 * DAY);
    update_current(
        &owner,
        deadline(Change::Set(SetComplianceDeadline { by: later })),
    )
    .await
    .unwrap();
    assert_eq!(listed(&owner, "passwordExpired:true").await, [BOB]);
    update_current(&owner, deadline(Change::Clear))
        .await
        .unwrap();
    assert!(listed(&owner, "passwordExpired:true").await.is_empty());
    assert!(listed(&owner, "mustComply:true").await.is_empty());
    assert_eq!(owner.user_counts().await.unwrap().must_comply, 0);
}

async fn values_out_of_range_change_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let before = owner.organization().await.unwrap();
    let now = server.running.context.now();
    let bad = [
        UpdateOrganization {
            aging_policy: Some(
                AgingPolicy {
                    maximum_age_days: 0,
                    ..ninety_days()
                }
                .into(),
            ),
            ..UpdateOrganization::default()
        },
        UpdateOrganization {
            aging_policy: Some(
                AgingPolicy {
                    reminder_days: vec![1, 2, 3, 4, 5, 6],
                    ..ninety_days()
                }
                .into(),
            ),
            ..UpdateOrganization::default()
        },
        UpdateOrganization {
            compliance_deadline: Change::Set(SetComplianceDeadline { by: now.minus(DAY) }),
            ..UpdateOrganization::default()
        },
        UpdateOrganization {
            compliance_deadline: Change::Set(SetComplianceDeadline {
                by: now.plus(400 * DAY),
            }),
            ..UpdateOrganization::default()
        },
    ];
    for change in bad {
        let refused = update_current(&owner, change).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    }
    assert_eq!(owner.organization().await.unwrap(), before);
}
