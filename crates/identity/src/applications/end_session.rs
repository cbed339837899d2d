use contract::events::EventAction;
use contract::ids::{ApplicationId, ApplicationSessionId};
use entity::application_session::{Column, EndReason};
use sea_orm::{ColumnTrait, Condition, QueryFilter};

use super::held_application::share;
use crate::accounts::{Ending, HeldAccount, end_application_sessions};
use crate::addresses::Portal;
use crate::permitted::{Permitted, UsersAssist};
use crate::tenant_rows::by_id;
use crate::{Context, Error};

/// Signs a user out of an application, and revokes what it was granted in that session.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn end_session(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: ApplicationId,
    session: ApplicationSessionId,
) -> Result<(), Error> {
    let organization = principal.organization();
    // Its user never changes, so it can be read before the user is held.
    let opened = by_id(organization, session)
        .filter(Column::ApplicationId.eq(id.0))
        .one(context.database().read())
        .await?
        .ok_or(Error::NotFound)?;
    let held = HeldAccount::begin(context, organization, Portal::User, opened.account_id).await?;
    let application = share(held.tx(), organization, id).await?;
    let which = Condition::all().add(Column::Id.eq(opened.id));
    let ending = Ending {
        reason: EndReason::Ended,
        offline: true,
    };
    if end_application_sessions(context, held.tx(), which, ending).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = principal
        .event(EventAction::ApplicationSessionEnded)
        .with("application", application.name.as_str())
        .with("application_id", application.id.to_string());
    held.record(event).await?;
    held.commit().await
}
