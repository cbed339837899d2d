use ::oidc::acr::Authentication;
use ::oidc::answer::Answer;
use ::oidc::authorize::AuthorizationRequest;
use ::oidc::error::ProtocolError;
use contract::events::EventAction;
use entity::{application, authorization_request, session};
use rules::access::{Refusal, StepUp};
use sea_orm::EntityTrait;

use super::client::Registered;
use super::grant::grant;
use super::judge::{Case, Judged, judge};
use super::requests::take;
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::applications::{opened, party, use_up};
use crate::{Context, Error, sessions};

/// What became of a request.
pub(super) enum Decided {
    /// The application gets this answer.
    Answer(Answer),
    /// The person has to do something in the portal first.
    Ask,
    /// Another tab has already answered it.
    Gone,
}

/// Decides about a request in the session of a user: opens the application with a code, answers with an
/// error, or has the person asked.
///
/// # Errors
/// `unauthenticated` if the session has ended meanwhile.
pub(super) async fn decide(
    context: &Context,
    user: &SignedInUser,
    request: &Request<'_>,
) -> Result<Decided, Error> {
    let held = user.hold(context).await?;
    let session = session_of(&held, user).await?;
    let is_silent = request.request.is_silent();
    let judged = judge(&request.case(&held, &session)).await?;
    let error = match judged {
        Judged::Open(application, authentication) => {
            let how = (&session, &authentication);
            return open(held, user, request, &application, how).await;
        }
        Judged::OtherPerson => return refuse_other_person(held, request).await,
        // Its application does not learn that somebody is signed in to another organization.
        Judged::Refuse(_) if is_silent && request.is_of_another_organization(&held) => {
            Some(ProtocolError::LOGIN_REQUIRED)
        }
        Judged::Refuse(reason) if is_silent => {
            record_refusal(&held, user, request, reason).await?;
            held.commit().await?;
            return Ok(Decided::Answer(request.refuse(context, error_for(reason))));
        }
        _ if !is_silent => None,
        Judged::StepUp(StepUp::SignIn) => Some(ProtocolError::LOGIN_REQUIRED),
        Judged::Consent => Some(ProtocolError::CONSENT_REQUIRED),
        Judged::StepUp(_) | Judged::Choose | Judged::Refuse(_) => {
            Some(ProtocolError::INTERACTION_REQUIRED)
        }
    };
    // At once, and not when the connection is next used: others wait for the account.
    held.into_tx().rollback().await?;
    Ok(match error {
        None => Decided::Ask,
        Some(error) => Decided::Answer(request.refuse(context, error)),
    })
}

/// Opens the application: its session, the grant with its code, and the event.
async fn open(
    held: HeldAccount<'_>,
    user: &SignedInUser,
    request: &Request<'_>,
    application: &application::Model,
    (session, authentication): (&session::Model, &Authentication),
) -> Result<Decided, Error> {
    if let Some(row) = request.row {
        if !take(held.tx(), row).await? {
            return Ok(Decided::Gone);
        }
        use_up(&held, session.id).await?;
    }
    let opened = opened(&held, session.id, application).await?;
    sessions::extend(&held, session).await?;
    let client = &request.registered.stored.row;
    let code = grant(&held, client, opened, (request.request, authentication)).await?;
    let event = user.event(EventAction::ApplicationOpened);
    held.record(event.to(party(application))).await?;
    let issuer = held.context().addresses().issuer();
    held.commit().await?;
    let answer = request.request.answer(issuer, code.reveal());
    Ok(Decided::Answer(answer))
}

/// A request and whether the person was asked.
pub(super) struct Request<'a> {
    pub registered: &'a Registered,
    pub request: &'a AuthorizationRequest,
    pub row: Option<&'a authorization_request::Model>,
}

impl Request<'_> {
    fn is_of_another_organization(&self, held: &HeldAccount<'_>) -> bool {
        self.registered.application.organization_id != held.account.organization_id
    }

    pub(super) fn case<'a>(
        &'a self,
        held: &'a HeldAccount<'a>,
        session: &'a session::Model,
    ) -> Case<'a> {
        Case {
            held,
            session,
            registered: self.registered,
            request: self.request,
            row: self.row,
        }
    }

    /// The response with an error.
    fn refuse(&self, context: &Context, error: ProtocolError) -> Answer {
        let issuer = context.addresses().issuer();
        self.request.refuse(issuer, error)
    }
}

/// The session of a user, whose account is held.
///
/// # Errors
/// `not-found` if it is gone.
pub(super) async fn session_of(
    held: &HeldAccount<'_>,
    user: &SignedInUser,
) -> Result<session::Model, Error> {
    session::Entity::find_by_id(user.session)
        .one(held.tx())
        .await?
        .ok_or(Error::NotFound)
}

/// Records that an application did not open.
///
/// # Errors
/// If the database fails.
pub(super) async fn record_refusal(
    held: &HeldAccount<'_>,
    user: &SignedInUser,
    request: &Request<'_>,
    reason: Refusal,
) -> Result<(), Error> {
    let application = &request.registered.application;
    // The name of an application of another organization is none of the user's.
    if application.organization_id != held.account.organization_id {
        return Ok(());
    }
    let event = user.event(EventAction::ApplicationRefused).failed();
    let event = event.to(party(application));
    held.record(event.with("reason", reason.as_str())).await
}

/// Lets a person who was asked sign in as somebody else, but not answer for somebody else.
async fn refuse_other_person(
    held: HeldAccount<'_>,
    request: &Request<'_>,
) -> Result<Decided, Error> {
    let context = held.context();
    // Nothing was written.
    held.into_tx().rollback().await?;
    let was_answered = request.row.is_some_and(|row| row.session_id.is_some());
    if !request.request.is_silent() && !was_answered {
        return Ok(Decided::Ask);
    }
    let error = ProtocolError::LOGIN_REQUIRED;
    Ok(Decided::Answer(request.refuse(context, error)))
}

const fn error_for(reason: Refusal) -> ProtocolError {
    match reason {
        Refusal::FactorMissing | Refusal::PasskeyMissing => ProtocolError::UNMET_AUTHENTICATION,
        _ => ProtocolError::ACCESS_DENIED,
    }
}
