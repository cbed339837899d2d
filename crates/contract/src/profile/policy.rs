//! Who may edit which profile fields.

use serde::{Deserialize, Serialize};

use super::{Editors, Profile};

/// Who may edit which profile fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfilePolicy {
    /// The names of the fields that only administrators may edit. Users may also edit the others,
    /// if `usersMayEditProfile` is true.
    #[cfg_attr(
        feature = "openapi",
        schema(
            value_type = Vec<crate::documented::ProfileFieldName>,
            max_items = 100,
            example = json!(["department", "manager", "employeeNumber"])
        )
    )]
    pub organization_fields: Vec<String>,
}

rules::only_as_object!(ProfilePolicy);

impl Default for ProfilePolicy {
    fn default() -> Self {
        let fields = Profile::FIELDS.into_iter();
        Self {
            organization_fields: fields
                .filter(|field| field.editors == Editors::Organization)
                .map(|field| field.name.to_owned())
                .collect(),
        }
    }
}

impl ProfilePolicy {
    /// Whether users may edit the field with this name.
    pub fn users_may_edit(&self, field: &str) -> bool {
        !self.organization_fields.iter().any(|name| name == field)
    }

    /// Whether users may edit a field that they could not edit under `before`.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            organization_fields,
        } = before;
        let mut fields = organization_fields.iter();
        fields.any(|field| self.users_may_edit(field))
    }

    /// The fields that are out of range, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let is_field = |name: &String| Profile::FIELDS.iter().any(|field| field.name == name);
        let names = &self.organization_fields;
        if names.len() <= Profile::FIELDS.len() && names.iter().all(is_field) {
            Vec::new()
        } else {
            vec![(
                "organizationFields",
                "List only names of profile fields, each once",
            )]
        }
    }
}
