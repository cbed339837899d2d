//! Workers that process one bulk job at the same time.

use std::time::Duration;

use contract::bulk_jobs::{
    BulkJob, BulkJobAction, BulkJobQuery, BulkJobState, BulkJobUsers, CreateBulkJob, StopReason,
};
use contract::change::Change;
use contract::ids::{ImportId, UserId};
use contract::imports::{ImportState, UploadQuery};
use contract::users::UpdateUser;
use entity::{bulk_job, bulk_job_user, event, user_profile};
use rules::bulk::MOST_KEPT;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::World;
use super::workers::{Worker, wait_for};
use super::world::{KEEP_ALL, Tenant};
use crate::restoring::end_what_was_open;
use crate::{Error, bulk_jobs, housekeeping, imports};

super::on_each_database!(
    workers_that_take_the_lease_from_each_other_act_once_on_each_user,
    a_user_who_cannot_be_read_does_not_stop_the_others,
    a_job_that_always_fails_is_stopped,
    an_organization_keeps_only_some_jobs,
    a_job_that_is_still_needed_does_not_make_room,
    a_restored_backup_goes_on_with_nothing_by_itself,
);

pub(super) const USERS: u32 = 300;
/// Between two looks at a job or an import.
const PAUSE: Duration = Duration::from_millis(20);

/// Uploads a file of users.
async fn uploaded(world: &World, tenant: &Tenant) -> Result<ImportId, Error> {
    let context = &world.context;
    let query = UploadQuery::default();
    let mut upload = imports::Upload::begin(context, &tenant.owner.permit()?, &query).await?;
    upload.push(b"email\n").await?;
    for number in 0..USERS {
        let row = format!("user{number}@example.com\n");
        upload.push(row.as_bytes()).await?;
    }
    Ok(upload.finish().await?.id)
}

pub(super) async fn add_users(world: &World, tenant: &Tenant) -> Result<(), Error> {
    let context = &world.context;
    let id = uploaded(world, tenant).await?;
    let worker = Worker::start(|stop| imports::run(context.clone(), stop));
    imports::begin(context, &tenant.owner.permit()?, id).await?;
    wait_for("the import did not finish", PAUSE, async || {
        let import = imports::get(context, &tenant.owner.permit()?, id).await?;
        Ok::<_, Error>((import.state == ImportState::Finished).then_some(()))
    })
    .await?;
    worker.stop().await
}

/// Begins to change the department of everybody.
async fn begin(world: &World, tenant: &Tenant) -> Result<BulkJob, Error> {
    let changes = UpdateUser {
        department: Change::Set("Research".to_owned()),
        ..UpdateUser::default()
    };
    begin_with_all(world, tenant, BulkJobAction::Update, Some(changes)).await
}

pub(super) async fn begin_with_all(
    world: &World,
    tenant: &Tenant,
    action: BulkJobAction,
    changes: Option<UpdateUser>,
) -> Result<BulkJob, Error> {
    let request = CreateBulkJob {
        action,
        changes,
        group_id: None,
        users: BulkJobUsers {
            matching: Some(BulkJobQuery::default()),
            ..BulkJobUsers::default()
        },
    };
    let begun = bulk_jobs::create(&world.context, &tenant.owner.permit()?, &request, None).await?;
    Ok(begun.value)
}

/// Moves the clock by `step` until the job is not running anymore.
pub(super) async fn ended(
    world: &World,
    tenant: &Tenant,
    job: &BulkJob,
    step: Duration,
) -> Result<BulkJob, Error> {
    let context = &world.context;
    wait_for("the job did not end", PAUSE, async || {
        let job = bulk_jobs::get(context, &tenant.owner.permit()?, job.id).await?;
        if job.state != BulkJobState::Running {
            return Ok(Some(job));
        }
        world.clock.advance(step);
        context.bulk_job_waits().notify_waiters();
        context.bulk_job_waits().notify_one();
        Ok::<_, Error>(None)
    })
    .await
}

