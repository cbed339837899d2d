use ::oidc::form_post;
use ::oidc::reply::Reply;
use ::saml::authn_request::CheckedRequest;
use ::saml::context::Context as Authentication;
use ::saml::id;
use ::saml::response::{Attribute, ErrorResponse, NameId, Status, Success, form_fields};
use aws_lc_rs::rand;
use contract::ids::ApplicationId;
use entity::{application, application_session, session};
use rules::access::{Refusal, WantedFactor};
use rules::lifetimes::ASSERTION;
use rules::saml::NameIdFormat;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::person;
use super::registered::{Registered, find};
use super::signer::Signer;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::requests::{Asked, BrowserRequest, Declined, Rejected, SignOnRequest, Wishes, checked};
use crate::{Context, Error};

/// The number of random bytes in the identifier of a message.
const ID: usize = 16;

/// A request that has been checked, or its substitute if the person opens the application here.
pub(crate) struct SignOn {
    pub(super) registered: Registered,
    pub(super) request: CheckedRequest,
}

/// What an assertion says.
pub(crate) struct Granted {
    name_id: NameId,
    attributes: Vec<Attribute>,
    opened: Uuid,
    authenticated_at: Timestamp,
    reached: Authentication,
    session_ends_at: Option<Timestamp>,
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
        let read = context.database().read();
        let Some(registered) = find(context, read, application).await? else {
            return Ok(None);
        };
        Ok(Some(Self {
            registered,
            request: checked(parameters)?,
        }))
    }
}

impl SignOnRequest for SignOn {
    type Granted = Granted;

    fn application(&self) -> &application::Model {
        &self.registered.application
    }

    fn wishes(&self) -> Wishes {
        Wishes {
            silent: self.request.is_passive,
            sign_in_again: self.request.force_authn,
            choose_account: false,
            max_age: None,
            factor: match self.request.context {
                Some(Authentication::Mfa) => WantedFactor::Any,
                Some(Authentication::Password) | None => WantedFactor::None,
            },
            factor_required: true,
        }
    }

    fn asserts_email(&self) -> bool {
        self.request.name_id == NameIdFormat::Email
    }

    fn is_for_somebody_else(&self, _: &HeldAccount<'_>) -> bool {
        false
    }

    async fn needs_consent(&self, _: &HeldAccount<'_>, _: Option<Asked>) -> Result<bool, Error> {
        Ok(false)
    }

    async fn give_consent(&self, _: &HeldAccount<'_>) -> Result<(), Error> {
        Ok(())
    }

    async fn grant(
        &self,
        held: &HeldAccount<'_>,
        opened: &application_session::Model,
        session: &session::Model,
    ) -> Result<Granted, Error> {
        let name_id = person::name_id(&self.registered, self.request.name_id, held, opened.id);
        if opened.name_id.as_ref() != Some(&name_id.value) {
            remember_name(held, opened.id, &name_id.value).await?;
        }
        let factor_at = session.factor_at.max(session.passkey_at);
        Ok(Granted {
            attributes: person::attributes(held.tx(), held, &self.registered).await?,
            name_id,
            opened: opened.id,
            authenticated_at: factor_at.map_or(session.authenticated_at, |at| {
                at.max(session.authenticated_at)
            }),
            reached: match factor_at {
                Some(_) => Authentication::Mfa,
                None => Authentication::Password,
            },
            session_ends_at: session.ends_at,
        })
    }
}

impl BrowserRequest for SignOn {
    type Checked = CheckedRequest;
    type Signer = Signer;

    fn checked(&self) -> &CheckedRequest {
        &self.request
    }

    fn recheck(&self) -> Result<(), Rejected> {
        let mut consumers = self.registered.provider.consumers.iter();
        let to = &self.request.consumer_url;
        if consumers.all(|(_, registered)| registered != to) {
            return Err(Rejected {
                message: "The address for the response is not registered for this application"
                    .to_owned(),
                received: Some(to.clone()),
            });
        }
        let allowed = self.registered.stored.settings().idp_initiated;
        if self.request.request_id.is_none() && !allowed {
            return Err(not_idp_initiated());
        }
        Ok(())
    }

