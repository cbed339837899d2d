//! Re-encrypts everything that is encrypted under the master key, as a part of its rotation, while
//! servers are running.

use entity::{
    account, application_key, ceremony, event_key, factor, mail, oidc_key, signing_key,
    unfinished_work, used_password, webhook_secret,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::crypto::{PLAIN, Seal};
use crate::{Context, Error};

/// The number of rows per query.
const BATCH: u64 = 200;

/// Re-encrypts a value. Returns `None` if it is already encrypted with the current key.
fn reencrypt(
    context: &Context,
    purpose: Seal<'_>,
    sealed: &[u8],
) -> Result<Option<Vec<u8>>, Error> {
    let key = context.master_key();
    if key.is_current(sealed) {
        return Ok(None);
    }
    let value = key
        .open(purpose, sealed)
        .map_err(|_| Error::internal("a value cannot be decrypted with any known key"))?;
    key.seal(purpose, &value).map(Some)
}

/// The same for the password hash of an account.
fn reencrypt_hash(context: &Context, account: Uuid, stored: &str) -> Result<Option<String>, Error> {
    let key = context.master_key();
    if key.is_current_hash(stored) {
        return Ok(None);
    }
    let hash = key.open_hash(account, stored)?;
    key.seal_hash(account, &hash).map(Some)
}

/// Re-encrypts a table in batches, ordered by identifier. A row is only written if it is unchanged.
macro_rules! reseal {
    ($context:expr, $table:ident, $column:ident, $field:ident: $type:ty,
        ($row:ident, $old:ident) => $new:expr) => {{
        let db = $context.database().write();
        let mut after = None;
        let mut count = 0;
        loop {
            let mut rows = $table::Entity::find()
                .order_by_asc($table::Column::Id)
                .limit(BATCH);
            if let Some(after) = after {
                rows = rows.filter($table::Column::Id.gt(after));
            }
            let rows = rows.all(db).await?;
            let Some(last) = rows.last() else {
                break;
            };
            after = Some(last.id.clone());
            for $row in &rows {
                let Some($old) = Option::<$type>::from($row.$field.clone()) else {
                    continue;
                };
                let Some(new) = $new? else {
                    continue;
                };
                let written = $table::Entity::update_many()
                    .col_expr($table::Column::$column, Expr::value(new))
                    .filter($table::Column::Id.eq($row.id.clone()))
                    .filter($table::Column::$column.eq($old))
                    .exec(db)
                    .await?;
                count += written.rows_affected;
            }
        }
        count
    }};
}

/// Re-encrypts everything that is not encrypted with the current master key, and returns the number
/// of values. Skips rows that change in the meantime, so call it until it returns zero.
///
/// # Errors
/// If the database fails, or a value cannot be decrypted with any key.
pub async fn reseal(context: &Context) -> Result<u64, Error> {
    accept_plain_hashes(context).await?;
    let mut count = 0;
    count += reseal!(context, signing_key, PrivateKeyEncrypted, private_key_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::SigningKey(&row.id), &old));
    count += reseal!(context, oidc_key, PrivateKeyEncrypted, private_key_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::SigningKey(&row.id), &old));
    count += reseal!(context, event_key, PrivateKeyEncrypted, private_key_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::SigningKey(&row.id), &old));
    count += reseal!(context, application_key, PrivateKeyEncrypted, private_key_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::ApplicationKey(row.id.as_bytes()), &old));
    count += reseal!(context, mail, ContentEncrypted, content_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::Mail(row.id.as_bytes()), &old));
    count += reseal!(context, factor, SecretEncrypted, secret_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::Factor(row.id.as_bytes()), &old));
    count += reseal!(context, webhook_secret, SecretEncrypted, secret_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::WebhookSecret(row.id.as_bytes()), &old));
    count += reseal!(context, ceremony, StateEncrypted, state_encrypted: Vec<u8>,
        (row, old) => reencrypt(context, Seal::Ceremony(row.id.as_bytes()), &old));
    count += reseal_hashes(context).await?;
    Ok(count)
}

async fn reseal_hashes(context: &Context) -> Result<u64, Error> {
    let mut count = 0;
    count += reseal!(context, account, PasswordHash, password_hash: String,
        (row, old) => reencrypt_hash(context, row.id, &old));
    count += reseal!(context, used_password, PasswordHash, password_hash: String,
        (row, old) => reencrypt_hash(context, row.account_id, &old));
    Ok(count)
}

/// The work of encrypting the hashes that were stored before hashes were encrypted.
const ENCRYPT_HASHES: &str = "encrypt_password_hashes";

/// Accepts password hashes that are not encrypted if the migration found some and they have not been
/// encrypted yet, and returns whether it does. Otherwise, anyone who can write to the database could
/// store the hash of a known password, and the server would even encrypt it.
///
/// # Errors
/// If the database fails.
pub async fn accept_plain_hashes(context: &Context) -> Result<bool, Error> {
    let work = unfinished_work::Entity::find_by_id(ENCRYPT_HASHES);
    let accept = work.one(context.database().read()).await?.is_some();
    context.master_key().accept_plain_hashes(accept);
    Ok(accept)
}

/// Encrypts the password hashes that were stored before hashes were encrypted, and returns their
/// number. Once there are none, they are no longer accepted. This takes a second call, some time
/// later, because servers of an earlier version may run until then.
///
/// # Errors
/// If the database fails.
pub async fn seal_plain_hashes(context: &Context) -> Result<u64, Error> {
    if !accept_plain_hashes(context).await? {
        return Ok(0);
    }
    let read = context.database().read();
    let plain = format!("{PLAIN}%");
    let current = account::Entity::find()
        .filter(account::Column::PasswordHash.like(&plain))
        .one(read)
        .await?;
    let used = used_password::Entity::find()
        .filter(used_password::Column::PasswordHash.like(&plain))
        .one(read)
        .await?;
    if current.is_some() || used.is_some() {
        return reseal_hashes(context).await;
    }
    unfinished_work::Entity::delete_by_id(ENCRYPT_HASHES)
        .exec(context.database().write())
        .await?;
    context.master_key().accept_plain_hashes(false);
    Ok(0)
}
