//! Scheduled changes that are due in a restored backup or while their organization is suspended.

use std::time::Duration;

use contract::ids::UserId;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use entity::organization;
use rules::state::UserState::{Active, Staged, Suspended};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio_util::sync::CancellationToken;

use super::World;
use super::world::{KEEP_ALL, Tenant};
use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::restoring::end_what_was_open;
use crate::{Error, scheduled_changes, users};

super::on_each_database!(
    a_restored_backup_activates_nobody_by_itself,
    a_suspension_of_the_organization_stops_a_round,
);

const HOUR: Duration = Duration::from_secs(60 * 60);

impl World {
    /// Schedules a change of a user in a number of hours.
    async fn schedule(
        &self,
        tenant: &Tenant,
        user: UserId,
        action: ScheduledAction,
        hours: u32,
    ) -> Result<(), Error> {
        let change = ScheduleChange {
            action,
            at: self.context.now().plus(HOUR * hours).to_string(),
            note: None,
            sends_email: true,
            email_to: None,
        };
        let permit = tenant.owner.permit()?;
        scheduled_changes::schedule(&self.context, &permit, user, &change).await?;
        Ok(())
    }
}

async fn a_restored_backup_activates_nobody_by_itself(world: World) -> Result<(), Error> {
    use ScheduledAction::{Activate, Suspend};
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let due = world.user(&tenant, "ann", Staged).await?.id;
    let later = world.user(&tenant, "bob", Staged).await?.id;
    let leaves = world.user(&tenant, "cid", Active).await?.id;
    world.schedule(&tenant, due, Activate, 1).await?;
    world.schedule(&tenant, later, Activate, 10).await?;
    world.schedule(&tenant, leaves, Suspend, 1).await?;
    let never = CancellationToken::new();
    assert_eq!(scheduled_changes::remind(context, &never).await?, 3);
    let emails = world.mails("user_activation").await?;

    world.clock.advance(2 * HOUR);
    let ended = end_what_was_open(context.database(), context.now(), KEEP_ALL).await?;
    assert_eq!(ended.activations, 1);
    assert_eq!(scheduled_changes::perform_due(context, &never).await?, 1);
    assert_eq!(scheduled_changes::remind(context, &never).await?, 1);
    for (user, expected) in [(due, Staged), (later, Staged), (leaves, Suspended)] {
        let user = users::get(context, &tenant.owner.permit()?, user).await?;
        assert_eq!(user.state, expected, "{}", user.username);
    }
    assert_eq!(world.mails("user_activation").await?, emails);

    world.clock.advance(8 * HOUR);
    assert_eq!(scheduled_changes::perform_due(context, &never).await?, 1);
    let later = users::get(context, &tenant.owner.permit()?, later).await?;
    assert_eq!(later.state, Active);
    Ok(())
}

/// PostgreSQL reads the organization before it waits for the first user, so only the second change is certain to
/// see the suspension.
async fn a_suspension_of_the_organization_stops_a_round(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, id) = (&world.context, tenant.organization);
    let first = world.user(&tenant, "ann", Active).await?.id;
    let second = world.user(&tenant, "bob", Active).await?.id;
    for (user, hours) in [(first, 1), (second, 2)] {
        let action = ScheduledAction::Suspend;
        world.schedule(&tenant, user, action, hours).await?;
    }
    world.clock.advance(3 * HOUR);
    let held = HeldAccount::begin(context, id, Portal::User, first.0).await?;
    let round = tokio::spawn({
        let context = context.clone();
        async move { scheduled_changes::perform_due(&context, &CancellationToken::new()).await }
    });
    // It has read both changes, and waits for the first user.
    tokio::time::sleep(Duration::from_millis(500)).await;
    organization::Entity::update_many()
        .col_expr(
            organization::Column::SuspendedAt,
            Expr::value(context.now()),
        )
        .filter(organization::Column::Id.eq(id.0))
        .exec(held.tx())
        .await?;
    held.commit().await?;
    let performed = round.await;
    performed.map_err(|error| Error::internal(error.to_string()))??;
    let second = users::get(context, &tenant.owner.permit()?, second).await?;
    assert_eq!(second.state, Active);
    Ok(())
}
