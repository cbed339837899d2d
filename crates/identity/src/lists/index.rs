use std::collections::HashMap;
use std::time::Duration;

use contract::ids::OrganizationId;
use contract::profile::Profile;
use entity::account::{self, Column};
use entity::{account_word, user_profile};
use rules::account::AccountKind;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::keys::ListKeys;
use super::searched_attributes::searched_attributes;
use crate::Error;
use crate::database::Database;

/// The number of accounts per transaction.
const BATCH: u64 = 200;
/// How long to wait for accounts that others hold.
const PAUSE: Duration = Duration::from_millis(100);
/// The number of accounts per statement that clears keys.
const CLEARED_AT_ONCE: usize = 100;

/// Writes the [`ListKeys`] of all accounts that have none. Migrations clear `search_words` of
/// accounts whose keys must be computed again, because SQL cannot fold names, and so does
/// [`clear_keys`]. Computed keys are never empty, because every account has an email. Several servers
/// may do this at once, while users are changed.
///
/// # Errors
/// If the database fails. Keys that were already written are kept.
pub(crate) async fn write_missing_keys(database: &Database) -> Result<(), Error> {
    loop {
        let tx = database.begin().await?;
        // Must equal the expression of the index.
        let missing = Expr::cust(r#""account"."search_words" = ''"#);
        let batch = account::Entity::find()
            .filter(missing.clone())
            .order_by_asc(Column::Id)
            .limit(BATCH);
        // Otherwise a user who is changed at the same time would get the keys of earlier values. Those
        // that others hold come later, because waiting while holding a batch could deadlock.
        let batch = batch
            .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
            .all(&tx)
            .await?;
        if batch.is_empty() {
            let held_by_others = account::Entity::find().filter(missing).count(&tx).await?;
            tx.commit().await?;
            if held_by_others == 0 {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
            continue;
        }
        let ids = batch.iter().map(|account| account.id);
        let profiles = user_profile::Entity::find()
            .filter(user_profile::Column::AccountId.is_in(ids))
            .all(&tx)
            .await?;
        let profiles = profiles
            .into_iter()
            .map(|row| (row.account_id, row.fields.0));
        let mut profiles: HashMap<Uuid, Profile> = profiles.collect();
        for account in batch {
            let profile = profiles.remove(&account.id).unwrap_or_default();
            write_keys(&tx, account, &profile).await?;
        }
        tx.commit().await?;
    }
}

/// Marks these accounts of `organization`, so that [`write_missing_keys`] computes their keys again.
///
/// # Errors
/// If the database fails. Some may then be marked.
pub(crate) async fn clear_keys(
    database: &Database,
    organization: OrganizationId,
    accounts: &[Uuid],
) -> Result<(), Error> {
    for some in accounts.chunks(CLEARED_AT_ONCE) {
        account::Entity::update_many()
            .col_expr(Column::SearchWords, Expr::value(""))
            .filter(Column::OrganizationId.eq(organization.0))
            .filter(Column::Id.is_in(some.iter().copied()))
            .exec(database.write())
            .await?;
    }
    Ok(())
}

async fn write_keys(
    tx: &impl ConnectionTrait,
    account: account::Model,
    profile: &Profile,
) -> Result<(), Error> {
    let organization = OrganizationId(account.organization_id);
    let attributes = searched_attributes(tx, organization, account.id).await?;
    let names = (&*account.name, &*account.email, &*account.username);
    let mut keys = ListKeys::with_attributes(names, profile, &attributes);
    if let Some(number) = &keys.employee_number {
        let same = account::Entity::find()
            .filter(Column::OrganizationId.eq(account.organization_id))
            .filter(Column::EmployeeNumberKey.eq(number.as_str()))
            .filter(Column::Id.ne(account.id));
        // Employee numbers have not always been unique. The first account keeps its number.
        if same.count(tx).await? > 0 {
            keys.employee_number = None;
        }
    }
    account::Entity::update_many()
        .set(keys.in_row(account::ActiveModel::default()))
        .filter(Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    if account.kind == AccountKind::User {
        replace_words(tx, &account, &keys).await?;
    }
    Ok(())
}

/// Replaces the search words of the user `account`.
///
/// # Errors
/// If the database fails.
pub(crate) async fn replace_words(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    keys: &ListKeys,
) -> Result<(), Error> {
    account_word::Entity::delete_many()
        .filter(account_word::Column::AccountId.eq(account.id))
        .exec(tx)
        .await?;
    account_word::Entity::insert_many(keys.word_rows(account))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
