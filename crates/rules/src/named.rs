//! Enums with stable names: one table defines the type, its names on the wire and its column.

/// An enum that [`named_values!`](crate::named_values) defines, for types that are generic over such enums.
pub trait Named: Copy {
    /// The stable name, as stored and as sent.
    fn as_str(self) -> &'static str;

    /// The value with this stable name, if there is one.
    fn parse(name: &str) -> Option<Self>;
}

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

        impl $crate::Named for $name {
            fn as_str(self) -> &'static str {
                Self::as_str(self)
            }

            fn parse(name: &str) -> Option<Self> {
                Self::parse(name)
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

/// Makes a type usable for a text column. Takes the type, an expression that writes a value, and one that parses a
/// text. Write a generic type as `List<T> where T: Named`.
#[cfg(feature = "database")]
#[doc(hidden)]
#[macro_export]
macro_rules! text_column {
    (
        $name:ty $(where $parameter:ident: $bound:ident)?,
        |$value:ident| $write:expr,
        |$text:ident| $read:expr
    ) => {
        const _: () = {
            use $crate::sea_orm::sea_query::{
                ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr,
            };
            use $crate::sea_orm::{
                ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError,
                TryGetable, Value,
            };

            impl $(<$parameter: $bound>)? From<$name> for Value {
                fn from($value: $name) -> Self {
                    $write.into()
                }
            }

            impl $(<$parameter: $bound>)? TryGetable for $name {
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

            impl $(<$parameter: $bound>)? ValueType for $name {
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
            impl $(<$parameter: $bound>)? TryFromU64 for $name {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                    Err(DbErr::ConvertFromU64(stringify!($name)))
                }
            }

            impl $(<$parameter: $bound>)? Nullable for $name {
                fn null() -> Value {
                    Value::String(None)
                }
            }

            impl $(<$parameter: $bound>)? IntoActiveValue<$name> for $name {
                fn into_active_value(self) -> ActiveValue<$name> {
                    ActiveValue::Set(self)
                }
            }
        };
    };
}
