//! Repeated requests: what a request with an `Idempotency-Key` did is remembered for a day, and a
//! repeated request returns it.

use std::ops::Deref;

use contract::problem::ProblemType;
use entity::idempotent_answer::{ActiveModel, Column, Entity};
use rules::lifetimes::IDEMPOTENCY_KEY;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect, TryInsertResult,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::actor::AdminPrincipal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

/// The result of a request that can be repeated with the same `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once<T> {
    /// The result.
    pub value: T,
    /// Whether an earlier request with the same key did it.
    pub is_replay: bool,
}

impl<T> Once<T> {
    /// This request did it.
    pub(crate) const fn done(value: T) -> Self {
        Self {
            value,
            is_replay: false,
        }
    }

    /// An earlier request did it.
    pub(crate) const fn replay(value: T) -> Self {
        Self {
            value,
            is_replay: true,
        }
    }
}

impl<T> Deref for Once<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A request that may be repeated.
pub(crate) struct Create<'a, R> {
    /// The caller to whom the key belongs. The same key of another caller is a different one.
    pub by: &'a AdminPrincipal,
    /// The kind of resource, or the action.
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
    match create.claim_for(context, tx, &new.to_string()).await? {
        None => Ok(None),
        Some(first) => first.parse().map(Some).map_err(|_| another_request()),
    }
}

/// The results so far of a request that does several things, each in its own transaction.
impl<R: Serialize> Create<'_, R> {
    /// Claims the key, before the first thing is done.
    ///
    /// # Errors
    /// Those of [`claim`].
    pub async fn begin(&self, context: &Context) -> Result<(), Error> {
        if self.key.is_none() {
            return Ok(());
        }
        let tx = context.database().begin().await?;
        self.claim_for(context, &tx, "[]").await?;
        Ok(tx.commit().await?)
    }

    /// The results so far. Until `tx` ends, repeated requests wait here.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn results<T: DeserializeOwned>(
        &self,
        tx: &DatabaseTransaction,
    ) -> Result<Vec<T>, Error> {
        let Some(id) = self.id() else {
            return Ok(Vec::new());
        };
        let row = Entity::find_by_id(id);
        let row = QuerySelect::lock(row, LockType::Update).one(tx).await?;
        let results = row.map(|row| serde_json::from_str(&row.answer));
        let results = results.transpose();
        Ok(results
            .map_err(|error| Error::internal(error.to_string()))?
            .unwrap_or_default())
    }

    /// Writes the results, on the transaction of the last one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn write_results<T: Serialize>(
        &self,
        tx: &DatabaseTransaction,
        results: &[T],
    ) -> Result<(), Error> {
        let Some((organization, operation, key)) = self.id() else {
            return Ok(());
        };
        let results =
            serde_json::to_string(results).map_err(|error| Error::internal(error.to_string()))?;
        Entity::update_many()
            .col_expr(Column::Answer, Expr::value(results))
            .filter(Column::OrganizationId.eq(organization))
            .filter(Column::Operation.eq(operation))
            .filter(Column::Key.eq(key))
            .exec(tx)
            .await?;
        Ok(())
    }

    /// The primary key of the row.
    fn id(&self) -> Option<(Uuid, String, String)> {
        let key = self.key?.to_owned();
        Some((self.by.organization().0, self.operation_of_caller(), key))
    }

    fn operation_of_caller(&self) -> String {
        format!("{}:{}", self.operation, self.by.id())
    }

    /// Claims the key with this answer, or returns the earlier one.
    async fn claim_for(
        &self,
        context: &Context,
        tx: &impl ConnectionTrait,
        answer: &str,
    ) -> Result<Option<String>, Error> {
        let Some(key) = self.key else {
            return Ok(None);
        };
        if key.is_empty() || key.len() > 255 || !key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Error::Refused(
                ProblemType::MalformedRequest,
                "Idempotency-Key must be 1 to 255 visible ASCII characters without spaces",
            ));
        }
        let (now, organization) = (context.now(), self.by.organization().0);
        let operation = self.operation_of_caller();
        Entity::delete_many()
            .filter(Column::OrganizationId.eq(organization))
            .filter(Column::Operation.eq(operation.as_str()))
            .filter(Column::Key.eq(key))
            .filter(Column::CreatedAt.lte(now.minus(IDEMPOTENCY_KEY)))
            .exec(tx)
            .await?;
        let request = serde_json::to_string(self.request)
            .map_err(|error| Error::internal(error.to_string()))?;
        let hash = TokenHash::of(&request).bytes();
        let row = ActiveModel {
            organization_id: Set(organization),
            operation: Set(operation),
            key: Set(key.to_owned()),
            request_hash: Set(hash.clone()),
            answer: Set(answer.to_owned()),
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
        let first = match self.id() {
            Some(id) => Entity::find_by_id(id).one(tx).await?,
            None => None,
        };
        let first = first.filter(|first| first.request_hash == hash);
        first
            .map(|first| Some(first.answer))
            .ok_or_else(another_request)
    }
}

const fn another_request() -> Error {
    Error::Refused(
        ProblemType::IdempotencyConflict,
        "Use a new key for a different request",
    )
}
