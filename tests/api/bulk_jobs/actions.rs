use contract::bulk_jobs::{BulkJobAction, BulkJobCounts, BulkJobOutcome, CreateBulkJob};
use contract::change::Change;
use contract::ids::{GroupId, UserId};
use contract::problem::ProblemType;
use contract::user_attributes::{AttributeChanges, AttributeKind, AttributeValue};
use contract::users::{MfaChanges, UpdateUser};
use harness::{Backend, TestServer, on_both_databases};
use rules::mfa::MfaRequirement;
use rules::state::UserState;
use uuid::Uuid;

use super::{on, results, run, update_all};
use crate::groups::events;
use crate::user_attributes::attribute;

on_both_databases!(
    each_user_gets_a_result_and_a_refusal_stops_nobody,
    each_action_equals_the_single_one,
    fields_are_changed_and_cleared,
    users_are_added_to_a_group_and_removed,
    changes_that_nobody_can_have_are_refused_at_once,
);

async fn each_user_gets_a_result_and_a_refusal_stops_nobody(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let zoe = server.pending_user(&owner, "zoe@example.com").await.id;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    let nobody = UserId(Uuid::from_u128(7));
    owner.suspend_user(ada).await.unwrap();
    let job = run(
        &owner,
        &on(BulkJobAction::Suspend, &[zoe, nobody, ada, bob]),
    )
    .await;
    let expected = BulkJobCounts {
        users: 4,
        waiting: 0,
        done: 2,
        unchanged: 0,
        failed: 2,
    };
    assert_eq!(job.counts, expected);
    assert!(job.finished_at.is_some());
    let all = results(&owner, job.id, "").await;
    let all = all.iter().map(|result| {
        let problem = result.problem.as_ref().map(|problem| problem.kind);
        (result.user_id, result.email.is_some(), problem)
    });
    assert_eq!(
        all.collect::<Vec<_>>(),
        [
            (zoe, true, None),
            (nobody, false, Some(ProblemType::NotFound)),
            (ada, true, Some(ProblemType::Conflict)),
            (bob, true, None),
        ]
    );
    for id in [zoe, ada, bob] {
        assert_eq!(owner.user(id).await.unwrap().state, UserState::Suspended);
    }
    // The job has an event when it begins and when it ends, and each act has its own.
    assert_eq!(events(&owner, "bulk_job.started").await.len(), 1);
    let finished = events(&owner, "bulk_job.finished").await;
    assert_eq!(finished.len(), 1);
    assert_eq!(finished[0].detail["done"], "2");
    assert_eq!(finished[0].detail["failed"], "2");
    let suspended = events(&owner, "user.suspended").await;
    assert_eq!(suspended.len(), 3);
    assert!(suspended.iter().all(|one| one.actor == finished[0].actor));
    let of_job = suspended.iter().filter(|one| {
        let named = one.detail.get("bulk_job");
        named.is_some_and(|id| *id == job.id.to_string())
    });
    assert_eq!(of_job.count(), 2);
}

async fn each_action_equals_the_single_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let pending = server.pending_user(&owner, "pending@example.com").await.id;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let both = [pending, ada];
    for (action, done) in [
        (BulkJobAction::ResendActivation, 1),
        (BulkJobAction::SendPasswordReset, 2),
        (BulkJobAction::RequireMfa, 2),
        (BulkJobAction::RequireMfa, 0),
        (BulkJobAction::ExpirePassword, 1),
        (BulkJobAction::Unlock, 0),
        (BulkJobAction::Suspend, 2),
        (BulkJobAction::Activate, 2),
        (BulkJobAction::Delete, 2),
        (BulkJobAction::Delete, 0),
    ] {
        let job = run(&owner, &on(action, &both)).await;
        let counts = job.counts;
        assert_eq!((counts.done, counts.failed), (done, 2 - done), "{action:?}");
    }
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", "choose a new password"), 1);
    assert!(owner.user(ada).await.is_err());
}

