//! The definition of an attribute.

use rules::attribute::{AttributeAccess, AttributeKind};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::kind::AttributeKindOf;
use crate::change;
use crate::ids::AttributeId;

/// An attribute: a field that the organization has added to the profile of its users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::attribute_definition))]
pub struct AttributeDefinition {
    /// Identifier.
    pub id: AttributeId,
    /// The name in JSON, in filters and in files. It never changes.
    pub name: String,
    /// The label on screens.
    pub label: String,
    /// The kind of its values. It never changes.
    pub kind: AttributeKind,
    /// The choices, in display order; absent unless the kind is `choice`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whether new users need a value, and nobody can remove one. Existing users have none until it is
    /// entered.
    pub required: bool,
    /// What users may do with their own value.
    pub user_access: AttributeAccess,
    /// Whether `GET /users` has the filter `attributes.<name>`.
    pub filterable: bool,
    /// Whether the search for users finds its values. A change takes effect in the background.
    pub searchable: bool,
    /// Where it is shown among the others, 0 to 999.
    pub position: u16,
    /// The number of users who have a value, which deleting the attribute deletes. Only in the response
    /// to `GET /user-attributes/{id}`, because counting many users takes time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub users: Option<u64>,
    /// When it was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it. Values do not change it.
    pub version: u64,
}

impl AttributeDefinition {
    /// The kind with its choices.
    pub fn kind_of(&self) -> AttributeKindOf<'_> {
        AttributeKindOf {
            kind: self.kind,
            choices: &self.choices,
        }
    }
}

/// An attribute, as users see it in their own profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAttributeDefinition {
    /// The name in JSON.
    #[cfg_attr(feature = "openapi", schema(example = "badge"))]
    pub name: String,
    /// The label on screens.
    #[cfg_attr(feature = "openapi", schema(example = "Badge"))]
    pub label: String,
    /// The kind of its values.
    pub kind: AttributeKind,
    /// The choices, in display order; absent unless the kind is `choice`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whether the value cannot be removed.
    pub required: bool,
    /// Whether the user may edit it, if `profileEditable` is true.
    pub editable: bool,
}

impl OwnAttributeDefinition {
    /// The kind with its choices.
    pub fn kind_of(&self) -> AttributeKindOf<'_> {
        AttributeKindOf {
            kind: self.kind,
            choices: &self.choices,
        }
    }
}

/// An attribute as a field of a form, for administrators and users alike.
impl From<&AttributeDefinition> for OwnAttributeDefinition {
    fn from(definition: &AttributeDefinition) -> Self {
        Self {
            name: definition.name.clone(),
            label: definition.label.clone(),
            kind: definition.kind,
            choices: definition.choices.clone(),
            required: definition.required,
            editable: true,
        }
    }
}

/// Adds an attribute to the profile, up to 50.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_attribute))]
pub struct CreateAttribute {
    /// The name in JSON, in filters and in files, unique in the organization: a lowercase letter, then
    /// letters and digits. It cannot be changed.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub name: String,
    /// The label on screens.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub label: String,
    /// The kind of its values. It cannot be changed.
    pub kind: AttributeKind,
    /// The choices, 1 to 100, in display order. Only for the kind `choice`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<crate::documented::AttributeChoice>, max_items = 100)
    )]
    pub choices: Vec<String>,
    /// Whether new users need a value, and nobody can remove one. Default: `false`.
    #[serde(default)]
    pub required: bool,
    /// What users may do with their own value. Default: `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = AttributeAccess))]
    pub user_access: Option<AttributeAccess>,
    /// Whether lists of users can be filtered by it. Default: `false`.
    #[serde(default)]
    pub filterable: bool,
    /// Whether the search for users finds its values. Default: `false`.
    #[serde(default)]
    pub searchable: bool,
}

/// Updates an attribute. Omitted members stay unchanged. Name and kind cannot be changed, because
/// programs and values depend on them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::update_attribute))]
pub struct UpdateAttribute {
    /// The label on screens.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
    pub label: Option<String>,
    /// The choices, 1 to 100, in display order. A choice that is in use cannot be removed.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<crate::documented::AttributeChoice>, max_items = 100)
    )]
    pub choices: Option<Vec<String>>,
    /// Whether new users need a value, and nobody can remove one.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub required: Option<bool>,
    /// What users may do with their own value.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = AttributeAccess))]
    pub user_access: Option<AttributeAccess>,
    /// Whether lists of users can be filtered by it.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub filterable: Option<bool>,
    /// Whether the search for users finds its values. A change takes effect in the background.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub searchable: Option<bool>,
    /// Where it is shown among the others, 0 to 999.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = u16, maximum = 999))]
    pub position: Option<u16>,
}
