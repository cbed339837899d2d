//! What happens to the API keys of an administrator who is suspended, removed or demoted.

use contract::events::EventAction;
use entity::api_key::{self, Column, Entity};
use rules::name_list::NameList;
use rules::role::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::party;
use crate::Error;
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;

/// Revokes the keys that the administrator created.
///
/// # Errors
/// If the database fails.
pub(crate) async fn revoke_all_of(
    principal: &AdminPrincipal,
    creator: &HeldAccount<'_>,
) -> Result<(), Error> {
    for key in live_keys(creator).await? {
        revoke(principal, creator, &key).await?;
    }
    Ok(())
}

/// Removes from the administrator's keys the scopes that their new role does not allow. A key without
/// scopes is revoked.
///
/// # Errors
/// If the database fails.
pub(crate) async fn limit_to_role(
    principal: &AdminPrincipal,
    creator: &HeldAccount<'_>,
    role: Role,
) -> Result<(), Error> {
    for key in live_keys(creator).await? {
        let kept = key.scopes.0.iter().copied();
        let kept: NameList<_> = kept.filter(|scope| role.allows(*scope)).collect();
        if kept.0.is_empty() {
            revoke(principal, creator, &key).await?;
        } else if kept != key.scopes {
            let names = kept.text();
            change(creator, &key, Column::Scopes, Expr::value(kept)).await?;
            let event = principal.event(EventAction::ApiKeyLimited).to(party(&key));
            creator.record(event.with("scopes", names)).await?;
        }
    }
    Ok(())
}

async fn live_keys(creator: &HeldAccount<'_>) -> Result<Vec<api_key::Model>, Error> {
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(creator.organization_id().0))
        .filter(Column::CreatedById.eq(creator.account.id))
        .filter(Column::RevokedAt.is_null())
        .all(creator.tx())
        .await?)
}

async fn revoke(
    principal: &AdminPrincipal,
    creator: &HeldAccount<'_>,
    key: &api_key::Model,
) -> Result<(), Error> {
    let now = creator.context().now();
    change(creator, key, Column::RevokedAt, Expr::value(now)).await?;
    let event = principal.event(EventAction::ApiKeyRevoked).to(party(key));
    creator.record(event.with("reason", "creator")).await
}

async fn change(
    creator: &HeldAccount<'_>,
    key: &api_key::Model,
    column: Column,
    value: Expr,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(column, value)
        .filter(Column::Id.eq(key.id))
        .exec(creator.tx())
        .await?;
    Ok(())
}
