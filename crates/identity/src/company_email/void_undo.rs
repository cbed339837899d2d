use std::collections::BTreeSet;

use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use mail::Message;
use rules::links::LinkPurpose;

use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts, users};

/// Voids the links that undo changes of a user's company email, because somebody else may read the
/// mailboxes that they were sent to. These addresses are notified. Reserved for owners, who must have
/// confirmed their identity recently: the links protect the user from everybody else who can change the
/// email.
///
/// # Errors
/// `conflict` if there is no such link, `not-found`, `forbidden`.
pub async fn void_undo(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: UserId,
) -> Result<(), Error> {
    let held = users::hold(context, principal, id).await?;
    let purpose = LinkPurpose::UserEmailChangeUndo;
    let links = accounts::pending(context, held.tx(), &[held.account.id], purpose).await?;
    if links.is_empty() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "No link can undo a change of this user's email",
        ));
    }
    held.void_links(Some(purpose)).await?;
    let addresses: BTreeSet<_> = links.into_iter().filter_map(|link| link.email).collect();
    for address in &addresses {
        held.enqueue_to(address, &Message::UserEmailUndoVoided)
            .await?;
    }
    held.record(principal.event(EventAction::UserEmailUndoVoided))
        .await?;
    held.commit().await
}
