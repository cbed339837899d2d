use entity::application_session::{Column, EndReason, Entity};
use entity::session;
use rules::time::Timestamp;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationDef,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::accounts::{Ending, HeldAccount, end_application_sessions};
use crate::{Context, Error};

/// The number of accounts per query.
const BATCH: u64 = 200;

/// Ends what was opened in sessions that expired after `since`, so that the applications are notified.
/// Access does not depend on it, because the session is checked at each use. What outlives the session
/// stays, as after a sign-out. Returns the number of accounts.
///
/// # Errors
/// If the database fails.
pub async fn end_expired(
    context: &Context,
    since: Timestamp,
    stop: &CancellationToken,
) -> Result<u64, Error> {
    let mut accounts = 0;
    while !stop.is_cancelled() {
        let batch = with_expired(context, since).await?;
        let mut ended = 0;
        for account in &batch {
            if stop.is_cancelled() {
                break;
            }
            ended += end_of(context, *account).await?;
        }
        accounts += ended;
        // There are no more, or others are ending them.
        if ended == 0 {
            break;
        }
    }
    Ok(accounts)
}

/// Accounts with open sessions of applications in expired sessions.
async fn with_expired(context: &Context, since: Timestamp) -> Result<Vec<Uuid>, Error> {
    let to_session: RelationDef = Entity::belongs_to(session::Entity)
        .from(Column::SessionId)
        .to(session::Column::Id)
        .into();
    let accounts = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .distinct()
        .join(JoinType::InnerJoin, to_session)
        .filter(Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(since))
        .filter(session::Column::ExpiresAt.lte(context.now()))
        .limit(BATCH);
    Ok(accounts.into_tuple().all(context.database().read()).await?)
}

/// Ends those of one account. Returns 1 if there were some.
async fn end_of(context: &Context, account: Uuid) -> Result<u64, Error> {
    let Some(held) = HeldAccount::by_id(context, account).await? else {
        return Ok(0);
    };
    held.share_open_applications().await?;
    let which = Condition::all()
        .add(Column::AccountId.eq(account))
        .add(Column::SessionId.in_subquery(expired_of(context, account)));
    let ending = Ending {
        reason: EndReason::SessionEnded,
        offline: false,
    };
    let ended = end_application_sessions(context, held.tx(), which, ending).await?;
    held.commit().await?;
    Ok(ended.min(1))
}

fn expired_of(context: &Context, account: Uuid) -> SelectStatement {
    session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::ExpiresAt.lte(context.now()))
        .into_query()
}
