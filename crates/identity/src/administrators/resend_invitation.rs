use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;
use contract::problem::ProblemType;
use rules::state::UserState;

use super::guard::{hold, may_grant};
use super::invite::email_invitation;
use crate::accounts::role;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Emails a new invitation and voids older ones.
///
/// # Errors
/// `conflict` if the invitation was accepted or the administrator is suspended, `not-found`,
/// `forbidden`.
pub async fn resend_invitation(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    if held.account.password_hash.is_some() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The invitation has been accepted: send a password reset instead",
        ));
    }
    if held.account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The administrator is suspended: activate them first",
        ));
    }
    may_grant(principal, role(&held.account)?)?;
    email_invitation(principal, &held).await?;
    held.record(principal.event(EventAction::AdministratorInvitationSent))
        .await?;
    held.commit_and_read().await
}
