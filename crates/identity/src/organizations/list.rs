use contract::ids::OrganizationId;
use entity::{account, organization};
use rules::account::AccountKind;
use rules::organization_state::OrganizationState;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::accounts::find_organization;
use crate::{Context, Error};

/// An organization as the operator of the server sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOrganization {
    /// Identifier.
    pub id: OrganizationId,
    /// Name.
    pub name: String,
    /// Whether its people may sign in.
    pub state: OrganizationState,
    /// When it is deleted, if so.
    pub delete_at: Option<Timestamp>,
    /// The number of its users.
    pub users: u64,
    /// The number of its administrators.
    pub administrators: u64,
    /// When it was created.
    pub created_at: Timestamp,
}

/// All organizations of the server, the oldest first.
///
/// # Errors
/// If the database fails.
pub async fn list(context: &Context) -> Result<Vec<ListedOrganization>, Error> {
    let rows = organization::Entity::find()
        .order_by_asc(organization::Column::CreatedAt)
        .order_by_asc(organization::Column::Id)
        .all(context.database().read())
        .await?;
    let mut listed = Vec::new();
    for row in rows {
        listed.push(show(context, row).await?);
    }
    Ok(listed)
}

/// One organization, with the number of its accounts.
///
/// # Errors
/// `not-found`.
pub async fn look_up(
    context: &Context,
    organization: OrganizationId,
) -> Result<ListedOrganization, Error> {
    let row = find_organization(context.database().read(), organization).await?;
    show(context, row).await
}

async fn show(context: &Context, row: organization::Model) -> Result<ListedOrganization, Error> {
    Ok(ListedOrganization {
        id: OrganizationId(row.id),
        state: row.state(),
        delete_at: row.delete_at,
        users: count(context, &row, AccountKind::User).await?,
        administrators: count(context, &row, AccountKind::Administrator).await?,
        created_at: row.created_at,
        name: row.name,
    })
}

async fn count(
    context: &Context,
    row: &organization::Model,
    kind: AccountKind,
) -> Result<u64, Error> {
    let accounts = account::Entity::find()
        .filter(account::Column::OrganizationId.eq(row.id))
        .filter(account::Column::Kind.eq(kind));
    Ok(accounts.count(context.database().read()).await?)
}
