//! Stored values that no version of the server writes. Some columns refuse them with a constraint,
//! the others when they are read.

use rules::state::UserState::Active;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::World;
use crate::{Error, users};

super::on_each_database!(a_stored_value_that_is_unknown_is_an_error_and_no_default);

async fn a_stored_value_that_is_unknown_is_an_error_and_no_default(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let user = world.user(&tenant, "ann", Active).await?;
    let (context, owner) = (&world.context, &tenant.owner);
    users::get(context, &owner.permit()?, user.id).await?;
    let write = context.database().write();

    write
        .execute_unprepared("UPDATE account SET password_expiry_reason = 'unheard of'")
        .await?;
    let read = users::get(context, &owner.permit()?, user.id).await;
    assert!(read.is_err_and(|error| error.is_internal()));
    write
        .execute_unprepared("UPDATE organization SET settings = '{\"mfaPolicy\":{}}'")
        .await?;
    let settings = entity::organization::Entity::find().one(write).await;
    assert!(settings.is_err());
    Ok(())
}
