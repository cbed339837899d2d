use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;

use crate::accounts::party;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts, outbox};

/// Mails a reset link to a user.
///
/// # Errors
/// `conflict` unless the user is active, `not-found`, `forbidden`.
pub async fn send_password_reset(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    if account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The user is not active: activate the user first",
        ));
    }
    let purpose = LinkPurpose::UserPasswordResetByAdministrator;
    let link = accounts::issue_link(context, &tx, &account, purpose).await?;
    let message = Message::UserPasswordResetByAdministrator { link };
    outbox::enqueue(context, &tx, &account, &message).await?;
    let act = Act::new(EventAction::PasswordResetSent, principal.party())
        .to(party(&account))
        .from(principal.client());
    record(context, &tx, organization, act).await?;
    tx.commit().await?;
    Ok(())
}
