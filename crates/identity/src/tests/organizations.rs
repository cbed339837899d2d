//! What the operator does with organizations, if somebody or something is in the way.

use std::time::Duration;

use contract::problem::ProblemType;
use entity::organization::{Column, Entity};
use rules::lifetimes::ORGANIZATION_DELETION;
use rules::organization_state::{DELETION_BEGUN, OrganizationState};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tokio_util::sync::CancellationToken;

use super::World;
use super::world::{KEEP_ALL, refused};
use crate::Error;
use crate::exports::find_organization_for_operator;
use crate::housekeeping::delete_organizations;
use crate::organizations::{cancel_deletion, list, look_up, schedule_deletion};
use crate::restoring::end_what_was_open;

super::on_each_database!(
    an_identifier_names_one_organization,
    a_deletion_is_canceled_until_it_begins,
    a_restored_backup_can_still_be_kept,
    one_that_cannot_be_deleted_does_not_keep_the_others,
);

async fn an_identifier_names_one_organization(world: World) -> Result<(), Error> {
    let (one, other) = (world.tenant("a").await?, world.tenant("b").await?);
    let context = &world.context;
    let id = one.organization.to_string();
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(id.as_str()))
        .filter(Column::Id.eq(other.organization.0))
        .exec(context.database().write())
        .await?;
    let found = find_organization_for_operator(context, Some(&id)).await?;
    assert_eq!(found, one.organization);
    let found = find_organization_for_operator(context, Some("a")).await?;
    assert_eq!(found, one.organization);
    let id = other.organization.to_string();
    let found = find_organization_for_operator(context, Some(&id)).await?;
    assert_eq!(found, other.organization);
    Ok(())
}

async fn a_deletion_is_canceled_until_it_begins(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, id) = (&world.context, tenant.organization);
    schedule_deletion(context, id).await?;
    world.clock.advance(ORGANIZATION_DELETION);
    // It is due, but no server has begun: perhaps none was running.
    cancel_deletion(context, id).await?;
    let never = CancellationToken::new();
    assert_eq!(delete_organizations(context, &never).await?, 0);
    assert_eq!(look_up(context, id).await?.state, OrganizationState::Active);

    schedule_deletion(context, id).await?;
    world.clock.advance(ORGANIZATION_DELETION);
    let stopped = CancellationToken::new();
    stopped.cancel();
    assert_eq!(delete_organizations(context, &stopped).await?, 0);
    let begun = look_up(context, id).await?;
    assert_eq!(begun.delete_at, Some(DELETION_BEGUN));
    let canceled = cancel_deletion(context, id).await;
    assert_eq!(refused(canceled), Some(ProblemType::Conflict));
    assert_eq!(delete_organizations(context, &never).await?, 1);
    assert_eq!(list(context).await?, []);
    Ok(())
}

async fn a_restored_backup_can_still_be_kept(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, id) = (&world.context, tenant.organization);
    schedule_deletion(context, id).await?;
    world.clock.advance(ORGANIZATION_DELETION);
    let ended = end_what_was_open(context.database(), context.now(), KEEP_ALL).await?;
    assert_eq!(ended.deletions, 1);
    let never = CancellationToken::new();
    let minute = Duration::from_secs(60);
    world
        .clock
        .advance(ORGANIZATION_DELETION.saturating_sub(minute));
    assert_eq!(delete_organizations(context, &never).await?, 0);
    world.clock.advance(minute);
    assert_eq!(delete_organizations(context, &never).await?, 1);
    Ok(())
}

async fn one_that_cannot_be_deleted_does_not_keep_the_others(world: World) -> Result<(), Error> {
    let (one, other) = (world.tenant("a").await?, world.tenant("b").await?);
    let context = &world.context;
    for statement in [
        "CREATE TABLE obstacle (id uuid REFERENCES organization (id))",
        "INSERT INTO obstacle SELECT id FROM organization WHERE name = 'a'",
    ] {
        let write = context.database().write();
        write.execute_unprepared(statement).await?;
    }
    schedule_deletion(context, one.organization).await?;
    // Later, so that the one with the obstacle is the first.
    world.clock.advance(Duration::from_secs(1));
    schedule_deletion(context, other.organization).await?;
    world.clock.advance(ORGANIZATION_DELETION);
    let never = CancellationToken::new();
    assert!(delete_organizations(context, &never).await.is_err());
    let left = list(context).await?;
    let names: Vec<_> = left.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["a"]);
    Ok(())
}
