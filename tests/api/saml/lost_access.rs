//! A user who has lost access gets no assertion, and an application of another organization is treated
//! like one that is not assigned (attack classes 13 and 36).

use client::Portal;
use contract::applications::UpdateApplication;
use contract::authorization::ContinueAuthorization;
use contract::problem::ProblemType;
use contract::users::LockUser;
use harness::saml::{Form, ServiceProvider, query};
use harness::{ADMINISTRATOR_PASSWORD, Backend, Surfer, on_both_databases, problem_type};
use rules::access::Refusal;
use rules::application::OpenTo;
use rules::resource::AfterLoss;

use super::{ADA, Setting, page};
use crate::applications::{change, live};
use crate::groups::events;
use crate::openid::asked;

on_both_databases!(
    every_loss_takes_effect_at_once,
    nobody_gets_into_an_application_of_another_organization,
);

#[derive(Clone, Copy, Debug)]
enum Loss {
    Suspended,
    Unassigned,
    Disabled,
    SessionEnded,
    LockedByAdministrator,
    /// After wrong passwords, where the application removes the access then.
    LockedByStranger,
}

async fn lose(here: &Setting, loss: Loss) {
    match loss {
        Loss::Suspended => drop(here.owner.suspend_user(here.user).await.unwrap()),
        Loss::Unassigned => {
            let only = UpdateApplication {
                open_to: Some(OpenTo::Assigned),
                ..UpdateApplication::default()
            };
            change(&here.owner, here.sp.id, only).await;
        }
        Loss::Disabled => {
            let off = UpdateApplication {
                enabled: Some(false),
                ..UpdateApplication::default()
            };
            change(&here.owner, here.sp.id, off).await;
        }
        Loss::SessionEnded => drop(here.owner.end_user_sessions(here.user).await.unwrap()),
        Loss::LockedByAdministrator => {
            let lock = LockUser::default();
            drop(here.owner.lock_user(here.user, &lock).await.unwrap());
        }
        Loss::LockedByStranger => {
            let remove = UpdateApplication {
                on_lock: Some(AfterLoss::Remove),
                ..UpdateApplication::default()
            };
            change(&here.owner, here.sp.id, remove).await;
            here.server.guess_until_locked(Portal::User, ADA).await;
        }
    }
}

async fn every_loss_takes_effect_at_once(backend: Backend) {
    let here = Setting::new(backend).await;
    for loss in [
        Loss::SessionEnded,
        Loss::Unassigned,
        Loss::Disabled,
        Loss::LockedByAdministrator,
        Loss::LockedByStranger,
        Loss::Suspended,
    ] {
        let ada = Surfer::signed_in(&here.server, ADA).await;
        here.sp.assertion(&ada).await;
        assert_eq!(live(&here.server, here.sp.id).await, 1, "{loss:?}");
        lose(&here, loss).await;
        // What was opened has ended, and what comes now is refused.
        assert_eq!(live(&here.server, here.sp.id).await, 0, "{loss:?}");
        let silent = here.sp.request().with("IsPassive", "true");
        let answer = here.sp.answer(&ada, &silent).await;
        assert_eq!(answer.status()[0], "Responder", "{loss:?}");
        assert!(answer.root.all("saml:Assertion").is_empty(), "{loss:?}");
        asked(&ada.get(&here.sp.path(&here.sp.request())).await);
        let back = UpdateApplication {
            open_to: Some(OpenTo::Everyone),
            enabled: Some(true),
            ..UpdateApplication::default()
        };
        change(&here.owner, here.sp.id, back).await;
        if matches!(loss, Loss::LockedByAdministrator | Loss::LockedByStranger) {
            here.owner.unlock_user(here.user).await.unwrap();
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
