use std::sync::Arc;

use ::oidc::discovery::paths;
use ::oidc::error::ErrorCode;
use ::oidc::incoming::Incoming;
use ::oidc::jose::{Kind, SigningKey};
use ::oidc::parameters::Parameters;
use ::oidc::reply::Reply;
use ::oidc::scope::Scopes;
use ::oidc::secret::Secret;
use ::oidc::token::{Grant, TokenResponse, TokenType, parse};
use ::oidc::tokens::IdToken;
use entity::{application, oidc_grant};
use rules::lifetimes::{ACCESS_TOKEN, ID_TOKEN};
use rules::openid::TokenAlgorithm;
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};

use super::authenticate::authenticate;
use super::client::Registered;
use super::failure::Failure;
use super::{access_token, claims, device_redeem, grant, proof, redeem, refresh};
use crate::accounts::{Member, subject};
use crate::actor::Client;
use crate::crypto::{Lane, Place, Token};
use crate::requests::remember;
use crate::users::find_profile;
use crate::{Context, Error, oidc_keys};

/// Answers a token request: exchanges a code, a refresh token or a device code for tokens.
///
/// # Errors
/// The errors of the protocol; if the server is busy.
pub async fn token(
    context: &Context,
    client: &Client,
    incoming: &Incoming<'_>,
) -> Result<Reply, Failure> {
    let form = incoming.form()?;
    let registered = authenticate(context, incoming, &form).await?;
    let answered = exchange(context, client, incoming, (&registered, &form)).await;
    if let Err(Failure::Protocol(error)) = &answered
        // A device that waits for a person is not a problem.
        && error.code != ErrorCode::AuthorizationPending
    {
        remember(context, &registered.application, *error).await;
    }
    answered
}

async fn exchange(
    context: &Context,
    client: &Client,
    incoming: &Incoming<'_>,
    (registered, form): (&Registered, &Parameters),
) -> Result<Reply, Failure> {
    let grant = parse(form)?;
    let proof = proof::sent(context, incoming, paths::TOKEN)?;
    let proof = proof.as_ref();
    match grant {
        Grant::AuthorizationCode {
            code,
            redirect_uri,
            verifier,
        } => {
            let sent = redeem::Sent {
                code: &code,
                redirect_uri: &redirect_uri,
                verifier: verifier.as_ref(),
                proof,
            };
            redeem::redeem(context, client, registered, sent).await
        }
        Grant::RefreshToken { token, scope } => {
            let sent = refresh::Sent {
                token: &token,
                scope: scope.as_deref(),
                proof,
            };
            refresh::refresh(context, client, registered, sent).await
        }
        Grant::DeviceCode { code } => {
            device_redeem::redeem(context, client, registered, (&code, proof)).await
        }
    }
}

/// Signs tokens. With RSA that takes a while, so it runs in the pool for costly work. The place and the
/// keys are taken before anything is used up.
pub(super) struct Signer {
    /// For ID tokens.
    key: Arc<SigningKey>,
    /// For access tokens.
    access: Arc<SigningKey>,
    place: Option<Place>,
}

impl Signer {
    /// Takes a place, if the algorithm of the application needs one.
    ///
    /// # Errors
    /// If there is no place, or no key yet.
    pub async fn take(
        context: &Context,
        client: &Client,
        registered: &Registered,
    ) -> Result<Self, Error> {
        let algorithm = registered.client.id_token_algorithm;
        let key = oidc_keys::signing(context, algorithm).await?;
        let access = access_token::key(context).await?;
        let place = if algorithm == TokenAlgorithm::Rs256 {
            Some(context.hasher().place(client.asker(Lane::Known))?)
        } else {
            None
        };
        Ok(Self { key, access, place })
    }

    async fn sign(self, claims: Map<String, Value>) -> Result<String, Error> {
        let failed = |_| Error::internal("signing a token failed");
        let key = self.key;
        match self.place {
            None => key.sign(Kind::IdToken, claims).map_err(failed),
            Some(mut place) => place
                .compute(move || key.sign(Kind::IdToken, claims))
                .await?
                .map_err(failed),
        }
    }
}

/// The tokens to issue for a grant.
pub(super) struct Issue<'a> {
    pub registered: &'a Registered,
    pub grant: &'a oidc_grant::Model,
    pub scopes: Scopes,
    /// The next refresh token.
    pub refresh_token: Token,
    /// The application's own value, for the first ID token only.
    pub nonce: Option<&'a str>,
    /// The claims about the user.
    pub person: Map<String, Value>,
    /// The key that the access token is bound to.
    pub thumbprint: Option<&'a str>,
}

impl Issue<'_> {
    /// Signs the tokens, and builds the response.
    ///
    /// # Errors
    /// If a key does not sign.
    pub async fn reply(self, context: &Context, signer: Signer) -> Result<Reply, Error> {
        let (grant, now) = (self.grant, context.now());
        let client = &self.registered.stored.row;
        let subject = subject(client, grant.account_id);
        let content = (&self.scopes, self.thumbprint);
        let access_token = access_token::issue(context, &signer.access, grant, &subject, content)?;
        let authentication = grant::authentication(grant);
        let claims = IdToken {
            issuer: context.addresses().issuer(),
            subject: &subject,
            client_id: &self.registered.client.id,
            issued_at: now,
            expires_at: now.plus(ID_TOKEN),
            authentication: &authentication,
            nonce: self.nonce,
            session_id: &grant.application_session_id.to_string(),
            access_token: Some(&access_token),
            person: &self.person,
        }
        .claims(signer.key.algorithm());
        let id_token = signer.sign(claims).await?;
        let response = TokenResponse {
            access_token: Secret::new(access_token),
            token_type: match self.thumbprint {
                Some(_) => TokenType::Dpop,
                None => TokenType::Bearer,
            },
            expires_in: ACCESS_TOKEN,
            scopes: self.scopes,
            refresh_token: Some(Secret::new(self.refresh_token.reveal())),
            id_token: Some(Secret::new(id_token)),
        };
        Ok(response.reply())
    }
}

/// The claims about the user in ID tokens for these scopes.
///
/// # Errors
/// If the database fails.
pub(super) async fn id_token_claims(
    db: &impl ConnectionTrait,
    member: &Member,
    application: &application::Model,
    (registered, scopes): (&Registered, &Scopes),
) -> Result<Map<String, Value>, Error> {
    let client = &registered.stored.row;
    if !client.claims_in_id_token {
        return Ok(Map::new());
    }
    let profile = find_profile(db, member.account.id).await?;
    let of = (member, &profile, scopes);
    let person = claims::person(db, of, application, client).await?;
    Ok(person.claims(scopes))
}