async fn workers_that_take_the_lease_from_each_other_act_once_on_each_user(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    add_users(&world, &tenant).await?;
    let context = &world.context;
    let workers = [(); 2].map(|()| Worker::start(|stop| bulk_jobs::run(context.clone(), stop)));
    let job = begin(&world, &tenant).await?;
    assert_eq!(job.counts.users, USERS);
    // Each lease expires while its worker is in the middle of a user.
    let job = ended(&world, &tenant, &job, Duration::from_secs(60)).await?;
    for worker in workers {
        worker.stop().await?;
    }
    assert_eq!(job.state, BulkJobState::Finished);
    assert_eq!(
        (job.counts.done, job.counts.unchanged, job.counts.failed),
        (USERS, 0, 0)
    );
    let events = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(tenant.organization.0))
        .filter(event::Column::Action.eq("user.updated"))
        .count(context.database().read())
        .await?;
    assert_eq!(events, u64::from(USERS));
    Ok(())
}

async fn a_user_who_cannot_be_read_does_not_stop_the_others(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    add_users(&world, &tenant).await?;
    let context = &world.context;
    let job = begin(&world, &tenant).await?;
    let broken = bulk_job_user::Entity::find_by_id((job.id.0, 60))
        .one(context.database().read())
        .await?
        .ok_or(Error::NotFound)?;
    user_profile::Entity::update_many()
        .col_expr(user_profile::Column::Fields, Expr::value("broken"))
        .filter(user_profile::Column::AccountId.eq(broken.account_id))
        .exec(context.database().write())
        .await?;
    let worker = Worker::start(|stop| bulk_jobs::run(context.clone(), stop));
    let job = ended(&world, &tenant, &job, Duration::ZERO).await?;
    worker.stop().await?;
    assert_eq!(job.state, BulkJobState::Finished);
    assert_eq!((job.counts.done, job.counts.failed), (USERS - 1, 1));
    Ok(())
}

async fn a_job_that_always_fails_is_stopped(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    add_users(&world, &tenant).await?;
    let context = &world.context;
    let job = begin(&world, &tenant).await?;
    // The server cannot read the second batch.
    bulk_job_user::Entity::update_many()
        .col_expr(bulk_job_user::Column::Outcome, Expr::value("broken"))
        .filter(bulk_job_user::Column::Number.eq(60))
        .exec(context.database().write())
        .await?;
    let worker = Worker::start(|stop| bulk_jobs::run(context.clone(), stop));
    // The clock stands still for the first batch: otherwise the lease would expire in it, and the next attempt
    // would read other batches.
    wait_for("the first batch was not processed", PAUSE, async || {
        let job = bulk_jobs::get(context, &tenant.owner.permit()?, job.id).await?;
        Ok::<_, Error>((job.counts.done >= 50).then_some(()))
    })
    .await?;
    let job = ended(&world, &tenant, &job, Duration::from_secs(170)).await?;
    worker.stop().await?;
    assert_eq!(job.state, BulkJobState::Stopped);
    assert_eq!(job.stop_reason, Some(StopReason::Failed));
    assert_eq!(job.counts.done, 50);
    Ok(())
}

async fn an_organization_keeps_only_some_jobs(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    add_users(&world, &tenant).await?;
    let context = &world.context;
    let mut jobs = Vec::new();
    for _ in 0..MOST_KEPT {
        jobs.push(begin(&world, &tenant).await?);
    }
    // All of them are running.
    let refused = begin(&world, &tenant).await;
    assert!(matches!(refused, Err(Error::Refused(..))), "{refused:?}");
    for job in &jobs[1..3] {
        bulk_jobs::stop(context, &tenant.owner.permit()?, job.id).await?;
    }
    begin(&world, &tenant).await?;
    let read = context.database().read();
    let kept = bulk_job::Entity::find().count(read).await?;
    assert_eq!(kept, MOST_KEPT as u64);
    let gone = bulk_jobs::get(context, &tenant.owner.permit()?, jobs[1].id).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    // The sweeper deletes what is over, with its results.
    world.clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    // If the server stops after a batch, the job is over all the same: it has lost users.
    let stop = CancellationToken::new();
    stop.cancel();
    assert_eq!(housekeeping::sweep_jobs(context, &stop).await?, 0);
    let resumed = bulk_jobs::resume(context, &tenant.owner.permit()?, jobs[2].id).await;
    assert!(matches!(resumed, Err(Error::Refused(..))), "{resumed:?}");
    let stop = CancellationToken::new();
    assert_eq!(housekeeping::sweep_jobs(context, &stop).await?, 1);
    let kept = bulk_job::Entity::find().count(read).await?;
    assert_eq!(kept, MOST_KEPT as u64 - 1);
    let users = bulk_job_user::Entity::find().count(read).await?;
    assert_eq!(users, kept * u64::from(USERS));
    Ok(())
}

