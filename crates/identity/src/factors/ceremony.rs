//! Ceremonies in progress: an authenticator app that awaits its first code, or a passkey challenge
//! that awaits its response. Each belongs to one session, sign-in or link and expires after 10
//! minutes. A challenge can be answered once.

use std::time::Duration;

use contract::ids::CeremonyId;
use entity::ceremony;
pub(super) use entity::ceremony::CeremonyKind as Kind;
use rules::time::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::crypto::Seal;
use crate::{Context, Error};

const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The maximum number per session, sign-in or link. Regular use never reaches it.
const AT_MOST: u64 = 50;

/// The owner of a ceremony: a session, or the hash of the token of a sign-in or link.
#[derive(Clone, Debug)]
pub(crate) struct BoundTo(pub Vec<u8>);

/// A ceremony in progress.
pub(super) struct Begun {
    pub id: CeremonyId,
    pub expires_at: Timestamp,
}

/// Stores the state of a new ceremony.
///
/// # Errors
/// `too-many-requests` if too many are in progress.
pub(super) async fn begin(
    context: &Context,
    db: &impl ConnectionTrait,
    kind: Kind,
    bound_to: &BoundTo,
    account: Option<Uuid>,
    state: &impl Serialize,
) -> Result<Begun, Error> {
    let waiting = ceremony::Entity::find()
        .filter(ceremony::Column::BoundTo.eq(bound_to.0.clone()))
        .filter(ceremony::Column::ExpiresAt.gt(context.now()))
        .count(db)
        .await?;
    if waiting >= AT_MOST {
        return Err(Error::TooManyRequests(LIFETIME));
    }
    let id = context.new_id();
    let expires_at = context.now().plus(LIFETIME);
    let state = serde_json::to_vec(state).map_err(|error| Error::internal(error.to_string()))?;
    let sealed = context
        .master_key()
        .seal(Seal::Ceremony(id.as_bytes()), &state)?;
    let row = ceremony::ActiveModel {
        id: Set(id),
        kind: Set(kind),
        bound_to: Set(bound_to.0.clone()),
        account_id: Set(account),
        state_encrypted: Set(sealed),
        expires_at: Set(expires_at),
    };
    ceremony::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(Begun {
        id: CeremonyId(id),
        expires_at,
    })
}

/// Returns the state of a ceremony that is still in progress and belongs to this owner.
pub(super) async fn find<S: DeserializeOwned>(
    context: &Context,
    db: &impl ConnectionTrait,
    kind: Kind,
    bound_to: &BoundTo,
    id: CeremonyId,
) -> Result<Option<S>, Error> {
    let row = ceremony::Entity::find_by_id(id.0)
        .filter(ceremony::Column::Kind.eq(kind))
        .filter(ceremony::Column::BoundTo.eq(bound_to.0.clone()))
        .filter(ceremony::Column::ExpiresAt.gt(context.now()))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let state = context
        .master_key()
        .open(Seal::Ceremony(id.0.as_bytes()), &row.state_encrypted)
        .map_err(|error| Error::internal(error.to_string()))?;
    serde_json::from_slice(&state)
        .map(Some)
        .map_err(|error| Error::internal(error.to_string()))
}

/// Like [`find`], and deletes the ceremony. Of several parallel calls, only one succeeds.
pub(super) async fn take<S: DeserializeOwned>(
    context: &Context,
    tx: &impl ConnectionTrait,
    kind: Kind,
    bound_to: &BoundTo,
    id: CeremonyId,
) -> Result<Option<S>, Error> {
    let found = find(context, tx, kind, bound_to, id).await?;
    let taken = ceremony::Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(found.filter(|_| taken.rows_affected == 1))
}
