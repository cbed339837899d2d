use ::oidc::error::ProtocolError;
use ::oidc::incoming::Incoming;
use ::oidc::introspection::{ActiveToken, active, inactive};
use ::oidc::reply::Reply;
use ::oidc::revocation::parse;
use ::oidc::scope::{Scope, Scopes};
use ::oidc::token::TokenType;
use rules::openid::ClientAuthentication;
use uuid::Uuid;

use super::authenticate::authenticate;
use super::client::Registered;
use super::failure::Failure;
use super::find_usable::{Usable, find_usable};
use super::{access_token, grant, refresh};
use crate::Context;
use crate::accounts::subject;
use crate::crypto::TokenHash;

/// Tells an application about one of its own tokens. It learns nothing about any other token.
///
/// # Errors
/// The errors of the protocol; if the database fails.
pub async fn introspect(context: &Context, incoming: &Incoming<'_>) -> Result<Reply, Failure> {
    let form = incoming.form()?;
    let registered = authenticate(context, incoming, &form).await?;
    if registered.client.authentication == ClientAuthentication::Public {
        return Err(ProtocolError::invalid_client().into());
    }
    let request = parse(&form)?;
    let token = request.token.reveal();
    let Some(about) = About::find(context, token).await? else {
        return Ok(inactive());
    };
    let usable = find_usable(context, about.grant).await?;
    let usable = usable.filter(|one| one.grant.application_id == registered.application.id);
    Ok(usable.map_or_else(inactive, |usable| {
        about.reply(context, &registered, &usable)
    }))
}

/// What a token says.
struct About {
    grant: Uuid,
    scopes: Option<Scopes>,
    token_type: Option<TokenType>,
    thumbprint: Option<String>,
    issued_at: i64,
    expires_at: Option<i64>,
}

impl About {
    async fn find(context: &Context, token: &str) -> Result<Option<Self>, Failure> {
        if let Some((claims, grant)) = access_token::read(context, token) {
            return Ok(Some(Self {
                grant,
                scopes: Some(claims.scopes()),
                token_type: Some(match claims.dpop_jkt() {
                    Some(_) => TokenType::Dpop,
                    None => TokenType::Bearer,
                }),
                thumbprint: claims.dpop_jkt().map(str::to_owned),
                issued_at: claims.iat,
                expires_at: Some(claims.exp),
            }));
        }
        let hash = TokenHash::of(token).bytes();
        let found = refresh::find(context.database().read(), &hash).await?;
        let unused = found.filter(|(token, _)| token.spent_at.is_none());
        Ok(unused.map(|(token, grant)| Self {
            grant: grant.id,
            scopes: None,
            token_type: None,
            thumbprint: None,
            issued_at: token.issued_at.unix_seconds(),
            expires_at: None,
        }))
    }

    fn reply(self, context: &Context, registered: &Registered, usable: &Usable) -> Reply {
        let scopes = self.scopes.unwrap_or_else(|| grant::scopes(&usable.grant));
        let is_access_token = self.token_type.is_some();
        let issuer = context.addresses().issuer();
        let audience = if is_access_token {
            access_token::audience(context)
        } else {
            issuer.to_owned()
        };
        let account = &usable.member.account;
        let username = scopes.contains(&Scope::Profile);
        let expires_at = usable.grant.expires_at.unix_seconds();
        active(&ActiveToken {
            issuer,
            subject: &subject(&registered.stored.row, account.id),
            username: username.then_some(account.username.as_str()),
            client_id: &registered.client.id,
            audience: &audience,
            scopes: &scopes,
            token_type: self.token_type,
            issued_at: self.issued_at,
            expires_at: self.expires_at.unwrap_or(expires_at),
            dpop_jkt: self.thumbprint.as_deref(),
        })
    }
}
