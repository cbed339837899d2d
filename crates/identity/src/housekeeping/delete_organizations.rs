use contract::ids::OrganizationId;
use entity::organization::{Column, Entity};
use entity::{
    account, bulk_job, ceremony, event, event_link, logout_notice, mail as email, posix_number,
    sign_in, user_import, webhook_delivery,
};
use rules::organization_state::DELETION_BEGUN;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::jobs::delete_some;
use crate::{Context, Error};

/// How many accounts are deleted in one transaction, each with what belongs to it.
const ACCOUNTS: u64 = 50;
/// How many other rows are deleted in one statement.
const ROWS: u64 = 1_000;

/// Deletes the organizations whose time has come, with everything that belongs to them, and returns their
/// number. It is done in batches, so that no writer waits long. If the server stops, or several do this at
/// the same time, the rest is deleted later. The row of the organization is the last one. If one of them cannot
/// be deleted, the others are.
///
/// # Errors
/// If the database fails for one of them.
pub async fn delete_organizations(
    context: &Context,
    stop: &CancellationToken,
) -> Result<u64, Error> {
    let due: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::DeleteAt.lte(context.now()))
        .order_by_asc(Column::DeleteAt)
        .into_tuple()
        .all(context.database().read())
        .await?;
    let (mut deleted, mut result) = (0, Ok(()));
    for organization in due.into_iter().map(OrganizationId) {
        match delete(context, organization, stop).await {
            Ok(true) => {
                tracing::info!(organization = %organization.0, "deleted an organization");
                deleted += 1;
            }
            Ok(false) => {}
            // The others must not wait for it.
            Err(error) => {
                tracing::error!(%error, organization = %organization.0, "an organization was not deleted");
                result = Err(error);
            }
        }
        if stop.is_cancelled() {
            break;
        }
    }
    result.map(|()| deleted)
}

/// Notes that the deletion has begun. Returns false if it was canceled in the meantime.
async fn begin(context: &Context, organization: OrganizationId) -> Result<bool, Error> {
    let begun = Entity::update_many()
        .col_expr(Column::DeleteAt, Expr::value(DELETION_BEGUN))
        .filter(Column::Id.eq(organization.0))
        .filter(Column::DeleteAt.lte(context.now()))
        .exec(context.database().write())
        .await?;
    Ok(begun.rows_affected > 0)
}

/// Deletes an organization. Returns false if the server stops before, or the deletion was canceled.
async fn delete(
    context: &Context,
    organization: OrganizationId,
    stop: &CancellationToken,
) -> Result<bool, Error> {
    if !begin(context, organization).await? {
        return Ok(false);
    }
    // The tables that grow with the time or with the number of users. All others have few rows, which the
    // database deletes with the organization.
    while delete_accounts(context, organization).await? > 0 {
        if stop.is_cancelled() {
            return Ok(false);
        }
    }
    for table in [
        Large::Events,
        Large::EventLinks,
        Large::Emails,
        Large::WebhookDeliveries,
        Large::LogoutNotices,
        Large::ImportRows,
        Large::BulkJobUsers,
        Large::PosixNumbers,
    ] {
        while table.delete_some(context, organization).await? > 0 {
            if stop.is_cancelled() {
                return Ok(false);
            }
        }
    }
    Entity::delete_many()
        .filter(Column::Id.eq(organization.0))
        .filter(Column::DeleteAt.lte(context.now()))
        .exec(context.database().write())
        .await?;
    Ok(true)
}

/// Deletes some accounts with what belongs to them, and returns their number.
async fn delete_accounts(context: &Context, organization: OrganizationId) -> Result<usize, Error> {
    let tx = context.database().begin().await?;
    let found: Vec<(Uuid, String)> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .column(account::Column::Email)
        .filter(account::Column::OrganizationId.eq(organization.0))
        .limit(ACCOUNTS)
        .into_tuple()
        .all(&tx)
        .await?;
    if found.is_empty() {
        return Ok(0);
    }
    let ids = || found.iter().map(|(id, _)| *id);
    let emails = found.iter().map(|(_, email)| email.as_str());
    // These tables do not reference accounts, because a sign-in begins with any address.
    sign_in::Entity::delete_many()
        .filter(
            Condition::any()
                .add(sign_in::Column::AccountId.is_in(ids()))
                .add(sign_in::Column::LockedAccountId.is_in(ids()))
                .add(sign_in::Column::Email.is_in(emails)),
        )
        .exec(&tx)
        .await?;
    ceremony::Entity::delete_many()
        .filter(ceremony::Column::AccountId.is_in(ids()))
        .exec(&tx)
        .await?;
    account::Entity::delete_many()
        .filter(account::Column::OrganizationId.eq(organization.0))
        .filter(account::Column::Id.is_in(ids()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(found.len())
}

/// A table that can have many rows of one organization.
#[derive(Clone, Copy)]
enum Large {
    Events,
    EventLinks,
    Emails,
    WebhookDeliveries,
    LogoutNotices,
    ImportRows,
    BulkJobUsers,
    PosixNumbers,
}

impl Large {
    /// Deletes some rows, and returns their number.
    async fn delete_some(
        self,
        context: &Context,
        organization: OrganizationId,
    ) -> Result<usize, Error> {
        match self {
            Self::Events => {
                use event::{Column, Entity};
                by_id::<Entity>(context, (Column::OrganizationId, Column::Id), organization).await
            }
            Self::Emails => {
                use email::{Column, Entity};
                by_id::<Entity>(context, (Column::OrganizationId, Column::Id), organization).await
            }
            Self::WebhookDeliveries => {
                use webhook_delivery::{Column, Entity};
                by_id::<Entity>(context, (Column::OrganizationId, Column::Id), organization).await
            }
            Self::LogoutNotices => {
                use logout_notice::{Column, Entity};
                by_id::<Entity>(context, (Column::OrganizationId, Column::Id), organization).await
            }
            Self::PosixNumbers => {
                use posix_number::{Column, Entity};
                by_id::<Entity>(context, (Column::OrganizationId, Column::Id), organization).await
            }
            Self::EventLinks => event_links(context, organization).await,
            Self::ImportRows => delete_some::<user_import::Entity>(context, organization).await,
            Self::BulkJobUsers => delete_some::<bulk_job::Entity>(context, organization).await,
        }
    }
}

/// Deletes some rows of a table whose rows have identifiers.
async fn by_id<E: EntityTrait>(
    context: &Context,
    (tenant, id): (E::Column, E::Column),
    organization: OrganizationId,
) -> Result<usize, Error> {
    let ids: Vec<Uuid> = E::find()
        .select_only()
        .column(id)
        .filter(tenant.eq(organization.0))
        .limit(ROWS)
        .into_tuple()
        .all(context.database().read())
        .await?;
    if !ids.is_empty() {
        E::delete_many()
            .filter(tenant.eq(organization.0))
            .filter(id.is_in(ids.iter().copied()))
            .exec(context.database().write())
            .await?;
    }
    Ok(ids.len())
}

async fn event_links(context: &Context, organization: OrganizationId) -> Result<usize, Error> {
    use event_link::{Column, Entity};
    let positions: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Position)
        .filter(Column::OrganizationId.eq(organization.0))
        .order_by_asc(Column::Position)
        .limit(ROWS)
        .into_tuple()
        .all(context.database().read())
        .await?;
    if let Some(last) = positions.last() {
        Entity::delete_many()
            .filter(Column::OrganizationId.eq(organization.0))
            .filter(Column::Position.lte(*last))
            .exec(context.database().write())
            .await?;
    }
    Ok(positions.len())
}
