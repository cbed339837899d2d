use contract::bulk_jobs::{
    BulkJobAction, BulkJobOutcome, BulkJobState, BulkJobUsers, CreateBulkJob,
};
use contract::ids::UserId;
use entity::bulk_job::{Column, Entity, Model};
use entity::bulk_job_user;
use rules::stop_reason::StopReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::end::end;
use super::progress::write;
use super::{create, resume, stop};
use crate::actor::AdminPrincipal;
use crate::jobs::Lease;
use crate::tenant_rows::find;
use crate::tests::{Backend, World};
use crate::{Context, Error};

const WORKER: Uuid = Uuid::from_u128(1);

async fn lease(context: &Context, job: Uuid) -> Result<Model, Error> {
    Entity::update_many()
        .col_expr(Column::LeasedBy, Expr::value(Some(WORKER)))
        .filter(Column::Id.eq(job))
        .exec(context.database().write())
        .await?;
    let leased = Entity::find_by_id(job).one(context.database().read());
    leased.await?.ok_or(Error::NotFound)
}

#[tokio::test]
async fn a_worker_does_not_act_for_somebody_after_another_one_has_resumed_the_job()
-> Result<(), Error> {
    let world = World::new(Backend::Sqlite).await?;
    let tenant = world.tenant("a").await?;
    let (context, first) = (&world.context, &tenant.owner);
    let request = CreateBulkJob {
        action: BulkJobAction::Unlock,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            ids: Some(vec![UserId(Uuid::from_u128(7))]),
            ..BulkJobUsers::default()
        },
    };
    let job = create(context, &first.permit()?, &request, None).await?;
    let id = job.value.id;
    let before = lease(context, id.0).await?;
    let user = bulk_job_user::Entity::find_by_id((id.0, 1));
    let user = user.one(context.database().read()).await?;
    let user = user.ok_or(Error::NotFound)?;

    // The worker still waits for the user.
    let mut second = first.clone();
    if let AdminPrincipal::Administrator(one) = &mut second {
        one.signed_in.account = context.new_id();
    }
    stop(context, &second.permit()?, id).await?;
    resume(context, &second.permit()?, id).await?;
    let after = lease(context, id.0).await?;

    let worker = Lease {
        job: id.0,
        organization: tenant.organization,
        worker: WORKER,
    };
    end(context, (&before, worker), StopReason::PermissionLost).await?;
    let found = find(context.database().read(), tenant.organization, id).await?;
    assert_eq!(found.state, BulkJobState::Running);
    for (job, expected) in [(&before, false), (&after, true)] {
        let tx = context.database().begin().await?;
        let outcome = (BulkJobOutcome::Done, None);
        let written = write(context, &tx, (job, worker), &user, outcome).await?;
        assert_eq!(written, expected);
        tx.commit().await?;
    }
    Ok(())
}
