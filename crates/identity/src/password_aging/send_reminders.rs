use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::account::{Column, Entity};
use entity::organization;
use mail::Message;
use rules::password_aging::days_before;
use rules::state::UserState;
use rules::status::ExpiryReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::tell_expired;
use crate::accounts::HeldAccount;
use crate::actor::Party;
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::{Context, Error};

/// Accounts per transaction: few enough that no writer waits long.
const BATCH: u64 = 100;

/// An email about an expiry.
#[derive(Clone, Copy)]
enum Told {
    /// The password expires within this many days.
    Reminder(u8),
    /// It has expired.
    Expired,
}

/// Emails users whose password expires soon or has expired. Any number of servers can run this at the
/// same time: each account is processed by one of them, and the mark that it was emailed is written in
/// the same transaction as the email. So a server that crashes neither emails anyone twice nor skips
/// anyone. Returns the number of users emailed. Stops between batches.
///
/// # Errors
/// When the database fails; completed batches are kept.
pub async fn send_expiry_emails(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    let organizations = organization::Entity::find()
        .filter(organization::is_suspended().not())
        .all(context.database().read())
        .await?;
    let mut told = 0;
    for organization in organizations {
        let mut kinds = vec![(Told::Expired, Timestamp::from_unix_millis(0))];
        let mut from = context.now();
        for days in organization.settings.aging_policy.reminders() {
            kinds.push((Told::Reminder(days), from));
            from = context.now().plus(days_before(days));
        }
        for (kind, from) in kinds {
            loop {
                if stop.is_cancelled() {
                    return Ok(told);
                }
                let batch = tell(context, organization.id, kind, from).await?;
                told += batch;
                if batch < BATCH {
                    break;
                }
            }
        }
    }
    Ok(told)
}

async fn tell(
    context: &Context,
    organization: Uuid,
    kind: Told,
    from: Timestamp,
) -> Result<u64, Error> {
    let now = context.now();
    let (until, mark) = match kind {
        Told::Expired => (now, 0),
        Told::Reminder(days) => (now.plus(days_before(days)), days),
    };
    let mut tx = context.database().begin().await?;
    let accounts = untold(&tx, organization, (from, until), mark).await?;
    if accounts.is_empty() {
        return Ok(0);
    }
    Entity::update_many()
        .col_expr(Column::PasswordNoticeDays, Expr::value(i32::from(mark)))
        .filter(Column::Id.is_in(accounts.iter().copied()))
        .exec(&tx)
        .await?;
    let (organization, portal) = (OrganizationId(organization), Portal::User);
    for id in &accounts {
        let held = HeldAccount::within(context, tx, organization, portal, *id).await?;
        tell_one(&held, kind).await?;
        tx = held.into_tx();
    }
    tx.commit().await?;
    Ok(accounts.len() as u64)
}

async fn tell_one(held: &HeldAccount<'_>, kind: Told) -> Result<(), Error> {
    match kind {
        Told::Expired => {
            let event = NewEvent::new(EventAction::PasswordExpired, Party::system());
            tell_expired(held, held.account.password_expiry_reason, event).await?;
        }
        Told::Reminder(_) => {
            if let Some(at) = held.account.password_expires_at {
                let message = Message::PasswordExpires { at: at.to_utc() };
                held.enqueue(&message).await?;
            }
        }
    }
    Ok(())
}

/// Accounts whose password expires after `from` and no later than `until`, and that have not been
/// emailed about it. Locks them; skips those that another server has locked.
async fn untold(
    tx: &DatabaseTransaction,
    organization: Uuid,
    (from, until): (Timestamp, Timestamp),
    mark: u8,
) -> Result<Vec<Uuid>, Error> {
    let accounts = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Kind.eq(Portal::User.account_kind()))
        .filter(Column::State.eq(UserState::Active))
        .filter(Column::PasswordExpiresAt.gt(from))
        .filter(Column::PasswordExpiresAt.lte(until))
        .filter(Column::PasswordExpiryReason.ne(ExpiryReason::Temporary))
        .filter(
            Condition::any()
                .add(Column::PasswordNoticeDays.is_null())
                .add(Column::PasswordNoticeDays.gt(i32::from(mark))),
        )
        .order_by_asc(Column::PasswordExpiresAt)
        .limit(BATCH)
        .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked);
    Ok(accounts.into_tuple().all(tx).await?)
}
