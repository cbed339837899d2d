//! How recently the owner of a session authenticated.

use contract::ids::ApplicationId;
use entity::{application, session};
use rules::lifetimes::{FRESH_PROOF, WAIT_FOR_FACTOR};
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::accounts::{Member, factor_is_due, find_member};
use crate::actor::{SignedIn, proof_required};
use crate::tenant_rows::by_id;
use crate::{Context, Error};

/// The caller's account and its organization.
pub(crate) async fn owner_of(
    db: &impl ConnectionTrait,
    signed_in: &SignedIn,
) -> Result<Member, Error> {
    let found = find_member(db, signed_in.account).await?;
    found.ok_or(Error::NotFound)
}

/// When the last authentication of the caller's session stops counting as recent; `None` if it
/// already has.
pub(crate) async fn fresh_until(
    context: &Context,
    db: &impl ConnectionTrait,
    signed_in: &SignedIn,
) -> Result<Option<Timestamp>, Error> {
    let session = session::Entity::find_by_id(signed_in.session)
        .one(db)
        .await?;
    Ok(session.and_then(|session| fresh_at(session.proved_at, context.now())))
}

/// The application that waits for the caller to confirm their identity: they were asked for a factor to
/// open it in the last minutes, and have not verified one since.
pub(crate) async fn waiting_application(
    context: &Context,
    db: &impl ConnectionTrait,
    signed_in: &SignedIn,
) -> Result<Option<application::Model>, Error> {
    let session = session::Entity::find_by_id(signed_in.session)
        .one(db)
        .await?;
    let now = context.now();
    let waiting = session.filter(|session| {
        session
            .opening_asked_at
            .is_some_and(|asked| session.proved_at <= asked && now < asked.plus(WAIT_FOR_FACTOR))
    });
    let Some(id) = waiting.and_then(|session| session.opening_application_id) else {
        return Ok(None);
    };
    let application = by_id(signed_in.organization, ApplicationId(id));
    Ok(application.one(db).await?)
}

/// When an authentication at `proved_at` stops counting as recent; `None` if it already has.
pub(super) fn fresh_at(proved_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    Some(proved_at.plus(FRESH_PROOF)).filter(|until| now < *until)
}

/// Refuses a sensitive action unless the session's owner authenticated recently.
///
/// # Errors
/// `proof-required`.
pub(crate) async fn require_fresh(
    context: &Context,
    db: &impl ConnectionTrait,
    signed_in: &SignedIn,
) -> Result<(), Error> {
    match fresh_until(context, db, signed_in).await? {
        Some(_) => Ok(()),
        None => Err(proof_required()),
    }
}

/// The same for an action that requires the password anyway. Applies only to accounts with a
/// factor. `member` is the caller.
///
/// # Errors
/// `proof-required`.
pub(crate) async fn require_fresh_factor(
    context: &Context,
    db: &impl ConnectionTrait,
    signed_in: &SignedIn,
    member: &Member,
) -> Result<(), Error> {
    if factor_is_due(&member.account, &member.organization.settings.mfa_policy) {
        require_fresh(context, db, signed_in).await?;
    }
    Ok(())
}
