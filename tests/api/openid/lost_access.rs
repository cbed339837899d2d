//! Lost access ends immediately, on every server, with every token (attack classes 13 and 14).

use std::time::{Duration, Instant};

use client::Portal;
use contract::applications::UpdateApplication;
use contract::links::SetPasswordByLink;
use contract::users::{LockUser, SetTemporaryPassword};
use entity::account::{self, Column};
use harness::{Backend, RelyingParty, on_both_databases};
use rules::application::OpenTo;
use rules::links::LinkPurpose;
use rules::resource::AfterLoss;
use rules::status::LockReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::device_grant::{self, Device};
use super::{ADA, Setting, write_facts};
use crate::groups::group;

on_both_databases!(
    every_loss_takes_effect_at_once,
    a_loss_and_a_redemption_at_once_leave_nothing,
    what_was_revoked_does_not_come_back,
    nothing_is_fetched_after_the_sign_out,
    offline_access_ends_with_its_setting,
    a_lock_after_wrong_passwords_keeps_nobody_out,
);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Loss {
    Suspended,
    Deleted,
    Unassigned,
    LeftGroup,
    ApplicationDisabled,
    ApplicationDeleted,
    SessionEnded,
    TemporaryPassword,
    PasswordExpired,
    PasswordReset,
    /// By its date alone: no job has run.
    PasswordOverdue,
    /// By its date alone, too.
    EnrollmentOverdue,
    /// After wrong factors.
    Locked,
    /// After wrong passwords, where the application removes the access then.
    LockedByStranger,
    LockedByAdministrator,
}

const LOSSES: [Loss; 15] = [
    Loss::Suspended,
    Loss::Deleted,
    Loss::Unassigned,
    Loss::LeftGroup,
    Loss::ApplicationDisabled,
    Loss::ApplicationDeleted,
    Loss::SessionEnded,
    Loss::TemporaryPassword,
    Loss::PasswordExpired,
    Loss::PasswordReset,
    Loss::PasswordOverdue,
    Loss::EnrollmentOverdue,
    Loss::Locked,
    Loss::LockedByStranger,
    Loss::LockedByAdministrator,
];

/// Those that are also tried on a second server: each kind of row that access depends on, and a date.
const ON_ANOTHER_SERVER: [Loss; 9] = [
    Loss::Suspended,
    Loss::Unassigned,
    Loss::LeftGroup,
    Loss::ApplicationDisabled,
    Loss::SessionEnded,
    Loss::Locked,
    Loss::LockedByStranger,
    Loss::LockedByAdministrator,
    Loss::PasswordOverdue,
];

/// Assigns the application to Ada, or to her group, instead of everyone.
async fn assign(here: &Setting, loss: Loss) {
    if loss == Loss::LeftGroup {
        let sales = group(&here.owner, "Sales").await.id;
        here.owner.add_group_member(sales, here.user).await.unwrap();
        let assigned = here.owner.assign_application_to_group(here.rp.id, sales);
        assigned.await.unwrap();
    } else {
        let assigned = here.owner.assign_application_to_user(here.rp.id, here.user);
        assigned.await.unwrap();
    }
    let only = UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        on_lock: Some(AfterLoss::of(loss != Loss::LockedByStranger)),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, here.rp.id, only).await;
}

