use contract::events::EventAction;
use contract::factors::RecoveryCodes;
use contract::problem::ProblemType;
use mail::Message;

use super::own::Changing;
use super::{codes, store};
use crate::accounts::party;
use crate::actor::SignedIn;
use crate::events::{Act, record};
use crate::{Context, Error, outbox};

/// Makes ten new recovery codes in place of those from before.
///
/// # Errors
/// `conflict` without a factor, `proof-required`.
pub async fn new_recovery_codes(
    context: &Context,
    signed_in: &SignedIn,
) -> Result<RecoveryCodes, Error> {
    let changing = Changing::begin(context, signed_in).await?;
    let (tx, account) = (&changing.tx, &changing.account);
    if store::of(tx, account.id).await?.is_empty() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Recovery codes replace a factor that was lost: add one first",
        ));
    }
    let before = codes::left(tx, account.id).await?;
    let codes = codes::issue(context, tx, account).await?;
    let act = Act::new(EventAction::RecoveryCodesMade, signed_in.party()).to(party(account));
    let act = act
        .from(&signed_in.client)
        .with("unused_before", before.to_string());
    record(context, tx, signed_in.organization, act).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, tx, account, &Message::RecoveryCodesMade { at }).await?;
    changing.tx.commit().await?;
    Ok(codes)
}
