use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction, ScheduledChange};
use entity::scheduled_change::{ActiveModel, Column, Entity, Model};
use rules::scheduled_change::FARTHEST_CHANGE;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::show::show;
use crate::accounts::HeldAccount;
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersWrite};
use crate::users::hold;
use crate::zone::{NoTime, Zone};
use crate::{Context, Error};

/// The longest note.
const NOTE: usize = 200;

/// Schedules an activation or suspension of a user.
///
/// # Errors
/// `invalid-fields`, `conflict` if one is scheduled or the user would already be in that state,
/// `not-found`, `forbidden`.
pub async fn schedule(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    request: &ScheduleChange,
) -> Result<ScheduledChange, Error> {
    let held = hold(context, principal, id).await?;
    let zone = Zone::of(&held.organization);
    let asked = check(request, &zone, context.now())?;
    refuse_pointless(&held, request, &asked).await?;
    let by = principal.party();
    let change = Model {
        id: context.new_id(),
        organization_id: held.account.organization_id,
        account_id: held.account.id,
        action: request.action,
        due_at: asked.at,
        note: asked.note,
        sends_email: request.sends_email,
        email_to: asked.email_to,
        actor_kind: by.kind,
        actor_id: by.id,
        actor_name: by.name,
        actor_email: by.email,
        created_at: context.now(),
        reminded_at: None,
    };
    Entity::insert(row(change.clone()))
        .exec_without_returning(held.tx())
        .await?;
    let mut event = principal
        .event(EventAction::UserChangeScheduled)
        .with("scheduled_change", change.id.to_string())
        .with("action", change.action.as_str())
        .with("due_at", change.due_at.to_string());
    if let Some(note) = &change.note {
        event = event.with("note", note.as_str());
    }
    if let Some(email_to) = &change.email_to {
        event = event.with("email_to", email_to.as_str());
    }
    held.record(event).await?;
    let user = (held.account.name.clone(), held.account.email.clone());
    let scheduled = show(principal, &zone, change, Some(user));
    held.commit().await?;
    Ok(scheduled)
}

/// What was asked for, as it is stored.
struct Asked {
    at: Timestamp,
    note: Option<String>,
    email_to: Option<String>,
}

fn check(request: &ScheduleChange, zone: &Zone, now: Timestamp) -> Result<Asked, Error> {
    let mut fields = Fields::default();
    let at = match zone.read(request.at.trim()) {
        Ok(at) if at <= now => {
            fields.refuse("at", "out_of_range", "Choose a time in the future");
            None
        }
        Ok(at) if at > now.plus(FARTHEST_CHANGE) => {
            fields.refuse(
                "at",
                "out_of_range",
                "Choose a time within the next 10 years",
            );
            None
        }
        Ok(at) => Some(at),
        Err(NoTime::Malformed) => {
            let mend = "Use a date and a time such as 2030-03-01T18:00";
            fields.refuse("at", "malformed", mend);
            None
        }
        Err(NoTime::Skipped) => {
            let zone = &zone.name;
            let mend = format!(
                "Clocks in {zone} are set forward past this time on that day. Choose an earlier or later one"
            );
            fields.refuse("at", "skipped", mend);
            None
        }
    };
    let note = fields.optional("note", request.note.clone(), NOTE);
    let email_to = request.email_to.as_deref().map(str::trim);
    let email_to = email_to.and_then(|email| fields.email("emailTo", email));
    if request.email_to.is_some() {
        if request.action == ScheduledAction::Suspend {
            let mend = "Only an activation sends an email";
            fields.refuse("emailTo", "unsupported", mend);
        } else if !request.sends_email {
            let mend = "Remove the address, or send the email";
            fields.refuse("emailTo", "unsupported", mend);
        }
    }
    let at = fields.finish_with(at)?;
    Ok(Asked {
        at,
        note,
        email_to: email_to.map(|email| email.as_str().to_owned()),
    })
}

/// Refuses a change that could not be performed.
async fn refuse_pointless(
    held: &HeldAccount<'_>,
    request: &ScheduleChange,
    asked: &Asked,
) -> Result<(), Error> {
    let refused = |detail| Err(Error::Refused(ProblemType::Conflict, detail));
    if asked.email_to.is_some() && held.account.password_hash.is_some() {
        return refused("The user has a password, so no activation email is sent");
    }
    let pending = Entity::find()
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::AccountId.eq(held.account.id))
        .all(held.tx())
        .await?;
    let action = request.action;
    if pending.iter().any(|other| other.action == action) {
        return refused(match action {
            ScheduledAction::Activate => "An activation is already scheduled: cancel it first",
            ScheduledAction::Suspend => "A suspension is already scheduled: cancel it first",
        });
    }
    let before = pending.iter().any(|other| other.due_at < asked.at);
    let state = if before {
        action.opposite().target()
    } else {
        held.account.state
    };
    if state.may_become(action.target()) {
        return Ok(());
    }
    refused(match action {
        ScheduledAction::Activate => "The user will already be active then",
        ScheduledAction::Suspend => "The user will already be suspended then",
    })
}

fn row(change: Model) -> ActiveModel {
    ActiveModel {
        id: Set(change.id),
        organization_id: Set(change.organization_id),
        account_id: Set(change.account_id),
        action: Set(change.action),
        due_at: Set(change.due_at),
        note: Set(change.note),
        sends_email: Set(change.sends_email),
        email_to: Set(change.email_to),
        actor_kind: Set(change.actor_kind),
        actor_id: Set(change.actor_id),
        actor_name: Set(change.actor_name),
        actor_email: Set(change.actor_email),
        created_at: Set(change.created_at),
        reminded_at: Set(change.reminded_at),
    }
}
