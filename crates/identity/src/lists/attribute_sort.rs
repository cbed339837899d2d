use entity::user_attribute::{Column, Entity};
use entity::{account, user_profile};
use rules::attribute::AttributeKind;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QueryResult, QuerySelect, QueryTrait, RelationDef, Select, SelectTwo,
};
use uuid::Uuid;

use super::account_page::Row;
use super::cursor::Key;
use crate::Error;

/// The sort of users by an attribute of their organization: numbers by size, the other kinds by the text that filters
/// compare. It has an index, except for numbers.
#[derive(Clone, Debug)]
pub(crate) struct AttributeSort {
    /// The attribute.
    pub id: Uuid,
    /// Its kind.
    pub kind: AttributeKind,
}

impl AttributeSort {
    /// The value of an account; NULL if it has none.
    pub fn by(&self) -> Expr {
        let value = self.values().select_only().expr(self.value());
        value.into_query().into()
    }

    /// Adds the value to accounts that have one. They are found by their identifiers.
    pub fn join(&self, accounts: Select<account::Entity>) -> Select<account::Entity> {
        let to_values: RelationDef = account::Entity::belongs_to(Entity)
            .from(account::Column::Id)
            .to(Column::AccountId)
            .into();
        let joined = accounts.join(JoinType::InnerJoin, to_values);
        joined.filter(Column::AttributeId.eq(self.id))
    }

    /// The expressions that order the rows of [`join`](Self::join). The text must equal that of the index.
    pub fn joined_place(&self) -> [Expr; 2] {
        [self.value(), Expr::col((Entity, Column::AccountId))]
    }

    /// Matches accounts with a value, if `by` is their value.
    pub fn has_value(&self, by: Expr) -> Condition {
        // A text of which nothing is left in the form that filters compare is sorted as no value.
        Condition::all().add(match self.kind {
            AttributeKind::Number => by.is_not_null(),
            _ => by.gt(""),
        })
    }

    /// Matches accounts without a value.
    pub fn has_none(&self) -> Condition {
        let value = self.values().select_only().column(Column::AccountId);
        let value = value.filter(Column::ValueKey.gt(""));
        Condition::all().add(Expr::not_exists(value.into_query()))
    }

    /// A key, to be compared with values.
    pub fn bound(&self, key: Expr) -> Expr {
        match self.kind {
            AttributeKind::Number => number(key),
            _ => key,
        }
    }

    /// The key of a user with this text.
    pub fn key(&self, text: Option<String>) -> Key {
        Key::Attribute(self.id, text.unwrap_or_default())
    }

    /// Reads these rows, each with the key of the same statement, by which it was sorted.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn keyed(
        &self,
        db: &impl ConnectionTrait,
        rows: SelectTwo<account::Entity, user_profile::Entity>,
    ) -> Result<Vec<(Key, Row)>, Error> {
        let text = self.values().select_only().column(Column::ValueKey);
        let rows = rows
            .expr_as(Expr::from(text.into_query()), "A_attribute_text")
            .into_model::<WithText, user_profile::Model>()
            .all(db)
            .await?;
        let keyed = rows.into_iter().map(|(found, profile)| {
            let row = (found.account, profile);
            (self.key(found.text), row)
        });
        Ok(keyed.collect())
    }

    /// The value of the account that a query is about.
    fn values(&self) -> Select<Entity> {
        let same =
            Expr::col((Entity, Column::AccountId)).equals((account::Entity, account::Column::Id));
        Entity::find()
            .filter(same)
            .filter(Column::AttributeId.eq(self.id))
    }

    /// The value of a row of `user_attribute`, to be compared with a [`bound`](Self::bound).
    pub fn value(&self) -> Expr {
        let key = Expr::col((Entity, Column::ValueKey));
        match self.kind {
            // The values of other attributes are not numbers, and PostgreSQL may look at them first.
            AttributeKind::Number => {
                Expr::case(Column::AttributeId.eq(self.id), number(key)).into()
            }
            _ => key,
        }
    }
}

/// An account and the text of its value.
struct WithText {
    account: account::Model,
    text: Option<String>,
}

impl FromQueryResult for WithText {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            account: account::Model::from_query_result(row, prefix)?,
            text: row.try_get(prefix, "attribute_text")?,
        })
    }
}

fn number(text: Expr) -> Expr {
    text.cast_as("double precision")
}
