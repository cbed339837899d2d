use ::oidc::authorize::{AuthorizationRequest, check_pushed};
use ::oidc::discovery::paths;
use ::oidc::dpop::{self, Proof};
use ::oidc::error::ProtocolError;
use ::oidc::incoming::Incoming;
use ::oidc::parameters::Parameters;
use ::oidc::pushed::{LIFETIME, reply};
use ::oidc::reply::Reply;
use entity::application;
use entity::pushed_request::{ActiveModel, Column, Entity};
use rules::openid::ClientAuthentication;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::authenticate::authenticate;
use super::client::Registered;
use super::failure::Failure;
use super::proof;
use crate::crypto::{Token, TokenHash};
use crate::requests::{checked, remember, written};
use crate::{Context, Error};

/// A pushed request that was checked and is about to be stored. Anybody can push as a public
/// application, so callers first limit how many a network can store.
pub struct Pushing {
    application: application::Model,
    parameters: String,
    public: bool,
    proof: Option<Proof>,
}

impl Pushing {
    /// Whether the application has proved nothing.
    pub const fn is_public(&self) -> bool {
        self.public
    }
}

/// Checks an authorization request that an application pushes (RFC 9126).
///
/// # Errors
/// The errors of the protocol; if the database fails.
pub async fn push(context: &Context, incoming: &Incoming<'_>) -> Result<Pushing, Failure> {
    let form = incoming.form()?;
    let registered = authenticate(context, incoming, &form).await?;
    let (request, proof) = match check(context, incoming, &form, &registered) {
        Ok(checked) => checked,
        Err(error) => {
            remember(context, &registered.application, error).await;
            return Err(error.into());
        }
    };
    let parameters = written(&request)?;
    Ok(Pushing {
        parameters,
        public: registered.client.authentication == ClientAuthentication::Public,
        application: registered.application,
        proof,
    })
}

/// A proof that is sent along binds the code to its key, as `dpop_jkt` does (RFC 9449, 10.1).
fn check(
    context: &Context,
    incoming: &Incoming<'_>,
    form: &Parameters,
    registered: &Registered,
) -> Result<(AuthorizationRequest, Option<Proof>), ProtocolError> {
    let mut request = check_pushed(form, &registered.client)?;
    let proof = proof::sent(context, incoming, paths::PUSH)?;
    if let Some(proof) = &proof {
        dpop::check_key(request.dpop_jkt.as_deref(), Some(proof))?;
        request.dpop_jkt = Some(proof.thumbprint.clone());
    }
    Ok((request, proof))
}

/// Stores a pushed request, and returns its name to the application.
///
/// # Errors
/// If the database fails.
pub async fn store_pushed(context: &Context, pushing: Pushing) -> Result<Reply, Failure> {
    let application = &pushing.application;
    if let Some(proof) = pushing.proof.as_ref().filter(|_| !pushing.public) {
        // Anyone can push as a public application, so remembering these proofs would let strangers use
        // up the places of all others. A copy gains nothing: what it pushes is bound to the key.
        proof::use_once(context, application, application.id, proof).await?;
    }
    let token = Token::random()?;
    let row = ActiveModel {
        token_hash: Set(token.hash().bytes()),
        organization_id: Set(application.organization_id),
        application_id: Set(application.id),
        parameters: Set(pushing.parameters),
        expires_at: Set(context.now().plus(LIFETIME)),
    };
    Entity::insert(row)
        .exec_without_returning(context.database().write())
        .await?;
    Ok(reply(token.reveal()))
}

/// Takes a pushed request of this application, which the caller compares with the current settings.
/// `None` if it is unknown, used, expired or of another application.
///
/// # Errors
/// If the database fails.
pub(super) async fn take(
    context: &Context,
    registered: &Registered,
    token: &str,
) -> Result<Option<AuthorizationRequest>, Error> {
    let application = &registered.application;
    let db = context.database().write();
    let hash = TokenHash::of(token).bytes();
    let found = Entity::find_by_id(hash.clone())
        .filter(Column::OrganizationId.eq(application.organization_id))
        .filter(Column::ApplicationId.eq(application.id))
        .filter(Column::ExpiresAt.gt(context.now()))
        .one(db)
        .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    // If several browsers bring the same name, only one deletes the row.
    let gone = Entity::delete_many()
        .filter(Column::TokenHash.eq(hash))
        .filter(Column::OrganizationId.eq(application.organization_id))
        .exec(db)
        .await?;
    if gone.rows_affected != 1 {
        return Ok(None);
    }
    Ok(Some(checked(&row.parameters)?))
}
