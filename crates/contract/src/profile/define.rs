//! Makes the profile and the requests that carry its fields from one table.

macro_rules! profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $wire:literal => $field:expr;)*) => {
        use serde::{Deserialize, Serialize};

        use rules::mfa::MfaRequirement;
        use rules::state::UserState;

        use super::field::{ProfileField, Value, ValueMut};
        use crate::change::Change;

        /// What is known of a user beside email and username. Every field may be absent.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct Profile {
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>,)*
        }

        impl Profile {
            /// Every field, in the order in which screens show them.
            pub const FIELDS: [ProfileField; [$($wire),*].len()] = [$($field.named($wire)),*];

            /// Every field with its value.
            pub fn values(&self) -> [(ProfileField, Value<'_>); Self::FIELDS.len()] {
                let Self { $($name),* } = self;
                [$(($field.named($wire), $name.into())),*]
            }

            /// Every field with its value, to change.
            pub fn values_mut(&mut self) -> [(ProfileField, ValueMut<'_>); Self::FIELDS.len()] {
                let Self { $($name),* } = self;
                [$(($field.named($wire), $name.into())),*]
            }
        }

        /// Changes to a profile (RFC 7396): a field left out stays, `null` clears it.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::profile_changes))]
        pub struct ProfileChanges {
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<$type>))]
            pub $name: Change<$type>,)*
        }

        impl ProfileChanges {
            /// The profile after these changes.
            pub fn apply(self, profile: Profile) -> Profile {
                Profile { $($name: self.$name.apply(profile.$name),)* }
            }

            /// The changes that lead from `before` to `after`.
            pub fn between(before: &Profile, after: &Profile) -> Self {
                Self {
                    $($name: if before.$name == after.$name {
                        Change::Keep
                    } else {
                        Change::from_option(after.$name.clone())
                    },)*
                }
            }
        }

        /// Changes to a user by an administrator: email, username and the profile. A field
        /// left out stays; a profile field set to `null` is cleared.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::update_user))]
        pub struct UpdateUser {
            /// Company email.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 254))]
            pub email: Option<String>,
            /// Username.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 64))]
            pub username: Option<String>,
            /// Whether the password is exempt from the organization's maximum age.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub password_never_expires: Option<bool>,
            /// What is asked of this user instead of what the organization asks: `optional`
            /// or `required`. `null`: what the organization asks.
            #[serde(default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<MfaRequirement>))]
            pub mfa_requirement: Change<MfaRequirement>,
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<$type>))]
            pub $name: Change<$type>,)*
        }

        impl UpdateUser {
            /// The profile part.
            pub fn into_profile_changes(self) -> ProfileChanges {
                ProfileChanges { $($name: self.$name,)* }
            }

            /// An update of the profile alone.
            pub fn from_profile_changes(changes: ProfileChanges) -> Self {
                Self {
                    email: None,
                    username: None,
                    password_never_expires: None,
                    mfa_requirement: Change::Keep,
                    $($name: changes.$name,)*
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
            /// `staged` (nothing is sent) or `active` (an activation email is sent). Default: `staged`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub state: Option<UserState>,
            $($(#[$doc])*
            #[serde(rename = $wire, default, skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>,)*
        }

        impl CreateUser {
            /// With this profile.
            #[must_use]
            pub fn with_profile(self, profile: Profile) -> Self {
                Self { $($name: profile.$name,)* ..self }
            }

            /// The profile part.
            pub fn profile(&self) -> Profile {
                Profile { $($name: self.$name.clone(),)* }
            }
        }
    };
}
