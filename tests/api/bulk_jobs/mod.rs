//! Bulk jobs: an action on any number of users, which continues after the request that begins it.

mod actions;
mod choosing;
mod ends;
mod results;
mod rights;

use std::time::Duration;

use client::Client;
use contract::bulk_jobs::{
    BulkJob, BulkJobAction, BulkJobQuery, BulkJobResult, BulkJobState, BulkJobUsers, CreateBulkJob,
};
use contract::ids::{BulkJobId, UserId};
use contract::page::ListQuery;
use contract::users::UpdateUser;
use harness::until;

/// A request about these users.
pub fn on(action: BulkJobAction, ids: &[UserId]) -> CreateBulkJob {
    CreateBulkJob {
        action,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            ids: Some(ids.to_vec()),
            ..BulkJobUsers::default()
        },
    }
}

/// A request about all users who match a filter.
fn on_matching(action: BulkJobAction, filter: &str) -> CreateBulkJob {
    let query = BulkJobQuery {
        filter: Some(filter.to_owned()),
        search: None,
    };
    CreateBulkJob {
        users: BulkJobUsers {
            matching: Some(query),
            ..BulkJobUsers::default()
        },
        ..on(action, &[])
    }
}

/// A request that changes all users.
pub fn update_all(changes: UpdateUser) -> CreateBulkJob {
    CreateBulkJob {
        changes: Some(changes),
        ..on_matching(BulkJobAction::Update, "")
    }
}

/// Waits until the job is in this state.
async fn state(by: &Client, id: BulkJobId, state: BulkJobState) -> BulkJob {
    let patience = Duration::from_secs(60);
    until(patience, &format!("the job to be {state:?}"), async || {
        let job = by.bulk_job(id).await.unwrap();
        (job.state == state).then_some(job)
    })
    .await
}

/// Runs a job until it is complete.
pub async fn run(by: &Client, request: &CreateBulkJob) -> BulkJob {
    let job = by.create_bulk_job(request).await.unwrap();
    state(by, job.id, BulkJobState::Finished).await
}

/// The first results, filtered.
async fn results(by: &Client, id: BulkJobId, filter: &str) -> Vec<BulkJobResult> {
    let query = ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    by.bulk_job_results(id, &query).await.unwrap().items
}

/// Adds users with the names `User 0`, `User 1` and so on.
async fn add_users(by: &Client, count: usize) {
    let rows = (0..count).map(|number| format!("user{number}@example.com,User,{number}\n"));
    let file = format!("email,firstName,lastName\n{}", rows.collect::<String>());
    let import = crate::imports::upload(by, file).await;
    crate::imports::run(by, import.id).await;
}
