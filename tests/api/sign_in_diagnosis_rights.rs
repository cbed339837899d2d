//! The diagnosis of a sign-in shows and offers no more than the caller may see and do.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::problem::ProblemType;
use contract::sign_in::diagnosis::SignInRemedy;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, http, on_both_databases, problem_type};
use rules::role::{Permission, Role};

on_both_databases!(
    a_role_is_offered_what_it_may_do,
    a_key_sees_what_its_scopes_allow,
    another_organization_finds_nobody,
);

const ADA: &str = "ada@example.com";

async fn a_role_is_offered_what_it_may_do(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    server.guess_until_locked(Portal::User, ADA).await;
    let reader = server.administrator(&owner, "reader@example.com", Role::ReadOnly);
    let reader = reader.await;
    let helper = server.administrator(&owner, "helper@example.com", Role::HelpDesk);
    let helper = helper.await;

    let seen = reader.diagnose_user_sign_in(user).await.unwrap();
    assert_eq!(seen.facts[0].remedies, []);
    assert!(seen.deliveries.is_some() && seen.policy.is_some());
    let refused = reader.unlock_user(user).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let seen = helper.diagnose_user_sign_in(user).await.unwrap();
    assert_eq!(seen.facts[0].remedies, [SignInRemedy::Unlock]);
    helper.unlock_user(user).await.unwrap();

    owner.suspend_user(user).await.unwrap();
    let seen = helper.diagnose_user_sign_in(user).await.unwrap();
    assert_eq!(seen.facts[0].remedies, []);
    let seen = owner.diagnose_user_sign_in(user).await.unwrap();
    assert_eq!(seen.facts[0].remedies, [SignInRemedy::Activate]);
}

async fn a_key_sees_what_its_scopes_allow(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, ADA).await.id;
    let key = async |scopes: &[Permission]| {
        let new = CreateApiKey {
            name: "Program".to_owned(),
            scopes: scopes.to_vec(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap().key;
        Client::with_api_key(http(), &server.origin, &key)
    };
    let reads = key(&[Permission::UsersRead]).await;
    let seen = reads.diagnose_user_sign_in(user).await.unwrap();
    assert_eq!((&seen.deliveries, &seen.policy), (&None, &None));
    assert_eq!(seen.facts[0].remedies, []);
    let token = server.token_mailed_to(ADA).await;
    let all = [
        Permission::UsersRead,
        Permission::UsersAssist,
        Permission::EventsRead,
        Permission::OrganizationRead,
    ];
    let seen = key(&all).await.diagnose_user_sign_in(user).await.unwrap();
    assert!(seen.deliveries.is_some() && seen.policy.is_some());
    assert_eq!(seen.facts[0].remedies, [SignInRemedy::SendActivation]);
    assert!(!serde_json::to_string(&seen).unwrap().contains(&token));
    for scopes in [[Permission::UsersWrite], [Permission::EventsRead]] {
        let refused = key(&scopes).await.diagnose_user_sign_in(user).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
}

async fn another_organization_finds_nobody(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, ADA).await.id;
    let email = "other@example.com";
    server.organization("Other Ltd", email).await;
    let other = server
        .sign_in(Portal::Admin, email, ADMINISTRATOR_PASSWORD)
        .await;
    let refused = other.diagnose_user_sign_in(user).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let nobody = server.anonymous(Portal::Admin);
    let refused = nobody.diagnose_user_sign_in(user).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
    // An administrator is not a user.
    let me = owner.administrator_me().await.unwrap().id;
    let refused = owner
        .diagnose_user_sign_in(contract::ids::UserId(me.0))
        .await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
}
