//! A user who has lost access gets no assertion, and an application of another organization is treated
//! like one that is not assigned (attack classes 13 and 36).

use client::Portal;
use contract::applications::UpdateApplication;
use contract::continuing::ContinueAuthorization;
use contract::ids::UserId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::{LockUser, SetTemporaryPassword};
use entity::account::Column;
use harness::saml::{Form, ServiceProvider, query};
use harness::{ADMINISTRATOR_PASSWORD, Backend, Surfer, on_both_databases, problem_type};
use rules::access::Refusal;
use rules::application::OpenTo;
use rules::resource::AfterLoss;
use rules::status::LockReason;

use super::{Setting, page};
use crate::applications::{change, live};
use crate::groups::{events, group};
use crate::openid::{asked, write_facts};

on_both_databases!(
    every_loss_takes_effect_at_once,
    nobody_gets_into_an_application_of_another_organization,
);

#[derive(Clone, Copy, Debug)]
enum Loss {
    SessionEnded,
    Unassigned,
    LeftGroup,
    Disabled,
    TemporaryPassword,
    PasswordExpired,
    /// By its date alone: no job has run.
    PasswordOverdue,
    /// By its date alone, too.
    EnrollmentOverdue,
    /// After wrong factors.
    Locked,
    LockedByAdministrator,
    /// After wrong passwords, where the application removes the access then.
    LockedByStranger,
    Suspended,
    Deleted,
}

const LOSSES: [Loss; 13] = [
    Loss::SessionEnded,
    Loss::Unassigned,
    Loss::LeftGroup,
    Loss::Disabled,
    Loss::TemporaryPassword,
    Loss::PasswordExpired,
    Loss::PasswordOverdue,
    Loss::EnrollmentOverdue,
    Loss::Locked,
    Loss::LockedByAdministrator,
    Loss::LockedByStranger,
    Loss::Suspended,
    Loss::Deleted,
];

impl Loss {
    /// Whether it consists of facts alone, so that nothing has ended yet.
    const fn is_fact(self) -> bool {
        matches!(
            self,
            Self::PasswordOverdue | Self::EnrollmentOverdue | Self::Locked
        )
    }

    /// A user for it alone.
    fn email(self) -> String {
        format!("{self:?}@example.com").to_lowercase()
    }
}

/// Opens the application to everyone, or only to the group of the user who will leave it.
async fn open_to(here: &Setting, user: UserId, loss: Loss) {
    let mut to = OpenTo::Everyone;
    if matches!(loss, Loss::LeftGroup) {
        let sales = group(&here.owner, "Sales").await.id;
        here.owner.add_group_member(sales, user).await.unwrap();
        let assigned = here.owner.assign_application_to_group(here.sp.id, sales);
        assigned.await.unwrap();
        to = OpenTo::Assigned;
    }
    let open = UpdateApplication {
        open_to: Some(to),
        enabled: Some(true),
        ..UpdateApplication::default()
    };
    change(&here.owner, here.sp.id, open).await;
}

async fn lose(here: &Setting, user: UserId, loss: Loss) {
    let (owner, server) = (&here.owner, &here.server);
    let now = server.running.context.now();
    match loss {
        Loss::SessionEnded => drop(owner.end_user_sessions(user).await.unwrap()),
        Loss::Unassigned => {
            let only = UpdateApplication {
                open_to: Some(OpenTo::Assigned),
                ..UpdateApplication::default()
            };
            change(owner, here.sp.id, only).await;
        }
        Loss::LeftGroup => {
            let groups = owner.user_groups(user, &ListQuery::default()).await;
            let group = groups.unwrap().items[0].id;
            owner.remove_group_member(group, user).await.unwrap();
        }
        Loss::Disabled => {
            let off = UpdateApplication {
                enabled: Some(false),
                ..UpdateApplication::default()
            };
            change(owner, here.sp.id, off).await;
        }
        Loss::TemporaryPassword => {
            let temporary = SetTemporaryPassword::default();
            let set = owner.set_temporary_password(user, &temporary);
            set.await.unwrap();
        }
        Loss::PasswordExpired => drop(owner.expire_user_password(user).await.unwrap()),
        Loss::PasswordOverdue => {
            write_facts(server, user, [(Column::PasswordExpiresAt, now.into())]).await;
        }
        Loss::EnrollmentOverdue => {
            write_facts(server, user, [(Column::MfaEnrollBy, now.into())]).await;
        }
        Loss::Locked => {
            let lock = [
                (Column::LockReason, LockReason::FailedFactorAttempts.into()),
                (Column::LockedAt, now.into()),
            ];
            write_facts(server, user, lock).await;
        }
        Loss::LockedByAdministrator => {
            let lock = LockUser::default();
            drop(owner.lock_user(user, &lock).await.unwrap());
        }
        Loss::LockedByStranger => {
            let remove = UpdateApplication {
                on_lock: Some(AfterLoss::Remove),
                ..UpdateApplication::default()
            };
            change(owner, here.sp.id, remove).await;
            let portal = Portal::User;
            server.guess_until_locked(portal, &loss.email()).await;
        }
        Loss::Suspended => drop(owner.suspend_user(user).await.unwrap()),
        Loss::Deleted => owner.delete_user(user).await.unwrap(),
    }
}

