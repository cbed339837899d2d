use contract::applications::{AccessCheck, AccessResult, AccessStep};
use contract::ids::{ApplicationId, UserId};
use entity::application;
use rules::access::{Decision, Refusal, RequestFacts, StepUp, explain, lock_under, may_open};
use rules::application::ApplicationProtocol;
use rules::role::Permission;
use rules::saml::NameIdFormat;
use sea_orm::ConnectionTrait;

use super::assignment::Assignments;
use super::gate::Person;
use super::saml_settings::StoredSaml;
use crate::accounts::{facts as password_facts, find_member_of};
use crate::addresses::Portal;
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Asks the gate on behalf of a user without a session. The application is not opened. Also requires `users:read`.
///
/// # Errors
/// `not-found` if the application or the user does not exist, `forbidden`.
pub async fn check_access(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    user: UserId,
) -> Result<AccessCheck, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let member = find_member_of(read, organization, Portal::User, user.0).await?;
    let assignments = Assignments::read(read, member.account.id, Some(application.id)).await?;
    let assignment = assignments.of(&application);
    let person = Person::read(read, &member).await?;
    let now = context.now();
    let request = RequestFacts {
        asserts_email: asserts_email(read, &application).await?,
        ..RequestFacts::default()
    };
    let facts = person.facts(&application, assignment.applies(), None, (request, now));
    let (result, reason, step_up) = parts(may_open(&facts));
    let steps = explain(&facts).map(|(check, decision)| {
        let (result, reason, step_up) = parts(decision);
        AccessStep {
            check,
            result,
            reason,
            step_up,
        }
    });
    Ok(AccessCheck {
        result,
        reason,
        step_up,
        steps: steps.to_vec(),
        assignment,
        factor: application.factor,
        enrolled: person.kinds,
        lock: lock_under(application.on_lock, &password_facts(&member.account), now),
    })
}

/// Whether the application identifies users by their email, unless a request asks for another name.
///
/// # Errors
/// If the database fails.
pub(super) async fn asserts_email(
    db: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<bool, Error> {
    if application.protocol != ApplicationProtocol::Saml {
        return Ok(false);
    }
    let stored = StoredSaml::find(db, application.id).await?;
    Ok(stored.is_some_and(|stored| stored.settings().name_id == NameIdFormat::Email))
}

const fn parts(decision: Decision) -> (AccessResult, Option<Refusal>, Option<StepUp>) {
    match decision {
        Decision::Open => (AccessResult::Open, None, None),
        Decision::StepUp(step_up) => (AccessResult::StepUp, None, Some(step_up)),
        Decision::Refuse(reason) => (AccessResult::Refuse, Some(reason), None),
    }
}
