//! Asks the gate whether an application opens for a person, and what else its request wants.

use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use entity::{application, session};
use rules::access::{Decision, Facts, Refusal, RequestFacts, StepUp, WantedFactor, may_open};
use rules::time::Timestamp;

use super::request::{Asked, SignOnRequest, Wishes};
use crate::Error;
use crate::accounts::HeldAccount;
use crate::applications::{Person, asked_since, is_open_to, proved, share};

/// The result of an evaluation.
pub(crate) enum Evaluation {
    /// The application opens. Nobody changes who may open it until the transaction ends.
    Open(Box<application::Model>),
    /// The person must do this first.
    StepUp(StepUp),
    /// The person must consent first.
    Consent,
    /// The person must choose to continue as who they are.
    Choose,
    /// It does not open.
    Refuse(Refusal),
    /// The request is for somebody else.
    OtherPerson,
}

/// Evaluates a request in the session of a person, whose account is held. `asked` is `Some` if the person
/// was asked about it.
///
/// # Errors
/// `busy` if the application has just been changed: the request was checked, and would be answered, by settings that
/// were read before the application was locked, and may allow more than those of now.
pub(crate) async fn evaluate<'a>(
    held: HeldAccount<'a>,
    session: &session::Model,
    request: &impl SignOnRequest,
    asked: Option<Asked>,
) -> Result<(HeldAccount<'a>, Evaluation), Error> {
    let id = ApplicationId(request.application().id);
    // An application of another organization is as one that is not assigned.
    let application = match share(held.tx(), held.organization_id(), id).await {
        Ok(application) => application,
        Err(Error::NotFound) => return Ok((held, Evaluation::Refuse(Refusal::NotAssigned))),
        Err(error) => return Err(error),
    };
    if application.version != request.application().version {
        // Immediately, not when the connection is next used, because others wait for the account.
        held.into_tx().rollback().await?;
        return Err(Error::Refused(
            ProblemType::Busy,
            "The application is being changed. Try again in a moment",
        ));
    }
    let evaluation = evaluate_locked(&held, session, (request, application), asked).await?;
    Ok((held, evaluation))
}

/// As [`evaluate`], for an application that nobody changes until the transaction ends.
async fn evaluate_locked(
    held: &HeldAccount<'_>,
    session: &session::Model,
    (request, application): (&impl SignOnRequest, application::Model),
    asked: Option<Asked>,
) -> Result<Evaluation, Error> {
    if request.is_for_somebody_else(held) {
        return Ok(Evaluation::OtherPerson);
    }
    let wishes = request.wishes();
    // First, because nothing else is asked of a person who chooses another account.
    if wishes.choose_account && asked.is_none_or(|asked| !has_chosen(session, asked)) {
        return Ok(Evaluation::Choose);
    }
    let tx = held.tx();
    let assigned = is_open_to(tx, &application, held.account.id).await?;
    let person = Person::read(tx, held).await?;
    let asked_at = asked.and_then(|asked| given_since(session, asked));
    let wanted = RequestFacts {
        asserts_email: request.asserts_email(),
        ..facts_of(wishes, asked_at)
    };
    let facts = person.facts(
        &application,
        assigned,
        Some(proved(session)),
        (wanted, held.context().now()),
    );
    match decide(&facts, wishes) {
        Decision::Open => {}
        Decision::StepUp(step_up) => return Ok(Evaluation::StepUp(step_up)),
        Decision::Refuse(reason) => return Ok(Evaluation::Refuse(reason)),
    }
    if request.needs_consent(held, asked).await? {
        return Ok(Evaluation::Consent);
    }
    Ok(Evaluation::Open(Box::new(application)))
}

/// Whether the person chose to continue in this session, or signed in after the request was made, which
/// is a choice too.
fn has_chosen(session: &session::Model, asked: Asked) -> bool {
    let continued = asked.session == Some(session.id) && !asked.denied;
    continued || asked.at < session.created_at
}

/// The time from which a factor that the person verifies counts for this request. `None` if the person
/// was asked for another application later, because the factor then counts for that one.
fn given_since(session: &session::Model, asked: Asked) -> Option<Timestamp> {
    let other = session
        .opening_application_id
        .is_some_and(|application| application != asked.application);
    (!other).then(|| asked_since(session, asked.at))
}

const fn facts_of(wishes: Wishes, asked_at: Option<Timestamp>) -> RequestFacts {
    RequestFacts {
        asked_at,
        factor: wishes.factor,
        max_age: wishes.max_age,
        sign_in_again: wishes.sign_in_again,
        asserts_email: false,
    }
}

/// Asks the gate. A factor that the application only prefers is not asked of a person who cannot give it.
fn decide(facts: &Facts, wishes: Wishes) -> Decision {
    let decision = may_open(facts);
    let out_of_reach = matches!(
        decision,
        Decision::Refuse(Refusal::FactorMissing | Refusal::PasskeyMissing)
            | Decision::StepUp(StepUp::EnrollFactor | StepUp::EnrollPasskey)
    );
    if !out_of_reach || wishes.factor_required {
        return decision;
    }
    may_open(&Facts {
        request: RequestFacts {
            factor: WantedFactor::None,
            ..facts.request
        },
        ..*facts
    })
}
