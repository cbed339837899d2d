use contract::applications::Application;
use contract::ids::{GroupId, OrganizationId, UserId};
use entity::{application, application_account, application_group};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use super::show::show;
use crate::{Context, Error};

/// An application with those to whom it is assigned, in an export. It contains no secret: of client
/// secrets, only the beginning is known.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedApplication {
    /// The application.
    pub application: Application,
    /// The groups that it is assigned to.
    pub groups: Vec<GroupId>,
    /// The users that it is assigned to.
    pub users: Vec<UserId>,
}

/// All applications of an organization, for the operator of the server.
///
/// # Errors
/// If the database fails.
pub async fn export_for_operator(
    context: &Context,
    organization: OrganizationId,
) -> Result<Vec<ExportedApplication>, Error> {
    let read = context.database().read();
    let applications = application::Entity::find()
        .filter(application::Column::OrganizationId.eq(organization.0))
        .order_by_asc(application::Column::Id)
        .all(read)
        .await?;
    let mut exported = Vec::new();
    for row in applications {
        let groups: Vec<Uuid> = application_group::Entity::find()
            .select_only()
            .column(application_group::Column::GroupId)
            .filter(application_group::Column::OrganizationId.eq(organization.0))
            .filter(application_group::Column::ApplicationId.eq(row.id))
            .order_by_asc(application_group::Column::GroupId)
            .into_tuple()
            .all(read)
            .await?;
        let users: Vec<Uuid> = application_account::Entity::find()
            .select_only()
            .column(application_account::Column::AccountId)
            .filter(application_account::Column::OrganizationId.eq(organization.0))
            .filter(application_account::Column::ApplicationId.eq(row.id))
            .order_by_asc(application_account::Column::AccountId)
            .into_tuple()
            .all(read)
            .await?;
        exported.push(ExportedApplication {
            application: show(context, read, row).await?,
            groups: groups.into_iter().map(GroupId).collect(),
            users: users.into_iter().map(UserId).collect(),
        });
    }
    Ok(exported)
}
