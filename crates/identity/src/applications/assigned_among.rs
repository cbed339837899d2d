//! Which of many users an application is assigned to, before and after a change of the assignments.

use std::collections::HashSet;

use entity::{application_account, application_group, group_member};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::Error;

/// A change of the assignments of an application.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Reassignment {
    /// The groups that it is also assigned to.
    pub groups: Vec<Uuid>,
    /// The groups that it is no longer assigned to.
    pub without_groups: Vec<Uuid>,
    /// The users that it is also assigned to.
    pub users: Vec<Uuid>,
    /// The users that it is no longer assigned to directly.
    pub without_users: Vec<Uuid>,
}

/// Which of `accounts` the application is assigned to after the change, directly or through a group.
///
/// # Errors
/// If the database fails.
pub(crate) async fn assigned_among(
    db: &impl ConnectionTrait,
    application: Uuid,
    accounts: &[Uuid],
    change: &Reassignment,
) -> Result<HashSet<Uuid>, Error> {
    let directly: Vec<Uuid> = application_account::Entity::find()
        .select_only()
        .column(application_account::Column::AccountId)
        .filter(application_account::Column::ApplicationId.eq(application))
        .filter(application_account::Column::AccountId.is_in(accounts.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let groups = application_group::Entity::find()
        .select_only()
        .column(application_group::Column::GroupId)
        .filter(application_group::Column::ApplicationId.eq(application));
    let remaining = Condition::all()
        .add(group_member::Column::GroupId.in_subquery(groups.into_query()))
        .add(group_member::Column::GroupId.is_not_in(change.without_groups.iter().copied()));
    let in_group = Condition::any()
        .add(remaining)
        .add(group_member::Column::GroupId.is_in(change.groups.iter().copied()));
    let by_group: Vec<Uuid> = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::AccountId)
        .distinct()
        .filter(group_member::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(in_group)
        .into_tuple()
        .all(db)
        .await?;
    let mut assigned: HashSet<Uuid> = directly.into_iter().collect();
    for user in &change.without_users {
        assigned.remove(user);
    }
    assigned.extend(&change.users);
    assigned.extend(by_group);
    Ok(assigned)
}
