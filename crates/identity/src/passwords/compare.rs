//! Compares a new password with the stored ones of an account. The result reveals something about
//! them, so this is the only module that compares them, and comparisons are counted.

use contract::problem::ProblemType;
use entity::{account, link, used_password};
use rules::passwords::{MAX_REMEMBERED, normalize};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::accounts::{HeldAccount, password_hash};
use crate::crypto::Place;
use crate::{Context, Error};

/// Why the person who chooses a password may learn that it is a stored one.
#[derive(Clone, Copy, Debug)]
pub enum Chooser<'a> {
    /// They proved the current password, in a counted attempt.
    ProvedPassword,
    /// They have this link, and proved the factor that is due. Each link allows a few comparisons.
    HasLink(&'a link::Model),
}

/// How many passwords the holder of a link may have compared with the stored ones.
const COMPARISONS_BY_LINK: i32 = 5;

/// Whether `normal` is one of the last `remembered` passwords of `account`, including the current
/// one. Each comparison waits for its turn in the pool.
///
/// # Errors
/// `link-not-usable` if the link allows no further comparison.
pub(super) async fn is_stored(
    context: &Context,
    account: &account::Model,
    chooser: Chooser<'_>,
    remembered: u8,
    (normal, place): (&str, &mut Place),
) -> Result<bool, Error> {
    if remembered == 0 {
        return Ok(false);
    }
    if let Chooser::HasLink(link) = chooser {
        count(context, link).await?;
    }
    let earlier = used(account.id)
        .limit(u64::from(remembered) - 1)
        .all(context.database().read())
        .await?;
    let current = account.password_hash.clone();
    let earlier = earlier.into_iter().map(|row| row.password_hash);
    for stored in current.into_iter().chain(earlier) {
        let hash = context.master_key().open_hash(account.id, &stored)?;
        if place.verify(normal.to_owned(), Some(&hash)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether `password` is the current one of an account whose owner proved that one.
///
/// # Errors
/// If it cannot be decrypted, or the server is stopping.
pub(crate) async fn is_current(
    context: &Context,
    account: &account::Model,
    password: &str,
    place: &mut Place,
) -> Result<bool, Error> {
    let current = password_hash(context, account)?;
    let normal = normalize(password);
    place.verify(normal, current.as_deref()).await
}

/// Counts before anything is compared, so that parallel requests get no more than allowed.
async fn count(context: &Context, link: &link::Model) -> Result<(), Error> {
    let comparisons = link::Column::Comparisons;
    let counted = link::Entity::update_many()
        .col_expr(comparisons, Expr::col(comparisons).add(1))
        .filter(link::Column::Id.eq(link.id))
        .filter(comparisons.lt(COMPARISONS_BY_LINK))
        .exec(context.database().write())
        .await?;
    if counted.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::Refused(
            ProblemType::LinkNotUsable,
            "Too many passwords were tried with this link. Request a new link",
        ))
    }
}

/// Stores the hash of the current password before it is replaced. Keeps as many hashes as any
/// policy can compare with.
pub(super) async fn remember(held: &HeldAccount<'_>) -> Result<(), Error> {
    let Some(replaced) = held.account.password_hash.clone() else {
        return Ok(());
    };
    let (tx, id) = (held.tx(), held.account.id);
    let row = used_password::ActiveModel {
        id: Set(held.context().new_id()),
        organization_id: Set(held.account.organization_id),
        account_id: Set(id),
        password_hash: Set(replaced),
        replaced_at: Set(held.context().now()),
    };
    used_password::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    let oldest_kept = used(id)
        .offset(u64::from(MAX_REMEMBERED) - 1)
        .limit(1)
        .one(tx)
        .await?;
    if let Some(oldest) = oldest_kept {
        used_password::Entity::delete_many()
            .filter(used_password::Column::AccountId.eq(id))
            .filter(used_password::Column::Id.lt(oldest.id))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// An account's previous passwords, newest first.
fn used(account: Uuid) -> Select<used_password::Entity> {
    used_password::Entity::find()
        .filter(used_password::Column::AccountId.eq(account))
        .order_by_desc(used_password::Column::Id)
}
