use client::Client;
use contract::bulk_jobs::{
    BulkJobAction, BulkJobQuery, BulkJobState, BulkJobUsers, CreateBulkJob, SignInRemedy,
};
use contract::change::Change;
use contract::ids::{BulkJobId, UserId};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::UpdateUser;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{add_users, on, on_matching, results, run, state, update_all};

on_both_databases!(
    all_who_match_are_chosen_when_the_job_is_created,
    searches_and_groups_choose_as_the_list_does,
    the_failed_users_of_a_job_are_tried_again,
    the_failed_users_of_a_job_get_the_action_that_helps,
    users_are_named_in_one_way_and_once,
    a_repeated_request_begins_one_job,
);

async fn all_who_match_are_chosen_when_the_job_is_created(backend: Backend) {
    const USERS: usize = 300;
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add_users(&owner, USERS).await;
    // The change removes each user from what the filter matches, and a user who is added during the job
    // matches it.
    let set = UpdateUser {
        department: Change::Set("A".to_owned()),
        ..UpdateUser::default()
    };
    run(&owner, &update_all(set)).await;
    let moved = CreateBulkJob {
        changes: Some(UpdateUser {
            department: Change::Set("B".to_owned()),
            ..UpdateUser::default()
        }),
        ..on_matching(BulkJobAction::Update, "department:A")
    };
    let job = owner.create_bulk_job(&moved).await.unwrap();
    assert_eq!(job.counts.users as usize, USERS);
    let late = server.pending_user(&owner, "late@example.com").await;
    let to_a = UpdateUser {
        department: Change::Set("A".to_owned()),
        ..UpdateUser::default()
    };
    owner
        .update_user(late.id, late.version, &to_a)
        .await
        .unwrap();
    let job = state(&owner, job.id, BulkJobState::Finished).await;
    assert_eq!(job.counts.done as usize, USERS);
    let query = |filter: &str| ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    let of_b = owner.users(&query("department:B")).await.unwrap();
    assert_eq!(of_b.total as usize, USERS);
    let of_a = owner.users(&query("department:A")).await.unwrap();
    assert_eq!(of_a.total, 1);
    // The results are in the order of the names, on all pages.
    let mut names = Vec::new();
    let mut page = ListQuery::default();
    loop {
        let read = owner.bulk_job_results(job.id, &page).await.unwrap();
        assert_eq!(read.total as usize, USERS);
        names.extend(read.items.into_iter().filter_map(|result| result.name));
        page.cursor = read.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(names.len(), USERS);
    assert!(names.is_sorted_by_key(|name| name.to_lowercase()));
}

async fn searches_and_groups_choose_as_the_list_does(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add_users(&owner, 20).await;
    let group = crate::groups::group(&owner, "Engineering").await;
    let all = owner.users(&ListQuery::default()).await.unwrap().items;
    owner.add_group_member(group.id, all[0].id).await.unwrap();
    let in_group = format!("group:{}", group.id);
    for (search, filter) in [
        ("user1", ""),
        ("user 1", ""),
        ("", "state:staged"),
        ("user1", "state:staged"),
        ("user1", "state:staged;mfa:not_enrolled"),
        ("", in_group.as_str()),
        ("user", in_group.as_str()),
    ] {
        let listed = ListQuery {
            search: Some(search.to_owned()),
            filter: Some(filter.to_owned()),
            ..ListQuery::default()
        };
        let Ok(listed) = owner.users(&listed).await else {
            panic!("the list refuses {search} {filter}");
        };
        let request = CreateBulkJob {
            users: BulkJobUsers {
                matching: Some(BulkJobQuery {
                    search: Some(search.to_owned()),
                    filter: Some(filter.to_owned()),
                }),
                ..BulkJobUsers::default()
            },
            ..on(BulkJobAction::Unlock, &[])
        };
        if listed.total == 0 {
            let refused = owner.create_bulk_job(&request).await;
            assert_eq!(problem_type(refused), ProblemType::InvalidFields);
            continue;
        }
        let job = run(&owner, &request).await;
        let chosen = results(&owner, job.id, "").await;
        let chosen: Vec<_> = chosen.iter().map(|one| one.user_id).collect();
        let listed: Vec<_> = listed.items.iter().map(|user| user.id).collect();
        assert_eq!(chosen, listed, "{search} {filter}");
    }
    let wrong = owner
        .create_bulk_job(&on_matching(BulkJobAction::Unlock, "colour:red"))
        .await;
    assert_eq!(problem_type(wrong), ProblemType::InvalidQuery);
}

async fn the_failed_users_of_a_job_are_tried_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    owner.suspend_user(ada).await.unwrap();
    let first = run(&owner, &on(BulkJobAction::Suspend, &[ada, bob])).await;
    assert_eq!((first.counts.done, first.counts.failed), (1, 1));
    owner.activate_user(ada).await.unwrap();
    let retry = |job| CreateBulkJob {
        users: BulkJobUsers {
            failed_in: Some(job),
            ..BulkJobUsers::default()
        },
        ..on(BulkJobAction::Suspend, &[])
    };
    let second = run(&owner, &retry(first.id)).await;
    assert_eq!((second.counts.users, second.counts.done), (1, 1));
    assert_eq!(results(&owner, second.id, "").await[0].user_id, ada);
    // Nobody is left.
    let third = owner.create_bulk_job(&retry(second.id)).await;
    assert_eq!(problem_type(third), ProblemType::InvalidFields);
    let unknown = retry(BulkJobId(Uuid::from_u128(7)));
    let unknown = owner.create_bulk_job(&unknown).await;
    assert_eq!(problem_type(unknown), ProblemType::NotFound);
}

