//! Actions on the factors of another account: removing lost or unwanted ones, and extending the
//! enrollment period.

use contract::events::EventAction;
use contract::factors::ExtendEnrollment;
use contract::problem::ProblemType;
use entity::account::{self, Column};
use entity::factor;
use entity::session::EndReason;
use mail::Message;
use rules::mfa::{ENROLLMENT_DAYS, days};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{codes, store};
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::{Error, mfa_enrollment};

/// Removes all factors of an account, as an action of `principal`, and emails the owner.
///
/// # Errors
/// `conflict` if there are none.
pub(crate) async fn reset(principal: &AdminPrincipal, held: &HeldAccount<'_>) -> Result<(), Error> {
    if held.account.mfa_enrolled_at.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "There are no factors to reset",
        ));
    }
    remove_all(held).await?;
    held.record(principal.event(EventAction::FactorsReset))
        .await?;
    let at = held.context().now().to_utc();
    held.enqueue(&Message::FactorsReset { at }).await?;
    Ok(())
}

/// Removes all factors and recovery codes of an account and ends its sessions. Wrong factors given so
/// far are forgotten, because they say nothing about a new factor.
///
/// # Errors
/// If the database fails.
pub(crate) async fn remove_all(held: &HeldAccount<'_>) -> Result<(), Error> {
    factor::Entity::delete_many()
        .filter(factor::Column::AccountId.eq(held.account.id))
        .exec(held.tx())
        .await?;
    codes::remove(held.tx(), held.account.id).await?;
    held.forget_wrong_factors().await?;
    held.shut_out(EndReason::FactorsReset).await?;
    // An enrollment period that has ended starts over.
    set_enroll_by(held, None).await?;
    mfa_enrollment::apply_requirement(held).await
}

/// Removes the factors and recovery codes that an account got after `earlier`, the identifier of
/// another row: identifiers sort by time. Returns how many factors it removed.
///
/// # Errors
/// If the database fails.
pub(crate) async fn remove_after(held: &HeldAccount<'_>, earlier: Uuid) -> Result<u64, Error> {
    let (tx, account) = (held.tx(), held.account.id);
    let removed = factor::Entity::delete_many()
        .filter(factor::Column::AccountId.eq(account))
        .filter(factor::Column::Id.gt(earlier))
        .exec(tx)
        .await?;
    if store::of(tx, account).await?.is_empty() {
        codes::remove(tx, account).await?;
    } else {
        codes::remove_after(tx, account, earlier).await?;
    }
    mfa_enrollment::apply_requirement(held).await?;
    Ok(removed.rows_affected)
}

/// Extends the enrollment period of an account, as an action of `principal`.
///
/// # Errors
/// `invalid-fields` with `days`; `conflict` if there is no enrollment period.
pub(crate) async fn extend(
    principal: &AdminPrincipal,
    held: &HeldAccount<'_>,
    request: ExtendEnrollment,
) -> Result<(), Error> {
    if !ENROLLMENT_DAYS.contains(&request.days) {
        return Err(Error::field("days", "out_of_range", "Choose 1 to 365 days"));
    }
    if held.account.mfa_enroll_by.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "There is no enrollment period",
        ));
    }
    let by = held.context().now().plus(days(request.days));
    set_enroll_by(held, Some(by)).await?;
    let event = principal.event(EventAction::MfaEnrollmentExtended);
    held.record(event.with("until", by.to_string())).await
}

async fn set_enroll_by(held: &HeldAccount<'_>, by: Option<Timestamp>) -> Result<(), Error> {
    account::Entity::update_many()
        .col_expr(Column::MfaEnrollBy, Expr::value(by))
        // Reminders were sent for the old date. Send them again for the new one.
        .col_expr(Column::MfaNotice, Expr::value(Option::<i32>::None))
        .filter(Column::Id.eq(held.account.id))
        .exec(held.tx())
        .await?;
    Ok(())
}
