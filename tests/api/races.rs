//! Actions in the middle of a sign-in: what was revoked stays revoked.

use std::time::Duration;

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::change::Change;
use contract::factors::{ConfirmTotp, Proof};
use contract::ids::SessionId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::ProfileChanges;
use entity::account::{Column, Entity};
use entity::session;
use harness::{
    Backend, TestDatabase, TestServer, USER_PASSWORD, code_at, on_both_databases, problem_type,
};
use identity::crypto::HashCost;
use rules::role::{Permission, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

on_both_databases!(
    a_password_sent_twice_at_once_signs_in_once,
    a_password_replaced_during_verification_wins,
    a_suspension_during_a_sign_in_leaves_no_session,
    a_step_up_does_not_revive_an_ended_session,
    no_factor_is_added_after_the_session_ended,
    no_api_key_is_created_after_a_suspension,
    no_profile_is_changed_after_the_session_ended,
);

/// A double click, or a browser that repeats the request.
async fn a_password_sent_twice_at_once_signs_in_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    for _ in 0..10 {
        let portal = server.anonymous(Portal::User);
        portal.begin_sign_in("ada@example.com").await.unwrap();
        let mut given = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let portal = portal.clone();
            given.spawn(async move { portal.submit_password(USER_PASSWORD).await });
        }
        let (signed_in, refused): (Vec<_>, Vec<_>) =
            given.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!(signed_in.len(), 1);
        for refused in refused {
            let kind = problem_type(refused);
            assert!(
                [ProblemType::SignInExpired, ProblemType::WrongStep].contains(&kind),
                "{kind:?}"
            );
        }
        portal.me().await.unwrap();
    }
}

/// Waits until the attempt is counted, which happens before the password is verified.
async fn attempt_counted(server: &TestServer, user: Uuid) {
    for _ in 0..2_000 {
        let row = Entity::find_by_id(user)
            .one(server.running.context.database().read())
            .await
            .unwrap()
            .unwrap();
        if row.failed_password_attempts == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("the attempt was not counted");
}

async fn a_password_replaced_during_verification_wins(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let server = TestServer::start_on(database, |config| {
        // Long enough that the other action begins before the password is verified.
        config.security.hashing.cost = HashCost {
            iterations: 60,
            ..HashCost::default()
        };
    })
    .await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    let old = portal.clone();
    let sign_in = tokio::spawn(async move { old.submit_password(USER_PASSWORD).await });
    attempt_counted(&server, user.id.0).await;

    // This reset has replaced the password and ended the sessions, and is about to commit.
    let reset = server.running.context.database().begin().await.unwrap();
    let set_at = server.running.context.now().unix_millis();
    Entity::update_many()
        .col_expr(Column::PasswordSetAt, Expr::value(set_at))
        .filter(Column::Id.eq(user.id.0))
        .exec(&reset)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!sign_in.is_finished(), "the sign-in waits for the reset");
    reset.commit().await.unwrap();

    let answer = sign_in.await.unwrap();
    assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
}

async fn a_suspension_during_a_sign_in_leaves_no_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut met = Vec::new();
    for n in 0..8 {
        let email = format!("user{n}@example.com");
        let user = server.active_user(&owner, &email).await;
        let portal = server.anonymous(Portal::User);
        portal.begin_sign_in(&email).await.unwrap();
        met.push((user.id, portal));
    }
    let mut meetings = tokio::task::JoinSet::new();
    for (n, (id, portal)) in met.into_iter().enumerate() {
        let owner: Client = owner.clone();
        meetings.spawn(async move {
            let suspend = async {
                tokio::time::sleep(Duration::from_millis(20 * n as u64)).await;
                owner.suspend_user(id).await
            };
            let (signed_in, suspended) =
                tokio::join!(portal.submit_password(USER_PASSWORD), suspend);
            (id, portal, signed_in, suspended)
        });
    }
    for (id, portal, signed_in, suspended) in meetings.join_all().await {
        suspended.expect("a suspension is never refused for a sign-in");
        if let Err(refused) = signed_in {
            let kind = refused.problem().expect("a problem").kind;
            assert!(kind.status() < 500, "{kind:?}");
        }
        owner.activate_user(id).await.unwrap();
        assert_eq!(
            problem_type(portal.me().await),
            ProblemType::Unauthenticated
        );
    }
}