async fn lose(here: &Setting, loss: Loss) {
    let (owner, id, user) = (&here.owner, here.rp.id, here.user);
    let now = here.server.running.context.now();
    match loss {
        Loss::Suspended => drop(owner.suspend_user(user).await.unwrap()),
        Loss::Deleted => owner.delete_user(user).await.unwrap(),
        Loss::Unassigned => owner
            .unassign_application_from_user(id, user)
            .await
            .unwrap(),
        Loss::LeftGroup => {
            let groups = owner.groups(&Default::default()).await.unwrap().items;
            owner.remove_group_member(groups[0].id, user).await.unwrap();
        }
        Loss::ApplicationDisabled => {
            let off = UpdateApplication {
                enabled: Some(false),
                ..UpdateApplication::default()
            };
            crate::applications::change(owner, id, off).await;
        }
        Loss::ApplicationDeleted => {
            let version = owner.application(id).await.unwrap().version;
            owner.delete_application(id, version).await.unwrap();
        }
        Loss::SessionEnded => drop(owner.end_user_sessions(user).await.unwrap()),
        Loss::TemporaryPassword => {
            let temporary = SetTemporaryPassword::default();
            owner
                .set_temporary_password(user, &temporary)
                .await
                .unwrap();
        }
        Loss::PasswordExpired => drop(owner.expire_user_password(user).await.unwrap()),
        Loss::PasswordReset => {
            owner.send_user_password_reset(user).await.unwrap();
            let token = here
                .server
                .link_mailed_to(ADA, "choose a new password")
                .await;
            let (_, token) = token.split_once('#').unwrap();
            let reset = SetPasswordByLink {
                purpose: LinkPurpose::UserPasswordResetByAdministrator,
                token: token.to_owned(),
                new_password: "another horse battery".to_owned(),
                terms_accepted: false,
                factor: None,
            };
            let stranger = here.server.anonymous(Portal::User);
            stranger.set_password_by_link(&reset).await.unwrap();
        }
        Loss::PasswordOverdue => {
            let overdue = [(Column::PasswordExpiresAt, now.into())];
            write_facts(&here.server, user, overdue).await;
        }
        Loss::EnrollmentOverdue => {
            let overdue = [(Column::MfaEnrollBy, now.into())];
            write_facts(&here.server, user, overdue).await;
        }
        Loss::Locked => {
            let reason = LockReason::FailedFactorAttempts;
            let lock = [
                (Column::LockReason, reason.into()),
                (Column::LockedAt, now.into()),
            ];
            write_facts(&here.server, user, lock).await;
        }
        Loss::LockedByStranger => drop(here.server.guess_until_locked(Portal::User, ADA).await),
        Loss::LockedByAdministrator => {
            drop(owner.lock_user(user, &LockUser::default()).await.unwrap());
        }
    }
}

/// What the token endpoint answers. Of a deleted application, nothing says that it ever was.
fn refusal(what: Loss) -> &'static str {
    if what == Loss::ApplicationDeleted {
        "invalid_client"
    } else {
        "invalid_grant"
    }
}

/// Expects that neither token of the application works anymore.
async fn nothing_works(rp: &RelyingParty, tokens: &Value, what: Loss) {
    let begun = Instant::now();
    assert_eq!(rp.userinfo(tokens).await.0, 401, "{what:?}");
    let active = rp.introspect(&tokens["access_token"]).await;
    let gone = what == Loss::ApplicationDeleted;
    assert!(
        gone || active == json!({"active": false}),
        "{what:?}: {active}"
    );
    let refused = rp.refresh(tokens).await.1;
    assert_eq!(refused["error"], refusal(what), "{what:?}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{what:?}");
}

async fn every_loss_takes_effect_at_once(backend: Backend) {
    for loss in LOSSES {
        let here = device_grant::setting(backend).await;
        assign(&here, loss).await;
        let offline = here.rp.tokens(&here.ada, &[]).await;
        let online = here.rp.tokens(&here.ada, &[("scope", "openid")]).await;
        assert_eq!(here.rp.userinfo(&offline).await.0, 200, "{loss:?}");
        // One device has its tokens, and another one was approved and has not fetched them yet.
        let [fetched, approved] = [Device::begin(&here.rp).await, Device::begin(&here.rp).await];
        for device in [&fetched, &approved] {
            device.approve(&here.ada).await.unwrap();
        }
        let of_device = fetched.tokens(&here.rp).await;
        assert_eq!(here.rp.userinfo(&of_device).await.0, 200, "{loss:?}");
        // Any number of servers can share one PostgreSQL.
        let another = match backend {
            Backend::Postgres if ON_ANOTHER_SERVER.contains(&loss) => {
                Some(here.server.another().await)
            }
            _ => None,
        };
        let there = another.as_ref().map(|another| here.rp.at(another));
        if let (Some(another), Some(there)) = (&another, &there) {
            another.keys_made().await;
            assert_eq!(there.userinfo(&offline).await.0, 200, "{loss:?}");
        }
        // Last, because it is valid for a short time only.
        let code = here.rp.code(&here.ada, &[]).await;
        lose(&here, loss).await;
        for rp in there.iter().chain([&here.rp]) {
            nothing_works(rp, &offline, loss).await;
            nothing_works(rp, &online, loss).await;
            nothing_works(rp, &of_device, loss).await;
            let (status, refused) = approved.poll(rp).await;
            assert!(matches!(status, 400 | 401), "{loss:?}: {refused}");
            let refused = rp.redeem(&code).await.1;
            assert_eq!(refused["error"], refusal(loss), "{loss:?}");
        }
        let silent = here
            .ada
            .get(&here.rp.authorize_path(&[("prompt", "none")]))
            .await;
        let to = silent.headers().get("location");
        let code = to.and_then(|to| harness::field(to.to_str().unwrap(), "code"));
        assert_eq!(code, None, "{loss:?}");
    }
}

