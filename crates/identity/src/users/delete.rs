use contract::events::EventAction;
use contract::ids::UserId;
use entity::account;
use sea_orm::EntityTrait;

use crate::accounts::party;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error, accounts};

/// Deletes a user and everything that is theirs: profile, sessions, links. Events about them
/// stay, with the name they had.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    let gone = account::Entity::delete_by_id(account.id).exec(&tx).await?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let act = Act::new(EventAction::UserDeleted, principal.party())
        .to(party(&account))
        .from(principal.client())
        .with("email", account.email.as_str());
    record(context, &tx, organization, act).await?;
    tx.commit().await?;
    Ok(())
}
