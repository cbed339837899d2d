//! Documents: structured values in one text column.

use std::ops::Deref;

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{
    ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryGetError, TryGetable, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value that is stored as JSON in a text column. A text that cannot be parsed is a database
/// error, because a default might be less strict than the stored setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document<T>(pub T);

impl<T> Deref for Document<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Serialize> From<Document<T>> for Value {
    /// A value that cannot be JSON becomes NULL, which the column refuses.
    fn from(document: Document<T>) -> Self {
        serde_json::to_string(&document.0).ok().into()
    }
}

impl<T: DeserializeOwned> TryGetable for Document<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let stored = <String as TryGetable>::try_get_by(row, index)?;
        serde_json::from_str(&stored)
            .map(Self)
            .map_err(|error| TryGetError::DbErr(DbErr::Json(error.to_string())))
    }
}

impl<T: DeserializeOwned> ValueType for Document<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let stored = <String as ValueType>::try_from(value)?;
        serde_json::from_str(&stored)
            .map(Self)
            .map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Document".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::None)
    }
}

impl<T> Nullable for Document<T> {
    fn null() -> Value {
        Value::String(None)
    }
}

impl<T: Serialize> IntoActiveValue<Self> for Document<T> {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}
