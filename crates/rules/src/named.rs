//! Enums with stable names: one table defines the type, its names on the wire and its column.

/// Defines an enum whose variants have the same stable name on the wire and in the database.
///
/// Generates the serde names, `ALL`, `as_str` and `parse`. With the feature `database`, the enum is
/// also the type of a text column; a row with an unknown name is a database error.
#[macro_export]
macro_rules! named_values {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $text:tt,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// All values.
            pub const ALL: [Self; [$($text),+].len()] = [$(Self::$variant),+];

            /// The names of all values.
            pub const NAMES: [&'static str; Self::ALL.len()] = [$($text),+];

            /// The stable name, as stored and as sent.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The value with this stable name, if there is one.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.as_str() == name)
            }
        }

        $crate::text_column!($name, |value| value.as_str(), |text| Self::parse(text));
    };
}

/// Makes a type usable for a text column. Does nothing without the feature `database`.
#[cfg(not(feature = "database"))]
#[doc(hidden)]
#[macro_export]
macro_rules! text_column {
    ($($ignored:tt)*) => {};
}

/// Makes a type usable for a text column. Takes how to write a value and how to parse a text.
#[cfg(feature = "database")]
#[doc(hidden)]
#[macro_export]
macro_rules! text_column {
    ($name:ty, |$value:ident| $write:expr, |$text:ident| $read:expr) => {
        const _: () = {
            use $crate::sea_orm::sea_query::{
                ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr,
            };
            use $crate::sea_orm::{
                ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError,
                TryGetable, Value,
            };

            impl From<$name> for Value {
                fn from($value: $name) -> Self {
                    $write.into()
                }
            }

            impl TryGetable for $name {
                fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                    let stored = <String as TryGetable>::try_get_by(row, index)?;
                    let $text = stored.as_str();
                    let read: Option<Self> = $read;
                    read.ok_or_else(|| {
                        let what = format!("{stored:?} is not a {}", stringify!($name));
                        TryGetError::DbErr(DbErr::Type(what))
                    })
                }
            }

            impl ValueType for $name {
                fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                    let stored = <String as ValueType>::try_from(value)?;
                    let $text = stored.as_str();
                    let read: Option<Self> = $read;
                    read.ok_or(ValueTypeErr)
                }

                fn type_name() -> String {
                    stringify!($name).to_owned()
                }

                fn array_type() -> ArrayType {
                    ArrayType::String
                }

                fn column_type() -> ColumnType {
                    ColumnType::String(StringLen::None)
                }
            }

            /// Required for primary keys. No database generates these values.
            impl TryFromU64 for $name {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                    Err(DbErr::ConvertFromU64(stringify!($name)))
                }
            }

            impl Nullable for $name {
                fn null() -> Value {
                    Value::String(None)
                }
            }

            impl IntoActiveValue<$name> for $name {
                fn into_active_value(self) -> ActiveValue<$name> {
                    ActiveValue::Set(self)
                }
            }
        };
    };
}
