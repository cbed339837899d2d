use contract::groups::Group;
use contract::ids::{OrganizationId, UserId};
use entity::{group_member, user_group};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use super::show::show;
use crate::{Context, Error};

/// A group with its members, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedGroup {
    /// The group.
    pub group: Group,
    /// Its users.
    pub members: Vec<UserId>,
}

/// All groups of an organization, for the operator of the server.
///
/// # Errors
/// If the database fails.
pub async fn export_for_operator(
    context: &Context,
    organization: OrganizationId,
) -> Result<Vec<ExportedGroup>, Error> {
    let read = context.database().read();
    let groups = user_group::Entity::find()
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .order_by_asc(user_group::Column::Id)
        .all(read)
        .await?;
    let mut exported = Vec::new();
    for group in groups {
        let members: Vec<Uuid> = group_member::Entity::find()
            .select_only()
            .column(group_member::Column::AccountId)
            .filter(group_member::Column::OrganizationId.eq(organization.0))
            .filter(group_member::Column::GroupId.eq(group.id))
            .order_by_asc(group_member::Column::AccountId)
            .into_tuple()
            .all(read)
            .await?;
        exported.push(ExportedGroup {
            group: show(group),
            members: members.into_iter().map(UserId).collect(),
        });
    }
    Ok(exported)
}
