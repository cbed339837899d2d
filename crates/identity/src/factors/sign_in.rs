//! Passkeys during sign-in and on link pages, before there is a session.

use contract::factors::{PasskeyAnswer, PasskeyChallenge};
use contract::problem::ProblemType;
use entity::account;
use rules::mfa::MfaRequirement;
use sea_orm::DatabaseTransaction;

use super::ceremony::BoundTo;
use super::passkeys::{self, Refused};
use super::verify::{stop_copied, used};
use crate::accounts::{HeldAccount, mfa_requirement};
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

/// Verifies a sign-in with a passkey alone, and holds its account. A passkey cannot be guessed, so
/// nothing is counted.
///
/// # Errors
/// `wrong-passkey`.
pub(crate) async fn verify_sign_in<'a>(
    context: &'a Context,
    portal: Portal,
    bound_to: &BoundTo,
    answer: &PasskeyAnswer,
    client: &Client,
) -> Result<HeldAccount<'a>, Error> {
    let wrong = || {
        Error::Refused(
            ProblemType::WrongPasskey,
            "Try again, or sign in with your email address and password",
        )
    };
    let held = match passkeys::claimed_account(context, portal, answer)? {
        Some(account) => HeldAccount::by_id(context, account).await?,
        None => None,
    };
    // The challenge is used up even if the response is invalid.
    let Some(held) = held else {
        passkeys::take_sign_in(context, context.database().write(), bound_to, answer).await?;
        return Err(wrong());
    };
    let state = passkeys::take_sign_in(context, held.tx(), bound_to, answer).await?;
    if takes_passkeys(&held, portal) {
        match passkeys::finish_sign_in(&held, state, answer).await? {
            Ok(proved) => {
                used(&held, &proved.row, proved.counter).await?;
                return Ok(held);
            }
            Err(Refused::Copied(row)) => stop_copied(&held, &row, client).await?,
            Err(Refused::Over | Refused::Wrong) => {}
        }
    }
    held.commit().await?;
    Err(wrong())
}

/// Whether this account can sign in to `portal` with passkeys.
fn takes_passkeys(held: &HeldAccount<'_>, portal: Portal) -> bool {
    let asked = mfa_requirement(&held.account, &held.organization.settings.mfa_policy);
    held.account.kind.portal() == portal && asked != MfaRequirement::Off
}
