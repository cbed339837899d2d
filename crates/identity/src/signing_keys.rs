//! The keys that sign access tokens: Ed25519, created at the first start, stored encrypted in the
//! database, published as a JWKS (RFC 7517, RFC 8037), and rotated with an overlap.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::signing_key;
use jsonwebtoken::{DecodingKey, EncodingKey};
use rules::lifetimes::ACCESS_TOKEN;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::{Value, json};

use crate::actor::Party;
use crate::crypto::Seal;
use crate::{Context, Error};

/// How long a key is used before the next one is created.
pub const ROTATE_EVERY: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long a new key is published before it is used, so that all servers and the caches of
/// integrators know it.
pub const PUBLISHED_BEFORE_USE: Duration = Duration::from_secs(10 * 60);

/// The loaded keys. Every server reloads them on schedule.
#[derive(Default)]
pub struct SigningKeys(RwLock<Arc<Loaded>>);

#[derive(Default)]
struct Loaded {
    keys: Vec<Key>,
    by_id: HashMap<String, usize>,
}

struct Key {
    id: String,
    signs_from: Timestamp,
    verifies_until: Option<Timestamp>,
    encoding: EncodingKey,
    decoding: DecodingKey,
    public: Vec<u8>,
}

impl SigningKeys {
    fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The key that signs at `now`, with its id.
    pub(crate) fn signing_at(&self, now: Timestamp) -> Result<(String, EncodingKey), Error> {
        self.loaded()
            .keys
            .iter()
            .rfind(|key| key.signs_from <= now)
            .map(|key| (key.id.clone(), key.encoding.clone()))
            .ok_or_else(|| Error::internal("no signing key is loaded"))
    }

    /// The key with this id, if tokens signed with it can still be valid at `now`.
    pub(crate) fn verifying_at(&self, id: &str, now: Timestamp) -> Option<DecodingKey> {
        let loaded = self.loaded();
        let key = loaded.keys.get(*loaded.by_id.get(id)?)?;
        key.verifies_until
            .is_none_or(|until| now < until)
            .then(|| key.decoding.clone())
    }

    /// How long the key that signs at `now` has done so.
    pub fn age(&self, now: Timestamp) -> Option<Duration> {
        let loaded = self.loaded();
        let key = loaded.keys.iter().rfind(|key| key.signs_from <= now)?;
        Some(key.signs_from.until(now))
    }

    /// The key set to publish at `now`.
    pub fn jwks(&self, now: Timestamp) -> Value {
        let keys: Vec<Value> = self
            .loaded()
            .keys
            .iter()
            .filter(|key| key.verifies_until.is_none_or(|until| now < until))
            .map(|key| {
                json!({
                    "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
                    "kid": key.id, "x": URL_SAFE_NO_PAD.encode(&key.public),
                })
            })
            .collect();
        json!({ "keys": keys })
    }
}

/// Loads the keys, and creates the first one if there is none. Fails if the master key does not
/// belong to this database, so that the server does not start.
///
/// # Errors
/// If the database fails, or a key cannot be decrypted.
pub async fn load(context: &Context) -> Result<(), Error> {
    let mut rows = rows(context).await?;
    if rows.is_empty() {
        make(context, context.database().write(), context.now()).await?;
        rows = self::rows(context).await?;
    }
    let mut loaded = Loaded::default();
    for row in rows {
        let private = context
            .master_key()
            .open(Seal::SigningKey(&row.id), &row.private_key_encrypted)
            .map_err(|_| {
                Error::internal(
                    "the signing keys in the database do not open under this master key: \
                     start with the master key that this database was used with",
                )
            })?;
        let id = row.id;
        loaded.by_id.insert(id.clone(), loaded.keys.len());
        loaded.keys.push(Key {
            signs_from: row.signs_from,
            verifies_until: row.signs_until.map(|until| until.plus(ACCESS_TOKEN)),
            encoding: EncodingKey::from_ed_der(&private),
            decoding: DecodingKey::from_ed_der(&row.public_key),
            public: row.public_key,
            id,
        });
    }
    let mut keys = context
        .signing_keys()
        .0
        .write()
        .unwrap_or_else(PoisonError::into_inner);
    *keys = Arc::new(loaded);
    Ok(())
}

/// Creates the next key. The current one signs for another [`PUBLISHED_BEFORE_USE`], and remains
/// valid until its last token has expired.
///
/// # Errors
/// If the database fails.
pub async fn rotate(context: &Context) -> Result<(), Error> {
    if let Some(newest) = rows(context).await?.pop() {
        replace(context, &newest).await?;
    }
    load(context).await
}

/// Rotates if the newest key is older than [`ROTATE_EVERY`]; otherwise reloads.
///
/// # Errors
/// If the database fails.
pub async fn rotate_if_due(context: &Context) -> Result<(), Error> {
    let due = context.now().minus(ROTATE_EVERY);
    let newest = rows(context).await?.pop();
    if let Some(newest) = newest.filter(|key| key.signs_from < due)
        && replace(context, &newest).await?
    {
        tracing::info!(actor = Party::system().name, "rotated the signing key");
    }
    load(context).await
}

/// Creates the successor of `newest`, and returns whether this call did. If several servers try, the
/// database lets only one replace the key.
async fn replace(context: &Context, newest: &signing_key::Model) -> Result<bool, Error> {
    let from = context.now().plus(PUBLISHED_BEFORE_USE);
    let tx = context.database().begin().await?;
    let ended = signing_key::Entity::update_many()
        .col_expr(signing_key::Column::SignsUntil, Expr::value(from))
        .filter(signing_key::Column::SignsFrom.lte(newest.signs_from))
        .filter(signing_key::Column::SignsFrom.lt(from))
        .filter(signing_key::Column::SignsUntil.is_null())
        .exec(&tx)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    make(context, &tx, from).await?;
    let gone = context.now().minus(ACCESS_TOKEN);
    signing_key::Entity::delete_many()
        .filter(signing_key::Column::SignsUntil.lt(gone))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

async fn rows(context: &Context) -> Result<Vec<signing_key::Model>, Error> {
    let gone = context.now().minus(ACCESS_TOKEN);
    Ok(signing_key::Entity::find()
        .filter(
            Condition::any()
                .add(signing_key::Column::SignsUntil.is_null())
                .add(signing_key::Column::SignsUntil.gte(gone)),
        )
        .order_by_asc(signing_key::Column::SignsFrom)
        .all(context.database().write())
        .await?)
}

async fn make(
    context: &Context,
    db: &impl ConnectionTrait,
    signs_from: Timestamp,
) -> Result<(), Error> {
    let id = context.new_id().simple().to_string();
    let document = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new())
        .map_err(|_| Error::internal("no randomness"))?;
    let pair = Ed25519KeyPair::from_pkcs8(document.as_ref())
        .map_err(|_| Error::internal("a new key cannot be read back"))?;
    let sealed = context
        .master_key()
        .seal(Seal::SigningKey(&id), document.as_ref())?;
    let row = signing_key::ActiveModel {
        id: Set(id),
        private_key_encrypted: Set(sealed),
        public_key: Set(pair.public_key().as_ref().to_vec()),
        created_at: Set(context.now()),
        signs_from: Set(signs_from),
        ..Default::default()
    };
    signing_key::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
