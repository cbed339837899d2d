//! Schemas of values of which a field takes only some. The types have all of them, so that the server
//! can say what is wrong with the others.

use std::borrow::Cow;

use rules::role::Permission;
use rules::state::UserState;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::profile::Profile;

/// The schema of an address in a list.
#[derive(Debug)]
pub struct LongAddress;

impl PartialSchema for LongAddress {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An address"))
            .max_length(Some(2000))
            .into()
    }
}

impl ToSchema for LongAddress {
    fn name() -> Cow<'static, str> {
        "LongAddress".into()
    }
}

macro_rules! some_values {
    ($($name:ident, $text:literal, $values:expr;)*) => {
        $(#[doc = $text]
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($text))
                    .enum_values(Some($values))
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }
        })*
    };
}

some_values! {
    Scope, "A permission that an API key can have.",
        Permission::SCOPES.map(Permission::as_str);
    InitialUserState, "The state of a new user.",
        [UserState::Staged, UserState::Active].map(UserState::as_str);
    ProfileFieldName, "The name of a profile field.",
        Profile::FIELDS.map(|field| field.name);
}
