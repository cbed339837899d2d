use contract::events::EventAction;
use contract::ids::ApiKeyId;
use entity::api_key::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::party;
use crate::events::{NewEvent, record};
use crate::permitted::{ApiKeysWrite, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Revokes an API key. It stops working immediately.
///
/// # Errors
/// `not-found`, also if it was already revoked, `forbidden`.
pub async fn revoke(
    context: &Context,
    principal: &Permitted<ApiKeysWrite>,
    id: ApiKeyId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let key = find(&tx, organization, id).await?;
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(context.now()))
        .filter(Column::Id.eq(key.id))
        .filter(Column::RevokedAt.is_null())
        .exec(&tx)
        .await?;
    if revoked.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let event = NewEvent::new(EventAction::ApiKeyRevoked, principal.party())
        .to(party(&key))
        .from(principal.client());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(())
}