async fn every_loss_takes_effect_at_once(backend: Backend) {
    let here = Setting::new(backend).await;
    // Any number of servers can share one PostgreSQL.
    let another = match backend {
        Backend::Postgres => Some(here.server.another().await),
        Backend::Sqlite => None,
    };
    for loss in LOSSES {
        let email = loss.email();
        let user = here.server.active_user(&here.owner, &email).await.id;
        open_to(&here, user, loss).await;
        let browser = Surfer::signed_in(&here.server, &email).await;
        let there = another.as_ref().map(|another| browser.moved_to(another));
        for browser in there.iter().chain([&browser]) {
            here.sp.assertion(browser).await;
        }
        assert_eq!(live(&here.server, here.sp.id).await, 1, "{loss:?}");
        lose(&here, user, loss).await;
        // What was opened has ended, and what comes now is refused.
        let left = usize::from(loss.is_fact());
        assert_eq!(live(&here.server, here.sp.id).await, left, "{loss:?}");
        for browser in there.iter().chain([&browser]) {
            let silent = here.sp.request().with("IsPassive", "true");
            let answer = here.sp.answer(browser, &silent).await;
            assert_eq!(answer.status()[0], "Responder", "{loss:?}");
            assert!(answer.root.all("saml:Assertion").is_empty(), "{loss:?}");
            asked(&browser.get(&here.sp.path(&here.sp.request())).await);
        }
        if loss.is_fact() {
            here.owner.end_user_sessions(user).await.unwrap();
        }
    }
    let version = here.owner.application(here.sp.id).await.unwrap().version;
    let path = here.sp.path(&here.sp.request());
    here.owner
        .delete_application(here.sp.id, version)
        .await
        .unwrap();
    page(here.ada.get(&path).await).await;
    let gone = here
        .ada
        .get(&format!("/saml/{}/metadata", here.sp.id))
        .await;
    assert_eq!(gone.status(), 404);
}

async fn nobody_gets_into_an_application_of_another_organization(backend: Backend) {
    let here = Setting::new(backend).await;
    let owner = "other@example.org";
    here.server.organization("Other Ltd", owner).await;
    let other = here
        .server
        .sign_in(Portal::Admin, owner, ADMINISTRATOR_PASSWORD)
        .await;
    let user = here.server.active_user(&other, "eve@example.org").await.id;
    let eve = Surfer::signed_in(&here.server, "eve@example.org").await;

    // Although it is open to everyone. Its application does not learn that somebody is signed in.
    let silent = here.sp.request().with("IsPassive", "true");
    let nobody = Surfer::new(&here.server);
    let answer = here.sp.answer(&eve, &silent).await;
    assert_eq!(answer.status(), ["Responder", "NoPassive"]);
    assert_eq!(
        here.sp.answer(&nobody, &silent).await.status(),
        answer.status()
    );
    let token = asked(&eve.get(&here.sp.path(&here.sp.request())).await);
    let nothing = ContinueAuthorization::default();
    let refused = eve.portal.continue_authorization(&token, nothing).await;
    let refused = refused.unwrap_err();
    let reason = refused.problem().unwrap().reason;
    assert_eq!(reason, Some(Refusal::NotAssigned));
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&eve.get(&path).await), token);
    for administrator in [&here.owner, &other] {
        assert!(events(administrator, "application.opened").await.is_empty());
        let refusals = events(administrator, "application.refused").await;
        assert!(refusals.is_empty());
    }
    let preview = here.owner.preview_assertion(here.sp.id, user).await;
    assert_eq!(problem_type(preview), ProblemType::NotFound);

    // The same entity ID at both is two applications: a request for one is none for the other.
    let theirs = ServiceProvider::new(&here.server, &other, harness::saml::settings()).await;
    let request = theirs
        .request()
        .with("Destination", &theirs.provider.sso_url);
    page(eve.get(&here.sp.sso(&query(&request.xml(), None))).await).await;
    let form = Form::shown(eve.get(&theirs.path(&request)).await).await;
    let answer = form.answer();
    assert_eq!(answer.signed_by(theirs.certificate()), Some(true));
    assert_eq!(answer.signed_by(here.sp.certificate()), Some(false));
}
