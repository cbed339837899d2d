//! Applications are told when a single user loses access, however that happens (attack class 22).

use contract::applications::UpdateApplication;
use contract::ids::UserId;
use harness::{Backend, Surfer, logout_endpoint, on_both_databases};
use rules::application::OpenTo;

use super::Setting;
use super::notices::{setting, told};
use crate::groups::group;

on_both_databases!(every_loss_is_told);

#[derive(Clone, Copy, Debug)]
enum Loss {
    Unassigned,
    LeftGroup,
    GroupDeleted,
    PasswordExpired,
    SessionEndedByAdministrator,
    SessionEndedByUser,
    AccessWithdrawn,
}

const LOSSES: [Loss; 7] = [
    Loss::Unassigned,
    Loss::LeftGroup,
    Loss::GroupDeleted,
    Loss::PasswordExpired,
    Loss::SessionEndedByAdministrator,
    Loss::SessionEndedByUser,
    Loss::AccessWithdrawn,
];

/// Assigns the application to the user, or to a group that they are in, which has the name of the loss.
async fn assign(here: &Setting, user: UserId, loss: Loss) {
    if matches!(loss, Loss::LeftGroup | Loss::GroupDeleted) {
        let group = group(&here.owner, &format!("{loss:?}")).await.id;
        here.owner.add_group_member(group, user).await.unwrap();
        let assigned = here.owner.assign_application_to_group(here.rp.id, group);
        assigned.await.unwrap();
    } else {
        let assigned = here.owner.assign_application_to_user(here.rp.id, user);
        assigned.await.unwrap();
    }
}

async fn lose(here: &Setting, (user, browser): (UserId, &Surfer), loss: Loss) {
    let (owner, id) = (&here.owner, here.rp.id);
    let session = async || {
        let mine = browser.portal.my_application_sessions().await.unwrap();
        mine.items[0].id
    };
    match loss {
        Loss::Unassigned => {
            let unassigned = owner.unassign_application_from_user(id, user);
            unassigned.await.unwrap();
        }
        Loss::LeftGroup | Loss::GroupDeleted => {
            let groups = owner.user_groups(user, &Default::default()).await.unwrap();
            let group = &groups.items[0];
            if matches!(loss, Loss::LeftGroup) {
                owner.remove_group_member(group.id, user).await.unwrap();
            } else {
                owner.delete_group(group.id, group.version).await.unwrap();
            }
        }
        Loss::PasswordExpired => drop(owner.expire_user_password(user).await.unwrap()),
        Loss::SessionEndedByAdministrator => {
            let ended = owner.end_application_session(id, session().await);
            ended.await.unwrap();
        }
        Loss::SessionEndedByUser => {
            let ended = browser.portal.end_my_application_session(session().await);
            ended.await.unwrap();
        }
        Loss::AccessWithdrawn => {
            let withdrawn = browser.portal.withdraw_my_application_grant(id);
            withdrawn.await.unwrap();
        }
    }
}

async fn every_loss_is_told(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let here = setting(backend, &address, &["127.0.0.0/8"]).await;
    let only = UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, here.rp.id, only).await;
    for loss in LOSSES {
        let email = format!("{loss:?}@example.com").to_lowercase();
        let user = here.server.active_user(&here.owner, &email).await.id;
        assign(&here, user, loss).await;
        let browser = Surfer::signed_in(&here.server, &email).await;
        let tokens = here.rp.tokens(&browser, &[]).await;
        let claims = here.rp.verified(&tokens["id_token"]).await;
        lose(&here, (user, &browser), loss).await;
        let logout = told(&here, &bodies).await;
        assert_eq!(
            (&logout["sid"], &logout["sub"]),
            (&claims["sid"], &claims["sub"]),
            "{loss:?}"
        );
    }
}
