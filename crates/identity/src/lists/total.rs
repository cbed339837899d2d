use contract::ids::OrganizationId;
use entity::account_count::{self, Column, Entity};
use rules::account::AccountKind;
use rules::state::UserState;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::Error;

/// How many accounts of a kind there are in each state, without counting them.
///
/// # Errors
/// When the database fails.
pub(crate) async fn accounts_by_state(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    kind: AccountKind,
) -> Result<Vec<account_count::Model>, Error> {
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Kind.eq(kind))
        .all(db)
        .await?)
}

/// How many accounts of a kind are in one of `states`; in any when none is named.
///
/// # Errors
/// When the database fails.
pub(crate) async fn accounts_in(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    kind: AccountKind,
    states: &[UserState],
) -> Result<u64, Error> {
    let counts = accounts_by_state(db, organization, kind).await?;
    Ok(counts
        .iter()
        .filter(|count| states.is_empty() || states.contains(&count.state))
        .map(|count| count.accounts.unsigned_abs())
        .sum())
}
