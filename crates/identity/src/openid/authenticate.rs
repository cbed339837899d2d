use ::oidc::client_auth::{Check, Presented, UsedAssertion};
use ::oidc::error::ProtocolError;
use ::oidc::incoming::Incoming;
use ::oidc::parameters::Parameters;
use entity::{client_secret, used_assertion};
use sea_orm::{ActiveValue::Set, EntityTrait, TryInsertResult};

use super::client::{Registered, find, find_with_secret};
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
    let (read, client_id) = (context.database().read(), &presented.client_id);
    let secrets = presented.secrets();
    // The same one twice if it can be read in one way only.
    let found = match (secrets.first(), secrets.last()) {
        (Some(one), Some(other)) => {
            let hashes = [one, other].map(|secret| TokenHash::of(secret.reveal()));
            find_with_secret(read, client_id, &hashes).await?
        }
        _ => {
            let found = find(read, client_id).await?;
            found.map(|registered| (registered, None))
        }
    };
    let (registered, secret) = found.ok_or(ProtocolError::invalid_client())?;
    let checked = check(context, &registered, (&presented, secret)).await;
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
    (presented, secret): (&Presented, Option<client_secret::Model>),
) -> Result<(), Failure> {
    let issuer = context.addresses().issuer();
    match presented.check(&registered.client, issuer, context.now())? {
        Check::Public => Ok(()),
        Check::Secret => {
            let secret = secret.ok_or(ProtocolError::invalid_client())?;
            let column = client_secret::Column::LastUsedAt;
            note_use(context, &secret, secret.last_used_at, column).await?;
            Ok(())
        }
        Check::Assertion(used) => use_once(context, registered, used).await,
    }
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
