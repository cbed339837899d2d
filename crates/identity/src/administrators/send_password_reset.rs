use contract::events::EventAction;
use contract::ids::AdministratorId;
use contract::problem::ProblemType;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;

use super::guard::begin;
use crate::accounts::party;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts, outbox};

/// Mails a reset link that works for 24 hours.
///
/// # Errors
/// `conflict` unless active with a password, `not-found`, `forbidden`.
pub async fn send_password_reset(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = begin(context, principal).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    if account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The administrator is suspended: activate them first",
        ));
    }
    if account.password_hash.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The invitation was not accepted yet: send it again instead",
        ));
    }
    let purpose = LinkPurpose::AdministratorPasswordResetByAdministrator;
    let link = accounts::issue_link(context, &tx, &account, purpose).await?;
    let message = Message::AdministratorPasswordResetByAdministrator { link };
    outbox::enqueue(context, &tx, &account, &message).await?;
    let act = Act::new(EventAction::PasswordResetSent, principal.party())
        .to(party(&account))
        .from(principal.client());
    record(context, &tx, organization, act).await?;
    tx.commit().await?;
    Ok(())
}
