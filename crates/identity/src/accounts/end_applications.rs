//! Ends sessions of applications, with what the applications were granted in them, and notifies those
//! that have registered an address.

use std::collections::HashMap;

use entity::application_session::{Column, EndReason, Entity};
use entity::{logout_notice, oidc_client, oidc_grant};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter,
    QuerySelect, QueryTrait, RelationDef,
};
use uuid::Uuid;

use super::subject::subject;
use crate::{Context, Error};

/// The number of notices that are written per statement.
const BATCH: usize = 200;

/// How sessions of applications end.
#[derive(Clone, Copy)]
pub(crate) struct Ending {
    /// Why.
    pub reason: EndReason,
    /// Whether access that outlives the session ends too.
    pub offline: bool,
}

/// Ends the sessions of applications that match `which` and have not ended, and revokes what was granted
/// in them. The notices are written in the same transaction and delivered later. Returns the number of
/// sessions.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_application_sessions(
    context: &Context,
    tx: &impl ConnectionTrait,
    which: Condition,
    ending: Ending,
) -> Result<u64, Error> {
    notify(context, tx, which.clone()).await?;
    let ended = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(which.clone())
        .filter(Column::EndedAt.is_null());
    let mut revoked = Condition::all()
        .add(oidc_grant::Column::ApplicationSessionId.in_subquery(ended.into_query()));
    if !ending.offline {
        revoked = revoked.add(oidc_grant::Column::Offline.eq(false));
    }
    revoke_grants(context, tx, revoked).await?;
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(context.now()))
        .col_expr(Column::EndReason, Expr::value(ending.reason))
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}

/// Revokes the grants that match `which`. Their tokens stop working immediately.
///
/// # Errors
/// When the database fails.
pub(crate) async fn revoke_grants(
    context: &Context,
    tx: &impl ConnectionTrait,
    which: Condition,
) -> Result<u64, Error> {
    let revoked = oidc_grant::Entity::update_many()
        .col_expr(oidc_grant::Column::RevokedAt, Expr::value(context.now()))
        .filter(which)
        .filter(oidc_grant::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected)
}

/// Writes the notices of the sessions that match `which` and have not ended.
async fn notify(
    context: &Context,
    tx: &impl ConnectionTrait,
    which: Condition,
) -> Result<(), Error> {
    let to_client: RelationDef = Entity::belongs_to(oidc_client::Entity)
        .from(Column::ApplicationId)
        .to(oidc_client::Column::ApplicationId)
        .into();
    let ending: Vec<(Uuid, Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::ApplicationId, Column::AccountId])
        .join(JoinType::InnerJoin, to_client)
        .filter(oidc_client::Column::BackchannelLogoutUri.is_not_null())
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .into_tuple()
        .all(tx)
        .await?;
    if ending.is_empty() {
        return Ok(());
    }
    let mut applications: Vec<Uuid> = ending
        .iter()
        .map(|(_, application, _)| *application)
        .collect();
    applications.sort_unstable();
    applications.dedup();
    let clients: HashMap<Uuid, oidc_client::Model> = oidc_client::Entity::find()
        .filter(oidc_client::Column::ApplicationId.is_in(applications))
        .all(tx)
        .await?
        .into_iter()
        .map(|client| (client.application_id, client))
        .collect();
    let now = context.now();
    let rows: Vec<_> = ending
        .into_iter()
        .filter_map(|(session, application, account)| {
            let client = clients.get(&application)?;
            Some(logout_notice::ActiveModel {
                id: Set(context.new_id()),
                organization_id: Set(client.organization_id),
                application_id: Set(application),
                application_session_id: Set(session),
                subject: Set(subject(client, account)),
                address: Set(client.backchannel_logout_uri.clone()?),
                algorithm: Set(client.algorithm),
                attempts: Set(0),
                created_at: Set(now),
                next_attempt_at: Set(Some(now)),
                ..Default::default()
            })
        })
        .collect();
    for batch in rows.chunks(BATCH) {
        logout_notice::Entity::insert_many(batch.to_vec())
            .exec_without_returning(tx)
            .await?;
    }
    context.notice_waits().notify_one();
    Ok(())
}
