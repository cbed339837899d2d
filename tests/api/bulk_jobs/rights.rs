use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::bulk_jobs::{BulkJobAction, BulkJobState, BulkJobUsers, CreateBulkJob};
use contract::ids::UserId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::UpdateUser;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, http, on_both_databases, problem_type};
use rules::role::{Permission, Role};
use uuid::Uuid;

use super::{on, on_matching, results, run, state};

on_both_databases!(
    a_job_needs_the_permission_of_the_single_action,
    a_key_needs_the_scopes_for_what_it_learns,
    users_of_another_organization_are_not_found,
);

/// A valid request with this action, about one user.
async fn request(owner: &Client, action: BulkJobAction) -> CreateBulkJob {
    let ada = owner.users(&ListQuery::default()).await.unwrap().items[0].id;
    let group = owner.groups(&ListQuery::default()).await.unwrap().items[0].id;
    CreateBulkJob {
        group_id: action.has_group().then_some(group),
        changes: (action == BulkJobAction::Update).then(|| UpdateUser {
            department: contract::change::Change::Clear,
            ..UpdateUser::default()
        }),
        ..on(action, &[ada])
    }
}

async fn a_job_needs_the_permission_of_the_single_action(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.pending_user(&owner, "ada@example.com").await;
    crate::groups::group(&owner, "Engineering").await;
    for role in [Role::ReadOnly, Role::HelpDesk, Role::Manager] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let client = server.administrator(&owner, &email, role).await;
        for action in BulkJobAction::ALL {
            if action == BulkJobAction::Delete {
                continue;
            }
            let body = request(&owner, action).await;
            let job = client.create_bulk_job(&body).await;
            if role.allows(action.needs()) {
                let id = job.unwrap().id;
                state(&client, id, BulkJobState::Finished).await;
            } else {
                assert_eq!(
                    problem_type(job),
                    ProblemType::Forbidden,
                    "{role:?} {action:?}"
                );
            }
        }
    }
    // Who may see users may follow every job, but only who may begin it can stop or resume it.
    let reader = server
        .sign_in(
            Portal::Admin,
            "read-only@example.com",
            ADMINISTRATOR_PASSWORD,
        )
        .await;
    let all = reader.bulk_jobs(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 14);
    let last = all.items[0].id;
    assert_eq!(results(&reader, last, "").await.len(), 1);
    for refused in [
        reader.stop_bulk_job(last).await,
        reader.resume_bulk_job(last).await,
    ] {
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
}

async fn a_key_needs_the_scopes_for_what_it_learns(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let group = crate::groups::group(&owner, "Engineering").await.id;
    owner.add_group_member(group, ada).await.unwrap();
    let key = async |scopes: &[Permission]| {
        let new = CreateApiKey {
            name: "Program".to_owned(),
            scopes: scopes.to_vec(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap().key;
        Client::with_api_key(http(), &server.origin, &key)
    };
    let blind = key(&[Permission::UsersWrite]).await;
    let listed = on(BulkJobAction::Suspend, &[ada]);
    let job = blind.create_bulk_job(&listed).await.unwrap();
    state(&owner, job.id, BulkJobState::Finished).await;
    let all = on_matching(BulkJobAction::Suspend, "");
    for refused in [
        blind.create_bulk_job(&all).await,
        blind.bulk_job(job.id).await,
        blind.stop_bulk_job(job.id).await,
    ] {
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    let seeing = key(&[Permission::UsersRead, Permission::UsersWrite]).await;
    let of_group = on_matching(BulkJobAction::Suspend, &format!("group:{group}"));
    let refused = seeing.create_bulk_job(&of_group).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    assert_eq!(run(&seeing, &all).await.counts.users, 1);
    let into_group = CreateBulkJob {
        group_id: Some(group),
        ..on(BulkJobAction::AddToGroup, &[ada, UserId(Uuid::nil())])
    };
    let refused = seeing.create_bulk_job(&into_group).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    // For how many of them it failed.
    let again = CreateBulkJob {
        users: BulkJobUsers {
            failed_in: Some(job.id),
            ..BulkJobUsers::default()
        },
        ..on(BulkJobAction::Suspend, &[])
    };
    let refused = blind.create_bulk_job(&again).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    // Who was in the group: for them, there was nothing to do.
    let job = run(&owner, &into_group).await;
    assert_eq!((job.counts.unchanged, job.counts.failed), (1, 1));
    assert_eq!(job.failures.len(), 1);
    let job = seeing.bulk_job(job.id).await.unwrap();
    assert_eq!(job.failures, []);
    let page = ListQuery::default();
    for refused in [
        seeing.bulk_job_results(job.id, &page).await.map(drop),
        seeing.bulk_job_result(job.id).await.map(drop),
    ] {
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    assert_eq!(results(&owner, job.id, "").await.len(), 2);
}

async fn users_of_another_organization_are_not_found(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let theirs = run(&owner, &on(BulkJobAction::Unlock, &[ada.id])).await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let own = server.pending_user(&other, "own@example.org").await.id;
    let both = run(&other, &on(BulkJobAction::Suspend, &[ada.id, own])).await;
    assert_eq!((both.counts.done, both.counts.failed), (1, 1));
    let failed = &results(&other, both.id, "outcome:failed").await[0];
    let problem = failed.problem.as_ref().map(|problem| problem.kind);
    assert_eq!(problem, Some(ProblemType::NotFound));
    assert_eq!((&failed.name, &failed.email), (&None, &None));
    let all = run(&other, &on_matching(BulkJobAction::Unlock, "")).await;
    assert_eq!(all.counts.users, 1);
    let retry = CreateBulkJob {
        users: BulkJobUsers {
            failed_in: Some(theirs.id),
            ..BulkJobUsers::default()
        },
        ..on(BulkJobAction::Unlock, &[])
    };
    let refused = other.create_bulk_job(&retry).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    assert_eq!(owner.user(ada.id).await.unwrap().version, ada.version);
    let jobs = other.bulk_jobs(&ListQuery::default()).await.unwrap();
    assert_eq!(jobs.total, 2);
}
