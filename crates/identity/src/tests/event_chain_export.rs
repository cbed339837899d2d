//! Exports of the hash chain of events.

use contract::api_keys::CreateApiKey;
use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::event;
use rules::role::Permission;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::World;
use super::event_chain::{exported, key, tenant, verify};
use super::world::{Tenant, refused};
use crate::actor::Client;
use crate::events::{Fault, export_chain};
use crate::{Error, api_keys, sessions};

super::on_each_database!(
    an_export_of_the_chain_ends_when_its_caller_loses_access,
    an_event_that_was_added_without_a_link_is_noticed,
    an_event_whose_position_was_changed_is_noticed,
);

async fn an_export_of_the_chain_ends_when_its_caller_loses_access(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let context = &world.context;
    let new = CreateApiKey {
        name: "archive".to_owned(),
        scopes: vec![Permission::EventsRead],
        expires_in_days: 1,
    };
    let made = api_keys::create(context, &tenant.owner.permit()?, &new, None).await?;
    let program = sessions::admin_principal(context, &made.key, Client::default()).await?;
    let mut complete = export_chain(context, &program.permit()?).await?;
    while complete.next().await?.is_some() {}
    let mut export = export_chain(context, &program.permit()?).await?;
    // The first line, without an event.
    assert!(export.next().await?.is_some());
    api_keys::revoke(context, &tenant.owner.permit()?, made.api_key.id).await?;
    let forbidden = Some(ProblemType::Forbidden);
    assert_eq!(refused(export.next().await), forbidden);
    Ok(())
}

async fn an_event_that_was_added_without_a_link_is_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    let write = world.context.database().write();
    // A position that was never given to an event of this organization.
    let mut added = second(&world, &tenant).await?;
    added.id = world.context.new_id();
    added.position = Some(0);
    let id = added.id;
    event::Entity::insert(added.into_active_model().reset_all())
        .exec_without_returning(write)
        .await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventAdded(event)) if event.0 == id));
    event::Entity::delete_by_id(id).exec(write).await?;
    let lines = exported(&world, &tenant).await?;
    verify(&key, &lines, Vec::new()).unwrap();
    Ok(())
}

async fn an_event_whose_position_was_changed_is_noticed(world: World) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    // The positions between these two are free.
    event::Entity::update_many()
        .col_expr(event::Column::Position, Expr::value(100_i64))
        .filter(event::Column::Action.eq(EventAction::OrganizationCreated))
        .exec(world.context.database().write())
        .await?;
    exported(&world, &tenant).await?;
    let key = key(&world, &tenant).await?;
    let moved = second(&world, &tenant).await?.id;
    event::Entity::update_many()
        .col_expr(event::Column::Position, Expr::value(50_i64))
        .filter(event::Column::Id.eq(moved))
        .exec(world.context.database().write())
        .await?;
    let lines = exported(&world, &tenant).await?;
    let refused = verify(&key, &lines, Vec::new());
    assert!(matches!(refused, Err(Fault::EventAdded(event)) if event.0 == moved));
    Ok(())
}

/// The second event.
async fn second(world: &World, tenant: &Tenant) -> Result<event::Model, Error> {
    let events = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(tenant.organization.0))
        .order_by_asc(event::Column::Position)
        .all(world.context.database().read())
        .await?;
    Ok(events[1].clone())
}
