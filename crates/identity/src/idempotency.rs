//! Idempotent creates: what a request with an `Idempotency-Key` created is remembered for a day,
//! and a repeated request returns it.

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

/// A create request.
pub(crate) struct Create<'a, R> {
    pub organization: OrganizationId,
    /// The kind of resource.
    pub operation: &'static str,
    pub key: Option<&'a str>,
    pub request: &'a R,
}

/// Claims the key for the resource with the identifier `new`, on `tx`, the transaction that creates
/// it. If the same request was made before, returns the identifier that it created, and the caller
/// must not create anything. Of several parallel requests, one proceeds and the others wait for it
/// in the database.
///
/// # Errors
/// `idempotency-conflict` if the key was used with another request; `malformed-request` if the key
/// is malformed.
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
            "Idempotency-Key must be 1 to 255 visible ASCII characters without spaces",
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
        "Use a new key for a different request",
    ))
}
