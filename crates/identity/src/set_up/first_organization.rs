use contract::set_up::SetUp;
use entity::set_up_link::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::create_organization::{Checked, NewOrganization, write};
use super::{is_empty, link_not_usable};
use crate::actor::Client;
use crate::crypto::{Lane, TokenHash};
use crate::{Context, Error};

/// Creates the first organization and its owner, with the token of the link in the server's log. Of
/// any number of parallel calls, on any number of servers, one succeeds.
///
/// # Errors
/// `link-not-usable`; `invalid-fields`, which leaves the link usable; `busy`.
pub async fn set_up(context: &Context, request: &SetUp, client: &Client) -> Result<(), Error> {
    let read = context.database().read();
    let hash = TokenHash::of(&request.token).bytes();
    let now = context.now();
    let usable =
        |found: entity::set_up_link::Model| found.used_at.is_none() && now < found.expires_at;
    let link = Entity::find_by_id(hash.clone()).one(read).await?;
    if !link.is_some_and(usable) || !is_empty(read).await? {
        return Err(link_not_usable());
    }
    let new = NewOrganization {
        name: &request.organization_name,
        owner_name: &request.name,
        owner_email: &request.email,
        owner_password: &request.password,
    };
    let (terms, asker) = (request.terms_accepted, client.asker(Lane::Unknown));
    let checked = Checked::of(context, &new, Some(terms), asker).await?;

    let tx = context.database().begin().await?;
    use_up(context, &tx, hash).await?;
    let owner = write(context, tx, &checked, Some(client)).await?;
    owner.commit().await
}

/// Uses this link and voids all others in one statement. Two calls with different links therefore
/// wait for each other, and the second one sees the organization of the first.
async fn use_up(context: &Context, tx: &impl ConnectionTrait, hash: Vec<u8>) -> Result<(), Error> {
    let now = context.now();
    let usable = Entity::find_by_id(hash.clone())
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(tx)
        .await?;
    if usable.is_none() {
        return Err(link_not_usable());
    }
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if used.rows_affected == 0 || !is_empty(tx).await? {
        return Err(link_not_usable());
    }
    Ok(())
}