async fn what_was_revoked_does_not_come_back(backend: Backend) {
    let here = Setting::new(backend).await;
    assign(&here, Loss::Unassigned).await;
    // The session ends first, so that only access that outlives it is left.
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    here.ada.portal.sign_out().await.unwrap();
    let (status, tokens) = here.rp.refresh(&tokens).await;
    assert_eq!(status, 200);
    lose(&here, Loss::Unassigned).await;
    let assigned = here.owner.assign_application_to_user(here.rp.id, here.user);
    assigned.await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);

    here.ada.sign_in(ADA).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let code = here.rp.code(&here.ada, &[]).await;
    here.owner.suspend_user(here.user).await.unwrap();
    here.owner.activate_user(here.user).await.unwrap();
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
}

/// Locks Ada's account, so that those who hold it wait.
async fn keep_account(here: &Setting) -> DatabaseTransaction {
    let kept = here.server.running.context.database().begin().await;
    let kept = kept.unwrap();
    account::Entity::update_many()
        .col_expr(Column::Name, Expr::col(Column::Name))
        .filter(Column::Id.eq(here.user.0))
        .exec(&kept)
        .await
        .unwrap();
    kept
}

async fn a_loss_and_a_redemption_at_once_leave_nothing(backend: Backend) {
    let pause = Duration::from_millis(100);
    for loss in [
        Loss::Suspended,
        Loss::Unassigned,
        Loss::ApplicationDisabled,
        Loss::SessionEnded,
    ] {
        for redeems_first in [true, false] {
            let here = Setting::new(backend).await;
            assign(&here, loss).await;
            let code = here.rp.code(&here.ada, &[]).await;
            let kept = keep_account(&here).await;
            let redeemed = async {
                if !redeems_first {
                    tokio::time::sleep(pause).await;
                }
                here.rp.redeem(&code).await
            };
            let lost = async {
                if redeems_first {
                    tokio::time::sleep(pause).await;
                }
                lose(&here, loss).await;
            };
            let release = async {
                tokio::time::sleep(pause * 3).await;
                kept.commit().await.unwrap();
            };
            let ((status, tokens), (), ()) = tokio::join!(redeemed, lost, release);
            if status == 200 {
                nothing_works(&here.rp, &tokens, loss).await;
            } else {
                assert_eq!(tokens["error"], "invalid_grant", "{loss:?}");
            }
            assert_eq!(here.rp.redeem(&code).await.0, 400, "{loss:?}");
        }
    }
}

async fn nothing_is_fetched_after_the_sign_out(backend: Backend) {
    let here = Setting::new(backend).await;
    // Also where access would outlive the session.
    let code = here.rp.code(&here.ada, &[]).await;
    here.ada.portal.sign_out().await.unwrap();
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
}

async fn offline_access_ends_with_its_setting(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let code = here.rp.code(&here.ada, &[]).await;
    here.change(|settings| settings.offline = false).await;
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
    // From now on, access ends with the session.
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
    here.ada.portal.sign_out().await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
}

async fn a_lock_after_wrong_passwords_keeps_nobody_out(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    lose(&here, Loss::LockedByStranger).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
}
