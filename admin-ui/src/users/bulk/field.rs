//! The fields that a bulk edit can change, and the input of a new value.

use contract::change::Change;
use contract::profile::{Address, ValueMut};
use contract::user_attributes::{AttributeChanges, AttributeValues};
use contract::users::{MfaChanges, Profile, ProfileChanges, UpdateUser};
use leptos::prelude::*;
use rules::mfa::MfaRequirement;
use ui_kit::prelude::*;

use super::super::draft::{AS_ORGANIZATION, EDITABLE, READ_ONLY};
use crate::words::{mfa, users as words};

/// The name of the MFA requirement, as in the API.
const MFA: &str = "mfa.requirementOverride";
/// The name of whether users may edit their profile.
const PROFILE_EDITABLE: &str = "profileEditableOverride";
/// What precedes the names of attributes.
const ATTRIBUTES: &str = "attributes.";
/// The field of which no two users can have the same value.
const EMPLOYEE_NUMBER: &str = "employeeNumber";

/// A field of users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// A field of the profile.
    Profile(&'static str),
    /// Whether MFA is required.
    Mfa,
    /// Whether users may edit their profile.
    ProfileEditable,
    /// An attribute of the organization.
    Attribute(String),
}

impl Field {
    /// The fields that every organization has, in the order of the forms.
    pub fn known() -> Vec<Self> {
        let profile = Profile::FIELDS.into_iter().map(|field| field.name);
        let profile = profile.filter(|name| *name != EMPLOYEE_NUMBER);
        let mut known: Vec<_> = profile.map(Self::Profile).collect();
        known.extend([Self::Mfa, Self::ProfileEditable]);
        known
    }

    /// The field that is suggested.
    pub fn first() -> Self {
        Self::Profile("department")
    }

    /// The field with this name.
    pub fn of(name: &str) -> Self {
        if let Some(attribute) = name.strip_prefix(ATTRIBUTES) {
            return Self::Attribute(attribute.to_owned());
        }
        let mut known = Self::known().into_iter();
        let found = known.find(|field| field.name() == name);
        found.unwrap_or_else(Self::first)
    }

    /// Its name in the API.
    pub fn name(&self) -> String {
        match self {
            Self::Profile(name) => (*name).to_owned(),
            Self::Mfa => MFA.to_owned(),
            Self::ProfileEditable => PROFILE_EDITABLE.to_owned(),
            Self::Attribute(name) => format!("{ATTRIBUTES}{name}"),
        }
    }

    /// Its label. That of an attribute is in its definition.
    pub fn label(&self) -> &str {
        match self {
            Self::Profile(name) => {
                let mut fields = Profile::FIELDS.into_iter();
                let found = fields.find(|field| field.name == *name);
                found.map_or(*name, |field| field.label)
            }
            Self::Mfa => mfa::REQUIREMENT,
            Self::ProfileEditable => words::EDITS_PROFILE,
            Self::Attribute(name) => name,
        }
    }

    /// Whether it can be cleared. The others have an option for the organization's setting.
    pub const fn may_clear(&self) -> bool {
        matches!(self, Self::Profile(_) | Self::Attribute(_))
    }

    /// The change that clears it.
    pub fn clear(&self) -> UpdateUser {
        match self {
            Self::Profile(name) => {
                let full = only(filled(), name);
                of_profile(&full, &Profile::default())
            }
            Self::Attribute(name) => UpdateUser {
                attributes: AttributeChanges::from([(name.clone(), None)]),
                ..UpdateUser::default()
            },
            Self::Mfa => UpdateUser {
                mfa: Some(MfaChanges {
                    requirement_override: Change::Clear,
                }),
                ..UpdateUser::default()
            },
            Self::ProfileEditable => UpdateUser {
                profile_editable_override: Change::Clear,
                ..UpdateUser::default()
            },
        }
    }
}

/// The input of a new value. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    profile: ProfileDraft,
    pub attributes: AttributesDraft,
    mfa: RwSignal<String>,
    profile_editable: RwSignal<String>,
}

impl Draft {
    pub fn new() -> Self {
        Self {
            profile: ProfileDraft::new(),
            attributes: AttributesDraft::new(),
            mfa: RwSignal::new(AS_ORGANIZATION.to_owned()),
            profile_editable: RwSignal::new(AS_ORGANIZATION.to_owned()),
        }
    }

