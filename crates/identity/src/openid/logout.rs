//! Signing out, begun by an application.

use ::oidc::logout::{Hint, LogoutProblem, LogoutRequest};
use ::oidc::parameters::Parameters;
use ::oidc::reply::Reply;
use contract::events::EventAction;
use entity::application_session;
use entity::session::EndReason;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::client::{Registered, find};
use crate::accounts::subject;
use crate::actor::SignedInUser;
use crate::events::NewEvent;
use crate::requests::Browser;
use crate::{Context, Error};

/// The question whether the person wants to sign out.
pub struct LogoutQuestion {
    /// The name of the application to return to, if the request names one.
    pub application: Option<String>,
}

/// What became of a request to sign out.
pub enum LoggedOut {
    /// It is refused on a page of ours.
    Refused(LogoutProblem),
    /// The person is asked.
    Ask(LogoutQuestion),
    /// Nobody was signed in. The browser returns to the application, if the request says where.
    NobodyWasSignedIn(Option<Reply>),
    /// The session has ended. The browser returns in the same way, without its cookies.
    SignedOut {
        /// The way back.
        reply: Option<Reply>,
        /// The name of the application, if the request names one.
        application: Option<String>,
    },
}

/// Answers a request to sign out. A genuine ID token of the session in this browser ends it without a
/// question; otherwise the person is asked, because any page can send a browser here.
///
/// # Errors
/// If the database fails.
pub async fn logout(
    context: &Context,
    browser: &Browser<'_>,
    parameters: &Parameters,
) -> Result<LoggedOut, Error> {
    perform(context, browser, parameters, false).await
}

/// The same after the person has confirmed that they want to sign out.
///
/// # Errors
/// If the database fails.
pub async fn confirm_logout(
    context: &Context,
    browser: &Browser<'_>,
    parameters: &Parameters,
) -> Result<LoggedOut, Error> {
    perform(context, browser, parameters, true).await
}

async fn perform(
    context: &Context,
    browser: &Browser<'_>,
    parameters: &Parameters,
    confirmed: bool,
) -> Result<LoggedOut, Error> {
    let keys = context.oidc_keys().loaded();
    let issuer = context.addresses().issuer();
    let read = LogoutRequest::parse(parameters)
        .and_then(|request| Ok((request.hint(keys.public(), issuer)?, request)));
    let (hint, request) = match read {
        Ok(read) => read,
        Err(problem) => return Ok(LoggedOut::Refused(problem)),
    };
    let registered = match request.client_id(hint.as_ref()) {
        Some(id) => find(context.database().read(), id).await?,
        None => None,
    };
    // Before signing out.
    let reply = match request.reply(registered.as_ref().map(|one| &one.client)) {
        Ok(reply) => reply,
        Err(problem) => return Ok(LoggedOut::Refused(problem)),
    };
    let Some(user) = browser.user(context).await? else {
        return Ok(LoggedOut::NobodyWasSignedIn(reply));
    };
    let ends =
        confirmed || is_of_session(context, &user, hint.as_ref(), registered.as_ref()).await?;
    let application = registered.map(|one| one.application.name);
    if ends {
        sign_out(context, &user).await?;
        return Ok(LoggedOut::SignedOut { reply, application });
    }
    Ok(LoggedOut::Ask(LogoutQuestion { application }))
}

/// Whether a hint is about the session of this user.
async fn is_of_session(
    context: &Context,
    user: &SignedInUser,
    hint: Option<&Hint>,
    registered: Option<&Registered>,
) -> Result<bool, Error> {
    let (Some(hint), Some(registered)) = (hint, registered) else {
        return Ok(false);
    };
    let Ok(id) = hint.session_id.parse::<Uuid>() else {
        return Ok(false);
    };
    let opened = application_session::Entity::find_by_id(id)
        .one(context.database().read())
        .await?;
    let own = subject(&registered.stored.row, user.account);
    Ok(opened.is_some_and(|opened| {
        opened.session_id == user.session
            && opened.application_id == registered.application.id
            && hint.subject == own
    }))
}

async fn sign_out(context: &Context, user: &SignedInUser) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let reason = EndReason::SignedOut;
    if held.end_sessions(reason, Some(user.session)).await? == 1 {
        let event = NewEvent::new(EventAction::SessionSignedOut, held.owner());
        held.record_without_target(event.from(&user.client)).await?;
    }
    held.commit().await
}
