use std::sync::Arc;

use ::oidc::discovery::paths;
use ::oidc::jose::SigningKey;
use ::oidc::scope::Scopes;
use ::oidc::tokens::{AccessClaims, AccessToken};
use entity::oidc_grant;
use rules::lifetimes::ACCESS_TOKEN;
use rules::openid::TokenAlgorithm;
use uuid::Uuid;

use crate::{Context, Error, oidc_keys};

/// Who accepts access tokens: the userinfo endpoint.
pub(super) fn audience(context: &Context) -> String {
    format!("{}{}", context.addresses().issuer(), paths::USERINFO)
}

/// The key that signs access tokens: the one on P-256, whatever the application uses for ID tokens.
/// Only this server reads them, and RSA would take forty times as long.
///
/// # Errors
/// If there is no key yet.
pub(super) async fn key(context: &Context) -> Result<Arc<SigningKey>, Error> {
    oidc_keys::signing(context, TokenAlgorithm::Es256).await
}

/// Issues an access token for a grant, bound to the key with this thumbprint.
///
/// # Errors
/// If the key does not sign.
pub(super) fn issue(
    context: &Context,
    key: &SigningKey,
    grant: &oidc_grant::Model,
    subject: &str,
    (scopes, thumbprint): (&Scopes, Option<&str>),
) -> Result<String, Error> {
    let now = context.now();
    let token = AccessToken {
        issuer: context.addresses().issuer(),
        audience: &audience(context),
        subject,
        client_id: &grant.application_id.to_string(),
        grant_id: &grant.id.to_string(),
        id: &context.new_id().to_string(),
        issued_at: now,
        expires_at: now.plus(ACCESS_TOKEN),
        scopes,
        dpop_jkt: thumbprint,
    };
    token
        .sign(key)
        .map_err(|error| Error::internal(error.to_string()))
}

/// The claims of an access token of this server, and its grant. The grant may have ended.
pub(super) fn read(context: &Context, token: &str) -> Option<(AccessClaims, Uuid)> {
    let claims = context.oidc_keys().loaded().access_claims(token)?;
    let (issuer, audience) = (context.addresses().issuer(), audience(context));
    if !claims.is_valid(issuer, &audience, context.now()) {
        return None;
    }
    let grant = claims.grant_id.parse().ok()?;
    Some((claims, grant))
}