/// Writes to a session without committing, so that ending it waits in the middle.
async fn keep(server: &TestServer, session: SessionId) -> DatabaseTransaction {
    let kept = server.running.context.database().begin().await.unwrap();
    let written = session::Entity::update_many()
        .col_expr(
            session::Column::LastUsedAt,
            Expr::col(session::Column::LastUsedAt),
        )
        .filter(session::Column::Id.eq(session.0))
        .exec(&kept)
        .await
        .unwrap();
    assert_eq!(written.rows_affected, 1);
    kept
}

/// A person ends the session of an attacker, who confirms the identity in it at that moment.
async fn a_step_up_does_not_revive_an_ended_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    for all in [false, true] {
        let thief = server
            .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
            .await;
        let sessions = thief.my_sessions().await.unwrap().items;
        let stolen = sessions.iter().find(|session| session.current).unwrap().id;
        let kept = keep(&server, stolen).await;
        let ends = ada.clone();
        let end = tokio::spawn(async move {
            if all {
                ends.end_my_other_sessions().await.map(drop)
            } else {
                ends.end_my_session(stolen).await
            }
        });
        tokio::time::sleep(Duration::from_millis(500)).await;
        let proves = thief.clone();
        let proof = Proof::Password(USER_PASSWORD.to_owned());
        let step_up = tokio::spawn(async move { proves.give_proof(&proof).await });
        tokio::time::sleep(Duration::from_secs(2)).await;
        kept.commit().await.unwrap();
        end.await.unwrap().unwrap();
        assert!(step_up.await.unwrap().is_err(), "all: {all}");
        assert_eq!(problem_type(thief.me().await), ProblemType::Unauthenticated);
        assert!(thief.refresh().await.is_err());
    }
}

/// Writes to an account without committing, so that other writers wait.
async fn keep_account(server: &TestServer, account: Uuid) -> DatabaseTransaction {
    let kept = server.running.context.database().begin().await.unwrap();
    let written = Entity::update_many()
        .col_expr(Column::Name, Expr::col(Column::Name))
        .filter(Column::Id.eq(account))
        .exec(&kept)
        .await
        .unwrap();
    assert_eq!(written.rows_affected, 1);
    kept
}

/// An administrator signs an attacker out, who adds their own factor at that moment.
async fn no_factor_is_added_after_the_session_ended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let thief = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let begun = thief.begin_totp_enrollment().await.unwrap();
    let kept = keep_account(&server, user.id.0).await;
    let administrator = owner.clone();
    let end = tokio::spawn(async move { administrator.end_user_sessions(user.id).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let confirm = ConfirmTotp {
        enrollment_id: begun.enrollment_id,
        code: code_at(&begun.secret, server.clock_now()),
        name: "The thief's".to_owned(),
    };
    let confirms = thief.clone();
    let add = tokio::spawn(async move { confirms.confirm_totp_enrollment(&confirm).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    kept.commit().await.unwrap();
    assert_eq!(end.await.unwrap().unwrap().ended, 2);
    assert!(add.await.unwrap().is_err());
    let seen = owner.user(user.id).await.unwrap();
    assert_eq!(seen.mfa.factors, []);
}

/// An owner suspends another one, who creates an API key at that moment.
async fn no_api_key_is_created_after_a_suspension(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mallory = "mallory@example.com";
    let other = server.administrator(&owner, mallory, Role::Owner).await;
    let id = other.administrator_me().await.unwrap().id;
    let kept = keep_account(&server, id.0).await;
    let suspends = owner.clone();
    let suspend =
        tokio::spawn(async move { suspends.suspend_administrator(id, Default::default()).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let new = CreateApiKey {
        name: "Kept for later".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 30,
    };
    let make = tokio::spawn(async move { other.create_api_key(&new).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    kept.commit().await.unwrap();
    suspend.await.unwrap().unwrap();
    assert!(make.await.unwrap().is_err());
    let keys = owner.api_keys(&ListQuery::default()).await.unwrap();
    assert_eq!(keys.items, []);
}

/// An administrator signs an attacker out, who changes the profile at that moment.
async fn no_profile_is_changed_after_the_session_ended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let thief = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let version = thief.me().await.unwrap().version;
    let kept = keep_account(&server, user.id.0).await;
    let administrator = owner.clone();
    let end = tokio::spawn(async move { administrator.end_user_sessions(user.id).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let changes = ProfileChanges {
        first_name: Change::Set("The thief's".to_owned()),
        ..ProfileChanges::default()
    };
    let changed = tokio::spawn(async move { thief.update_my_profile(version, &changes).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    kept.commit().await.unwrap();
    end.await.unwrap().unwrap();
    assert!(changed.await.unwrap().is_err());
    let seen = owner.user(user.id).await.unwrap();
    assert_eq!(seen.profile.first_name, user.profile.first_name);
}
