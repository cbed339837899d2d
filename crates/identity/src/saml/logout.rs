//! Signing out, begun by an application.

use ::saml::authn_request::{PageError, SignatureState};
use ::saml::logout::{LogoutRequest, LogoutResponse};
use ::saml::redirect::{self, RedirectMessage};
use contract::events::EventAction;
use contract::ids::ApplicationId;
use entity::application_session::{Column, Entity, Model};
use entity::session::EndReason;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::problems::unknown;
use super::registered::{Registered, find};
use super::sign_on::new_id;
use super::signer::Signer;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::events::NewEvent;
use crate::requests::{Browser, Rejected, remember};
use crate::{Context, Error};

/// What became of a request to sign out.
pub enum SignedOut {
    /// It is refused on a page of ours.
    Refused(Rejected),
    /// The sessions have ended.
    Done {
        /// The address of the application that gets the response. `None` if none is registered.
        address: Option<String>,
        /// The name of the application.
        application: String,
        /// Whether the session in this browser was one of them.
        here: bool,
        /// Whether somebody is still signed in in this browser.
        still_signed_in: bool,
    },
}

/// Answers a signed request to sign out. It ends the sessions in which the user opened the application,
/// in this browser and in others, and everything else that was opened in these sessions.
///
/// # Errors
/// If the database fails, or the server is busy.
pub async fn logout(
    context: &Context,
    browser: &Browser<'_>,
    id: ApplicationId,
    query: &str,
) -> Result<SignedOut, Error> {
    let read = context.database().read();
    let Some(registered) = find(context, read, id).await? else {
        return Ok(SignedOut::Refused(unknown()));
    };
    let (request, state) = match checked(context, &registered, query) {
        Ok(checked) => checked,
        Err(error) => {
            let rejected = Rejected::from(error);
            remember(context, &registered.application, &rejected).await;
            return Ok(SignedOut::Refused(rejected));
        }
    };
    // Before anything is written.
    let signer = match registered.provider.logout_url {
        Some(_) => Some(Signer::take(context, browser.client, &registered).await?),
        None => None,
    };
    let user = browser.user(context).await?;
    let mut here = false;
    for opened in named(context, &registered, &request).await? {
        here |= user
            .as_ref()
            .is_some_and(|user| user.session == opened.session_id);
        sign_out(context, browser.client, &opened).await?;
    }
    let address = match (signer, registered.provider.logout_url.clone()) {
        (Some(signer), Some(to)) => {
            Some(answer(context, &registered, signer, (to, request.id, state)).await?)
        }
        _ => None,
    };
    Ok(SignedOut::Done {
        address,
        application: registered.application.name,
        here,
        still_signed_in: user.is_some() && !here,
    })
}

/// Reads a request, which must be signed: a forged one would sign people out.
fn checked(
    context: &Context,
    registered: &Registered,
    query: &str,
) -> Result<(LogoutRequest, Option<String>), PageError> {
    let message = RedirectMessage::request(query)?;
    let request = LogoutRequest::parse(&message.xml)?;
    SignatureState::required(&message, &registered.provider)?;
    let here = registered.addresses.logout();
    request.check(&registered.provider, &here, context.now())?;
    Ok((request, message.relay_state))
}

/// The sessions of the application that a request names.
async fn named(
    context: &Context,
    registered: &Registered,
    request: &LogoutRequest,
) -> Result<Vec<Model>, Error> {
    let mut named = Entity::find()
        .filter(Column::OrganizationId.eq(registered.application.organization_id))
        .filter(Column::ApplicationId.eq(registered.application.id))
        .filter(Column::NameId.eq(&request.name_id))
        .filter(Column::EndedAt.is_null());
    if !request.session_indexes.is_empty() {
        let indexes = request.session_indexes.iter();
        let indexes = indexes.filter_map(|index| index.parse::<Uuid>().ok());
        named = named.filter(Column::Id.is_in(indexes));
    }
    Ok(named.all(context.database().read()).await?)
}

/// Ends the session in which the application was opened.
async fn sign_out(context: &Context, client: &Client, opened: &Model) -> Result<(), Error> {
    let Some(held) = HeldAccount::by_id(context, opened.account_id).await? else {
        return Ok(());
    };
    let reason = EndReason::SignedOut;
    if held.end_sessions(reason, Some(opened.session_id)).await? == 1 {
        let event = NewEvent::new(EventAction::SessionSignedOut, held.owner());
        held.record_without_target(event.from(client)).await?;
    }
    held.commit().await
}

async fn answer(
    context: &Context,
    registered: &Registered,
    signer: Signer,
    (to, request, state): (String, String, Option<String>),
) -> Result<String, Error> {
    let issuer = registered.addresses.entity_id();
    let (id, now) = (new_id()?, context.now());
    let address = signer.sign(move |key| {
        let xml = LogoutResponse {
            issuer: &issuer,
            destination: &to,
            in_response_to: &request,
            id: &id,
            now,
            problem: None,
        }
        .write();
        redirect::signed_response(&to, &xml, state.as_deref(), key)
    });
    address.await
}
