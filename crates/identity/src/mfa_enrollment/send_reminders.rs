use contract::ids::OrganizationId;
use entity::account::{Column, Entity};
use entity::organization;
use mail::Message;
use rules::account::AccountKind;
use rules::mfa::ENROLLMENT_REMINDER;
use rules::state::UserState;
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::period::{apply_requirement_in, waits_for_period};
use crate::accounts::{AccountScope, HeldAccount};
use crate::{Context, Error};

/// Accounts per transaction: few enough that no writer waits long.
const BATCH: u64 = 100;

/// The emails about an enrollment period, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Begun = 1,
    Reminded = 2,
    Over = 3,
}

/// Starts enrollment periods, sends reminders a day before their end, and emails when they end. Any
/// number of servers can run this at the same time, and a server that crashes neither emails anyone
/// twice nor skips anyone. Returns the number of accounts emailed. Stops between batches.
///
/// # Errors
/// When the database fails; completed batches are kept.
pub async fn send_enrollment_emails(
    context: &Context,
    stop: &CancellationToken,
) -> Result<u64, Error> {
    let read = context.database().read();
    let organizations = organization::Entity::find()
        .filter(organization::is_suspended().not())
        .all(read)
        .await?;
    let mut told = 0;
    for organization in organizations {
        let waiting = Entity::find()
            .filter(Column::OrganizationId.eq(organization.id))
            .filter(waits_for_period(&organization.settings.mfa_policy))
            .count(read)
            .await?;
        if waiting > 0 {
            apply_requirement_in(
                context,
                context.database().write(),
                &organization,
                AccountScope::Everybody,
            )
            .await?;
        }
        for kind in [Told::Over, Told::Reminded, Told::Begun] {
            while !stop.is_cancelled() {
                let batch = tell(context, organization.id, kind).await?;
                told += batch;
                if batch < BATCH {
                    break;
                }
            }
        }
    }
    Ok(told)
}

/// The accounts to email.
fn untold(organization: Uuid, kind: Told, now: Timestamp) -> Condition {
    let soon = now.plus(ENROLLMENT_REMINDER);
    let due = match kind {
        Told::Over => Column::MfaEnrollBy.lte(now),
        Told::Reminded => Column::MfaEnrollBy.lte(soon),
        Told::Begun => Column::MfaEnrollBy.gt(soon),
    };
    Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::State.eq(UserState::Active))
        .add(due)
        .add(
            Condition::any()
                .add(Column::MfaNotice.is_null())
                .add(Column::MfaNotice.lt(kind as i32)),
        )
}

async fn tell(context: &Context, organization: Uuid, kind: Told) -> Result<u64, Error> {
    let which = untold(organization, kind, context.now());
    // Most rounds find nobody: a read avoids blocking writers.
    let any = Entity::find()
        .filter(which.clone())
        .limit(1)
        .one(context.database().read())
        .await?;
    if any.is_none() {
        return Ok(0);
    }
    let mut tx = context.database().begin().await?;
    let accounts: Vec<(Uuid, AccountKind)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Kind])
        .filter(which)
        .order_by_asc(Column::MfaEnrollBy)
        .limit(BATCH)
        .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
        .into_tuple()
        .all(&tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::MfaNotice, Expr::value(kind as i32))
        .filter(Column::Id.is_in(accounts.iter().map(|(id, _)| *id)))
        .exec(&tx)
        .await?;
    let organization = OrganizationId(organization);
    for (id, account_kind) in &accounts {
        let portal = account_kind.portal();
        let held = HeldAccount::within(context, tx, organization, portal, *id).await?;
        tell_one(&held, kind).await?;
        tx = held.into_tx();
    }
    tx.commit().await?;
    Ok(accounts.len() as u64)
}

async fn tell_one(held: &HeldAccount<'_>, kind: Told) -> Result<(), Error> {
    if kind == Told::Over {
        let reason = LockReason::MfaEnrollmentPeriod;
        return held.tell_locked(reason, None, None).await;
    }
    if let Some(by) = held.account.mfa_enroll_by {
        let message = Message::MfaRequired { by: by.to_utc() };
        held.enqueue(&message).await?;
    }
    Ok(())
}
