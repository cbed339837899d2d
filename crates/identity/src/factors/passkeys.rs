//! Passkeys (WebAuthn Level 3), implemented with webauthn-rs. User verification is always required,
//! so that a passkey combines possession with a PIN or biometrics.

use contract::factors::{PasskeyAnswer, PasskeyChallenge};
use contract::ids::CeremonyId;
use contract::problem::ProblemType;
use entity::{account, factor, organization};
use rules::mfa::FactorKind;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, CreationChallengeResponse, Credential, DiscoverableAuthentication,
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::ceremony::{self, Begun, BoundTo, Kind};
use super::store::{self, open, seal};
use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::{Context, Error};

/// A passkey that was used successfully.
pub(super) struct Used {
    pub row: factor::Model,
    pub counter: i64,
}

/// Why the response to a challenge was refused.
pub(super) enum Refused {
    /// The challenge has expired, was used, or belongs to something else.
    Over,
    /// The response is invalid.
    Wrong,
    /// The signature is valid, but the counter did not increase, now or earlier. Two devices have
    /// the key, and it is unknown which of them sent the response.
    Copied(Box<factor::Model>),
}

/// The portal as a WebAuthn relying party. Passkeys belong to its host name.
fn relying_party(context: &Context, portal: Portal, name: &str) -> Result<Webauthn, Error> {
    let unavailable = || {
        Error::Refused(
            ProblemType::Conflict,
            "Passkeys require a server with a host name",
        )
    };
    let origin = Url::parse(context.addresses().origin(portal))
        .map_err(|_| Error::internal("the origin is not a URL"))?;
    let host = origin.domain().ok_or_else(unavailable)?.to_owned();
    WebauthnBuilder::new(&host, &origin)
        .and_then(|builder| builder.rp_name(name).build())
        .map_err(|_| unavailable())
}

/// Whether the portal's address supports passkeys.
pub(super) fn are_available(context: &Context, portal: Portal) -> bool {
    relying_party(context, portal, "").is_ok()
}

fn challenge(begun: Begun, options: Value) -> Result<PasskeyChallenge, Error> {
    Ok(PasskeyChallenge {
        ceremony_id: begun.id,
        options,
        expires_at: begun.expires_at,
    })
}

/// The part of a challenge that is sent to the browser.
fn options(challenge: impl serde::Serialize) -> Result<Value, Error> {
    let mut challenge =
        serde_json::to_value(challenge).map_err(|error| Error::internal(error.to_string()))?;
    Ok(challenge["publicKey"].take())
}

/// Parses a credential from the browser. Returns `None` if it is malformed.
fn read<T: DeserializeOwned>(credential: &Value) -> Option<T> {
    serde_json::from_value(credential.clone()).ok()
}

/// Begins to add a passkey to `account`. It is discoverable if the authenticator supports that, so
/// that it also allows signing in without an email.
pub(super) async fn begin_enrollment(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    organization: &organization::Model,
    bound_to: &BoundTo,
) -> Result<PasskeyChallenge, Error> {
    let party = relying_party(context, account.kind.portal(), &organization.name)?;
    let known = of(tx, account).await?;
    let known = known.into_iter().filter_map(|row| row.credential_id);
    let known = known.collect();
    let (asked, state): (CreationChallengeResponse, PasskeyRegistration) = party
        .start_passkey_registration(account.id, &account.email, &account.name, Some(known))
        .map_err(failed)?;
    let kind = Kind::PasskeyEnrollment;
    let begun = ceremony::begin(context, tx, kind, bound_to, Some(account.id), &state).await?;
    let mut options = options(asked)?;
    options["authenticatorSelection"]["residentKey"] = "preferred".into();
    challenge(begun, options)
}

