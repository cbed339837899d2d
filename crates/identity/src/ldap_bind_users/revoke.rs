use contract::events::EventAction;
use contract::ids::LdapBindUserId;
use entity::ldap_bind_user::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::party;
use crate::events::record;
use crate::permitted::{LdapBindUsersWrite, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Revokes a bind user. It stops working immediately, even on open connections.
///
/// # Errors
/// `not-found`, also if it was already revoked, `forbidden`.
pub async fn revoke(
    context: &Context,
    principal: &Permitted<LdapBindUsersWrite>,
    id: LdapBindUserId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let row = find(&tx, organization, id).await?;
    let deleted = Entity::delete_many()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    if deleted.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let event = principal.event(EventAction::LdapBindUserRevoked);
    record(context, &tx, organization, event.to(party(&row))).await?;
    tx.commit().await?;
    Ok(())
}
