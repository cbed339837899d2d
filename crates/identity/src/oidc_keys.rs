//! The keys that sign tokens for applications: RSA and P-256, and Ed25519 if an application uses it.
//! They are created in the background, because generating an RSA key takes a while. They are stored
//! encrypted in the database, published before they sign, and rotated with an overlap.

mod loaded;

use std::sync::Arc;
use std::time::Duration;

use ::oidc::jose::{self, SigningKey};
use contract::problem::ProblemType;
use entity::oidc_key::{ActiveModel, Column, Entity, Model};
use entity::{application, oidc_client};
use rules::lifetimes::SESSION;
use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Select, TryInsertResult,
};

use loaded::Key;
pub use loaded::{Loaded, OidcKeys};

use crate::actor::Party;
use crate::crypto::Seal;
use crate::{Context, Error};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a key signs before the next one does.
pub const ROTATE_EVERY: Duration = DAY.saturating_mul(90);
/// How long a new key is published before it signs: applications cache the key set for up to a day.
pub const PUBLISHED_BEFORE_USE: Duration = DAY;
/// How long a key is published after its last token has expired.
const PUBLISHED_AFTER_USE: Duration = DAY;

/// The key of this algorithm that signs now.
///
/// # Errors
/// `busy` if it has not been created yet.
pub(crate) async fn signing(
    context: &Context,
    algorithm: TokenAlgorithm,
) -> Result<Arc<SigningKey>, Error> {
    let now = context.now();
    let known = context.oidc_keys().loaded().signing_at(algorithm, now);
    if let Some(key) = known {
        return Ok(key);
    }
    // Another server may have created it.
    load(context).await?;
    let key = context.oidc_keys().loaded().signing_at(algorithm, now);
    key.ok_or(Error::Refused(
        ProblemType::Busy,
        "The keys are being created. Try again in a moment",
    ))
}

/// Loads the keys, creates those that are missing or due, retires the one that no application uses any
/// more, and deletes those that have ended.
///
/// # Errors
/// If the database fails, or a key cannot be decrypted.
pub async fn keep(context: &Context) -> Result<(), Error> {
    load(context).await?;
    let mut wanted = vec![TokenAlgorithm::Rs256, TokenAlgorithm::Es256];
    let mut changed = false;
    if use_ed25519().count(context.database().read()).await? > 0 {
        wanted.push(TokenAlgorithm::EdDsa);
    } else {
        changed = retire_ed25519(context).await?;
    }
    for algorithm in wanted {
        changed |= keep_one(context, algorithm).await?;
    }
    let over = context.now().minus(SESSION);
    Entity::delete_many()
        .filter(Column::SignsUntil.lt(over))
        .exec(context.database().write())
        .await?;
    if changed {
        load(context).await?;
    }
    Ok(())
}

/// The enabled applications whose ID tokens are signed with Ed25519.
fn use_ed25519() -> Select<oidc_client::Entity> {
    use oidc_client::{Column, Entity};
    let to_application: RelationDef = Entity::belongs_to(application::Entity)
        .from(Column::ApplicationId)
        .to(application::Column::Id)
        .into();
    Entity::find()
        .select_only()
        .column(Column::ApplicationId)
        .join(JoinType::InnerJoin, to_application)
        .filter(Column::Algorithm.eq(TokenAlgorithm::EdDsa))
        .filter(application::Column::Enabled.eq(true))
}

/// Ends the use of Ed25519, unless an application has begun to use it meanwhile. All applications read
/// the same key set, and some fail on a set with a key of a type that they do not know. Returns whether
/// there was a key.
async fn retire_ed25519(context: &Context) -> Result<bool, Error> {
    let used = Condition::all().add(Expr::exists(use_ed25519().into_query()));
    let retired = Entity::update_many()
        .col_expr(Column::SignsUntil, Expr::value(context.now()))
        .filter(Column::Algorithm.eq(TokenAlgorithm::EdDsa))
        .filter(Column::SignsUntil.is_null())
        .filter(used.not())
        .exec(context.database().write())
        .await?;
    Ok(retired.rows_affected > 0)
}

/// Creates the key of this algorithm if there is none, or its successor if it is due. Returns whether it
/// did.
///
/// # Errors
/// If the database fails.
pub(crate) async fn keep_one(context: &Context, algorithm: TokenAlgorithm) -> Result<bool, Error> {
    let now = context.now();
    let (number, signs_from) = match newest(context, algorithm).await? {
        None => (1, now),
        // It was retired, and its successor is needed now.
        Some(newest) if newest.signs_until.is_some() => (newest.number.saturating_add(1), now),
        Some(newest) if newest.signs_from.plus(ROTATE_EVERY) < now => (
            newest.number.saturating_add(1),
            now.plus(PUBLISHED_BEFORE_USE),
        ),
        Some(_) => return Ok(false),
    };
    let next = Next {
        algorithm,
        number,
        signs_from,
        revokes: false,
    };
    create(context, next).await?;
    // Otherwise another server has created it.
    Ok(true)
}

