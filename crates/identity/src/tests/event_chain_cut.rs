//! Somebody who can write to the database cannot make the server delete young or changed events unnoticed.

use std::time::Duration;

use entity::{Document, event, organization};
use rules::event::EventRetention;
use rules::state::UserState::Active;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio_util::sync::CancellationToken;

use super::World;
use super::event_chain::{checkpoints, exported, key, tenant, verify};
use super::world::Tenant;
use crate::Error;
use crate::events::{Fault, delete_old, keep_chains};

super::on_each_database!(
    stored_settings_out_of_range_do_not_delete_young_events,
    a_changed_event_is_not_deleted,
    young_events_that_the_server_deletes_are_noticed,
    what_is_deleted_day_by_day_is_verified_with_all_that_was_kept,
);

/// Writes a number of days to the database, past the settings.
async fn store_days(world: &World, tenant: &Tenant, days: u32) -> Result<(), Error> {
    let write = world.context.database().write();
    let found = organization::Entity::find_by_id(tenant.organization.0);
    let found = found.one(write).await?.ok_or(Error::NotFound)?;
    let mut settings = found.settings.0;
    settings.event_retention = EventRetention {
        deletes: true,
        days,
    };
    organization::Entity::update_many()
        .col_expr(
            organization::Column::Settings,
            Expr::value(Document(settings)),
        )
        .filter(organization::Column::Id.eq(found.id))
        .exec(write)
        .await?;
    Ok(())
}

fn pass_days(world: &World, days: u32) {
    let day = Duration::from_secs(24 * 60 * 60);
    world.clock.advance(day.saturating_mul(days));
}

async fn stored_settings_out_of_range_do_not_delete_young_events(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    exported(&world, &tenant).await?;
    store_days(&world, &tenant, 0).await?;
    pass_days(&world, 89);
    assert_eq!(delete_old(context, &stop).await?, 0);
    pass_days(&world, 2);
    assert!(delete_old(context, &stop).await? > 0);
    Ok(())
}

async fn a_changed_event_is_not_deleted(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    exported(&world, &tenant).await?;
    store_days(&world, &tenant, 90).await?;
    event::Entity::update_many()
        .col_expr(event::Column::At, Expr::value(0_i64))
        .filter(event::Column::OrganizationId.eq(tenant.organization.0))
        .exec(context.database().write())
        .await?;
    assert_eq!(delete_old(context, &stop).await?, 0);
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key(&world, &tenant).await?, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventChanged(_))));
    Ok(())
}

async fn young_events_that_the_server_deletes_are_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    store_days(&world, &tenant, 90).await?;
    pass_days(&world, 100);
    keep_chains(context, &stop).await?;
    let kept = checkpoints(&world, &tenant).await?;
    assert_eq!(kept.len(), 1);

    // Before these are in the chain, somebody changes their times.
    world.user(&tenant, "kim", Active).await?;
    event::Entity::update_many()
        .col_expr(event::Column::At, Expr::value(0_i64))
        .filter(event::Column::Position.is_null())
        .exec(context.database().write())
        .await?;
    keep_chains(context, &stop).await?;
    assert!(delete_old(context, &stop).await? > 0);
    let lines = exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    let verified = verify(&key, &lines, Vec::new()).unwrap();
    assert!(verified.starts_after > Some(kept[0].position));
    let position = kept[0].position;
    let refused = verify(&key, &lines, kept);
    assert!(matches!(refused, Err(Fault::DeletedTooEarly(at)) if at == position));
    let said = refused.unwrap_err().to_string();
    assert!(
        said.contains("were deleted less than 90 days after"),
        "{said}"
    );
    Ok(())
}

async fn what_is_deleted_day_by_day_is_verified_with_all_that_was_kept(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, stop) = (&world.context, CancellationToken::new());
    store_days(&world, &tenant, 90).await?;
    let mut kept = Vec::new();
    for name in ["kim", "lea", "mia", "noa"] {
        world.user(&tenant, name, Active).await?;
        exported(&world, &tenant).await?;
        kept.extend(checkpoints(&world, &tenant).await?);
        pass_days(&world, 31);
        delete_old(context, &stop).await?;
        // Also the one at which the chain starts.
        kept.extend(checkpoints(&world, &tenant).await?);
    }
    pass_days(&world, 1);
    world.user(&tenant, "zoe", Active).await?;
    pass_days(&world, 30);
    assert!(delete_old(context, &stop).await? > 0);
    let lines = exported(&world, &tenant).await?;
    let starts = kept.iter().filter(|kept| kept.starts_chain).count();
    let verified = verify(&key(&world, &tenant).await?, &lines, kept).unwrap();
    assert!(starts > 0 && !verified.kept_too_old.is_empty());
    Ok(())
}
