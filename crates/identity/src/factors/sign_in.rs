//! Passkeys during sign-in and on link pages, before there is a session.

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

/// Begins to authenticate `account` with a passkey as its MFA factor.
///
/// # Errors
/// `conflict` if it has none.
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

/// Begins a sign-in with a passkey alone.
///
/// # Errors
/// `conflict` if the server's public address has no host name.
pub(crate) async fn begin_passkey_sign_in(
    context: &Context,
    tx: &DatabaseTransaction,
    portal: Portal,
    bound_to: &BoundTo,
) -> Result<PasskeyChallenge, Error> {
    passkeys::begin_sign_in(context, tx, portal, bound_to).await
}

/// The person who signed in with a passkey; the transaction holds their account.
pub(crate) struct PasskeySignIn {
    /// The transaction.
    pub tx: DatabaseTransaction,
    /// The person's account.
    pub member: Member,
}

/// Verifies a sign-in with a passkey alone. A passkey cannot be guessed, so failed attempts are not
/// counted.
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
    // Keeps the challenge deleted, even though the response was refused.
    tx.commit().await?;
    Err(wrong())
}

/// Holds the account that a passkey claims, if it can sign in with a passkey here.
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
