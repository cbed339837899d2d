use std::collections::HashMap;

use contract::api_keys::{ApiKey, CreatorStatus};
use contract::filter::ApiKeyFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use entity::account;
use entity::api_key::{self, Column, Entity};
use rules::state::UserState;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::show;
use crate::lists::{Shape, all_of, any, one_of};
use crate::permitted::{ApiKeysList, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("api-keys");

/// Lists the organization's API keys, newest first. Includes expired keys, but not revoked ones.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<ApiKeysList>,
    query: &ListQuery,
) -> Result<Page<ApiKey>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<ApiKeyFilter>(context, organization, None, query)?;
    let keys = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::RevokedAt.is_null())
        .filter(passes(&request.filter, organization));
    let page = request.newest_first(context, keys, Column::Id, |row| row.id);
    let (page, read) = (page.await?, context.database().read());
    let creators = states(read, organization, &page.items).await?;
    Ok(page.map(|row| {
        let creator = creator(&creators, &row);
        show(row, creator)
    }))
}

/// The state of the creator of a key, of these states.
pub(super) fn creator(states: &HashMap<Uuid, UserState>, key: &api_key::Model) -> CreatorStatus {
    let state = key.created_by_id.and_then(|id| states.get(&id));
    state.map_or(CreatorStatus::Removed, |state| status(*state))
}

/// The states of the creators who still have an account.
pub(super) async fn states(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    keys: &[api_key::Model],
) -> Result<HashMap<Uuid, UserState>, Error> {
    let ids = keys.iter().filter_map(|key| key.created_by_id);
    let states: Vec<(Uuid, UserState)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::State])
        .filter(account::Column::OrganizationId.eq(organization.0))
        .filter(account::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(states.into_iter().collect())
}

const fn status(state: UserState) -> CreatorStatus {
    match state {
        UserState::Suspended => CreatorStatus::Suspended,
        UserState::Staged | UserState::Active => CreatorStatus::Active,
    }
}

fn passes(filter: &ApiKeyFilter, organization: OrganizationId) -> Condition {
    let ApiKeyFilter {
        created_by,
        creator,
    } = filter;
    all_of([
        one_of(Column::CreatedById, created_by),
        any(creator, |status| {
            let accounts = account::Entity::find()
                .select_only()
                .column(account::Column::Id)
                .filter(account::Column::OrganizationId.eq(organization.0));
            match status {
                CreatorStatus::Removed => Condition::any()
                    .add(Column::CreatedById.is_null())
                    .add(Column::CreatedById.not_in_subquery(accounts.into_query())),
                CreatorStatus::Suspended => {
                    let suspended = account::Column::State.eq(UserState::Suspended);
                    let suspended = accounts.filter(suspended).into_query();
                    Condition::all().add(Column::CreatedById.in_subquery(suspended))
                }
                CreatorStatus::Active => {
                    let active = account::Column::State.ne(UserState::Suspended);
                    let active = accounts.filter(active).into_query();
                    Condition::all().add(Column::CreatedById.in_subquery(active))
                }
            }
        }),
    ])
}
