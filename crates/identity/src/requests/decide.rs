use ::oidc::reply::Reply;
use contract::events::EventAction;
use entity::{application, authorization_request, session};
use rules::access::{Refusal, StepUp};

use super::evaluate::{Evaluation, evaluate};
use super::request::{Asked, BrowserRequest, Declined, SignOnRequest};
use super::rows::take;
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::applications::{party, record_opening, use_up};
use crate::{Context, Error, sessions};

/// What became of a request.
pub(crate) enum Decided {
    /// The application gets this answer.
    Answer(Reply),
    /// The person has to do something in the portal first.
    Ask,
    /// Another tab has already answered it.
    Gone,
}

/// Decides about a request in the session of a user: opens the application, answers with an error, or has
/// the person asked. `row` is the row of the request, if the person was asked before.
///
/// # Errors
/// `unauthenticated` if the session has ended meanwhile; `busy` if the application has just been changed, or the
/// server is busy.
pub(crate) async fn decide(
    context: &Context,
    user: &SignedInUser,
    request: &impl BrowserRequest,
    row: Option<&authorization_request::Model>,
) -> Result<Decided, Error> {
    // Before anything is written, and before others wait for the account.
    let signer = request.signer(context, &user.client).await?;
    let (held, session) = user.hold_with_session(context).await?;
    let silent = request.wishes().silent;
    let asked = row.map(Asked::from);
    let (held, evaluation) = evaluate(held, &session, request, asked).await?;
    let declined = match evaluation {
        Evaluation::Open(application) => {
            if let Some(row) = row {
                if !take(held.tx(), row).await? {
                    return Ok(Decided::Gone);
                }
                use_up(&held, session.id).await?;
            }
            let granted = open(&held, user, request, (&application, &session)).await?;
            held.commit().await?;
            let answer = request.answer(context, signer, granted).await?;
            return Ok(Decided::Answer(answer));
        }
        // A person who was asked may sign in with another account, but cannot answer for it.
        Evaluation::OtherPerson => {
            let answered = row.is_some_and(|row| row.session_id.is_some());
            (silent || answered).then_some(Declined::SignIn)
        }
        // Its application does not learn that somebody is signed in to another organization.
        Evaluation::Refuse(_) if silent && !is_own(&held, request) => Some(Declined::SignIn),
        Evaluation::Refuse(reason) if silent => {
            record_refusal(&held, user, request, reason).await?;
            held.commit().await?;
            let answer = request.decline(context, Declined::Gate(reason))?;
            return Ok(Decided::Answer(answer));
        }
        _ if !silent => None,
        Evaluation::StepUp(StepUp::SignIn) => Some(Declined::SignIn),
        Evaluation::Consent => Some(Declined::Consent),
        Evaluation::StepUp(_) | Evaluation::Choose | Evaluation::Refuse(_) => {
            Some(Declined::Interaction)
        }
    };
    // Immediately, not when the connection is next used, because others wait for the account.
    held.into_tx().rollback().await?;
    Ok(match declined {
        None => Decided::Ask,
        Some(declined) => Decided::Answer(request.decline(context, declined)?),
    })
}

/// Opens the application: its session, what it gets, and the event.
///
/// # Errors
/// If the database fails.
pub(crate) async fn open<R: SignOnRequest>(
    held: &HeldAccount<'_>,
    user: &SignedInUser,
    request: &R,
    (application, session): (&application::Model, &session::Model),
) -> Result<R::Granted, Error> {
    let opened = record_opening(held, session.id, application).await?;
    sessions::extend(held, session).await?;
    let granted = request.grant(held, &opened, session).await?;
    let event = user.event(EventAction::ApplicationOpened);
    held.record(event.to(party(application))).await?;
    Ok(granted)
}

/// Whether the application belongs to the user's organization.
fn is_own(held: &HeldAccount<'_>, request: &impl SignOnRequest) -> bool {
    request.application().organization_id == held.account.organization_id
}

/// Records that an application did not open.
///
/// # Errors
/// If the database fails.
pub(crate) async fn record_refusal(
    held: &HeldAccount<'_>,
    user: &SignedInUser,
    request: &impl SignOnRequest,
    reason: Refusal,
) -> Result<(), Error> {
    // The user must not learn the name of an application of another organization.
    if !is_own(held, request) {
        return Ok(());
    }
    let event = user.event(EventAction::ApplicationRefused).failed();
    let event = event.to(party(request.application()));
    held.record(event.with("reason", reason.as_str())).await
}
