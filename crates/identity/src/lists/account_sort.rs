//! What accounts are sorted by.

use contract::profile::{Kind, Profile};
use entity::{account, user_profile};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, ConnectionTrait, SelectTwo, Value};

use super::account_page::Row;
use super::attribute_sort::AttributeSort;
use super::column_sort::ColumnSort;
use super::cursor::Key;
use super::status_sort::StatusSort;
use super::text_sort::TextSort;
use crate::Error;

/// The name of the sort by the recovery email, as in exports.
const RECOVERY_EMAIL: &str = "recoveryEmail.email";

/// What accounts are sorted by.
#[derive(Clone, Debug)]
pub(crate) enum AccountSort {
    /// By what the database compares.
    Key(KeySort),
    /// By what the server folds.
    Text(TextSort),
}

/// What the database sorts accounts by. Those without a value come last in both directions.
#[derive(Clone, Debug)]
pub(crate) enum KeySort {
    Column(ColumnSort),
    /// At this time.
    Status(StatusSort, Timestamp),
    Attribute(AttributeSort),
}

impl AccountSort {
    /// The names of all sorts of users. `attributes.<name>` stands for each attribute.
    pub fn names() -> Vec<&'static str> {
        let columns = ColumnSort::ALL.map(|(name, _)| name);
        let statuses = StatusSort::ALL.map(|(name, _)| name);
        let mut names: Vec<_> = columns.into_iter().chain(statuses).collect();
        names.push(RECOVERY_EMAIL);
        for field in Profile::FIELDS {
            if field.kind != Kind::Address && !names.contains(&field.name) {
                names.push(field.name);
            }
        }
        names.push("attributes.<name>");
        names
    }

    /// The sort with this name in a query, at `now`, except by an attribute. Each list has its own subset, and by
    /// default all are sorted by name.
    pub fn of(name: &str, now: Timestamp) -> Self {
        let mut columns = ColumnSort::ALL.into_iter();
        if let Some((_, column)) = columns.find(|(known, _)| *known == name) {
            return Self::Key(KeySort::Column(column));
        }
        let mut statuses = StatusSort::ALL.into_iter();
        if let Some((_, status)) = statuses.find(|(known, _)| *known == name) {
            return Self::Key(KeySort::Status(status, now));
        }
        if name == RECOVERY_EMAIL {
            return Self::Text(TextSort::RecoveryEmail);
        }
        let mut fields = Profile::FIELDS.into_iter();
        match fields.find(|field| field.name == name) {
            Some(field) => Self::Text(TextSort::Profile(field.name)),
            None => Self::Key(KeySort::Column(ColumnSort::Name)),
        }
    }
}

impl KeySort {
    /// The value by which a row is sorted.
    pub fn by(&self) -> Expr {
        match self {
            Self::Column(sort) => sort.by(),
            Self::Status(sort, now) => sort.by(*now),
            Self::Attribute(sort) => sort.by(),
        }
    }

    /// Reads these rows, each with the key by which it was sorted.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn keyed(
        &self,
        db: &impl ConnectionTrait,
        rows: SelectTwo<account::Entity, user_profile::Entity>,
    ) -> Result<Vec<(Key, Row)>, Error> {
        Ok(match self {
            Self::Column(sort) => keyed(rows.all(db).await?, |one| sort.key(one)),
            Self::Status(sort, now) => keyed(rows.all(db).await?, |one| sort.key(one, *now)),
            Self::Attribute(sort) => sort.keyed(db, rows).await?,
        })
    }

    /// The key of accounts without a value; `None` if all have one.
    pub fn empty(&self) -> Option<Key> {
        match self {
            Self::Column(sort) => sort.empty(),
            Self::Status(sort, _) => sort.empty(),
            Self::Attribute(sort) => Some(sort.key(None)),
        }
    }

    /// Matches accounts with a value, if `by` is their value.
    pub fn has_value(&self, by: Expr) -> Condition {
        match self {
            Self::Attribute(sort) => sort.has_value(by),
            _ => self.compare_with_empty(|empty| by.gt(empty)),
        }
    }

    /// Matches accounts without a value, if `by` is their value.
    pub fn has_none(&self, by: Expr) -> Condition {
        match self {
            Self::Attribute(sort) => sort.has_none(),
            _ => self.compare_with_empty(|empty| by.eq(empty)),
        }
    }

    /// A key, to be compared with values.
    pub fn bound(&self, key: Value) -> Expr {
        let key = Expr::value(key);
        match self {
            Self::Attribute(sort) => sort.bound(key),
            _ => key,
        }
    }

    fn compare_with_empty(&self, compare: impl FnOnce(Value) -> Expr) -> Condition {
        let empty = self.empty().and_then(|empty| empty.value());
        empty.map_or_else(Condition::all, |empty| Condition::all().add(compare(empty)))
    }
}

/// Adds the key of its account to each row.
fn keyed(rows: Vec<Row>, key: impl Fn(&account::Model) -> Key) -> Vec<(Key, Row)> {
    let keyed = rows.into_iter().map(|row| (key(&row.0), row));
    keyed.collect()
}
