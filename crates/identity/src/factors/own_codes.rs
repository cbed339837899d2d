use contract::factors::RecoveryCodes;
use contract::problem::ProblemType;
use mail::Notice;

use super::own::Changing;
use super::{codes, store};
use crate::accounts::party;
use crate::events::{Act, record};
use crate::sessions::Owner;
use crate::{Context, Error, outbox};

/// Makes ten new recovery codes in place of those from before.
///
/// # Errors
/// `conflict` without a factor, `proof-required`.
#[expect(private_bounds, reason = "only the two signed-in types are owners")]
pub async fn new_recovery_codes<'a>(
    context: &Context,
    owner: impl Into<Owner<'a>>,
) -> Result<RecoveryCodes, Error> {
    let owner = owner.into();
    let changing = Changing::begin(context, &owner).await?;
    let (tx, account) = (&changing.tx, &changing.account);
    if store::of(tx, account.id).await?.is_empty() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Recovery codes replace a factor that was lost: add one first",
        ));
    }
    let before = codes::left(tx, account.id).await?;
    let codes = codes::issue(context, tx, account).await?;
    let act = Act::new("recovery_codes.made", owner.party.clone()).to(party(account));
    let act = act
        .from(owner.client)
        .with("unused_before", before.to_string());
    record(context, tx, owner.organization, act).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, tx, account, &Notice::RecoveryCodesMade { at }).await?;
    changing.tx.commit().await?;
    Ok(codes)
}
