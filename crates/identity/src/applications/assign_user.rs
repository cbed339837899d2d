use contract::events::EventAction;
use contract::ids::{ApplicationId, UserId};
use entity::application;
use entity::application_account::{ActiveModel, Column, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, TryInsertResult};

use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Assigns an application to a user, in any state. Does nothing if it is already assigned.
///
/// # Errors
/// `not-found` if the application or the user does not exist, `forbidden`.
pub async fn assign_user(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    user: UserId,
) -> Result<(), Error> {
    let (held, application) = both(context, principal, id, user).await?;
    let row = ActiveModel {
        application_id: Set(application.id),
        account_id: Set(held.account.id),
        organization_id: Set(application.organization_id),
        assigned_at: Set(context.now()),
    };
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::ApplicationId, Column::AccountId])
        .exec_without_returning(held.tx())
        .await?;
    if matches!(inserted, TryInsertResult::Inserted(1)) {
        let action = EventAction::ApplicationAssigned;
        tell(principal, &held, action, &application).await?;
    }
    held.commit().await
}

/// Removes an application from a user, and ends its sessions for the user, unless it is also open to
/// them for another reason. Does nothing if it is not assigned.
///
/// # Errors
/// `not-found` if the application or the user does not exist, `forbidden`.
pub async fn unassign_user(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    user: UserId,
) -> Result<(), Error> {
    let (held, application) = both(context, principal, id, user).await?;
    let deleted = Entity::delete_by_id((application.id, held.account.id))
        .exec(held.tx())
        .await?;
    if deleted.rows_affected > 0 {
        held.end_lost_applications().await?;
        let action = EventAction::ApplicationUnassigned;
        tell(principal, &held, action, &application).await?;
    }
    held.commit().await
}

/// The held user and the held application.
async fn both<'a>(
    context: &'a Context,
    principal: &AdminPrincipal,
    id: ApplicationId,
    user: UserId,
) -> Result<(HeldAccount<'a>, application::Model), Error> {
    let organization = principal.organization();
    let held = HeldAccount::begin(context, organization, Portal::User, user.0).await?;
    let application = hold(held.tx(), organization, id).await?;
    Ok((held, application))
}

async fn tell(
    principal: &AdminPrincipal,
    held: &HeldAccount<'_>,
    action: EventAction,
    application: &application::Model,
) -> Result<(), Error> {
    let event = principal
        .event(action)
        .with("application", application.name.as_str())
        .with("application_id", application.id.to_string());
    held.record(event).await
}
