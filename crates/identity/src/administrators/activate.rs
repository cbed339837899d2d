use crate::accounts::AccountScope;
use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;
use rules::state::UserState;

use super::guard::begin;
use super::read::read;
use crate::accounts::{become_state, party};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts, mfa_enrolment};

/// Makes a suspended administrator active again.
///
/// # Errors
/// `conflict` when active already, `not-found`, `forbidden`.
pub async fn activate(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let organization = principal.organization();
    let tx = begin(context, principal).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    become_state(context, &tx, &account, UserState::Active).await?;
    let act = Act::new(EventAction::AdministratorActivated, principal.party())
        .to(party(&account))
        .from(principal.client());
    record(context, &tx, organization, act).await?;
    let owner = accounts::find_organization(&tx, organization).await?;
    mfa_enrolment::settle(context, &tx, &owner, AccountScope::Account(account.id)).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
