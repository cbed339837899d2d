use std::collections::{HashMap, HashSet};

use contract::ids::OrganizationId;
use entity::{application, application_account, application_group, group_member};
use rules::application::OpenTo;
use rules::resource::AfterLoss;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::Error;
use crate::accounts::through_groups;

/// Which of these pairs of a user and an application are open: the application is enabled and available to the
/// user. Each comes with what the application decides about locks. The number of statements does not grow with
/// that of the pairs.
///
/// # Errors
/// If the database fails.
pub(crate) async fn open_pairs(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    pairs: &HashSet<(Uuid, Uuid)>,
) -> Result<HashMap<(Uuid, Uuid), AfterLoss>, Error> {
    if pairs.is_empty() {
        return Ok(HashMap::new());
    }
    let users: HashSet<Uuid> = pairs.iter().map(|(user, _)| *user).collect();
    let applications: HashSet<Uuid> = pairs.iter().map(|(_, id)| *id).collect();
    let enabled: Vec<(Uuid, OpenTo, AfterLoss)> = application::Entity::find()
        .select_only()
        .columns([
            application::Column::Id,
            application::Column::OpenTo,
            application::Column::OnLock,
        ])
        .filter(application::Column::OrganizationId.eq(organization.0))
        .filter(application::Column::Enabled.eq(true))
        .filter(application::Column::Id.is_in(applications.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let enabled: HashMap<Uuid, (OpenTo, AfterLoss)> = enabled
        .into_iter()
        .map(|(id, open_to, on_lock)| (id, (open_to, on_lock)))
        .collect();
    let directly: Vec<(Uuid, Uuid)> = application_account::Entity::find()
        .select_only()
        .column(application_account::Column::AccountId)
        .column(application_account::Column::ApplicationId)
        .filter(application_account::Column::OrganizationId.eq(organization.0))
        .filter(application_account::Column::ApplicationId.is_in(applications.iter().copied()))
        .filter(application_account::Column::AccountId.is_in(users.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let by_groups: Vec<(Uuid, Uuid)> = through_groups()
        .select_only()
        .column(group_member::Column::AccountId)
        .column(application_group::Column::ApplicationId)
        .distinct()
        .filter(application_group::Column::OrganizationId.eq(organization.0))
        .filter(application_group::Column::ApplicationId.is_in(applications.iter().copied()))
        .filter(group_member::Column::AccountId.is_in(users.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let assigned: HashSet<(Uuid, Uuid)> = directly.into_iter().chain(by_groups).collect();
    let open = |pair: &(Uuid, Uuid)| {
        let (open_to, on_lock) = enabled.get(&pair.1)?;
        let is_open = *open_to == OpenTo::Everyone || assigned.contains(pair);
        is_open.then_some((*pair, *on_lock))
    };
    Ok(pairs.iter().filter_map(open).collect())
}
