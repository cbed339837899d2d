use std::time::Duration;

use ::oidc::acr::{Acr, Authentication};
use ::oidc::address;
use ::oidc::authorize::{AuthorizationRequest, PageError, Prompt};
use ::oidc::error::ProtocolError;
use ::oidc::logout::Hint;
use ::oidc::reply::Reply;
use contract::ids::ApplicationId;
use entity::{application, application_session, session};
use rules::access::{Refusal, WantedFactor};
use rules::mfa::FactorKind;

use super::client::{Registered, find_by_id};
use super::consent;
use super::grant::grant;
use crate::accounts::{HeldAccount, subject};
use crate::actor::Client;
use crate::crypto::Token;
use crate::requests::{Asked, BrowserRequest, Declined, Rejected, SignOnRequest, Wishes, checked};
use crate::{Context, Error};

/// An authorization request that has been checked.
pub(crate) struct SignOn {
    pub(super) registered: Registered,
    pub(super) request: AuthorizationRequest,
}

impl SignOn {
    /// Reads a request that has waited, with the current settings of its application.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn stored(
        context: &Context,
        application: ApplicationId,
        parameters: &str,
    ) -> Result<Option<Self>, Error> {
        let registered = find_by_id(context.database().read(), application.0).await?;
        let Some(registered) = registered else {
            return Ok(None);
        };
        Ok(Some(Self {
            registered,
            request: checked(parameters)?,
        }))
    }

    fn asks(&self, prompt: Prompt) -> bool {
        self.request.prompts.contains(&prompt)
    }
}

impl SignOnRequest for SignOn {
    /// The code.
    type Granted = Token;

    fn application(&self) -> &application::Model {
        &self.registered.application
    }

    fn wishes(&self) -> Wishes {
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds));
        Wishes {
            silent: self.request.is_silent(),
            sign_in_again: self.asks(Prompt::Login),
            choose_account: self.asks(Prompt::SelectAccount),
            max_age: self.request.max_age.map(seconds),
            factor: self.request.wanted_acr().map_or(WantedFactor::None, factor),
            factor_required: !self.request.essential_acr.is_empty(),
        }
    }

    fn scopes(&self) -> Vec<String> {
        let scopes = self.request.scopes.iter();
        scopes.map(|one| one.as_str().to_owned()).collect()
    }

    fn is_for_somebody_else(&self, held: &HeldAccount<'_>) -> bool {
        let context = held.context();
        let own = subject(&self.registered.stored.row, held.account.id);
        let hint = self.request.id_token_hint.as_deref().and_then(|token| {
            let keys = context.oidc_keys().loaded();
            Hint::read(token, keys.public(), context.addresses().issuer())
        });
        // A token that was issued to another application proves nothing.
        let hint = hint.filter(|hint| hint.client_id == self.registered.client.id);
        let named = self.request.subject.as_ref();
        named.is_some_and(|named| *named != own) || hint.is_some_and(|hint| hint.subject != own)
    }

    async fn needs_consent(
        &self,
        held: &HeldAccount<'_>,
        asked: Option<Asked>,
    ) -> Result<bool, Error> {
        let asks_again = self.asks(Prompt::Consent);
        if !self.registered.stored.row.consent && !asks_again {
            return Ok(false);
        }
        let Some(given) = consent::of(held, self.application()).await? else {
            return Ok(true);
        };
        let covers = given.covers(&self.request.scopes);
        let is_new = asked.is_some_and(|asked| asked.at < given.at);
        Ok(!covers || asks_again && !is_new)
    }

    async fn give_consent(&self, held: &HeldAccount<'_>) -> Result<(), Error> {
        consent::give(held, self.application(), &self.request.scopes).await
    }

    async fn grant(
        &self,
        held: &HeldAccount<'_>,
        opened: &application_session::Model,
        session: &session::Model,
    ) -> Result<Token, Error> {
        let client = &self.registered.stored.row;
        let authentication = authentication(session);
        grant(held, client, opened.id, (&self.request, &authentication)).await
    }
}

impl BrowserRequest for SignOn {
    type Checked = AuthorizationRequest;
    /// The ID token is signed later, when the code is redeemed.
    type Signer = ();

    fn checked(&self) -> &AuthorizationRequest {
        &self.request
    }

    fn login_hint(&self) -> Option<String> {
        self.request.login_hint.clone()
    }

    fn recheck(&self) -> Result<(), Rejected> {
        let client = &self.registered.client;
        let to = &self.request.return_to.redirect_uri;
        if !address::matches_any(&client.redirect_uris, client.kind, to) {
            let requested = to.clone();
            return Err(PageError::UnregisteredRedirect { requested }.into());
        }
        if self.request.challenge.is_none() && client.requires_pkce() {
            return Err(PageError::Expired.into());
        }
        Ok(())
    }

    async fn signer(&self, _: &Context, _: &Client) -> Result<(), Error> {
        Ok(())
    }

    async fn answer(&self, context: &Context, (): (), code: Token) -> Result<Reply, Error> {
        let issuer = context.addresses().issuer();
        Ok(self.request.answer(issuer, code.reveal()).reply())
    }

    fn decline(&self, context: &Context, declined: Declined) -> Result<Reply, Error> {
        let issuer = context.addresses().issuer();
        Ok(self.request.refuse(issuer, error_for(declined)).reply())
    }
}

const fn factor(acr: Acr) -> WantedFactor {
    match acr {
        Acr::Password => WantedFactor::None,
        Acr::Mfa => WantedFactor::Any,
        Acr::PhishingResistant => WantedFactor::Passkey,
    }
}

/// How the owner of a session was authenticated.
pub(super) fn authentication(session: &session::Model) -> Authentication {
    let factor = match session.passkey_at {
        Some(_) => Some(FactorKind::Passkey),
        None => session.factor_at.and(session.factor),
    };
    // A passkey replaces the password.
    let password = session.passkey_at != Some(session.authenticated_at);
    Authentication::new(session.authenticated_at, password, factor)
}

const fn error_for(declined: Declined) -> ProtocolError {
    match declined {
        Declined::SignIn => ProtocolError::LOGIN_REQUIRED,
        Declined::Consent => ProtocolError::CONSENT_REQUIRED,
        Declined::Interaction => ProtocolError::INTERACTION_REQUIRED,
        Declined::Gate(Refusal::FactorMissing | Refusal::PasskeyMissing) => {
            ProtocolError::UNMET_AUTHENTICATION
        }
        Declined::Denied | Declined::Gate(_) => ProtocolError::ACCESS_DENIED,
    }
}
