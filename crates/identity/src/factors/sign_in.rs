//! Passkeys in a sign-in and at a link, where nobody holds a session yet.

use crate::accounts::mfa_requirement;
use contract::factors::{PasskeyAnswer, PasskeyChallenge};
use contract::problem::ProblemType;
use entity::account;
use rules::mfa::MfaRequirement;
use sea_orm::DatabaseTransaction;

use super::ceremony::BoundTo;
use super::judge::{stop_copied, used};
use super::passkeys::{self, Claim, Refused};
use crate::accounts::{Member, hold_member};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::{Context, Error};

/// Begins to ask for a passkey of `account` as a second factor.
///
/// # Errors
/// `conflict` when it has none.
pub(crate) async fn begin_passkey_factor(
    context: &Context,
    account: &account::Model,
    bound_to: &BoundTo,
) -> Result<PasskeyChallenge, Error> {
    let tx = context.database().begin().await?;
    let challenge = passkeys::begin_factor(context, &tx, account, bound_to).await?;
    tx.commit().await?;
    Ok(challenge)
}

/// Begins a sign-in with any passkey.
///
/// # Errors
/// `conflict` where the server is reached by no host name.
pub(crate) async fn begin_passkey_sign_in(
    context: &Context,
    tx: &DatabaseTransaction,
    portal: Portal,
    bound_to: &BoundTo,
) -> Result<PasskeyChallenge, Error> {
    passkeys::begin_sign_in(context, tx, portal, bound_to).await
}

/// Who signed in with a passkey, held until the transaction ends.
pub(crate) struct PasskeySignIn {
    /// The transaction.
    pub tx: DatabaseTransaction,
    /// Whoever it is.
    pub member: Member,
}

/// Judges a sign-in with a passkey alone. There is nothing to guess, so nothing is counted.
///
/// # Errors
/// `wrong-passkey`.
pub(crate) async fn judge_sign_in(
    context: &Context,
    portal: Portal,
    bound_to: &BoundTo,
    answer: &PasskeyAnswer,
    client: &Client,
) -> Result<PasskeySignIn, Error> {
    let wrong = || {
        Error::Refused(
            ProblemType::WrongPasskey,
            "Try again, or sign in with your email address and password",
        )
    };
    let tx = context.database().begin().await?;
    let claim = passkeys::claim_sign_in(context, &tx, portal, bound_to, answer).await?;
    let held = match claim {
        Some(claim) => hold_claimed(&tx, portal, claim).await?,
        None => None,
    };
    if let Some((member, claim)) = held {
        match passkeys::judge_sign_in(context, &tx, portal, claim).await? {
            Ok(proved) => {
                used(context, &tx, &proved.row, proved.counter, proved.synced).await?;
                return Ok(PasskeySignIn { tx, member });
            }
            Err(Refused::Copied(row)) => {
                stop_copied(context, &tx, &member.account, &row, client).await?;
            }
            Err(Refused::Over | Refused::Wrong) => {}
        }
    }
    // The challenge is gone, whatever was wrong.
    tx.commit().await?;
    Err(wrong())
}

/// Holds the account that a passkey names, if passkeys sign in to it here.
async fn hold_claimed(
    tx: &DatabaseTransaction,
    portal: Portal,
    claim: Claim,
) -> Result<Option<(Member, Claim)>, Error> {
    let held = hold_member(tx, claim.account).await?;
    let Some(member) = held.filter(|member| member.account.kind.portal() == portal) else {
        return Ok(None);
    };
    let asked = mfa_requirement(&member.account, &member.organization.settings.mfa_policy);
    Ok((asked != MfaRequirement::Off).then_some((member, claim)))
}
