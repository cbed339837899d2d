//! Step-up: before a sensitive act, a session whose last proof is older than 5 minutes proves
//! once more that it is still its owner's.

use contract::events::EventAction;
use contract::factors::{PasskeyChallenge, Proof, ProofState};
use contract::problem::ProblemType;
use rules::mfa::FRESH_PROOF;
use rules::time::Timestamp;

use super::ceremony::BoundTo;
use super::judge::{Attempt, judge};
use super::passkeys;
use super::store::due;
use crate::accounts::{HeldAccount, factor_is_due};
use crate::actor::SignedIn;
use crate::sessions::{self, Started, fresh_until, owner_of};
use crate::{Context, Error, passwords};

/// The event of a proof that failed.
const FAILURE: EventAction = EventAction::SessionProofFailed;

/// The proof of a session, and the tokens with which the session goes on.
#[derive(Debug)]
pub struct Given {
    /// Until when the proof is fresh.
    pub fresh_until: Timestamp,
    /// In place of those from before, which open nothing any more.
    pub session: Started,
}

/// What belongs to this session alone.
pub(super) fn bound_to(signed_in: &SignedIn) -> BoundTo {
    BoundTo(signed_in.session.as_bytes().to_vec())
}

/// What the caller's session has to prove before a sensitive act.
///
/// # Errors
/// When the database fails.
pub async fn proof_state(context: &Context, signed_in: &SignedIn) -> Result<ProofState, Error> {
    let read = context.database().read();
    let member = owner_of(read, signed_in).await?;
    let policy = member.organization.settings.mfa_policy;
    Ok(ProofState {
        fresh_until: fresh_until(context, read, signed_in).await?,
        factors: due(context, read, &member.account, &policy).await?,
    })
}

/// Begins to ask for a passkey as that proof.
///
/// # Errors
/// `conflict` when the account has none.
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

/// Takes the proof. The session gets a new identifier and new tokens, so that those from
/// before, in whatever hands, do not gain by it.
///
/// # Errors
/// `invalid-fields` with `password` or `factor`, `account-locked`, `busy`; `factor-required`
/// for a password where the account has a factor.
pub async fn prove(context: &Context, signed_in: &SignedIn, proof: &Proof) -> Result<Given, Error> {
    let held = match proof {
        Proof::Password(password) => by_password(context, signed_in, password).await?,
        Proof::Factor(factor) => {
            let attempt = Attempt {
                bound_to: &bound_to(signed_in),
                proof: factor,
                failure: FAILURE,
                client: &signed_in.client,
            };
            judge(signed_in.hold(context).await?, attempt).await?
        }
    };
    let now = context.now();
    let session = sessions::renew(&held, signed_in, Some(now)).await?;
    let by = match proof {
        Proof::Password(_) => "password",
        Proof::Factor(factor) => factor.kind().as_str(),
    };
    let act = signed_in.act(EventAction::SessionProved);
    held.record(act.with("by", by)).await?;
    held.commit().await?;
    Ok(Given {
        fresh_until: now.plus(FRESH_PROOF),
        session,
    })
}

async fn by_password<'a>(
    context: &'a Context,
    signed_in: &SignedIn,
    password: &str,
) -> Result<HeldAccount<'a>, Error> {
    let read = context.database().read();
    let member = owner_of(read, signed_in).await?;
    let policy = member.organization.settings.mfa_policy;
    let too_little = Error::Refused(
        ProblemType::FactorRequired,
        "Your account has an MFA factor: confirm your identity with it",
    );
    if factor_is_due(&member.account, &policy) {
        return Err(too_little);
    }
    let account = passwords::prove(context, signed_in, password, FAILURE)
        .await
        .map_err(|error| passwords::as_field(error, "password"))?;
    let held = passwords::hold_proved(context, signed_in, &account)
        .await
        .map_err(|error| passwords::as_field(error, "password"))?;
    // A factor may have been added meanwhile.
    if factor_is_due(&held.account, &policy) {
        return Err(too_little);
    }
    Ok(held)
}
