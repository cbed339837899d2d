use contract::events::EventAction;
use contract::ids::AdministratorId;
use entity::account;
use sea_orm::EntityTrait;

use super::guard::{begin, not_the_last_owner};
use crate::accounts::party;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts};

/// Removes an administrator with their sessions and links.
///
/// # Errors
/// `last-owner`, `not-found`, `forbidden`.
pub async fn remove(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = begin(context, principal).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    not_the_last_owner(&tx, &account).await?;
    account::Entity::delete_by_id(account.id).exec(&tx).await?;
    let act = Act::new(EventAction::AdministratorRemoved, principal.party())
        .to(party(&account))
        .from(principal.client())
        .with("email", account.email.as_str());
    record(context, &tx, organization, act).await?;
    tx.commit().await?;
    Ok(())
}
