//! Bulk actions: one result per user, in order; a refusal does not stop the others.

use client::{Client, Portal};
use contract::bulk::{BulkAction, BulkItem, BulkRequest};
use contract::ids::UserId;
use contract::problem::ProblemType;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::role::Role;
use rules::sign_in::SignInRemedy;
use rules::state::UserState;
use rules::status::PasswordStatus;
use uuid::Uuid;

on_both_databases!(
    each_user_gets_a_result_in_the_requested_order,
    unlocking_lets_people_in_and_notifies_them,
    each_bulk_action_equals_the_single_one,
    a_refusal_names_the_action_that_helps,
    users_of_another_organization_are_not_found,
    a_bulk_action_needs_the_permission_of_the_single_one,
    zero_too_many_or_duplicate_users_are_refused,
);

async fn bulk(client: &Client, action: BulkAction, ids: &[UserId]) -> Vec<BulkItem> {
    let ids = ids.to_vec();
    let answer = client.bulk_users(&BulkRequest { action, ids }).await;
    answer.unwrap().results
}

/// Identifiers with the problem type, or `None` if the action succeeded.
fn outcomes(results: &[BulkItem]) -> Vec<(UserId, Option<ProblemType>)> {
    for item in results {
        assert_eq!(item.done, item.problem.is_none(), "{item:?}");
    }
    let kind = |item: &BulkItem| item.problem.as_ref().map(|problem| problem.kind);
    results.iter().map(|item| (item.id, kind(item))).collect()
}

async fn each_user_gets_a_result_in_the_requested_order(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let zoe = server.pending_user(&owner, "zoe@example.com").await.id;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    let nobody = UserId(Uuid::from_u128(7));
    owner.suspend_user(ada).await.unwrap();
    let results = bulk(&owner, BulkAction::Suspend, &[zoe, nobody, ada, bob]).await;
    assert_eq!(
        outcomes(&results),
        [
            (zoe, None),
            (nobody, Some(ProblemType::NotFound)),
            (ada, Some(ProblemType::Conflict)),
            (bob, None),
        ]
    );
    for id in [zoe, ada, bob] {
        assert_eq!(owner.user(id).await.unwrap().state, UserState::Suspended);
    }
}

async fn unlocking_lets_people_in_and_notifies_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let bob = server.active_user(&owner, "bob@example.com").await.id;
    server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    let locked = owner.user(ada).await.unwrap();
    assert_eq!(locked.password.status, PasswordStatus::Locked);
    let results = bulk(&owner, BulkAction::Unlock, &[bob, ada]).await;
    assert_eq!(
        outcomes(&results),
        [(bob, Some(ProblemType::Conflict)), (ada, None)]
    );
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", "unlocked"), 1);
    assert_eq!(server.mails("bob@example.com", "unlocked"), 0);
}

async fn each_bulk_action_equals_the_single_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let pending = server.pending_user(&owner, "pending@example.com").await.id;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let both = [pending, ada];
    let results = bulk(&owner, BulkAction::ResendActivation, &both).await;
    assert_eq!(
        outcomes(&results),
        [(pending, None), (ada, Some(ProblemType::Conflict))]
    );
    let results = bulk(&owner, BulkAction::SendPasswordReset, &[ada]).await;
    assert_eq!(outcomes(&results), [(ada, None)]);
    server.mail_settled().await;
    assert_eq!(server.mails("pending@example.com", "activate"), 2);
    assert_eq!(server.mails("ada@example.com", "choose a new password"), 1);

    bulk(&owner, BulkAction::Suspend, &both).await;
    let results = bulk(&owner, BulkAction::Activate, &both).await;
    assert_eq!(outcomes(&results), [(pending, None), (ada, None)]);
    let results = bulk(&owner, BulkAction::Delete, &both).await;
    assert_eq!(outcomes(&results), [(pending, None), (ada, None)]);
    assert_eq!(
        problem_type(owner.user(ada).await.map(drop)),
        ProblemType::NotFound
    );
}

async fn a_refusal_names_the_action_that_helps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    owner.suspend_user(bob).await.unwrap();
    let remedies = async |action| {
        let results = bulk(&owner, action, &[ada, bob]).await;
        let remedy = |item: BulkItem| item.problem.and_then(|problem| problem.remedy);
        results.into_iter().map(remedy).collect::<Vec<_>>()
    };
    let (activate, reset) = (SignInRemedy::Activate, SignInRemedy::SendPasswordReset);
    assert_eq!(
        remedies(BulkAction::ResendActivation).await,
        [Some(reset), Some(activate)]
    );
    assert_eq!(
        remedies(BulkAction::SendPasswordReset).await,
        [None, Some(activate)]
    );
    // Nothing helps a user who needs no help.
    assert_eq!(remedies(BulkAction::Unlock).await, [None, None]);
    let results = bulk(&owner, BulkAction::Activate, &[bob]).await;
    assert_eq!(outcomes(&results), [(bob, None)]);
    assert_eq!(
        remedies(BulkAction::ResendActivation).await,
        [Some(reset), None]
    );
}

async fn users_of_another_organization_are_not_found(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let own = server.pending_user(&other, "own@example.org").await.id;
    for action in [
        BulkAction::ResendActivation,
        BulkAction::Suspend,
        BulkAction::Delete,
    ] {
        let results = bulk(&other, action, &[ada, own]).await;
        assert_eq!(
            outcomes(&results),
            [(ada, Some(ProblemType::NotFound)), (own, None)]
        );
    }
    let untouched = owner.user(ada).await.unwrap();
    assert_eq!(untouched.state, UserState::Active);
}

async fn a_bulk_action_needs_the_permission_of_the_single_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let actions = [
        BulkAction::Unlock,
        BulkAction::ResendActivation,
        BulkAction::SendPasswordReset,
        BulkAction::Suspend,
        BulkAction::Activate,
        BulkAction::Delete,
    ];
    for role in [Role::ReadOnly, Role::HelpDesk, Role::Manager] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let client = server.administrator(&owner, &email, role).await;
        for action in actions {
            let ids = vec![ada];
            let answer = client.bulk_users(&BulkRequest { action, ids }).await;
            if role.allows(action.needs()) {
                assert_eq!(answer.unwrap().results.len(), 1, "{role:?} {action:?}");
            } else {
                // The whole request is refused, not each user.
                assert_eq!(problem_type(answer), ProblemType::Forbidden);
            }
        }
    }
}

async fn zero_too_many_or_duplicate_users_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let many = |count: u128| (0..count).map(|n| UserId(Uuid::from_u128(n))).collect();
    for (ids, code) in [
        (Vec::new(), "required"),
        (many(101), "too_many"),
        (vec![ada, ada], "duplicate"),
    ] {
        let action = BulkAction::Delete;
        let refused = owner.bulk_users(&BulkRequest { action, ids }).await;
        let refused = refused.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields);
        assert_eq!(
            (&*problem.errors[0].field, &*problem.errors[0].code),
            ("ids", code)
        );
    }
    let results = bulk(&owner, BulkAction::Delete, &many(100)).await;
    assert_eq!(results.len(), 100);
    assert!(owner.user(ada).await.is_ok());
}
