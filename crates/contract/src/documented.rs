//! Schemas of texts in lists and maps, and of fields that accept only some values of their type. The types
//! contain all values, so the server can say what is wrong with the others.

use std::borrow::Cow;

use rules::role::Permission;
use rules::state::UserState;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::events::EventAction;
use crate::profile::Profile;

macro_rules! texts {
    ($($name:ident, $text:literal, $limit:ident($limited_to:expr);)*) => {
        $(#[doc = $text]
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($text))
                    .$limit(Some($limited_to))
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
    AttributeChoice, "A choice.", max_length(100);
    AttributeName, "The name of an attribute.", max_length(40);
    ColumnName, "A column of exports of users, such as `department` or `attributes.` and the name of an attribute.",
        max_length(60);
    ImportFieldName, "The name of a field of users, or `attributes.` and the name of an attribute; empty for a column that is ignored.",
        max_length(60);
    LongAddress, "An address.", max_length(2000);
    PemCertificate, "A certificate, as PEM.", max_length(16384);
    TemplateAnswer, "An answer.", max_length(500);
    TemplateQuestionName, "The name of a question.", max_length(50);
    Scope, "A permission that an API key can have.",
        enum_values(Permission::SCOPES.map(Permission::as_str));
    EventCode, "The kind of an event.",
        enum_values(EventAction::NAMES);
    InitialUserState, "The state of a new user.",
        enum_values([UserState::Staged, UserState::Active].map(UserState::as_str));
    ProfileFieldName, "The name of a profile field.",
        enum_values(Profile::FIELDS.map(|field| field.name));
}
