//! Creates that can be sent twice: the first answer under an `Idempotency-Key` is kept for a
//! day, and whoever sends the same again gets the same thing.

use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::idempotent_answer::{ActiveModel, Column, Entity};
use rules::lifetimes::IDEMPOTENCY_KEY;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, TryInsertResult,
};
use serde::Serialize;
use uuid::Uuid;

use crate::crypto::TokenHash;
use crate::{Context, Error};

/// A create as its caller sent it.
pub(crate) struct Create<'a, R> {
    pub organization: OrganizationId,
    /// What is created.
    pub operation: &'static str,
    pub key: Option<&'a str>,
    pub request: &'a R,
}

/// Claims the key for the thing that will be created under the identifier `new`, on `tx`, the
/// transaction that creates it. Answers with the identifier of the first one if the same
/// request came before: then nothing is to be created. Of parallel requests the database lets
/// one past here, and the others wait for it.
///
/// # Errors
/// `idempotency-conflict` when the key came with another request; `malformed-request` when it
/// is no key.
pub(crate) async fn claim<R: Serialize>(
    context: &Context,
    tx: &impl ConnectionTrait,
    create: Create<'_, R>,
    new: Uuid,
) -> Result<Option<Uuid>, Error> {
    let Some(key) = create.key else {
        return Ok(None);
    };
    if key.is_empty() || key.len() > 255 || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::Refused(
            ProblemType::MalformedRequest,
            "An Idempotency-Key is 1 to 255 visible ASCII characters without spaces",
        ));
    }
    let now = context.now();
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(create.organization.0))
        .filter(Column::Operation.eq(create.operation))
        .filter(Column::Key.eq(key))
        .filter(Column::CreatedAt.lte(now.minus(IDEMPOTENCY_KEY)))
        .exec(tx)
        .await?;
    let request = serde_json::to_string(create.request)
        .map_err(|error| Error::internal(error.to_string()))?;
    let hash = TokenHash::of(&request).bytes();
    let row = ActiveModel {
        organization_id: Set(create.organization.0),
        operation: Set(create.operation.to_owned()),
        key: Set(key.to_owned()),
        request_hash: Set(hash.clone()),
        answer: Set(new.to_string()),
        created_at: Set(now),
    };
    let columns = [Column::OrganizationId, Column::Operation, Column::Key];
    let claimed = Entity::insert(row)
        .on_conflict_do_nothing_on(columns)
        .exec_without_returning(tx)
        .await?;
    if matches!(claimed, TryInsertResult::Inserted(1)) {
        return Ok(None);
    }
    let id = (
        create.organization.0,
        create.operation.to_owned(),
        key.to_owned(),
    );
    let first = Entity::find_by_id(id)
        .one(tx)
        .await?
        .filter(|first| first.request_hash == hash)
        .and_then(|first| first.answer.parse().ok());
    first.map(Some).ok_or(Error::Refused(
        ProblemType::IdempotencyConflict,
        "Use a new key for another request",
    ))
}
