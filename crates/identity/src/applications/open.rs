use contract::applications::OpenedApplication;
use contract::events::EventAction;
use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use rules::access::{Decision, RequestFacts, may_continue, may_open};
use rules::application::ApplicationProtocol;
use rules::lifetimes::WAIT_FOR_FACTOR;

use super::assignment::is_open_to;
use super::gate::{Person, does_not_open, proved};
use super::held_application::share;
use super::launch_address::launch_address;
use super::record_opening::record_opening;
use super::show::party;
use super::step_up::{asked_since, use_up, wait_for};
use crate::actor::SignedInUser;
use crate::{Context, Error};

/// Opens an application if the gate allows it: records that, and returns the address to open. A refusal
/// is recorded too.
///
/// If the application requires a factor for each opening, a factor counts only if it is verified within
/// some minutes after this function asked for it, and only for the next opening.
///
/// An application that asks this server to sign the user in only has to be available to the caller. It is
/// opened, and a factor is required, when it does so.
///
/// # Errors `application-refused`; `terms-required`; `proof-required` or `factor-required` if the caller has to give or
/// enroll a factor first; `conflict` if no setting contains the address of the application;
/// `not-found`, `unauthenticated`.
pub async fn open(
    context: &Context,
    user: &SignedInUser,
    id: ApplicationId,
) -> Result<OpenedApplication, Error> {
    let (held, session) = user.hold_with_session(context).await?;
    let application = share(held.tx(), held.organization_id(), id).await?;
    let assigned = is_open_to(held.tx(), &application, held.account.id).await?;
    let person = Person::read(held.tx(), &held).await?;
    let now = context.now();
    let waits = session.opening_application_id == Some(application.id);
    let request = RequestFacts {
        asked_at: session
            .opening_asked_at
            .filter(|asked| waits && now < asked.plus(WAIT_FOR_FACTOR))
            .map(|asked| asked_since(&session, asked)),
        ..RequestFacts::default()
    };
    let facts = person.facts(
        &application,
        assigned,
        Some(proved(&session)),
        (request, now),
    );
    let asks_back = application.protocol != ApplicationProtocol::Bookmark;
    let decision = if asks_back {
        may_continue(&facts)
    } else {
        may_open(&facts)
    };
    match decision {
        Decision::Open => {
            let address = launch_address(context, held.tx(), &application).await?;
            let address = address.ok_or(Error::Refused(
                ProblemType::Conflict,
                "The application has no address to open here. Open it at its own address",
            ))?;
            if asks_back {
                // Immediately, not when the connection is next used, because others wait for the
                // account.
                held.into_tx().rollback().await?;
                return Ok(OpenedApplication { address });
            }
            if waits {
                use_up(&held, session.id).await?;
            }
            record_opening(&held, session.id, &application).await?;
            let event = user.event(EventAction::ApplicationOpened);
            held.record(event.to(party(&application))).await?;
            held.commit().await?;
            Ok(OpenedApplication { address })
        }
        Decision::StepUp(step_up) => {
            wait_for(&held, &session, application.id, step_up).await?;
            held.commit().await?;
            Err(Error::StepUp(step_up))
        }
        Decision::Refuse(reason) => {
            let event = user.event(EventAction::ApplicationRefused).failed();
            let event = event.to(party(&application));
            held.record(event.with("reason", reason.as_str())).await?;
            let refused = does_not_open(&held, reason);
            held.commit().await?;
            Err(refused)
        }
    }
}
