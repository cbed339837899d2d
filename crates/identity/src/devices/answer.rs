use contract::continuing::RequestAnswer;
use contract::devices::AnswerDevice;
use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::device_authorization::{self, DeviceState};
use entity::session;
use rules::lifetimes::WAIT_FOR_FACTOR;
use rules::time::Timestamp;
use uuid::Uuid;

use super::wrong_codes::enter;
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::applications::{does_not_open, party, use_up, wait_for};
use crate::openid::{DeviceSignOn, approve, deny};
use crate::requests::{Asked, Evaluation, SignOnRequest, evaluate, open, record_refusal};
use crate::{Context, Error};

/// Answers a device with a code that the caller has entered. If the caller approves, the application opens
/// in their session as it does in a browser, and the device fetches its tokens.
///
/// # Errors
/// `application-refused`; `terms-required`; `proof-required` or `factor-required` if the caller has to give or enroll a
/// factor first; `not-found` if no device of the organization waits with this code; `too-many-requests`
/// after too many wrong codes; `busy` if the application has just been changed; `unauthenticated`.
pub async fn answer_device(
    context: &Context,
    user: &SignedInUser,
    body: &AnswerDevice,
) -> Result<(), Error> {
    let (held, session) = user.hold_with_session(context).await?;
    let (held, row) = enter(held, user, &body.user_code).await?;
    let request = DeviceSignOn::of(held.tx(), &row).await?;
    let Some(request) = request.filter(|_| row.state == DeviceState::Waiting) else {
        return over(held).await;
    };
    match body.answer {
        RequestAnswer::Approve => approve_device((held, &session), user, (&row, &request)).await,
        RequestAnswer::Deny => deny_device(held, user, (&row, &request)).await,
    }
}

async fn approve_device(
    (held, session): (HeldAccount<'_>, &session::Model),
    user: &SignedInUser,
    (row, request): (&device_authorization::Model, &DeviceSignOn),
) -> Result<(), Error> {
    let asked = asked(session, row.application_id, held.context().now());
    let (mut held, mut evaluation) = evaluate(held, session, request, asked).await?;
    // Only if nothing else is missing, because consent is useless if the application does not open.
    if matches!(evaluation, Evaluation::Consent) {
        request.give_consent(&held).await?;
        (held, evaluation) = evaluate(held, session, request, asked).await?;
    }
    match evaluation {
        Evaluation::Open(application) => {
            let grant = open(&held, user, request, (&application, session)).await?;
            if !approve(&held, row, grant).await? {
                // Somebody else has answered.
                return over(held).await;
            }
            use_up(&held, session.id).await?;
            held.commit().await
        }
        Evaluation::StepUp(step_up) => {
            wait_for(&held, session, request.application().id, step_up).await?;
            held.commit().await?;
            Err(Error::StepUp(step_up))
        }
        Evaluation::Refuse(reason) => {
            record_refusal(&held, user, request, reason).await?;
            let refused = does_not_open(&held, reason);
            held.commit().await?;
            Err(refused)
        }
        // A device never requires a certain person, and consent was given above.
        Evaluation::Consent | Evaluation::Choose | Evaluation::OtherPerson => {
            held.into_tx().rollback().await?;
            Err(Error::Refused(
                ProblemType::Conflict,
                "The device requires something that is not possible here",
            ))
        }
    }
}

/// Also denies a device of an application that does not open for the user, because somebody tried to
/// make them approve it.
async fn deny_device(
    held: HeldAccount<'_>,
    user: &SignedInUser,
    (row, request): (&device_authorization::Model, &DeviceSignOn),
) -> Result<(), Error> {
    if !deny(&held, row).await? {
        return over(held).await;
    }
    let event = user.event(EventAction::ApplicationRefused).failed();
    let event = event.to(party(request.application()));
    held.record(event.with("reason", "device_denied")).await?;
    held.commit().await
}

/// Nothing waits with this code anymore.
async fn over(held: HeldAccount<'_>) -> Result<(), Error> {
    // Immediately, not when the connection is next used, because others wait for the account.
    held.into_tx().rollback().await?;
    Err(Error::NotFound)
}

/// When the person was asked for a factor for this application. Unlike a request of a browser, the
/// request of a device begins without the person, so a factor that they verified in the meantime was
/// not for it.
fn asked(session: &session::Model, application: Uuid, now: Timestamp) -> Option<Asked> {
    let waits = session.opening_application_id == Some(application);
    let at = session
        .opening_asked_at
        .filter(|at| waits && now < at.plus(WAIT_FOR_FACTOR))?;
    Some(Asked {
        application,
        at,
        session: None,
        denied: false,
    })
}
