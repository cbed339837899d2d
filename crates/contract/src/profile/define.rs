//! Generates the profile, and the requests that contain its fields, from one table.

macro_rules! profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $wire:literal => $field:expr;)*) => {
        use serde::{Deserialize, Serialize};

        use rules::state::UserState;

        use super::account::{MfaChanges, PasswordChanges};
        use super::field::{ProfileField, Value, ValueMut};
        use crate::change::{self, Change, Merge};
        #[cfg(feature = "openapi")]
        use crate::user_attributes::{AttributeChange, AttributeValue};
        use crate::user_attributes::{AttributeChanges, AttributeValues};

        /// The profile of a user, without email and username. Every field is optional.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct Profile {
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>,)*
        }

        impl Profile {
            /// All fields, in display order.
            pub const FIELDS: [ProfileField; [$($wire),*].len()] = [$($field.named($wire)),*];

            /// All fields and their values.
            pub fn values(&self) -> [(ProfileField, Value<'_>); Self::FIELDS.len()] {
                let Self { $($name),* } = self;
                [$(($field.named($wire), $name.into())),*]
            }

            /// All fields and mutable references to their values.
            pub fn values_mut(&mut self) -> [(ProfileField, ValueMut<'_>); Self::FIELDS.len()] {
                let Self { $($name),* } = self;
                [$(($field.named($wire), $name.into())),*]
            }
        }

        /// Changes to a profile (RFC 7396): omitted fields stay unchanged, `null` clears a field.
        /// The parts of an address can be changed individually.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::profile_changes))]
        pub struct ProfileChanges {
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<$type>))]
            pub $name: Change<<$type as Merge>::Patch>,)*
            /// Values of the attributes that the organization has added, by their names. Omitted ones
            /// stay unchanged, `null` clears a value.
            #[serde(default, skip_serializing_if = "AttributeChanges::is_empty")]
            #[cfg_attr(
                feature = "openapi",
                schema(value_type = std::collections::BTreeMap<crate::documented::AttributeName, AttributeChange>)
            )]
            pub attributes: AttributeChanges,
        }

        impl ProfileChanges {
            /// The profile after these changes, which `attributes` are not part of.
            pub fn apply(self, profile: Profile) -> Profile {
                Profile { $($name: change::merge(self.$name, profile.$name),)* }
            }

            /// The changes that turn `before` into `after`.
            pub fn between(before: &Profile, after: &Profile) -> Self {
                Self {
                    $($name: change::difference(before.$name.as_ref(), after.$name.as_ref()),)*
                    attributes: AttributeChanges::new(),
                }
            }
        }

        /// Updates a user. Omitted fields stay unchanged; a profile field set to `null` is cleared.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::update_user))]
        pub struct UpdateUser {
            /// Username.
            #[serde(
                default,
                deserialize_with = "change::value",
                skip_serializing_if = "Option::is_none"
            )]
            #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 64))]
            pub username: Option<String>,
            /// The password.
            #[serde(
                default,
                deserialize_with = "change::value",
                skip_serializing_if = "Option::is_none"
            )]
            #[cfg_attr(feature = "openapi", schema(value_type = PasswordChanges))]
            pub password: Option<PasswordChanges>,
            /// MFA.
            #[serde(
                default,
                deserialize_with = "change::value",
                skip_serializing_if = "Option::is_none"
            )]
            #[cfg_attr(feature = "openapi", schema(value_type = MfaChanges))]
            pub mfa: Option<MfaChanges>,
            /// Whether this user may edit their profile, regardless of the organization's setting.
            /// `null` applies the setting. Fields that only administrators may edit stay read-only.
            #[serde(default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
            pub profile_editable_override: Change<bool>,
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<$type>))]
            pub $name: Change<<$type as Merge>::Patch>,)*
            /// Values of the attributes that the organization has added, by their names. Omitted ones
            /// stay unchanged, `null` clears a value.
            #[serde(default, skip_serializing_if = "AttributeChanges::is_empty")]
            #[cfg_attr(
                feature = "openapi",
                schema(value_type = std::collections::BTreeMap<crate::documented::AttributeName, AttributeChange>)
            )]
            pub attributes: AttributeChanges,
        }

        impl UpdateUser {
            /// The changes to the profile.
            pub fn into_profile_changes(self) -> ProfileChanges {
                ProfileChanges {
                    $($name: self.$name,)*
                    attributes: self.attributes,
                }
            }

            /// An update that only changes the profile.
            pub fn from_profile_changes(changes: ProfileChanges) -> Self {
                Self {
                    username: None,
                    password: None,
                    mfa: None,
                    profile_editable_override: Change::Keep,
                    $($name: changes.$name,)*
                    attributes: changes.attributes,
                }
            }
        }

        /// A new user.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::create_user))]
        pub struct CreateUser {
            /// Company email, unique on the server.
            #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "ada@example.com"))]
            pub email: String,
            /// Username, unique in the organization.
            #[cfg_attr(feature = "openapi", schema(max_length = 64, example = "ada"))]
            pub username: String,
            /// `staged` (no email is sent) or `active` (an activation email is sent). Default:
            /// `staged`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(
                feature = "openapi",
                schema(value_type = Option<crate::documented::InitialUserState>)
            )]
            pub state: Option<UserState>,
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>,)*
            /// Values of the attributes that the organization has added, by their names.
            #[serde(default, skip_serializing_if = "AttributeValues::is_empty")]
            #[cfg_attr(
                feature = "openapi",
                schema(value_type = std::collections::BTreeMap<crate::documented::AttributeName, AttributeValue>)
            )]
            pub attributes: AttributeValues,
        }

        impl CreateUser {
            /// Replaces the profile.
            #[must_use]
            pub fn with_profile(self, profile: Profile) -> Self {
                Self { $($name: profile.$name,)* ..self }
            }

            /// The profile.
            pub fn profile(&self) -> Profile {
                Profile { $($name: self.$name.clone(),)* }
            }
        }
    };
}