    /// Discards the input.
    pub fn clear(self) {
        self.profile.fill(&Profile::default());
        self.attributes.fill(&AttributeValues::new());
        self.mfa.set(AS_ORGANIZATION.to_owned());
        self.profile_editable.set(AS_ORGANIZATION.to_owned());
    }

    /// The control for a field.
    pub fn view(self, field: &Field) -> AnyView {
        match field {
            Field::Profile(name) => {
                view! { <OneProfileField draft=self.profile name={*name}/> }.into_any()
            }
            Field::Attribute(_) => view! { <AttributeFields draft=self.attributes/> }.into_any(),
            Field::Mfa => {
                let own = [MfaRequirement::Optional, MfaRequirement::Required];
                let own = own.map(|one| Choice::new(one.as_str(), mfa::requirement(one)));
                let mut options = vec![Choice::new(AS_ORGANIZATION, mfa::AS_ORGANIZATION)];
                options.extend(own);
                view! { <SelectField name=MFA label=mfa::REQUIREMENT value=self.mfa options=options/> }
                    .into_any()
            }
            Field::ProfileEditable => view! {
                <SelectField name=PROFILE_EDITABLE label=words::EDITS_PROFILE
                    value=self.profile_editable options=vec![
                        Choice::new(AS_ORGANIZATION, words::EDITS_AS_ORGANIZATION),
                        Choice::new(EDITABLE, words::EDITS_ALLOWED),
                        Choice::new(READ_ONLY, words::EDITS_FORBIDDEN),
                    ]/>
            }
            .into_any(),
        }
    }

    /// The change of a field to the input; `None` without one.
    pub fn changes(self, field: &Field) -> Option<UpdateUser> {
        let changes = match field {
            Field::Profile(name) => {
                let typed = only(untrack(|| self.profile.profile()), name);
                of_profile(&Profile::default(), &typed)
            }
            Field::Attribute(_) => UpdateUser {
                attributes: self.attributes.changes(&AttributeValues::new()),
                ..UpdateUser::default()
            },
            Field::Mfa => {
                let requirement = self.mfa.with_untracked(|name| MfaRequirement::parse(name));
                UpdateUser {
                    mfa: Some(MfaChanges {
                        requirement_override: Change::from_option(requirement),
                    }),
                    ..UpdateUser::default()
                }
            }
            Field::ProfileEditable => {
                let editable = match &*self.profile_editable.get_untracked() {
                    EDITABLE => Some(true),
                    READ_ONLY => Some(false),
                    _ => None,
                };
                UpdateUser {
                    profile_editable_override: Change::from_option(editable),
                    ..UpdateUser::default()
                }
            }
        };
        (changes != UpdateUser::default()).then_some(changes)
    }
}

fn of_profile(before: &Profile, after: &Profile) -> UpdateUser {
    UpdateUser::from_profile_changes(ProfileChanges::between(before, after))
}

/// A profile with some value in each field.
fn filled() -> Profile {
    let mut profile = Profile::default();
    for (_, value) in profile.values_mut() {
        match value {
            ValueMut::Text(text) => *text = Some("x".to_owned()),
            ValueMut::Address(address) => {
                *address = Some(Address {
                    country: "x".to_owned(),
                    ..Address::default()
                });
            }
        }
    }
    profile
}

/// The profile with only this field.
fn only(mut profile: Profile, name: &str) -> Profile {
    for (field, value) in profile.values_mut() {
        if field.name != name {
            match value {
                ValueMut::Text(text) => *text = None,
                ValueMut::Address(address) => *address = None,
            }
        }
    }
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_found_by_its_name_and_cleared_alone() {
        for field in Field::known() {
            assert_eq!(Field::of(&field.name()), field);
            let cleared = field.clear();
            assert_ne!(cleared, UpdateUser::default(), "{field:?}");
            let json = serde_json::to_value(&cleared).unwrap_or_default();
            let names = json.as_object().map_or(0, serde_json::Map::len);
            assert_eq!(names, 1, "{json}");
        }
        let badge = Field::of("attributes.badge");
        assert_eq!(badge, Field::Attribute("badge".to_owned()));
    }
}
