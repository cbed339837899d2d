use contract::events::EventAction;
use contract::ids::ApplicationId;
use entity::application::Entity;
use entity::application_session::EndReason;
use sea_orm::EntityTrait;

use super::end::end_all;
use super::held_application::hold_to_delete;
use super::revoke_passwords::revoke_passwords;
use super::show::party;
use crate::events::record;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Deletes an application with its assignments and sessions, if `version` is current. The application
/// is notified that the sessions have ended. The application passwords for it are revoked.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let tx = context.database().begin().await?;
    let application = hold_to_delete(&tx, principal.organization(), id).await?;
    expected.check(application.version)?;
    // The reason goes with the sessions.
    end_all(context, &tx, &application, EndReason::ApplicationDisabled).await?;
    let organization = principal.organization();
    let revoked = revoke_passwords(context, &tx, organization, application.id).await?;
    Entity::delete_by_id(application.id).exec(&tx).await?;
    let event = principal.event(EventAction::ApplicationDeleted);
    let mut event = event.to(party(&application));
    if revoked > 0 {
        event = event.with("application_passwords_revoked", revoked.to_string());
    }
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(())
}
