//! The words by which a user is found, folded by `rules::text::fold`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_word")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// A word.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    /// How many characters the word begins with as the user's word before it does, in the
    /// order of the words. What is searched for meets a user's words next to each other; the
    /// first of them is the one that shares less than all of it with the word before.
    pub shared_prefix: i32,
    /// The user's name as lists are sorted by it, the same as in `account`.
    pub name_key: String,
    /// Tenant.
    pub organization_id: Uuid,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
