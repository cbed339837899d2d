use ::saml::authn_request::{
    AuthnRequest, CheckedRequest, PageError, Refusal, SignatureState, check,
};
use ::saml::post::PostMessage;
use ::saml::redirect::{self, RedirectMessage};
use contract::ids::ApplicationId;

use super::problems::unknown;
use super::registered::{Registered, find};
use super::sign_on::{SignOn, error_reply};
use crate::requests::{Browser, Outcome, Rejected, begin, remember};
use crate::{Context, Error};

/// The longest query, in bytes, that a request by form is turned into. Servers in front of this one limit
/// addresses to 8 KiB.
const LONGEST_QUERY: usize = 6 * 1024;

/// Answers a request of the HTTP-Redirect binding. `query` is the query as it was received, because a
/// signature is over its octets.
///
/// # Errors
/// If the database fails, or the server is busy.
pub async fn sso(
    context: &Context,
    browser: &Browser<'_>,
    id: ApplicationId,
    query: &str,
) -> Result<Outcome, Error> {
    let read = context.database().read();
    let Some(registered) = find(context, read, id).await? else {
        return Ok(Outcome::Page(unknown()));
    };
    let request = match checked(context, &registered, query) {
        Ok(request) => request,
        Err(Refusal::Page(error)) => return reject(context, &registered, error).await,
        Err(Refusal::Answer(error)) => {
            remember(context, &registered.application, &error).await;
            let reply = error_reply(context, &registered, &error)?;
            return Ok(Outcome::Reply(reply));
        }
    };
    let asked = SignOn {
        registered,
        request,
    };
    begin(context, browser, &asked).await
}

fn checked(
    context: &Context,
    registered: &Registered,
    query: &str,
) -> Result<CheckedRequest, Refusal> {
    let provider = &registered.provider;
    let message = RedirectMessage::request(query).map_err(PageError::from)?;
    let request = AuthnRequest::parse(&message.xml).map_err(PageError::from)?;
    let signature = SignatureState::of(&message, provider)?;
    let (state, here) = (message.relay_state, registered.addresses.sso());
    check(&request, state, signature, provider, &here, context.now())
}

/// What becomes of a request by form.
pub enum ByForm {
    /// It is refused on a page of ours.
    Page(Rejected),
    /// The browser brings it again in this query. A page of another site sends no cookie with a form.
    Again(String),
}

/// Turns a request of the HTTP-POST binding into one of the HTTP-Redirect binding.
///
/// # Errors
/// If the database fails.
pub async fn sso_by_form(
    context: &Context,
    id: ApplicationId,
    form: &str,
) -> Result<ByForm, Error> {
    let read = context.database().read();
    let Some(registered) = find(context, read, id).await? else {
        return Ok(ByForm::Page(unknown()));
    };
    let error = match again(form) {
        Ok(query) if query.len() <= LONGEST_QUERY => return Ok(ByForm::Again(query)),
        Ok(_) => Rejected {
            message: "The request of the application is too long".to_owned(),
            received: None,
        },
        Err(error) => Rejected::from(error),
    };
    remember(context, &registered.application, &error).await;
    Ok(ByForm::Page(error))
}

fn again(form: &str) -> Result<String, PageError> {
    let message = PostMessage::request(form)?;
    // Its signature would be lost, so it is refused here.
    if AuthnRequest::parse(&message.xml)?.has_signature {
        return Err(PageError::XmlSignature);
    }
    let state = message.relay_state.as_deref();
    Ok(redirect::query(&message.xml, state))
}

async fn reject(
    context: &Context,
    registered: &Registered,
    error: PageError,
) -> Result<Outcome, Error> {
    let rejected = Rejected::from(error);
    remember(context, &registered.application, &rejected).await;
    Ok(Outcome::Page(rejected))
}
