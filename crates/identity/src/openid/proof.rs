//! Proofs of possession of a key (DPoP, RFC 9449), which bind tokens to it.

use ::oidc::dpop::{self, Expected, Proof};
use ::oidc::error::{ErrorCode, ProtocolError};
use ::oidc::incoming::Incoming;
use entity::used_proof::{ActiveModel, Column, Entity};
use entity::{application, oidc_grant};
use rules::openid::ClientAuthentication;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, TryInsertResult,
};
use uuid::Uuid;

use super::client::Registered;
use super::failure::Failure;
use crate::Context;
use crate::crypto::TokenHash;

/// How many proofs are remembered at a time for a grant, or for an application that pushes requests.
/// Nobody needs this many within the two minutes for which a proof can be valid. Without a limit,
/// anyone with a token could fill the database.
const MOST: u64 = 5_000;

/// The proof that comes with a request to the endpoint at `path`, if there is one. It may have been used.
///
/// # Errors
/// `invalid_dpop_proof`.
pub(super) fn sent(
    context: &Context,
    incoming: &Incoming<'_>,
    path: &str,
) -> Result<Option<Proof>, ProtocolError> {
    if incoming.dpop.is_empty() {
        return Ok(None);
    }
    let expected = Expected {
        method: incoming.method,
        address: &address(context, path),
        access_token: None,
        thumbprint: None,
    };
    dpop::check(incoming.dpop, &expected, context.now()).map(Some)
}

/// The proof that must come with an access token that is bound to a key.
///
/// # Errors
/// `invalid_dpop_proof`.
pub(super) fn of_token(
    context: &Context,
    incoming: &Incoming<'_>,
    path: &str,
    (token, thumbprint): (&str, &str),
) -> Result<Proof, ProtocolError> {
    if incoming.dpop.is_empty() {
        return Err(dpop::MISSING);
    }
    let expected = Expected {
        method: incoming.method,
        address: &address(context, path),
        access_token: Some(token),
        thumbprint: Some(thumbprint),
    };
    dpop::check(incoming.dpop, &expected, context.now())
}

/// The address as applications know it, regardless of how proxies have changed the request.
fn address(context: &Context, path: &str) -> String {
    format!("{}{path}", context.addresses().issuer())
}

/// Checks that a code is redeemed with a proof, if its application or the code needs one.
///
/// # Errors
/// `invalid_dpop_proof`, `invalid_grant`.
pub(super) fn check_code(
    registered: &Registered,
    grant: &oidc_grant::Model,
    proof: Option<&Proof>,
) -> Result<(), ProtocolError> {
    if registered.client.dpop_required && proof.is_none() {
        return Err(dpop::MISSING);
    }
    dpop::check_key(grant.dpop_jkt.as_deref(), proof)
}

/// The same for a refresh token. An application that authenticates may have changed its key, because
/// nobody else can use its refresh tokens (RFC 9449, 5). But a token that was bound stays bound.
///
/// # Errors
/// `invalid_dpop_proof`, `invalid_grant`.
pub(super) fn check_refresh(
    registered: &Registered,
    grant: &oidc_grant::Model,
    proof: Option<&Proof>,
) -> Result<(), ProtocolError> {
    let is_public = registered.client.authentication == ClientAuthentication::Public;
    match proof {
        Some(_) if !is_public => Ok(()),
        _ => check_code(registered, grant, proof),
    }
}

/// Uses a proof up: each works once. `used_for` is the grant, or the application that pushes a request.
///
/// # Errors
/// `invalid_dpop_proof` if it was used before; `temporarily_unavailable` if too many were used.
pub(super) async fn use_once(
    context: &Context,
    application: &application::Model,
    used_for: Uuid,
    proof: &Proof,
) -> Result<(), Failure> {
    let used = Entity::find()
        .filter(Column::OrganizationId.eq(application.organization_id))
        .filter(Column::UsedFor.eq(used_for))
        .filter(Column::ExpiresAt.gt(context.now()))
        .count(context.database().read())
        .await?;
    if used >= MOST {
        return Err(ProtocolError::new(
            ErrorCode::TemporarilyUnavailable,
            "Too many DPoP proofs were sent. Try again in a moment",
        )
        .into());
    }
    // A thumbprint contains no space.
    let named = format!("{} {}", proof.thumbprint, proof.id);
    let row = ActiveModel {
        hash: Set(TokenHash::of(&named).bytes()),
        organization_id: Set(application.organization_id),
        application_id: Set(application.id),
        used_for: Set(used_for),
        expires_at: Set(proof.expires_at),
    };
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::Hash])
        .exec_without_returning(context.database().write())
        .await?;
    if matches!(inserted, TryInsertResult::Inserted(1)) {
        return Ok(());
    }
    let error = ErrorCode::InvalidDpopProof;
    Err(ProtocolError::new(error, "The DPoP proof was used before").into())
}
