//! Recovery codes: ten codes of 80 random bits each, so that a fast hash is sufficient.

use aws_lc_rs::rand;
use contract::factors::RecoveryCodes;
use entity::{account, recovery_code};
use rules::mfa::RECOVERY_CODES;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use crate::crypto::TokenHash;
use crate::{Context, Error};

/// Crockford's base 32, which leaves out letters that look like digits. Five bits per character.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 16;

/// Generates a code: `abcd-efgh-jkmn-pqrs`.
fn new_code() -> Result<String, Error> {
    let mut bytes = [0; LENGTH];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
    let mut code = String::with_capacity(LENGTH + 3);
    for (i, byte) in bytes.into_iter().enumerate() {
        if i > 0 && i % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    Ok(code)
}

/// Hashes the normalized code: case and dashes are ignored, and letters that look like digits count
/// as digits.
fn hash(code: &str) -> Vec<u8> {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_lowercase() {
            'i' | 'l' => '1',
            'o' => '0',
            c => c,
        })
        .collect();
    TokenHash::of(&plain).bytes()
}

/// Replaces an account's recovery codes with ten new ones.
pub(super) async fn issue(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<RecoveryCodes, Error> {
    remove(tx, account.id).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    let mut rows = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let code = new_code()?;
        rows.push(recovery_code::ActiveModel {
            id: Set(context.new_id()),
            organization_id: Set(account.organization_id),
            account_id: Set(account.id),
            code_hash: Set(hash(&code)),
            ..Default::default()
        });
        codes.push(code);
    }
    recovery_code::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(RecoveryCodes { codes })
}

/// Uses up a code. Returns `true` for only one of several parallel uses.
pub(super) async fn use_up(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    code: &str,
) -> Result<bool, Error> {
    let used = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(context.now()))
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::CodeHash.eq(hash(code)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// The number of unused codes.
pub(super) async fn left(tx: &impl ConnectionTrait, account: Uuid) -> Result<u64, Error> {
    Ok(recovery_code::Entity::find()
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(tx)
        .await?)
}

/// Deletes all codes of an account.
pub(super) async fn remove(tx: &impl ConnectionTrait, account: Uuid) -> Result<(), Error> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes the codes of an account that were made after `earlier`, the identifier of another row.
pub(super) async fn remove_after(
    tx: &impl ConnectionTrait,
    account: Uuid,
    earlier: Uuid,
) -> Result<(), Error> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::Id.gt(earlier))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Five bits per character: with a smaller part of the alphabet, a code would have fewer. In 200 codes,
    /// a character is missing by chance once in 10^42 runs.
    #[test]
    fn codes_consist_of_groups_with_all_letters_of_the_alphabet() -> Result<(), Error> {
        let mut used = BTreeSet::new();
        for _ in 0..200 {
            let code = new_code()?;
            let groups: Vec<_> = code.split('-').collect();
            let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
            assert_eq!(lengths, [4, 4, 4, 4], "{code}");
            used.extend(groups.concat().into_bytes());
        }
        assert_eq!(used, BTreeSet::from(*ALPHABET));
        Ok(())
    }

    #[test]
    fn codes_are_read_however_they_are_typed() -> Result<(), Error> {
        let code = new_code()?;
        for typed in [
            code.clone(),
            code.replace('-', ""),
            code.to_uppercase(),
            code.replace('0', "O").replace('1', "l"),
            format!(" {} ", code.replace('-', " ")),
        ] {
            assert_eq!(hash(&typed), hash(&code), "{typed}");
        }
        assert_ne!(hash(&new_code()?), hash(&code));
        Ok(())
    }
}
