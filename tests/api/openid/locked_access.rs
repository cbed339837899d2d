//! What an application does about users whom wrong passwords have locked.

use client::Portal;
use contract::applications::{AccessResult, CreateApplication, UpdateApplication};
use contract::problem::ProblemType;
use harness::{Backend, on_both_databases};
use rules::access::Refusal;
use rules::application::OpenTo;
use rules::resource::AfterLoss;
use rules::status::LockReason;

use super::{ADA, Setting};
use crate::applications::{ADDRESS, change, live};

on_both_databases!(
    an_application_can_remove_the_access_of_locked_users,
    a_bookmark_does_not_open_for_locked_users_where_it_says_so,
);

fn remove() -> UpdateApplication {
    UpdateApplication {
        on_lock: Some(AfterLoss::Remove),
        ..UpdateApplication::default()
    }
}

async fn an_application_can_remove_the_access_of_locked_users(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    here.server.guess_until_locked(Portal::User, ADA).await;
    let check = async || {
        let checked = here.owner.check_application_access(here.rp.id, here.user);
        checked.await.unwrap()
    };
    let open = check().await;
    assert_eq!((open.result, open.lock), (AccessResult::Open, None));
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);

    // Users who are locked at that time lose their access, too.
    change(&here.owner, here.rp.id, remove()).await;
    assert_eq!(live(&here.server, here.rp.id).await, 0);
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
    let closed = check().await;
    assert_eq!(closed.reason, Some(Refusal::AccountLocked));
    let reason = closed.lock.unwrap().reason;
    assert_eq!(reason, LockReason::FailedPasswordAttempts);

    // The portal stays open, and the application opens again after the lock. What ended does not come back.
    here.ada.portal.me().await.unwrap();
    here.owner.unlock_user(here.user).await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
    let again = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(here.rp.userinfo(&again).await.0, 200);
}

async fn a_bookmark_does_not_open_for_locked_users_where_it_says_so(backend: Backend) {
    let here = Setting::new(backend).await;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::bookmark("Wiki", ADDRESS)
    };
    let wiki = here.owner.create_application(&new, None).await.unwrap();
    here.server.guess_until_locked(Portal::User, ADA).await;
    let portal = &here.ada.portal;
    portal.open_application(wiki.id).await.unwrap();
    change(&here.owner, wiki.id, remove()).await;
    assert_eq!(live(&here.server, wiki.id).await, 0);
    // The user learns until when.
    let refused = portal.open_application(wiki.id).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::ApplicationRefused);
    assert_eq!(problem.reason, Some(Refusal::AccountLocked));
    let known = here.owner.check_application_access(wiki.id, here.user);
    let lock = known.await.unwrap().lock;
    assert!(lock.is_some_and(|lock| lock.until.is_some()), "{lock:?}");
    assert_eq!(problem.lock, lock);
    here.owner.unlock_user(here.user).await.unwrap();
    portal.open_application(wiki.id).await.unwrap();
}
