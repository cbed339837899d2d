//! MFA enrollment periods: a date on each account that is required to have a factor and has none.
//! From that date on the account is locked; nothing has to run on that date.

use contract::ids::OrganizationId;
use entity::account::{Column, Entity};
use entity::{factor, organization};
use mail::Message;
use rules::account::AccountKind;
use rules::mfa::{ENROLLMENT_REMINDER, MfaPolicy, MfaRequirement};
use rules::state::UserState;
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::accounts::{AccountScope, HeldAccount};
use crate::addresses::Portal;
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

/// As [`apply_requirement_in`], for the held account.
///
/// # Errors
/// When the database fails.
pub(crate) async fn apply_requirement(held: &HeldAccount<'_>) -> Result<(), Error> {
    let scope = AccountScope::Account(held.account.id);
    apply_requirement_in(held.context(), held.tx(), &held.organization, scope).await
}

/// Applies the MFA requirement to accounts: starts the enrollment period of those that need a
/// factor and have none, and ends it for those that have one or need none. Call it in any
/// transaction that changes either.
///
/// # Errors
/// When the database fails.
pub(crate) async fn apply_requirement_in(
    context: &Context,
    tx: &impl ConnectionTrait,
    organization: &organization::Model,
    scope: AccountScope,
) -> Result<(), Error> {
    let policy = organization.settings.mfa_policy;
    if let AccountScope::Account(id) = scope {
        write_enrolled(context, tx, id).await?;
    }
    let theirs = theirs(organization.id, scope);
    Entity::update_many()
        .col_expr(Column::MfaEnrollBy, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::MfaNotice, Expr::value(Option::<i32>::None))
        .filter(theirs.clone())
        .filter(Column::MfaEnrollBy.is_not_null())
        .filter(
            Condition::any()
                .add(Column::MfaEnrolledAt.is_not_null())
                .add(required(&policy).not()),
        )
        .exec(tx)
        .await?;
    let by = policy.enroll_by(context.now());
    Entity::update_many()
        .col_expr(Column::MfaEnrollBy, Expr::value(by))
        .filter(theirs)
        .filter(waits_for_period(&policy))
        .exec(tx)
        .await?;
    Ok(())
}

/// Records since when an account has a factor.
async fn write_enrolled(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
) -> Result<(), Error> {
    let has = factor::Entity::find()
        .filter(factor::Column::AccountId.eq(account))
        .limit(1)
        .one(tx)
        .await?
        .is_some();
    let mut update = Entity::update_many().filter(Column::Id.eq(account));
    update = if has {
        update
            .col_expr(Column::MfaEnrolledAt, Expr::value(context.now()))
            .filter(Column::MfaEnrolledAt.is_null())
    } else {
        update.col_expr(
            Column::MfaEnrolledAt,
            Expr::value(Option::<Timestamp>::None),
        )
    };
    update.exec(tx).await?;
    Ok(())
}

fn theirs(organization: Uuid, scope: AccountScope) -> Condition {
    let all = Condition::all().add(Column::OrganizationId.eq(organization));
    match scope {
        AccountScope::Everybody => all,
        AccountScope::Account(id) => all.add(Column::Id.eq(id)),
    }
}

/// The accounts that are required to have a factor.
fn required(policy: &MfaPolicy) -> Condition {
    let of = |portal: Portal| Condition::all().add(Column::Kind.eq(portal.account_kind()));
    let mut users = Condition::any().add(
        Condition::all()
            .add(Column::MfaOverride.is_not_null())
            .add(Column::MfaOverride.eq(MfaRequirement::Required)),
    );
    if policy.users == MfaRequirement::Required {
        users = users.add(Column::MfaOverride.is_null());
    }
    let mut any = Condition::any().add(of(Portal::User).add(users));
    if policy.administrators == MfaRequirement::Required {
        any = any.add(of(Portal::Admin));
    }
    any
}

/// The accounts whose enrollment period must start: only those that can sign in.
fn waits_for_period(policy: &MfaPolicy) -> Condition {
    Condition::all()
        .add(Column::MfaEnrollBy.is_null())
        .add(Column::MfaEnrolledAt.is_null())
        .add(Column::State.eq(UserState::Active))
        .add(Column::PasswordSetAt.is_not_null())
        .add(required(policy))
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
