use contract::events::EventAction;
use contract::problem::ProblemType;
use mail::Message;
use rules::sign_in::SignInRemedy;
use rules::status::LockReason;

use super::{HeldAccount, lock_at};
use crate::Error;
use crate::actor::AdminPrincipal;

/// Ends the lock of an account as an action of `principal`, and emails its owner.
///
/// # Errors
/// `conflict` if the account is not locked, or is locked because its enrollment period ended.
pub(crate) async fn end_lock(
    principal: &AdminPrincipal,
    held: &HeldAccount<'_>,
    action: EventAction,
) -> Result<(), Error> {
    let Some(lock) = lock_at(&held.account, held.context().now()) else {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The account is not locked",
        ));
    };
    if lock.reason == LockReason::MfaEnrollmentPeriod {
        return Err(Error::NeedsRemedy(
            SignInRemedy::ExtendEnrollment,
            "The enrollment period has ended: extend the enrollment period instead",
        ));
    }
    held.unlock().await?;
    let event = principal.event(action);
    held.record(event.with("reason", lock.reason.as_str()))
        .await?;
    held.enqueue(&Message::AccountUnlocked).await?;
    Ok(())
}
