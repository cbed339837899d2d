//! What an application was granted: the rows, and the messages created from them.

use std::time::Duration;

use ::oidc::acr::Authentication;
use ::oidc::authorize::AuthorizationRequest;
use ::oidc::device;
use ::oidc::pkce::Challenge;
use ::oidc::scope::{Scope, Scopes};
use ::oidc::token::IssuedCode;
use contract::events::EventAction;
use entity::oidc_grant::{ActiveModel, Column, Entity, Model};
use entity::{application, oidc_client};
use rules::lifetimes::SESSION;
use rules::name_list::NameList;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::accounts::{HeldAccount, revoke_grants};
use crate::actor::Client;
use crate::applications::party;
use crate::crypto::Token;
use crate::events::NewEvent;
use crate::{Context, Error};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is granted.
struct Granting<'a> {
    scopes: &'a Scopes,
    nonce: Option<&'a str>,
    bound_to: IssuedCode,
    /// The thumbprint of the key with which the application has to fetch it, if the request names one.
    dpop_jkt: Option<&'a str>,
    /// How long the application has to fetch it.
    lifetime: Duration,
}

/// Grants what a request asks for, and returns the code.
///
/// # Errors
/// If the database fails.
pub(super) async fn grant(
    held: &HeldAccount<'_>,
    client: &oidc_client::Model,
    application_session: Uuid,
    (request, authentication): (&AuthorizationRequest, &Authentication),
) -> Result<Token, Error> {
    let granting = Granting {
        scopes: &request.scopes,
        nonce: request.nonce.as_deref(),
        bound_to: IssuedCode::of(request),
        dpop_jkt: request.dpop_jkt.as_deref(),
        lifetime: IssuedCode::LIFETIME,
    };
    let opened = (application_session, authentication);
    let (_, code) = insert(held, client, opened, granting).await?;
    Ok(code)
}

/// Grants a device these scopes, and returns the identifier of the grant. Nobody gets a code: the device
/// fetches the tokens with its own one.
///
/// # Errors
/// If the database fails.
pub(super) async fn grant_device(
    held: &HeldAccount<'_>,
    client: &oidc_client::Model,
    application_session: Uuid,
    (scopes, authentication): (&Scopes, &Authentication),
) -> Result<Uuid, Error> {
    let granting = Granting {
        scopes,
        nonce: None,
        bound_to: IssuedCode {
            client_id: client.application_id.to_string(),
            redirect_uri: String::new(),
            challenge: None,
        },
        dpop_jkt: None,
        lifetime: device::LIFETIME,
    };
    let opened = (application_session, authentication);
    let (id, _) = insert(held, client, opened, granting).await?;
    Ok(id)
}

async fn insert(
    held: &HeldAccount<'_>,
    client: &oidc_client::Model,
    (application_session, authentication): (Uuid, &Authentication),
    granting: Granting<'_>,
) -> Result<(Uuid, Token), Error> {
    let context = held.context();
    let (id, now, code) = (context.new_id(), context.now(), Token::random()?);
    // The setting may have changed since the request was checked.
    let offline = client.offline && granting.scopes.contains(&Scope::OfflineAccess);
    let lifetime = if offline {
        DAY.saturating_mul(client.refresh_days.unsigned_abs())
    } else {
        // It ends with the session anyway.
        SESSION
    };
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(held.account.organization_id),
        application_id: Set(client.application_id),
        account_id: Set(held.account.id),
        application_session_id: Set(application_session),
        scopes: Set(granting.scopes.iter().copied().collect()),
        nonce: Set(granting.nonce.map(str::to_owned)),
        acr: Set(authentication.acr),
        amr: Set(NameList(authentication.amr.clone())),
        authenticated_at: Set(authentication.at),
        redirect_uri: Set(granting.bound_to.redirect_uri),
        challenge: Set(granting
            .bound_to
            .challenge
            .map(|challenge| challenge.as_str().to_owned())),
        dpop_jkt: Set(granting.dpop_jkt.map(str::to_owned)),
        code_hash: Set(code.hash().bytes()),
        code_expires_at: Set(now.plus(granting.lifetime)),
        offline: Set(offline),
        created_at: Set(now),
        expires_at: Set(now.plus(lifetime)),
        ..Default::default()
    };
    Entity::insert(row)
        .exec_without_returning(held.tx())
        .await?;
    Ok((id, code))
}

/// The scopes of a grant.
pub(super) fn scopes(grant: &Model) -> Scopes {
    grant.scopes.0.iter().copied().collect()
}

/// What the code of a grant is bound to.
pub(super) fn issued_code(grant: &Model) -> Result<IssuedCode, Error> {
    let challenge = match &grant.challenge {
        None => None,
        // A challenge that cannot be read must not be treated as absent.
        Some(text) => Some(
            Challenge::parse(text)
                .ok_or_else(|| Error::internal("a stored PKCE challenge cannot be read"))?,
        ),
    };
    Ok(IssuedCode {
        client_id: grant.application_id.to_string(),
        redirect_uri: grant.redirect_uri.clone(),
        challenge,
    })
}

/// How the person was authenticated when the grant was made.
pub(super) fn authentication(grant: &Model) -> Authentication {
    Authentication {
        at: grant.authenticated_at,
        acr: grant.acr,
        amr: grant.amr.0.clone(),
    }
}

/// Revokes a grant.
///
/// # Errors
/// If the database fails.
pub(super) async fn revoke_grant(
    context: &Context,
    tx: &impl ConnectionTrait,
    grant: &Model,
) -> Result<u64, Error> {
    let which = Condition::all().add(Column::Id.eq(grant.id));
    revoke_grants(context, tx, which).await
}

/// Revokes a grant whose code or refresh token was used a second time, because it must have been copied,
/// and records that. The account is held.
///
/// # Errors
/// If the database fails.
pub(super) async fn revoke_reused(
    held: &HeldAccount<'_>,
    application: &application::Model,
    grant: &Model,
    client: &Client,
) -> Result<(), Error> {
    if revoke_grant(held.context(), held.tx(), grant).await? == 0 {
        // Anyone with a copy can do this any number of times.
        return Ok(());
    }
    let event = NewEvent::new(EventAction::ApplicationTokenReused, party(application))
        .from(client)
        .failed();
    held.record(event).await
}