async fn fields_are_changed_and_cleared(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let badge = attribute("badge", AttributeKind::Number);
    owner.create_user_attribute(&badge, None).await.unwrap();
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    let set = UpdateUser {
        department: Change::Set("Research".to_owned()),
        mfa: Some(MfaChanges {
            requirement_override: Change::Set(MfaRequirement::Required),
        }),
        attributes: [(
            "badge".to_owned(),
            Some(AttributeValue::Text("x".to_owned())),
        )]
        .into_iter()
        .collect(),
        ..UpdateUser::default()
    };
    let wrong = owner.create_bulk_job(&update_all(set.clone())).await;
    let wrong = wrong.unwrap_err();
    // The attribute is a number.
    assert_eq!(
        wrong.problem().unwrap().errors[0].field,
        "changes.attributes.badge"
    );
    let set = UpdateUser {
        attributes: AttributeChanges::new(),
        ..set
    };
    let job = run(&owner, &update_all(set.clone())).await;
    assert_eq!((job.counts.done, job.counts.failed), (2, 0));
    assert_eq!(job.changes, Some(set.clone()));
    for id in [ada, bob] {
        let user = owner.user(id).await.unwrap();
        assert_eq!(user.profile.department.as_deref(), Some("Research"));
        assert_eq!(user.mfa.requirement, MfaRequirement::Required);
    }
    let again = run(&owner, &update_all(set)).await;
    assert_eq!((again.counts.done, again.counts.unchanged), (0, 2));
    let unchanged = results(&owner, again.id, "outcome:unchanged").await;
    assert_eq!(unchanged.len(), 2);
    assert_eq!(unchanged[0].outcome, Some(BulkJobOutcome::Unchanged));
    assert_eq!(events(&owner, "user.updated").await.len(), 2);

    let clear = UpdateUser {
        department: Change::Clear,
        ..UpdateUser::default()
    };
    let cleared = run(&owner, &update_all(clear)).await;
    assert_eq!(cleared.counts.done, 2);
    assert_eq!(owner.user(ada).await.unwrap().profile.department, None);
}

async fn users_are_added_to_a_group_and_removed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    let group = crate::groups::group(&owner, "Engineering").await.id;
    let about = |action, id: Option<GroupId>| CreateBulkJob {
        group_id: id,
        ..on(action, &[ada, bob])
    };
    let add = about(BulkJobAction::AddToGroup, Some(group));
    assert_eq!(run(&owner, &add).await.counts.done, 2);
    assert_eq!(run(&owner, &add).await.counts.unchanged, 2);
    assert_eq!(owner.group(group).await.unwrap().members, 2);
    let remove = about(BulkJobAction::RemoveFromGroup, Some(group));
    assert_eq!(run(&owner, &remove).await.counts.done, 2);
    assert_eq!(owner.group(group).await.unwrap().members, 0);
    for wrong in [
        about(BulkJobAction::AddToGroup, None),
        about(BulkJobAction::AddToGroup, Some(GroupId(Uuid::from_u128(7)))),
        about(BulkJobAction::Unlock, Some(group)),
    ] {
        let refused = owner.create_bulk_job(&wrong).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].field, "groupId");
    }
}

async fn changes_that_nobody_can_have_are_refused_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.pending_user(&owner, "ada@example.com").await;
    let long = "x".repeat(1000);
    for (changes, field) in [
        (UpdateUser::default(), "changes"),
        (
            UpdateUser {
                department: Change::Set(long),
                ..UpdateUser::default()
            },
            "changes.department",
        ),
        (
            UpdateUser {
                username: Some("ada".to_owned()),
                ..UpdateUser::default()
            },
            "changes.username",
        ),
        (
            UpdateUser {
                employee_number: Change::Set("17".to_owned()),
                ..UpdateUser::default()
            },
            "changes.employeeNumber",
        ),
    ] {
        let refused = owner.create_bulk_job(&update_all(changes)).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].field, field);
    }
    let without = on(BulkJobAction::Update, &[UserId(Uuid::from_u128(7))]);
    let refused = owner.create_bulk_job(&without).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].field, "changes");
}