/// Creates the next key of each algorithm. It is published before it signs, as when it is due. With
/// `revoke`, it signs immediately, and all others are deleted: tokens that they signed are no longer
/// accepted, and they are no longer published. Other servers notice within a minute.
///
/// # Errors
/// If the database fails.
pub async fn rotate(context: &Context, revoke: bool) -> Result<(), Error> {
    for algorithm in TokenAlgorithm::ALL {
        // If another server creates the one with this number meanwhile, that one is replaced.
        while let Some(newest) = newest(context, algorithm).await? {
            if newest.signs_until.is_some() {
                // It was retired, and has no successor.
                if revoke {
                    Entity::delete_many()
                        .filter(Column::Algorithm.eq(algorithm))
                        .exec(context.database().write())
                        .await?;
                }
                break;
            }
            let now = context.now();
            let next = Next {
                algorithm,
                number: newest.number.saturating_add(1),
                signs_from: if revoke {
                    now
                } else {
                    now.plus(PUBLISHED_BEFORE_USE)
                },
                revokes: revoke,
            };
            if create(context, next).await? {
                break;
            }
        }
    }
    load(context).await
}

async fn newest(context: &Context, algorithm: TokenAlgorithm) -> Result<Option<Model>, Error> {
    let newest = Entity::find()
        .filter(Column::Algorithm.eq(algorithm))
        .order_by_desc(Column::Number)
        .one(context.database().write())
        .await?;
    Ok(newest)
}

/// A key to create.
#[derive(Clone, Copy)]
struct Next {
    algorithm: TokenAlgorithm,
    number: i32,
    signs_from: Timestamp,
    /// Whether it takes the place of the earlier ones, instead of following them.
    revokes: bool,
}

/// Creates a key. Returns false if another server has created the one with this number.
async fn create(context: &Context, next: Next) -> Result<bool, Error> {
    let Next {
        algorithm,
        number,
        signs_from,
        revokes,
    } = next;
    let failed = || Error::internal("generating a signing key failed");
    let private = tokio::task::spawn_blocking(move || jose::generate(algorithm))
        .await
        .map_err(|_| failed())?
        .map_err(|_| failed())?;
    let id = context.new_id().simple().to_string();
    let sealed = context.master_key().seal(Seal::SigningKey(&id), &private)?;
    let row = ActiveModel {
        id: Set(id),
        algorithm: Set(algorithm),
        number: Set(number),
        private_key_encrypted: Set(sealed),
        created_at: Set(context.now()),
        signs_from: Set(signs_from),
        ..Default::default()
    };
    let tx = context.database().begin().await?;
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::Algorithm, Column::Number])
        .exec_without_returning(&tx)
        .await?;
    if !matches!(inserted, TryInsertResult::Inserted(1)) {
        tx.rollback().await?;
        return Ok(false);
    }
    let earlier = Condition::all()
        .add(Column::Algorithm.eq(algorithm))
        .add(Column::Number.lt(number));
    if revokes {
        Entity::delete_many().filter(earlier).exec(&tx).await?;
    } else {
        Entity::update_many()
            .col_expr(Column::SignsUntil, Expr::value(signs_from))
            .filter(earlier)
            .filter(Column::SignsUntil.is_null())
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    let (actor, algorithm) = (Party::system().name, algorithm.as_str());
    tracing::info!(
        actor,
        algorithm,
        number,
        revokes,
        "created a key for tokens of applications"
    );
    Ok(true)
}

/// Loads the keys.
///
/// # Errors
/// If the database fails, or a key cannot be decrypted.
pub async fn load(context: &Context) -> Result<(), Error> {
    let rows = Entity::find()
        .order_by_asc(Column::SignsFrom)
        .order_by_asc(Column::Number)
        .all(context.database().read())
        .await?;
    let before = context.oidc_keys().loaded();
    let mut keys = Vec::new();
    for row in rows {
        let key = match before.key(&row.id) {
            Some(known) => known,
            None => Arc::new(open(context, &row)?),
        };
        keys.push(Key {
            signs_from: row.signs_from,
            signs_until: row.signs_until,
            key,
        });
    }
    context.oidc_keys().replace(keys);
    Ok(())
}

fn open(context: &Context, row: &Model) -> Result<SigningKey, Error> {
    let unreadable = "a key for tokens of applications cannot be read";
    let private = context
        .master_key()
        .open(Seal::SigningKey(&row.id), &row.private_key_encrypted)
        .map_err(|_| Error::internal(unreadable))?;
    SigningKey::from_pkcs8(row.id.as_str(), row.algorithm, &private)
        .map_err(|_| Error::internal(unreadable))
}
