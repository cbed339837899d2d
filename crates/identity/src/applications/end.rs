use entity::application_session::{Column, EndReason};
use entity::{application, oidc_grant};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

use crate::accounts::{Ending, end_application_sessions, revoke_grants};
use crate::{Context, Error};

/// Ends all sessions of an application, and revokes everything that it was granted. Returns the number
/// of sessions. The application must be locked.
///
/// # Errors
/// If the database fails.
pub(super) async fn end_all(
    context: &Context,
    tx: &impl ConnectionTrait,
    application: &application::Model,
    reason: EndReason,
) -> Result<u64, Error> {
    let which = Condition::all().add(Column::ApplicationId.eq(application.id));
    let ending = Ending {
        reason,
        offline: true,
    };
    let ended = end_application_sessions(context, tx, which, ending).await?;
    let granted = oidc_grant::Column::ApplicationId.eq(application.id);
    revoke_grants(context, tx, Condition::all().add(granted)).await?;
    Ok(ended)
}
