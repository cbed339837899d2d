use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use entity::session::EndReason;
use rules::state::UserState;

use super::read::read;
use crate::accounts::{become_state, party, shut_out};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error, accounts};

/// Suspends a user: sessions end, links and sign-ins on their way are void.
///
/// # Errors
/// `conflict` when the user is suspended, `not-found`, `forbidden`.
pub async fn suspend(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    become_state(context, &tx, &account, UserState::Suspended).await?;
    let ended = shut_out(context, &tx, account.id, EndReason::AccountSuspended).await?;
    let act = Act::new(EventAction::UserSuspended, principal.party())
        .to(party(&account))
        .from(principal.client())
        .with("sessions_ended", ended.to_string());
    record(context, &tx, organization, act).await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
