use contract::ids::ApplicationId;
use entity::application::Column;
use entity::application_use;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::assignment::open_to;
use crate::actor::SignedInUser;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Pins an application that the User Portal shows to the caller, so that it is listed first.
///
/// # Errors
/// `not-found`, also if it is not one of the caller's applications; `unauthenticated`.
pub async fn pin(context: &Context, user: &SignedInUser, id: ApplicationId) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let shown = open_to(held.organization_id(), held.account.id)
        .filter(Column::Id.eq(id.0))
        .filter(Column::Enabled.eq(true))
        .filter(Column::Visible.eq(true));
    let application = shown.one(held.tx()).await?.ok_or(Error::NotFound)?;
    let row = application_use::ActiveModel {
        application_id: Set(application.id),
        account_id: Set(held.account.id),
        organization_id: Set(held.account.organization_id),
        pinned_at: Set(Some(context.now())),
        ..Default::default()
    };
    let key = [
        application_use::Column::ApplicationId,
        application_use::Column::AccountId,
    ];
    let existing = OnConflict::columns(key)
        .update_column(application_use::Column::PinnedAt)
        .to_owned();
    application_use::Entity::insert(row)
        .on_conflict(existing)
        .exec_without_returning(held.tx())
        .await?;
    held.commit().await
}

/// Removes the pin of an application. Does nothing if it is not pinned.
///
/// # Errors
/// `not-found`, `unauthenticated`.
pub async fn unpin(context: &Context, user: &SignedInUser, id: ApplicationId) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let application = find(held.tx(), held.organization_id(), id).await?;
    application_use::Entity::update_many()
        .col_expr(
            application_use::Column::PinnedAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .filter(application_use::Column::ApplicationId.eq(application.id))
        .filter(application_use::Column::AccountId.eq(held.account.id))
        .exec(held.tx())
        .await?;
    held.commit().await
}
