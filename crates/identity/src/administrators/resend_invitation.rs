use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;
use contract::problem::ProblemType;
use rules::state::UserState;

use super::guard::{begin, may_grant};
use super::invite::mail_invitation;
use super::read::read;
use crate::accounts::{party, role};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts};

/// Mails a new invitation; the older ones are void.
///
/// # Errors
/// `conflict` when it was accepted or the administrator is suspended, `not-found`,
/// `forbidden`.
pub async fn resend_invitation(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let organization = principal.organization();
    let tx = begin(context, principal).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    if account.password_hash.is_some() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The invitation was accepted: send a password reset instead",
        ));
    }
    if account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The administrator is suspended: activate them first",
        ));
    }
    may_grant(principal, role(&account)?)?;
    mail_invitation(context, &tx, principal, &account).await?;
    let act = Act::new(EventAction::AdministratorInvitationSent, principal.party())
        .to(party(&account))
        .from(principal.client());
    record(context, &tx, organization, act).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