    async fn signer(&self, context: &Context, client: &Client) -> Result<Signer, Error> {
        Signer::take(context, client, &self.registered).await
    }

    async fn answer(
        &self,
        context: &Context,
        signer: Signer,
        granted: Granted,
    ) -> Result<Reply, Error> {
        let now = context.now();
        let (request, issuer) = (self.request.clone(), self.registered.addresses.entity_id());
        let settings = self.registered.stored.settings().clone();
        let encrypt = self.registered.stored.encryption_key()?;
        let (response_id, assertion_id) = (new_id()?, new_id()?);
        let xml = signer.sign(move |key| {
            Success {
                issuer: &issuer,
                consumer_url: &request.consumer_url,
                in_response_to: request.request_id.as_deref(),
                audience: &settings.entity_id,
                name_id: granted.name_id,
                session_index: &granted.opened.to_string(),
                authenticated_at: granted.authenticated_at,
                context_class: request.answered_class(granted.reached),
                attributes: &granted.attributes,
                now,
                expires_at: now.plus(ASSERTION),
                session_expires_at: granted.session_ends_at,
                sign: settings.sign,
                encrypt: encrypt.as_ref(),
                response_id: &response_id,
                assertion_id: &assertion_id,
            }
            .write(key)
        });
        Ok(self.post(&xml.await?))
    }

    fn decline(&self, context: &Context, declined: Declined) -> Result<Reply, Error> {
        let (status, message) = status_of(declined);
        let error = self.request.refuse(status, message);
        error_reply(context, &self.registered, &error)
    }
}

impl SignOn {
    fn post(&self, xml: &str) -> Reply {
        let fields = form_fields(xml, self.request.relay_state.as_deref());
        form_post::page(&self.request.consumer_url, &fields)
    }
}

/// The answer with an error.
///
/// # Errors
/// If no random numbers are available.
pub(super) fn error_reply(
    context: &Context,
    registered: &Registered,
    error: &ErrorResponse,
) -> Result<Reply, Error> {
    let xml = error.write(&registered.addresses.entity_id(), &new_id()?, context.now());
    let fields = form_fields(&xml, error.relay_state.as_deref());
    Ok(form_post::page(&error.consumer_url, &fields))
}

/// The page for an application that does not accept responses without a request.
pub(super) fn not_idp_initiated() -> Rejected {
    Rejected {
        message: "This application has to be opened at its own address".to_owned(),
        received: None,
    }
}

/// A new identifier of a message.
///
/// # Errors
/// If no random numbers are available.
pub(super) fn new_id() -> Result<String, Error> {
    let mut bytes = [0; ID];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
    Ok(id::of(bytes))
}

/// Writes down the name in the session of the application, because a logout request names it.
async fn remember_name(held: &HeldAccount<'_>, opened: Uuid, name: &str) -> Result<(), Error> {
    use application_session::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::NameId, Expr::value(name))
        .filter(Column::Id.eq(opened))
        .exec(held.tx())
        .await?;
    Ok(())
}

const fn status_of(declined: Declined) -> (Status, &'static str) {
    match declined {
        Declined::SignIn | Declined::Interaction | Declined::Consent => (
            Status::NoPassive,
            "The person has to be asked, but the request does not allow that",
        ),
        Declined::Gate(Refusal::FactorMissing | Refusal::PasskeyMissing) => (
            Status::NoAuthnContext,
            "The person cannot authenticate as required",
        ),
        Declined::Denied => (Status::RequestDenied, "The person does not want to sign in"),
        Declined::Gate(_) => (
            Status::RequestDenied,
            "The person has no access to this application",
        ),
    }
}
