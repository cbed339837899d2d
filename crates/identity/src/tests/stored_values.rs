//! Stored values that no version of the server writes. Some columns refuse them with a constraint,
//! the others when they are read.

use contract::api_keys::CreateApiKey;
use contract::organization::UpdateOrganization;
use contract::page::ListQuery;
use entity::organization::{Column, Entity};
use entity::{Document, event};
use rules::role::Permission;
use rules::state::UserState::Active;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use super::World;
use crate::actor::Client;
use crate::{Error, api_keys, organization, sessions, users};

super::on_each_database!(
    a_stored_value_that_is_unknown_is_an_error_and_no_default,
    what_a_newer_server_has_stored_is_ignored_and_kept,
    a_scope_of_a_newer_server_grants_nothing,
);

async fn a_stored_value_that_is_unknown_is_an_error_and_no_default(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let user = world.user(&tenant, "ann", Active).await?;
    let (context, owner) = (&world.context, &tenant.owner);
    users::get(context, &owner.permit()?, user.id).await?;
    let write = context.database().write();

    assert!(event::Entity::find().one(write).await?.is_some());
    write
        .execute_unprepared("UPDATE event SET detail = '[]'")
        .await?;
    assert!(event::Entity::find().one(write).await.is_err());

    write
        .execute_unprepared("UPDATE account SET password_expiry_reason = 'unheard of'")
        .await?;
    let read = users::get(context, &owner.permit()?, user.id).await;
    assert!(read.is_err_and(|error| error.is_internal()));
    write
        .execute_unprepared("UPDATE organization SET settings = '{\"mfaPolicy\":{}}'")
        .await?;
    let settings = Entity::find().one(write).await;
    assert!(settings.is_err());
    Ok(())
}

async fn what_a_newer_server_has_stored_is_ignored_and_kept(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let write = context.database().write();
    let newer = r#"{"newer":true,"eventRetention":{"deletes":true,"days":365,"newer":7}}"#;
    Entity::update_many()
        .col_expr(Column::Settings, Expr::value(newer))
        .filter(Column::Id.eq(tenant.organization.0))
        .exec(write)
        .await?;
    let now = organization::get(context, &owner.permit()?).await?;
    assert_eq!(now.settings.event_retention.days, 365);

    let request = UpdateOrganization {
        users_may_edit_profile: Some(false),
        ..UpdateOrganization::default()
    };
    organization::update(context, &owner.permit()?, now.version, &request).await?;
    let stored: Option<Document<Value>> = Entity::find_by_id(tenant.organization.0)
        .select_only()
        .column(Column::Settings)
        .into_tuple()
        .one(write)
        .await?;
    let Document(stored) = stored.ok_or(Error::NotFound)?;
    assert_eq!(stored["usersMayEditProfile"], false);
    assert_eq!(stored["newer"], true);
    assert_eq!(stored["eventRetention"]["newer"], 7);
    Ok(())
}

async fn a_scope_of_a_newer_server_grants_nothing(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let key = CreateApiKey {
        name: "Import".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let made = api_keys::create(context, &owner.permit()?, &key, None).await?;
    let write = context.database().write();
    write
        .execute_unprepared("UPDATE api_key SET scopes = 'users:read newer:read'")
        .await?;
    let keys = api_keys::list(context, &owner.permit()?, &ListQuery::default()).await?;
    assert_eq!(keys.items, [made.api_key]);
    let program = sessions::admin_principal(context, &made.key, Client::default()).await?;
    let granted = Permission::ALL.into_iter();
    let granted: Vec<_> = granted.filter(|one| program.may(*one)).collect();
    assert_eq!(granted, [Permission::UsersRead]);
    Ok(())
}
