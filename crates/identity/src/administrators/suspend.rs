use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;
use entity::session::EndReason;
use rules::state::UserState;

use super::guard::{begin, not_the_last_owner};
use super::read::read;
use crate::accounts::{become_state, party, shut_out};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts};

/// Suspends an administrator: sessions end, links and sign-ins on their way are void.
///
/// # Errors
/// `last-owner`, `conflict` when suspended already, `not-found`, `forbidden`.
pub async fn suspend(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let organization = principal.organization();
    let tx = begin(context, principal).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    not_the_last_owner(&tx, &account).await?;
    become_state(context, &tx, &account, UserState::Suspended).await?;
    let ended = shut_out(context, &tx, account.id, EndReason::AccountSuspended).await?;
    let act = Act::new(EventAction::AdministratorSuspended, principal.party())
        .to(party(&account))
        .from(principal.client())
        .with("sessions_ended", ended.to_string());
    record(context, &tx, organization, act).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