/// Verifies the response and returns the new passkey.
pub(super) async fn finish_enrollment(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    bound_to: &BoundTo,
    (id, credential): (CeremonyId, &Value),
) -> Result<Result<Passkey, Refused>, Error> {
    let kind = Kind::PasskeyEnrollment;
    let state = ceremony::take::<PasskeyRegistration>(context, tx, kind, bound_to, id).await?;
    let Some(state) = state else {
        return Ok(Err(Refused::Over));
    };
    let Some(answer) = read::<RegisterPublicKeyCredential>(credential) else {
        return Ok(Err(Refused::Wrong));
    };
    let party = relying_party(context, account.kind.portal(), "")?;
    Ok(party
        .finish_passkey_registration(&answer, &state)
        .map_err(|error| refused(&error)))
}

/// Begins to authenticate `account` with one of its passkeys.
pub(super) async fn begin_factor(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    bound_to: &BoundTo,
) -> Result<PasskeyChallenge, Error> {
    let party = relying_party(context, account.kind.portal(), "")?;
    let rows = of(tx, account).await?;
    if rows.is_empty() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The account has no passkey",
        ));
    }
    let keys = rows.iter().map(|row| key(context, row));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let (asked, state) = party.start_passkey_authentication(&keys).map_err(failed)?;
    let kind = Kind::PasskeyFactor;
    let begun = ceremony::begin(context, tx, kind, bound_to, Some(account.id), &state).await?;
    challenge(begun, options(asked)?)
}

/// Verifies the response to [`begin_factor`].
pub(super) async fn finish_factor(
    held: &HeldAccount<'_>,
    bound_to: &BoundTo,
    answer: &PasskeyAnswer,
) -> Result<Result<Used, Refused>, Error> {
    let (context, tx, account) = (held.context(), held.tx(), &held.account);
    let (kind, id) = (Kind::PasskeyFactor, answer.ceremony_id);
    let state = ceremony::take::<PasskeyAuthentication>(context, tx, kind, bound_to, id).await?;
    let Some(state) = state else {
        return Ok(Err(Refused::Over));
    };
    let Some(answer) = read::<PublicKeyCredential>(&answer.credential) else {
        return Ok(Err(Refused::Wrong));
    };
    let party = relying_party(context, account.kind.portal(), "")?;
    let verified = party.finish_passkey_authentication(&answer, &state);
    let row = with_credential(tx, answer.get_credential_id()).await?;
    Ok(used(
        row.filter(|row| row.account_id == account.id),
        verified,
    ))
}

/// Begins a sign-in with a discoverable passkey. The challenge names no credentials, so it reveals
/// nothing about any account.
pub(super) async fn begin_sign_in(
    context: &Context,
    db: &impl ConnectionTrait,
    portal: Portal,
    bound_to: &BoundTo,
) -> Result<PasskeyChallenge, Error> {
    let party = relying_party(context, portal, "")?;
    let (asked, state) = party.start_discoverable_authentication().map_err(failed)?;
    let begun = ceremony::begin(context, db, Kind::PasskeySignIn, bound_to, None, &state).await?;
    challenge(begun, options(asked)?)
}

/// The account that the response to [`begin_sign_in`] names. Nothing has been verified yet.
pub(super) fn claimed_account(
    context: &Context,
    portal: Portal,
    answer: &PasskeyAnswer,
) -> Result<Option<Uuid>, Error> {
    let Some(answer) = read::<PublicKeyCredential>(&answer.credential) else {
        return Ok(None);
    };
    let party = relying_party(context, portal, "")?;
    let claimed = party.identify_discoverable_authentication(&answer);
    Ok(claimed.ok().map(|(account, _)| account))
}

/// Takes the pending challenge of [`begin_sign_in`], if there is one. It can be answered only once,
/// even by an invalid response.
pub(super) async fn take_sign_in(
    context: &Context,
    db: &impl ConnectionTrait,
    bound_to: &BoundTo,
    answer: &PasskeyAnswer,
) -> Result<Option<DiscoverableAuthentication>, Error> {
    ceremony::take(
        context,
        db,
        Kind::PasskeySignIn,
        bound_to,
        answer.ceremony_id,
    )
    .await
}

