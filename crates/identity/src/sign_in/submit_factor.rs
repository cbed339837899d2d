use contract::events::EventAction;
use contract::factors::{FactorProof, PasskeyAnswer, PasskeyChallenge};
use contract::problem::ProblemType;
use entity::sign_in;
use rules::mfa::FactorKind;
use uuid::Uuid;

use super::transaction::{
    Advanced, Step, advance, bound_to, check_may_sign_in, check_not_refused, find,
};
use crate::accounts::{HeldAccount, Member, find_member};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::{Context, Error, accounts, factors};

/// The event of a wrong factor.
const FAILURE: EventAction = EventAction::SignInFactorFailed;

fn wrong_step() -> Error {
    Error::Refused(ProblemType::WrongStep, "MFA is not the current step")
}

/// The account of a sign-in that can take a factor.
fn account_of(row: &sign_in::Model) -> Result<Uuid, Error> {
    let id = row.account_id.filter(|_| row.factor.is_none());
    id.ok_or_else(wrong_step)
}

/// Refuses if no factor is due.
fn check_due(context: &Context, member: &Member, row: &sign_in::Model) -> Result<(), Error> {
    check_may_sign_in(context, member, row)?;
    let policy = member.organization.settings.mfa_policy;
    if accounts::factor_is_due(&member.account, &policy) {
        Ok(())
    } else {
        Err(wrong_step())
    }
}

/// Begins a passkey ceremony as the MFA step of a sign-in.
///
/// # Errors
/// `wrong-step`, `sign-in-expired`, `account-locked`; `conflict` if the account has no passkey.
pub async fn begin_passkey(
    context: &Context,
    portal: Portal,
    token: &str,
) -> Result<PasskeyChallenge, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    check_not_refused(context, read, &row).await?;
    let member = find_member(read, account_of(&row)?).await?;
    let member = member.ok_or_else(wrong_step)?;
    check_due(context, &member, &row)?;
    factors::begin_passkey_factor(context, &member.account, &bound_to(&row)).await
}

/// The MFA step.
///
/// # Errors
/// `invalid-fields` with `factor`, which counts as a failed attempt; `account-locked`,
/// `wrong-step`, `sign-in-expired`, and the errors for accounts that may not sign in.
pub async fn submit_factor(
    context: &Context,
    portal: Portal,
    token: &str,
    proof: &FactorProof,
    client: &Client,
) -> Result<Advanced, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    check_not_refused(context, read, &row).await?;
    let held = HeldAccount::by_id(context, account_of(&row)?).await?;
    let held = held.ok_or_else(wrong_step)?;
    // Checked again, because another attempt may have come first.
    let row = find(context, held.tx(), portal, token).await?;
    check_not_refused(context, held.tx(), &row).await?;
    account_of(&row)?;
    check_due(context, &held, &row)?;
    let attempt = factors::Attempt {
        bound_to: &bound_to(&row),
        proof,
        failure: FAILURE,
        client,
    };
    let held = factors::verify(held, attempt).await?;
    let after = sign_in::Model {
        factor: Some(proof.kind()),
        ..row.clone()
    };
    advance(held, &Step { before: row, after }, client).await
}

/// A sign-in with a passkey alone, which replaces both password and MFA.
///
/// # Errors
/// `wrong-passkey`, `sign-in-expired`, and the errors for accounts that may not sign in.
pub async fn submit_passkey(
    context: &Context,
    portal: Portal,
    token: &str,
    answer: &PasskeyAnswer,
    client: &Client,
) -> Result<Advanced, Error> {
    let row = find(context, context.database().read(), portal, token).await?;
    if row.account_id.is_some() {
        return Err(Error::Refused(
            ProblemType::WrongStep,
            "A sign-in is in progress: continue with its next step",
        ));
    }
    let held = factors::verify_sign_in(context, portal, &bound_to(&row), answer, client).await?;
    let after = sign_in::Model {
        account_id: Some(held.account.id),
        email: held.account.email.clone(),
        factor: Some(FactorKind::Passkey),
        ..row.clone()
    };
    advance(held, &Step { before: row, after }, client).await
}
