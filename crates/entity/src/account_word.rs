//! The search words of users, with copies of the columns by which searches filter and sort. A
//! cascading foreign key keeps `state`, `department_key` and `name_key` up to date.

use rules::state::UserState;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_word")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// A search word.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    /// The number of characters that the word shares with the beginning of the user's previous word
    /// in order. Of a user's words that begin with a given prefix, only the first shares fewer
    /// characters than the prefix has.
    pub shared_prefix: i32,
    /// See `account`.
    pub name_key: String,
    /// See `account`.
    pub state: UserState,
    /// See `account`.
    pub department_key: String,
    /// See `account`.
    pub search_words: String,
    /// Tenant.
    pub organization_id: Uuid,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
