//! Step-up authentication: before a sensitive action, a session whose last authentication is older
//! than 5 minutes must authenticate again.

use contract::events::EventAction;
use contract::factors::{PasskeyChallenge, Proof, ProofState};
use contract::problem::ProblemType;
use rules::access::WantedFactor;
use rules::lifetimes::FRESH_PROOF;
use rules::mfa::FactorKind;
use rules::time::Timestamp;

use super::ceremony::BoundTo;
use super::passkeys;
use super::store::due;
use super::verify::{Attempt, verify};
use crate::accounts::{HeldAccount, factor_is_due};
use crate::actor::SignedIn;
use crate::sessions::{self, Authentication, Started, fresh_until, owner_of, waiting_application};
use crate::{Context, Error, passwords};

/// The action to record if step-up authentication fails.
const FAILURE: EventAction = EventAction::SessionProofFailed;

/// The result of step-up authentication, with the new tokens of the session.
#[derive(Debug)]
pub struct Given {
    /// When the authentication stops counting as recent.
    pub fresh_until: Timestamp,
    /// The session with its new tokens. The previous tokens stop working.
    pub session: Started,
}

/// Binds a ceremony to this session.
pub(super) fn bound_to(signed_in: &SignedIn) -> BoundTo {
    BoundTo(signed_in.session.as_bytes().to_vec())
}

/// Returns the state of step-up authentication of the caller's session. While an application waits for
/// a factor, earlier authentication does not count, and only what the application accepts is offered.
///
/// # Errors
/// If the database fails.
pub async fn proof_state(context: &Context, signed_in: &SignedIn) -> Result<ProofState, Error> {
    let read = context.database().read();
    let member = owner_of(read, signed_in).await?;
    let policy = member.organization.settings.mfa_policy;
    let mut factors = due(context, read, &member.account, &policy).await?;
    let fresh_until = match waiting_application(context, read, signed_in).await? {
        None => fresh_until(context, read, signed_in).await?,
        Some(application) => {
            let passkey = FactorKind::Passkey;
            if application.factor == WantedFactor::Passkey && factors.contains(&passkey) {
                factors = vec![passkey];
            }
            None
        }
    };
    Ok(ProofState {
        fresh_until,
        factors,
    })
}

/// Begins step-up authentication with a passkey.
///
/// # Errors
/// `conflict` if the account has none.
pub async fn begin_passkey_proof(
    context: &Context,
    signed_in: &SignedIn,
) -> Result<PasskeyChallenge, Error> {
    let tx = context.database().begin().await?;
    let account = owner_of(&tx, signed_in).await?.account;
    let challenge = passkeys::begin_factor(context, &tx, &account, &bound_to(signed_in)).await?;
    tx.commit().await?;
    Ok(challenge)
}

/// Completes step-up authentication. The session gets a new identifier and new tokens, so that a
/// thief of the old ones gains nothing.
///
/// An application can ask for a new sign-in. While it waits, the password is accepted even from an
/// account that has a factor. It then counts for applications only, not for sensitive actions.
///
/// # Errors
/// `invalid-fields` with `password` or `factor`, `account-locked`, `busy`; `factor-required` for a
/// password if the account has a factor.
pub async fn prove(context: &Context, signed_in: &SignedIn, proof: &Proof) -> Result<Given, Error> {
    let (held, is_enough) = match proof {
        Proof::Password(password) => by_password(context, signed_in, password).await?,
        Proof::Factor(factor) => {
            let attempt = Attempt {
                bound_to: &bound_to(signed_in),
                proof: factor,
                failure: FAILURE,
                client: &signed_in.client,
            };
            let held = verify(signed_in.hold(context).await?, attempt).await?;
            (held, true)
        }
    };
    let now = context.now();
    let factor = match proof {
        Proof::Password(_) => None,
        Proof::Factor(factor) => Some(factor.kind()),
    };
    let given = Authentication {
        at: now,
        factor,
        is_enough,
    };
    let session = sessions::renew(&held, signed_in, Some(given)).await?;
    let by = factor.map_or("password", FactorKind::as_str);
    let event = signed_in.event(EventAction::SessionProved);
    held.record(event.with("by", by)).await?;
    held.commit().await?;
    Ok(Given {
        fresh_until: if is_enough {
            now.plus(FRESH_PROOF)
        } else {
            now
        },
        session,
    })
}

/// Verifies the password. Returns also whether it is enough for sensitive actions.
async fn by_password<'a>(
    context: &'a Context,
    signed_in: &SignedIn,
    password: &str,
) -> Result<(HeldAccount<'a>, bool), Error> {
    let read = context.database().read();
    let member = owner_of(read, signed_in).await?;
    let policy = member.organization.settings.mfa_policy;
    let too_little = Error::Refused(
        ProblemType::FactorRequired,
        "Your account has an MFA factor: confirm your identity with it",
    );
    let waits = waiting_application(context, read, signed_in)
        .await?
        .is_some();
    if factor_is_due(&member.account, &policy) && !waits {
        return Err(too_little);
    }
    let account = passwords::prove(context, signed_in, password, FAILURE)
        .await
        .map_err(|error| passwords::as_field(error, "password"))?;
    let held = passwords::hold_proved(context, signed_in, &account)
        .await
        .map_err(|error| passwords::as_field(error, "password"))?;
    // A factor may have been added in the meantime.
    let has_factor = factor_is_due(&held.account, &policy);
    if has_factor && !waits {
        return Err(too_little);
    }
    Ok((held, !has_factor))
}
