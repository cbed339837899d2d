//! When a bulk job gives its place to others.

use std::time::Duration;

use contract::bulk_jobs::{BulkJobAction, BulkJobState};
use entity::{bulk_job, mail};
use rules::mail::MailState;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use super::World;
use super::bulk_jobs::{USERS, add_users, begin_unknown, begin_with_all, ended};
use super::workers::{Worker, wait_for};
use crate::{Error, bulk_jobs};

super::on_each_database!(
    long_jobs_of_others_do_not_delay_a_short_one,
    a_job_waits_for_the_emails_of_its_organization,
);

async fn long_jobs_of_others_do_not_delay_a_short_one(world: World) -> Result<(), Error> {
    let context = &world.context;
    // They take all places of the server.
    for name in ["a", "b"] {
        let tenant = world.tenant(name).await?;
        for _ in 0..2 {
            begin_unknown(&world, &tenant, 1000).await?;
        }
    }
    let tenant = world.tenant("c").await?;
    let short = begin_unknown(&world, &tenant, 1).await?;
    let worker = Worker::start(|stop| bulk_jobs::run(context.clone(), stop));
    let pause = Duration::from_millis(2);
    let finished = wait_for("no job finished", pause, async || {
        let jobs = bulk_job::Entity::find();
        let jobs = jobs.all(context.database().read()).await?;
        let finished = jobs.iter().filter(|job| job.finished_at.is_some());
        let finished: Vec<Uuid> = finished.map(|job| job.id).collect();
        Ok::<_, Error>((!finished.is_empty()).then_some(finished))
    })
    .await?;
    worker.stop().await?;
    assert_eq!(finished, [short.id.0]);
    Ok(())
}

async fn a_job_waits_for_the_emails_of_its_organization(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    add_users(&world, &tenant).await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let worker = Worker::start(|stop| bulk_jobs::run(context.clone(), stop));
    // Nobody delivers the emails.
    let first = begin_with_all(&world, &tenant, BulkJobAction::Activate, None).await?;
    let first = ended(&world, &tenant, &first, Duration::ZERO).await?;
    assert_eq!(first.counts.done, USERS);
    let second = begin_with_all(&world, &tenant, BulkJobAction::ResendActivation, None).await?;
    let pause = Duration::from_millis(5);
    wait_for("the job did not begin", pause, async || {
        let job = bulk_jobs::get(context, &owner.permit()?, second.id).await?;
        Ok::<_, Error>((job.counts.done >= 200).then_some(()))
    })
    .await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let waits = bulk_jobs::get(context, &owner.permit()?, second.id).await?;
    assert_eq!(waits.state, BulkJobState::Running);
    assert_eq!((waits.counts.done, waits.counts.waiting), (200, 100));

    mail::Entity::update_many()
        .col_expr(mail::Column::State, Expr::value(MailState::Sent))
        .exec(context.database().write())
        .await?;
    let second = ended(&world, &tenant, &second, Duration::from_secs(2)).await?;
    worker.stop().await?;
    assert_eq!(second.counts.done, USERS);
    Ok(())
}
