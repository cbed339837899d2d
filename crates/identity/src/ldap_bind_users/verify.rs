use aws_lc_rs::constant_time::verify_slices_are_equal;
use contract::events::EventAction;
use contract::ids::{LdapBindUserId, OrganizationId};
use entity::ldap_bind_user::{Column, Entity, Model};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::show::party;
use crate::actor::{Client, Party};
use crate::crypto::TokenHash;
use crate::events::{NewEvent, record_repeated};
use crate::tenant_rows::by_id;
use crate::{Context, Error};

/// The result of a verification.
pub(crate) enum Verified {
    /// The secret is the password of this bind user.
    Right(Box<Model>),
    /// It is not. The identifier of the bind user, if there is one with this name.
    Wrong(Option<Uuid>),
}

/// Verifies the password of the bind user with this name. Does the same whether it exists or not.
///
/// # Errors
/// If the database fails.
pub(crate) async fn verify(
    context: &Context,
    organization: OrganizationId,
    (name, secret): (&str, &str),
) -> Result<Verified, Error> {
    let found = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::NameKey.eq(name.to_ascii_lowercase()))
        .one(context.database().read())
        .await?;
    let given = TokenHash::of(secret).bytes();
    let stored = found.as_ref().map(|row| row.secret_hash.as_slice());
    let is_right = verify_slices_are_equal(stored.unwrap_or_default(), &given).is_ok();
    Ok(match found {
        Some(row) if is_right => Verified::Right(Box::new(row)),
        found => Verified::Wrong(found.map(|row| row.id)),
    })
}

/// Records a wrong password after the answer. It locks nothing: the password is too long to be guessed.
pub(crate) fn note_failure(
    context: &Context,
    organization: OrganizationId,
    id: Uuid,
    client: &Client,
) {
    let (task, client) = (context.clone(), client.clone());
    context.after_answer(
        "a wrong password of a bind user was not recorded",
        async move { record_failure(&task, organization, id, &client).await },
    );
}

async fn record_failure(
    context: &Context,
    organization: OrganizationId,
    id: Uuid,
    client: &Client,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let bind_user = by_id(organization, LdapBindUserId(id));
    let held = QuerySelect::lock(bind_user, LockType::NoKeyUpdate);
    let Some(row) = held.one(&tx).await? else {
        return Ok(());
    };
    let event = NewEvent::new(EventAction::LdapBindUserFailed, Party::anonymous())
        .to(party(&row))
        .from(client)
        .failed();
    record_repeated(context, &tx, organization, event, client).await?;
    tx.commit().await?;
    Ok(())
}
