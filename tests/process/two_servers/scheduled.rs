//! Scheduled changes, which both servers look for.

use std::time::Duration;

use contract::page::ListQuery;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use harness::until;

use super::{Pair, events};
use crate::people::pending_user;

const USERS: u64 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn each_scheduled_change_is_performed_once() {
    let pair = Pair::start().await;
    for number in 0..USERS {
        let user = pending_user(&pair.owner, &format!("user{number}@example.com")).await;
        let change = ScheduleChange {
            action: ScheduledAction::Suspend,
            at: user.created_at.plus(Duration::from_secs(15)).to_string(),
            note: None,
            sends_email: true,
            email_to: None,
        };
        let scheduled = pair.owner.schedule_user_change(user.id, &change).await;
        scheduled.unwrap();
    }
    until(Duration::from_secs(90), "the suspensions", async || {
        let left = pair.owner.scheduled_changes(&ListQuery::default()).await;
        (left.unwrap().total == 0).then_some(())
    })
    .await;
    assert_eq!(events(&pair.owner, "user.suspended").await, USERS);
    let failed = events(&pair.owner, "user.scheduled_change_failed").await;
    assert_eq!(failed, 0);
}
