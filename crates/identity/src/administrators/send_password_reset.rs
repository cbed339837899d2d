use contract::events::EventAction;
use contract::ids::AdministratorId;
use contract::problem::ProblemType;
use mail::Message;
use rules::links::LinkPurpose;
use rules::state::UserState;

use super::guard::hold;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Emails a password reset link that works for 24 hours.
///
/// # Errors
/// `conflict` unless active with a password, `not-found`, `forbidden`.
pub async fn send_password_reset(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    if held.account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The administrator is suspended: activate them first",
        ));
    }
    if held.account.password_hash.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The invitation has not been accepted yet: resend it instead",
        ));
    }
    let purpose = LinkPurpose::AdministratorPasswordResetByAdministrator;
    let link = held.issue_link(purpose).await?;
    let message = Message::AdministratorPasswordResetByAdministrator { link };
    held.enqueue(&message).await?;
    held.record(principal.event(EventAction::PasswordResetSent))
        .await?;
    held.commit().await
}
