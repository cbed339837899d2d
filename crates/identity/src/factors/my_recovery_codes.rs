use contract::events::EventAction;
use contract::factors::RecoveryCodes;
use contract::problem::ProblemType;
use mail::Message;

use super::my_factors::begin;
use super::{codes, store};
use crate::actor::SignedIn;
use crate::{Context, Error};

/// Replaces the caller's recovery codes with ten new ones.
///
/// # Errors
/// `conflict` without a factor, `proof-required`.
pub async fn new_recovery_codes(
    context: &Context,
    signed_in: &SignedIn,
) -> Result<RecoveryCodes, Error> {
    let held = begin(context, signed_in).await?;
    let (tx, account) = (held.tx(), &held.account);
    if store::of(tx, account.id).await?.is_empty() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Recovery codes replace a lost factor: add a factor first",
        ));
    }
    let before = codes::left(tx, account.id).await?;
    let codes = codes::issue(context, tx, account).await?;
    let event = signed_in.event(EventAction::RecoveryCodesMade);
    held.record(event.with("unused_before", before.to_string()))
        .await?;
    let at = context.now().to_utc();
    held.enqueue(&Message::RecoveryCodesMade { at }).await?;
    held.commit().await?;
    Ok(codes)
}
