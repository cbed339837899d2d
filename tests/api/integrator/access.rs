//! Checks when a person can sign in.

use client::{Client, Portal};
use contract::ids::UserId;
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason};
use contract::users::SetTemporaryPassword;
use harness::{TestServer, USER_PASSWORD, problem_type};
use rules::links::LinkPurpose;
use rules::state::UserState;

use super::{ADA, Program};

const CHOSEN: &str = "a password of her own";

/// Begins a sign-in and sends the password.
pub(super) async fn tries(server: &TestServer, password: &str) -> Result<Client, ProblemType> {
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    match portal.submit_password(password).await {
        Ok(state) => {
            assert_eq!(state.next_step, NextStep::Complete);
            Ok(portal)
        }
        Err(error) => Err(error.problem().unwrap().kind),
    }
}

pub(super) async fn gets_a_temporary_password(program: &Program<'_>, id: UserId) {
    let body = SetTemporaryPassword { password: None };
    let set = program.api.set_temporary_password(id, &body).await;
    let temporary = set.unwrap().password.expect("one is generated");
    let portal = program.server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    let state = portal.submit_password(&temporary).await.unwrap();
    assert_eq!(state.next_step, NextStep::ReplacePassword);
    assert_eq!(state.replace_reason, Some(ReplaceReason::Temporary));
    assert!(state.access_token.is_none());
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
    portal.replace_password(CHOSEN).await.unwrap();
    assert_eq!(portal.me().await.unwrap().email, ADA);
    let spent = tries(program.server, &temporary).await;
    assert_eq!(spent.err(), Some(ProblemType::WrongCredentials));
}

pub(super) async fn gets_a_reset(program: &Program<'_>, id: UserId) {
    let server = program.server;
    let signed_in = tries(server, CHOSEN).await.unwrap();
    program.api.send_user_password_reset(id).await.unwrap();
    let link = server.link_mailed_to(ADA, "choose a new password").await;
    let reset = SetPasswordByLink {
        purpose: LinkPurpose::UserPasswordResetByAdministrator,
        token: link.split_once('#').unwrap().1.to_owned(),
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    let portal = server.anonymous(Portal::User);
    portal.set_password_by_link(&reset).await.unwrap();
    assert_eq!(
        problem_type(signed_in.me().await),
        ProblemType::Unauthenticated
    );
    let old = tries(server, CHOSEN).await;
    assert_eq!(old.err(), Some(ProblemType::WrongCredentials));
    tries(server, USER_PASSWORD).await.unwrap();
}

pub(super) async fn is_suspended_and_comes_back(program: &Program<'_>, id: UserId) {
    let signed_in = tries(program.server, USER_PASSWORD).await.unwrap();
    let gone = program.api.suspend_user(id).await.unwrap();
    assert_eq!(gone.state, UserState::Suspended);
    assert_eq!(
        problem_type(signed_in.me().await),
        ProblemType::Unauthenticated
    );
    let refused = tries(program.server, USER_PASSWORD).await;
    assert_eq!(refused.err(), Some(ProblemType::AccountSuspended));
    program.api.activate_user(id).await.unwrap();
    tries(program.server, USER_PASSWORD).await.unwrap();
    assert_eq!(program.api.end_user_sessions(id).await.unwrap().ended, 1);
}

pub(super) async fn is_signed_out(program: &Program<'_>, id: UserId) {
    let one = tries(program.server, USER_PASSWORD).await.unwrap();
    let two = tries(program.server, USER_PASSWORD).await.unwrap();
    let open = program.api.user_sessions(id).await.unwrap();
    assert_eq!((open.total, open.items.len()), (2, 2));
    let first = one.my_sessions().await.unwrap().items;
    let first = first.iter().find(|session| session.current).unwrap().id;
    program.api.end_user_session(id, first).await.unwrap();
    assert_eq!(problem_type(one.me().await), ProblemType::Unauthenticated);
    two.me().await.unwrap();
    assert_eq!(program.api.end_user_sessions(id).await.unwrap().ended, 1);
    assert_eq!(problem_type(two.me().await), ProblemType::Unauthenticated);
    assert_eq!(program.api.user_sessions(id).await.unwrap().total, 0);
}
