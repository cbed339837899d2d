use ::oidc::client_auth::{Check, Presented, UsedAssertion};
use ::oidc::error::ProtocolError;
use ::oidc::incoming::Incoming;
use ::oidc::parameters::Parameters;
use ::oidc::secret::Secret;
use entity::{client_secret, used_assertion};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};

use super::client::{Registered, find};
use super::failure::Failure;
use crate::Context;
use crate::crypto::TokenHash;
use crate::last_use::note_use;
use crate::requests::remember;

/// Authenticates the application that sends a request.
///
/// # Errors
/// `invalid_client`, also if it does not exist, or its organization is suspended; `invalid_request` if
/// it uses several methods.
pub(super) async fn authenticate(
    context: &Context,
    incoming: &Incoming<'_>,
    form: &Parameters,
) -> Result<Registered, Failure> {
    let presented = Presented::read(incoming, form)?;
    let found = find(context.database().read(), &presented.client_id).await?;
    let registered = found.ok_or(ProtocolError::invalid_client())?;
    let checked = check(context, &registered, presented).await;
    if let Err(Failure::Protocol(error)) = &checked {
        remember(context, &registered.application, *error).await;
    }
    checked?;
    // After authentication, so that nobody else learns it.
    if registered.tenant.state().is_suspended() {
        return Err(ProtocolError::invalid_client().into());
    }
    Ok(registered)
}

async fn check(
    context: &Context,
    registered: &Registered,
    presented: Presented,
) -> Result<(), Failure> {
    let issuer = context.addresses().issuer();
    match presented.check(&registered.client, issuer, context.now())? {
        Check::Public => Ok(()),
        Check::Secret(secrets) => check_secret(context, registered, &secrets).await,
        Check::Assertion(used) => use_once(context, registered, used).await,
    }
}

async fn check_secret(
    context: &Context,
    registered: &Registered,
    secrets: &[Secret],
) -> Result<(), Failure> {
    use client_secret::{Column, Entity};
    let hashes = secrets
        .iter()
        .map(|one| TokenHash::of(one.reveal()).bytes());
    let found = Entity::find()
        .filter(Column::ApplicationId.eq(registered.application.id))
        .filter(Column::SecretHash.is_in(hashes))
        .one(context.database().read())
        .await?;
    let found = found.ok_or(ProtocolError::invalid_client())?;
    note_use(context, &found, found.last_used_at, Column::LastUsedAt).await?;
    Ok(())
}

/// Each assertion works once.
async fn use_once(
    context: &Context,
    registered: &Registered,
    used: UsedAssertion,
) -> Result<(), Failure> {
    use used_assertion::{ActiveModel, Column, Entity};
    let named = format!("{} {}", registered.client.id, used.id);
    let row = ActiveModel {
        hash: Set(TokenHash::of(&named).bytes()),
        organization_id: Set(registered.application.organization_id),
        application_id: Set(registered.application.id),
        expires_at: Set(used.expires_at),
    };
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::Hash])
        .exec_without_returning(context.database().write())
        .await?;
    if matches!(inserted, TryInsertResult::Inserted(1)) {
        Ok(())
    } else {
        Err(ProtocolError::invalid_client().into())
    }
}
