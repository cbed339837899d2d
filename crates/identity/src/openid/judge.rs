//! Asks the gate whether an application opens for a person, and what else its request wants.

use std::time::Duration;

use ::oidc::acr::{Acr, Authentication};
use ::oidc::authorize::{AuthorizationRequest, Prompt};
use ::oidc::logout::Hint;
use ::oidc::scope;
use contract::ids::ApplicationId;
use entity::{application, authorization_request, consent, session};
use rules::access::{Decision, Facts, Refusal, RequestFacts, StepUp, WantedFactor, may_open};
use rules::mfa::FactorKind;
use sea_orm::EntityTrait;

use super::client::Registered;
use crate::Error;
use crate::accounts::{HeldAccount, subject};
use crate::applications::{Assignments, Person, asked_since, proved, share};

/// A request of an application in the session of a person, whose account is held.
pub(super) struct Case<'a> {
    pub held: &'a HeldAccount<'a>,
    pub session: &'a session::Model,
    pub registered: &'a Registered,
    pub request: &'a AuthorizationRequest,
    /// The row of the request, if the person was asked.
    pub row: Option<&'a authorization_request::Model>,
}

/// The judgment.
pub(super) enum Judged {
    /// The application opens. Nobody changes who may open it until the transaction ends.
    Open(Box<application::Model>, Authentication),
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

/// Judges a case.
///
/// # Errors
/// If the database fails.
pub(super) async fn judge(case: &Case<'_>) -> Result<Judged, Error> {
    let (held, tx) = (case.held, case.held.tx());
    let id = ApplicationId(case.registered.application.id);
    // An application of another organization is as one that is not assigned.
    let application = match share(tx, held.organization_id(), id).await {
        Ok(application) => application,
        Err(Error::NotFound) => return Ok(Judged::Refuse(Refusal::NotAssigned)),
        Err(error) => return Err(error),
    };
    if case.is_for_somebody_else() {
        return Ok(Judged::OtherPerson);
    }
    let assignments = Assignments::read(tx, held.account.id, Some(application.id)).await?;
    let assigned = assignments.of(&application).applies();
    let person = Person::read(tx, held).await?;
    let now = held.context().now();
    let facts = person.facts(
        &application,
        assigned,
        Some(proved(case.session)),
        (case.facts(), now),
    );
    match case.decide(&facts) {
        Decision::Open => {}
        Decision::StepUp(step_up) => return Ok(Judged::StepUp(step_up)),
        Decision::Refuse(reason) => return Ok(Judged::Refuse(reason)),
    }
    let chooses = case.request.prompts.contains(&Prompt::SelectAccount);
    if chooses && case.row.is_none_or(|row| row.session_id.is_none()) {
        return Ok(Judged::Choose);
    }
    if case.needs_consent().await? {
        return Ok(Judged::Consent);
    }
    let application = Box::new(application);
    Ok(Judged::Open(application, authentication(case.session)))
}

impl Case<'_> {
    /// What the request asks for beyond the policy of the application.
    fn facts(&self) -> RequestFacts {
        let asked = self.row.map(|row| row.created_at);
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds));
        RequestFacts {
            asked_at: asked.map(|asked| asked_since(self.session, asked)),
            factor: self.request.wanted_acr().map_or(WantedFactor::None, factor),
            max_age: self.request.max_age.map(seconds),
            sign_in_again: self.request.prompts.contains(&Prompt::Login),
        }
    }

    /// Asks the gate. A level that the application only prefers is not asked of a person who cannot
    /// reach it.
    fn decide(&self, facts: &Facts) -> Decision {
        let decision = may_open(facts);
        let out_of_reach = matches!(
            decision,
            Decision::Refuse(Refusal::FactorMissing | Refusal::PasskeyMissing)
                | Decision::StepUp(StepUp::EnrollFactor | StepUp::EnrollPasskey)
        );
        if !out_of_reach || !self.request.essential_acr.is_empty() {
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

    /// Whether the request names another person than the one who is signed in.
    fn is_for_somebody_else(&self) -> bool {
        let context = self.held.context();
        let own = subject(&self.registered.stored.row, self.held.account.id);
        let hint = self.request.id_token_hint.as_deref().and_then(|token| {
            let keys = context.oidc_keys().loaded();
            Hint::read(token, keys.public(), context.addresses().issuer())
        });
        // One that was issued to another application proves nothing.
        let hint = hint.filter(|hint| hint.client_id == self.registered.client.id);
        let named = self.request.subject.as_ref();
        named.is_some_and(|named| *named != own) || hint.is_some_and(|hint| hint.subject != own)
    }

    async fn needs_consent(&self) -> Result<bool, Error> {
        let asks_anew = self.request.prompts.contains(&Prompt::Consent);
        if !self.registered.stored.row.consent && !asks_anew {
            return Ok(false);
        }
        let key = (self.held.account.id, self.registered.application.id);
        let given = consent::Entity::find_by_id(key).one(self.held.tx()).await?;
        let Some(given) = given else {
            return Ok(true);
        };
        let covers = self.request.scopes.is_subset(&scope::parse(&given.scopes));
        let is_new = self.row.is_some_and(|row| row.created_at < given.given_at);
        Ok(!covers || asks_anew && !is_new)
    }
}

const fn factor(acr: Acr) -> WantedFactor {
    match acr {
        Acr::Password => WantedFactor::None,
        Acr::Mfa => WantedFactor::Any,
        Acr::PhishingResistant => WantedFactor::Passkey,
    }
}

/// How the owner of a session was authenticated.
pub(super) fn authentication(session: &session::Model) -> Authentication {
    let factor = match session.passkey_at {
        Some(_) => Some(FactorKind::Passkey),
        None => session.factor_at.and(session.factor),
    };
    // A passkey replaces the password.
    let password = session.passkey_at != Some(session.authenticated_at);
    Authentication::new(session.authenticated_at, password, factor)
}
