use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::account;
use mail::Message;
use rules::status::LockReason;
use sea_orm::ConnectionTrait;

use super::{lock_at, party, unlock};
use crate::actor::AdminPrincipal;
use crate::events::{Act, record};
use crate::{Context, Error, outbox};

/// Ends the lock of an account, as an act of `principal` that its owner is told of.
///
/// # Errors
/// `conflict` when the account is not locked, or for the end of its enrolment period.
pub(crate) async fn end_lock(
    context: &Context,
    tx: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    account: &account::Model,
    action: EventAction,
) -> Result<(), Error> {
    let Some(lock) = lock_at(account, context.now()) else {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The account is not locked",
        ));
    };
    if lock.reason == LockReason::MfaEnrolmentPeriod {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The enrolment period is over: give more time to set up a second factor instead",
        ));
    }
    unlock(tx, account.id).await?;
    let act = Act::new(action, principal.party())
        .to(party(account))
        .from(principal.client())
        .with("reason", lock.reason.as_str());
    record(context, tx, principal.organization(), act).await?;
    outbox::enqueue(context, tx, account, &Message::AccountUnlocked).await?;
    Ok(())
}
