//! Versions of rows.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{
    ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryGetError, TryGetable, Value,
};

/// The version of a row, for `If-Match`. Increases with each change. A negative number is a database error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(i64);

impl Version {
    /// The version of a new row.
    pub const FIRST: Self = Self(1);

    /// The version after a change.
    #[must_use]
    pub const fn incremented(self) -> Self {
        Self(self.0 + 1)
    }

    /// The number, as the API shows it.
    pub const fn number(self) -> u64 {
        self.0.unsigned_abs()
    }

    fn stored(number: i64) -> Option<Self> {
        (number >= 0).then_some(Self(number))
    }
}

impl From<Version> for u64 {
    fn from(version: Version) -> Self {
        version.number()
    }
}

impl From<Version> for Value {
    fn from(version: Version) -> Self {
        version.0.into()
    }
}

impl TryGetable for Version {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let stored = <i64 as TryGetable>::try_get_by(row, index)?;
        Self::stored(stored).ok_or_else(|| {
            let what = format!("{stored} is not a version");
            TryGetError::DbErr(DbErr::Type(what))
        })
    }
}

impl ValueType for Version {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let stored = <i64 as ValueType>::try_from(value)?;
        Self::stored(stored).ok_or(ValueTypeErr)
    }

    fn type_name() -> String {
        "Version".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::BigInt
    }

    fn column_type() -> ColumnType {
        ColumnType::BigInteger
    }
}

impl Nullable for Version {
    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl IntoActiveValue<Self> for Version {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_number_is_an_error() {
        let read = |stored: i64| <Version as ValueType>::try_from(stored.into());
        assert!(read(-1).is_err());
        assert_eq!(read(1).ok(), Some(Version::FIRST));
        assert_eq!(
            read(7).ok().map(|read| read.incremented().number()),
            Some(8)
        );
    }
}