/// Verifies the response to the challenge that was taken, for the account that it names.
pub(super) async fn finish_sign_in(
    held: &HeldAccount<'_>,
    state: Option<DiscoverableAuthentication>,
    answer: &PasskeyAnswer,
) -> Result<Result<Used, Refused>, Error> {
    let (context, portal) = (held.context(), held.account.kind.portal());
    let Some(state) = state else {
        return Ok(Err(Refused::Over));
    };
    let Some(answer) = read::<PublicKeyCredential>(&answer.credential) else {
        return Ok(Err(Refused::Wrong));
    };
    let row = with_credential(held.tx(), answer.get_credential_id()).await?;
    let Some(row) = row.filter(|row| row.account_id == held.account.id) else {
        return Ok(Err(Refused::Wrong));
    };
    let party = relying_party(context, portal, "")?;
    let key = key(context, &row)?;
    let verified = party.finish_discoverable_authentication_v2(&answer, state, &key);
    Ok(used(Some(row), verified))
}

fn used(
    row: Option<factor::Model>,
    verified: Result<AuthenticationResult, WebauthnError>,
) -> Result<Used, Refused> {
    // The passkey was removed in the meantime.
    let row = row.ok_or(Refused::Wrong)?;
    let result = match verified {
        Ok(result) => result,
        Err(WebauthnError::CredentialPossibleCompromise) => {
            return Err(Refused::Copied(Box::new(row)));
        }
        Err(error) => return Err(refused(&error)),
    };
    let counter = i64::from(result.counter());
    // The library compares the counter with its own copy, which may be older than the row. A passkey that
    // does not count always reports 0.
    let stayed_behind = row.counter > 0 && counter <= row.counter;
    if stayed_behind || row.copied_at.is_some() {
        return Err(Refused::Copied(Box::new(row)));
    }
    Ok(Used { row, counter })
}

fn refused(error: &WebauthnError) -> Refused {
    tracing::debug!(%error, "a passkey was refused");
    Refused::Wrong
}

fn failed(error: WebauthnError) -> Error {
    Error::internal(format!("a passkey ceremony did not begin: {error}"))
}

/// Whether a passkey is synced between devices. This is fixed at registration: the library refuses a passkey that
/// becomes synced later.
pub(super) fn is_synced(key: &Passkey) -> bool {
    Credential::from(key.clone()).backup_eligible
}

/// The signature counter that a new passkey reported. Its first use has to exceed it, unless both are 0
/// (WebAuthn Level 3, 6.1.1).
pub(super) fn counter(key: &Passkey) -> i64 {
    Credential::from(key.clone()).counter.into()
}

/// The credential of a stored passkey, with the counter of its last use or, before that, of its
/// registration.
fn key(context: &Context, row: &factor::Model) -> Result<Passkey, Error> {
    let stored = open(context, row)?;
    let key: Passkey =
        serde_json::from_slice(&stored).map_err(|error| Error::internal(error.to_string()))?;
    let mut credential = Credential::from(key);
    credential.counter = u32::try_from(row.counter).unwrap_or(u32::MAX);
    Ok(credential.into())
}

/// Seals a new passkey for the row with this identifier.
pub(super) fn sealed(context: &Context, id: Uuid, key: &Passkey) -> Result<Vec<u8>, Error> {
    let bytes = serde_json::to_vec(key).map_err(|error| Error::internal(error.to_string()))?;
    seal(context, id, &bytes)
}

async fn of(
    db: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<Vec<factor::Model>, Error> {
    store::of_kind(db, account.id, FactorKind::Passkey).await
}

async fn with_credential(
    db: &impl ConnectionTrait,
    id: &[u8],
) -> Result<Option<factor::Model>, Error> {
    Ok(factor::Entity::find()
        .filter(factor::Column::CredentialId.eq(id.to_vec()))
        .one(db)
        .await?)
}
