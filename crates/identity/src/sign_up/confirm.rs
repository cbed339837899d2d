use contract::sign_up::ConfirmSignUp;
use entity::sign_up::{Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use super::find::{find, not_usable};
use crate::actor::Client;
use crate::crypto::Lane;
use crate::set_up::{Checked, NewOrganization, write};
use crate::{Context, Error};

/// Creates the organization of a sign-up and its owner, and uses the link up. Of any number of parallel
/// calls, one succeeds.
///
/// # Errors
/// `link-not-usable`; `invalid-fields`, which leaves the link usable; `taken` if the address belongs to an
/// administrator by now; `busy`.
pub async fn confirm(
    context: &Context,
    request: &ConfirmSignUp,
    client: &Client,
) -> Result<(), Error> {
    let found = find(context, context.database().read(), &request.token).await?;
    let new = NewOrganization {
        name: &found.organization_name,
        owner_name: &found.name,
        owner_email: &found.email,
        owner_password: &request.password,
    };
    let (terms, asker) = (request.terms_accepted, client.asker(Lane::Unknown));
    let checked = Checked::of(context, &new, Some(terms), asker).await?;

    let tx = context.database().begin().await?;
    let used = use_up()
        .filter(Column::Id.eq(found.id))
        .filter(Column::TokenHash.eq(found.token_hash))
        .filter(Column::ExpiresAt.gt(context.now()))
        .exec(&tx)
        .await?;
    if used.rows_affected == 0 {
        return Err(not_usable());
    }
    // What else was requested for this address has no use anymore.
    use_up()
        .filter(Column::EmailKey.eq(found.email_key))
        .exec(&tx)
        .await?;
    let owner = write(context, tx, &checked, Some(client)).await?;
    owner.commit().await
}

/// Erases what was typed, and voids the link. The row stays until it expires, because it counts toward the
/// limit of its network: who confirms each sign-up could otherwise create any number of organizations.
fn use_up() -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Email, Expr::value(""))
        .col_expr(Column::EmailKey, Expr::value(""))
        .col_expr(Column::Name, Expr::value(""))
        .col_expr(Column::OrganizationName, Expr::value(""))
        .col_expr(Column::TokenHash, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(
            Column::NextAttemptAt,
            Expr::value(Option::<Timestamp>::None),
        )
}
