//! Several servers, and cancellations at the same time: each change is performed once or not at all.

use client::Client;
use contract::events::EventAction;
use contract::problem::ProblemType;
use contract::scheduled_changes::ScheduledAction;
use contract::users::User;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::state::UserState;
use tokio_util::sync::CancellationToken;

use super::{ADA, HOUR, after, events, state, suspend_in_an_hour};

on_both_databases!(
    several_servers_perform_each_change_once,
    a_change_is_canceled_or_performed_but_never_both,
    of_parallel_requests_one_schedules,
);

/// Performs what is due, as four servers at the same time would.
async fn on_four_servers(server: &TestServer) {
    let rounds = (0..4).map(|_| {
        let context = server.running.context.clone();
        tokio::spawn(async move {
            let never = CancellationToken::new();
            identity::scheduled_changes::perform_due(&context, &never)
                .await
                .unwrap();
            identity::scheduled_changes::remind(&context, &never)
                .await
                .unwrap();
        })
    });
    let rounds: Vec<_> = rounds.collect();
    for round in rounds {
        round.await.unwrap();
    }
}

async fn users(server: &TestServer, owner: &Client, number: usize) -> Vec<User> {
    let mut users = Vec::new();
    for number in 0..number {
        let email = format!("user{number}@example.com");
        users.push(server.pending_user(owner, &email).await);
    }
    users
}

async fn several_servers_perform_each_change_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let users = users(&server, &owner, 30).await;
    for user in &users {
        suspend_in_an_hour(&server, &owner, user.id).await;
    }
    on_four_servers(&server).await;
    server.mail_settled().await;
    // At most 20 changes are in one email. The server itself may have reminded of the first ones.
    let reminders = server.mails(&server.owner_email, "scheduled changes");
    assert!((2..=30).contains(&reminders), "{reminders}");
    server.clock.advance(HOUR);
    on_four_servers(&server).await;
    let owner = server.owner().await;
    let suspended = events(&owner, EventAction::UserSuspended).await;
    assert_eq!(suspended.len(), users.len());
    let failed = events(&owner, EventAction::UserScheduledChangeFailed).await;
    assert!(failed.is_empty(), "{failed:?}");
    for user in &users {
        assert_eq!(state(&owner, user.id).await, UserState::Suspended);
    }
}

async fn a_change_is_canceled_or_performed_but_never_both(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let users = users(&server, &owner, 10).await;
    let mut changes = Vec::new();
    for user in &users {
        changes.push(suspend_in_an_hour(&server, &owner, user.id).await);
    }
    server.clock.advance(HOUR);
    let owner = server.owner().await;
    let performing = on_four_servers(&server);
    let canceling = async {
        let mut canceled = Vec::new();
        for change in &changes {
            let answer = owner
                .cancel_scheduled_user_change(change.user_id, change.id)
                .await;
            canceled.push(match answer {
                Ok(()) => true,
                answer => {
                    assert_eq!(problem_type(answer), ProblemType::NotFound);
                    false
                }
            });
        }
        canceled
    };
    let ((), canceled) = tokio::join!(performing, canceling);
    for (user, canceled) in users.iter().zip(canceled) {
        let expected = if canceled {
            UserState::Active
        } else {
            UserState::Suspended
        };
        assert_eq!(state(&owner, user.id).await, expected);
    }
}

async fn of_parallel_requests_one_schedules(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let change = after(&server, ScheduledAction::Suspend, HOUR);
    let requests = (0..8).map(|_| {
        let (owner, change) = (owner.clone(), change.clone());
        tokio::spawn(async move { owner.schedule_user_change(ada.id, &change).await })
    });
    let requests: Vec<_> = requests.collect();
    let mut scheduled = 0;
    for request in requests {
        match request.await.unwrap() {
            Ok(_) => scheduled += 1,
            answer => assert_eq!(problem_type(answer), ProblemType::Conflict),
        }
    }
    assert_eq!(scheduled, 1);
    assert_eq!(owner.user_scheduled_changes(ada.id).await.unwrap().total, 1);
}
