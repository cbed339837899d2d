use entity::mail_template::{Column, Entity, Model};
use mail::Message;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    Select,
};

use crate::actor::AdminPrincipal;
use crate::mail_deliveries;
use crate::{Context, Error};

/// A sample of each kind of email for which an organization can have its own words.
///
/// # Errors
/// If the configured address is invalid.
pub(super) fn samples(context: &Context) -> Result<Vec<Message>, Error> {
    let mut samples = mail_deliveries::samples(context)?;
    samples.retain(Message::is_of_an_organization);
    Ok(samples)
}

/// A sample of one of these kinds.
///
/// # Errors
/// `not-found` if there is no such kind.
pub(super) fn sample(context: &Context, kind: &str) -> Result<Message, Error> {
    let mut samples = samples(context)?.into_iter();
    let found = samples.find(|message| message.kind() == kind);
    found.ok_or(Error::NotFound)
}

fn of(principal: &AdminPrincipal, kind: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(principal.organization().0))
        .filter(Column::Kind.eq(kind))
}

/// The row of a kind, if its words were ever changed.
///
/// # Errors
/// When the database fails.
pub(super) async fn row(
    db: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    kind: &str,
) -> Result<Option<Model>, Error> {
    Ok(of(principal, kind).one(db).await?)
}

/// As [`row`], locked until `tx` ends.
///
/// # Errors
/// When the database fails.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    kind: &str,
) -> Result<Option<Model>, Error> {
    let row = QuerySelect::lock(of(principal, kind), LockType::NoKeyUpdate);
    Ok(row.one(tx).await?)
}
