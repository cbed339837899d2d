//! Continues with requests that wait for a person: in the portal, where the person signs in and answers,
//! and then in the browser, which the answer leads back to the application.

use ::oidc::address;
use ::oidc::authorize::{PageError, Prompt};
use ::oidc::error::ProtocolError;
use ::oidc::scope;
use contract::authorization::{
    AuthorizationRequest, ContinueAuthorization, RequestAnswer, RequestingApplication,
};
use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use entity::{authorization_request, consent};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::browser::{Browser, Outcome, Waiting};
use super::judge::{Judged, judge};
use super::open::{Decided, Request, decide, record_refusal, session_of};
use super::requests::{Found, find, take};
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::applications::wait_for;
use crate::{Context, Error, sessions};

/// Returns a request for the page of the portal. `binding` is the token in the cookie of the browser.
///
/// # Errors
/// `not-found` if it is unknown, was answered or has expired, or belongs to another browser.
pub async fn show_request(
    context: &Context,
    token: &str,
    binding: Option<&str>,
) -> Result<AuthorizationRequest, Error> {
    let found = find(context, token, binding).await?;
    let Found {
        row,
        request,
        registered,
    } = found.ok_or(Error::NotFound)?;
    let application = registered.application;
    let scopes = request.scopes.iter().map(|one| one.as_str().to_owned());
    Ok(AuthorizationRequest {
        application: RequestingApplication {
            id: ApplicationId(application.id),
            name: application.name,
            letter: application.letter,
            color: application.color,
        },
        scopes: scopes.collect(),
        sign_in_again: request.prompts.contains(&Prompt::Login) || request.max_age == Some(0),
        login_hint: request.login_hint,
        expires_at: row.expires_at,
    })
}

/// Continues with a request in the session of a user. The browser then opens the address of
/// [`continue_in_browser`].
///
/// # Errors
/// `application-refused`; `proof-required` or `factor-required` if the user has to give or enroll a
/// factor first; `consent-required`; `not-found` as above; `unauthenticated`.
pub async fn continue_in_portal(
    context: &Context,
    user: &SignedInUser,
    token: &str,
    binding: Option<&str>,
    body: ContinueAuthorization,
) -> Result<(), Error> {
    let found = find(context, token, binding).await?;
    let found = found.ok_or(Error::NotFound)?;
    let held = user.hold(context).await?;
    let denied = body.answer == Some(RequestAnswer::Deny);
    if denied {
        choose(&held, &found.row, user, true).await?;
        return held.commit().await;
    }
    let session = session_of(&held, user).await?;
    // Whoever continues has chosen who they are.
    let chosen = authorization_request::Model {
        session_id: Some(user.session),
        ..found.row.clone()
    };
    let request = Request {
        registered: &found.registered,
        request: &found.request,
        row: Some(&chosen),
    };
    let mut judged = judge(&request.case(&held, &session)).await?;
    // Only if nothing else is missing: whoever cannot open it has nothing to allow.
    if matches!(judged, Judged::Consent) && body.answer == Some(RequestAnswer::Approve) {
        give_consent(&held, &found).await?;
        judged = judge(&request.case(&held, &session)).await?;
    }
    match judged {
        Judged::Open(..) | Judged::OtherPerson | Judged::Choose => {
            choose(&held, &found.row, user, false).await?;
            held.commit().await
        }
        Judged::StepUp(step_up) => {
            wait_for(&held, session.id, found.registered.application.id).await?;
            held.commit().await?;
            Err(Error::StepUp(step_up))
        }
        Judged::Consent => Err(Error::Refused(
            ProblemType::ConsentRequired,
            "The application gets your data only if you allow it",
        )),
        Judged::Refuse(reason) => {
            record_refusal(&held, user, &request, reason).await?;
            held.commit().await?;
            Err(Error::DoesNotOpen(reason))
        }
    }
}

/// Writes in which session, and how, the person continues.
async fn choose(
    held: &HeldAccount<'_>,
    row: &authorization_request::Model,
    user: &SignedInUser,
    denied: bool,
) -> Result<(), Error> {
    use authorization_request::{Column, Entity};
    let written = Entity::update_many()
        .col_expr(Column::SessionId, Expr::value(user.session))
        .col_expr(Column::Denied, Expr::value(denied))
        .filter(Column::TokenHash.eq(row.token_hash.clone()))
        .exec(held.tx())
        .await?;
    if written.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Remembers that the user consents to what the request asks for, beside what they consented to before.
async fn give_consent(held: &HeldAccount<'_>, found: &Found) -> Result<(), Error> {
    use consent::{ActiveModel, Column, Entity};
    let application = &found.registered.application;
    let key = (held.account.id, application.id);
    let before = Entity::find_by_id(key).one(held.tx()).await?;
    let mut scopes = found.request.scopes.clone();
    if let Some(before) = before {
        scopes.extend(scope::parse(&before.scopes));
    }
    let row = ActiveModel {
        account_id: Set(held.account.id),
        application_id: Set(application.id),
        organization_id: Set(application.organization_id),
        scopes: Set(scope::write(&scopes)),
        given_at: Set(held.context().now()),
    };
    let existing = OnConflict::columns([Column::AccountId, Column::ApplicationId])
        .update_columns([Column::Scopes, Column::GivenAt])
        .to_owned();
    Entity::insert(row)
        .on_conflict(existing)
        .exec_without_returning(held.tx())
        .await?;
    Ok(())
}

/// Continues with a request in the browser: in the session that the portal has continued in, or else in
/// the one that the browser is recognized by.
///
/// # Errors
/// If the database fails.
pub async fn continue_in_browser(
    context: &Context,
    browser: &Browser<'_>,
    token: &str,
) -> Result<Outcome, Error> {
    let Some(found) = find(context, token, browser.binding).await? else {
        return Ok(Outcome::Page(PageError::Expired));
    };
    let issuer = context.addresses().issuer();
    let (request, client) = (&found.request, &found.registered.client);
    // The address may have been removed since the request was checked.
    let to = &request.return_to.redirect_uri;
    if !address::matches_any(&client.redirect_uris, client.kind, to) {
        let requested = to.clone();
        return Ok(Outcome::Page(PageError::UnregisteredRedirect { requested }));
    }
    let answer = |error| Ok(Outcome::Reply(request.refuse(issuer, error).reply()));
    let write = context.database().write();
    if found.row.denied {
        take(write, &found.row).await?;
        return answer(ProtocolError::ACCESS_DENIED);
    }
    let user = match found.row.session_id {
        Some(session) => sessions::user_by_session(context, session, browser.client).await?,
        None => browser.user(context).await?,
    };
    if let Some(user) = user {
        let asked = Request {
            registered: &found.registered,
            request,
            row: Some(&found.row),
        };
        match decide(context, &user, &asked).await? {
            Decided::Answer(answer) => {
                // Errors leave the row, because nothing was opened.
                take(write, &found.row).await?;
                return Ok(Outcome::Reply(answer.reply()));
            }
            Decided::Gone => return Ok(Outcome::Page(PageError::Expired)),
            Decided::Ask => {}
        }
    } else if request.is_silent() {
        take(write, &found.row).await?;
        return answer(ProtocolError::LOGIN_REQUIRED);
    }
    Ok(Outcome::Ask(Waiting {
        token: token.to_owned(),
        browser: browser.binding()?,
    }))
}