async fn a_restored_backup_goes_on_with_nothing_by_itself(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    add_users(&world, &tenant).await?;
    let (context, owner) = (&world.context, &tenant.owner);
    // No worker runs, so both are in the middle of it.
    let job = begin(&world, &tenant).await?;
    let import = uploaded(&world, &tenant).await?;
    imports::begin(context, &owner.permit()?, import).await?;
    let ended = end_what_was_open(context.database(), context.now(), KEEP_ALL).await?;
    assert_eq!(ended.stopped, 2);
    let job = bulk_jobs::get(context, &owner.permit()?, job.id).await?;
    assert_eq!(job.state, BulkJobState::Stopped);
    assert_eq!(job.stop_reason, Some(StopReason::Restored));
    let import = imports::get(context, &owner.permit()?, import).await?;
    assert_eq!(import.state, ImportState::Stopped);
    assert_eq!(import.stop_reason, Some(StopReason::Restored));
    let resumed = bulk_jobs::resume(context, &owner.permit()?, job.id).await?;
    assert_eq!(resumed.state, BulkJobState::Running);
    assert_eq!(resumed.counts.waiting, USERS);
    Ok(())
}

/// Begins to unlock users who do not exist.
pub(super) async fn begin_unknown(
    world: &World,
    tenant: &Tenant,
    users: u128,
) -> Result<BulkJob, Error> {
    let ids = (1..=users).map(|number| UserId(Uuid::from_u128(number)));
    let request = CreateBulkJob {
        action: BulkJobAction::Unlock,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            ids: Some(ids.collect()),
            ..BulkJobUsers::default()
        },
    };
    let begun = bulk_jobs::create(&world.context, &tenant.owner.permit()?, &request, None).await?;
    Ok(begun.value)
}

async fn a_job_that_is_still_needed_does_not_make_room(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let worker = Worker::start(|stop| bulk_jobs::run(context.clone(), stop));
    let failed = begin_unknown(&world, &tenant, 1).await?;
    let second = begin_unknown(&world, &tenant, 1).await?;
    for job in [&failed, &second] {
        ended(&world, &tenant, job, Duration::ZERO).await?;
    }
    worker.stop().await?;
    let stopped = begin_unknown(&world, &tenant, 1).await?;
    bulk_jobs::stop(context, &owner.permit()?, stopped.id).await?;
    for _ in 3..MOST_KEPT {
        begin_unknown(&world, &tenant, 1).await?;
    }
    let retry = CreateBulkJob {
        action: BulkJobAction::Unlock,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            failed_in: Some(failed.id),
            ..BulkJobUsers::default()
        },
    };
    let retry = bulk_jobs::create(context, &owner.permit()?, &retry, None).await?;
    assert_eq!(retry.value.counts.users, 1);
    // The oldest one is retried, so the second one went.
    let gone = bulk_jobs::get(context, &owner.permit()?, second.id).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    // The one that was stopped is kept for longer than one that is over.
    begin_unknown(&world, &tenant, 1).await?;
    let gone = bulk_jobs::get(context, &owner.permit()?, failed.id).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    bulk_jobs::get(context, &owner.permit()?, stopped.id).await?;
    begin_unknown(&world, &tenant, 1).await?;
    let gone = bulk_jobs::get(context, &owner.permit()?, stopped.id).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    Ok(())
}