async fn the_failed_users_of_a_job_get_the_action_that_helps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    let eve = server.pending_user(&owner, "eve@example.com").await.id;
    for id in [bob, eve] {
        owner.suspend_user(id).await.unwrap();
    }
    let nobody = UserId(Uuid::from_u128(7));
    let ids = [ada, bob, eve, nobody];
    let first = run(&owner, &on(BulkJobAction::ResendActivation, &ids)).await;
    let failures = first.failures.iter();
    let mut failures: Vec<_> = failures
        .map(|one| (one.problem.remedy, one.users))
        .collect();
    // The most frequent one is the first.
    assert_eq!(failures.remove(0), (Some(SignInRemedy::Activate), 2));
    failures.sort_unstable();
    assert_eq!(
        failures,
        [(None, 1), (Some(SignInRemedy::SendPasswordReset), 1)]
    );
    let next = |action, failed_in, remedy| CreateBulkJob {
        users: BulkJobUsers {
            failed_in,
            remedy: Some(remedy),
            ..BulkJobUsers::default()
        },
        ..on(action, &[])
    };
    let activate = next(
        BulkJobAction::Activate,
        Some(first.id),
        SignInRemedy::Activate,
    );
    let second = run(&owner, &activate).await;
    assert_eq!((second.counts.users, second.counts.done), (2, 2));
    assert!(second.failures.is_empty());
    // Nobody needs this one.
    let unlock = next(BulkJobAction::Unlock, Some(first.id), SignInRemedy::Unlock);
    let refused = owner.create_bulk_job(&unlock).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    // A remedy alone chooses nobody.
    let alone = next(BulkJobAction::Unlock, None, SignInRemedy::Unlock);
    let refused = owner.create_bulk_job(&alone).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
}

async fn users_are_named_in_one_way_and_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let both = CreateBulkJob {
        users: BulkJobUsers {
            ids: Some(vec![ada]),
            matching: Some(BulkJobQuery::default()),
            ..BulkJobUsers::default()
        },
        ..on(BulkJobAction::Unlock, &[])
    };
    let neither = CreateBulkJob {
        users: BulkJobUsers::default(),
        ..both.clone()
    };
    let many: Vec<_> = (1..=1001).map(|id| UserId(Uuid::from_u128(id))).collect();
    for (request, field, code) in [
        (both, "users", "required"),
        (neither, "users", "required"),
        (on(BulkJobAction::Unlock, &[]), "users.ids", "required"),
        (
            on(BulkJobAction::Unlock, &[ada, ada]),
            "users.ids",
            "duplicate",
        ),
        (on(BulkJobAction::Unlock, &many), "users.ids", "too_many"),
    ] {
        let refused = owner.create_bulk_job(&request).await.unwrap_err();
        let error = &refused.problem().unwrap().errors[0];
        assert_eq!((&*error.field, &*error.code), (field, code));
    }
    let most = on(BulkJobAction::Unlock, &many[..1000]);
    assert_eq!(run(&owner, &most).await.counts.failed, 1000);
}

async fn a_repeated_request_begins_one_job(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let send = async |by: &Client, body: Value| {
        let answer = harness::plain_http()
            .post(format!("{}/api/v1/bulk-jobs", server.origin))
            .bearer_auth(by.token().unwrap())
            .header("Idempotency-Key", "k1")
            .json(&body)
            .send()
            .await
            .unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    let body = json!({ "action": "suspend", "users": { "ids": [ada] } });
    let (status, first) = send(&owner, body.clone()).await;
    assert_eq!(status, 201, "{first}");
    let (status, second) = send(&owner, body).await;
    assert_eq!(status, 201, "{second}");
    assert_eq!(first["id"], second["id"]);
    let jobs = owner.bulk_jobs(&ListQuery::default()).await.unwrap();
    assert_eq!(jobs.total, 1);
    let other = json!({ "action": "activate", "users": { "ids": [ada] } });
    assert_eq!(send(&owner, other).await.0, 409);
}
