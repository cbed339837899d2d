//! Schemas of texts in lists and maps, and of fields that accept only some values of their type. The types
//! contain all values, so the server can say what is wrong with the others.

use std::borrow::Cow;

use rules::role::Permission;
use rules::state::UserState;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::imports;
use crate::profile::Profile;

macro_rules! texts {
    ($($name:ident, $text:literal, $longest:literal;)*) => {
        $(#[doc = $text]
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($text))
                    .max_length(Some($longest))
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

texts! {
    LongAddress, "An address.", 2000;
    PemCertificate, "A certificate, as PEM.", 16384;
    TemplateAnswer, "An answer.", 500;
    TemplateQuestionName, "The name of a question.", 50;
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
    ImportFieldName, "The name of a field of users; empty for a column that is ignored.",
        imports::fields().into_iter().map(|field| field.name).chain([String::new()]);
}
