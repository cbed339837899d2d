//! What is typed into the form of a user, and what of it has changed.

use contract::change::Change;
use contract::users::{Address, Profile, ProfileChanges, UpdateUser, User};
use leptos::prelude::*;
use rules::mfa::MfaRequirement;
use ui_kit::prelude::AddressSignals;

/// Nothing of its own is asked of the user.
pub const AS_ORGANIZATION: &str = "organization";

/// What is asked of the user, as the field has it.
fn asked(user: &User) -> &'static str {
    let own = user.mfa.requirement_override;
    own.map_or(AS_ORGANIZATION, MfaRequirement::as_str)
}

macro_rules! draft {
    ($($field:ident),*) => {
        /// The fields of the form.
        #[derive(Clone, Copy)]
        pub struct Draft {
            pub email: RwSignal<String>,
            pub username: RwSignal<String>,
            pub never_expires: RwSignal<bool>,
            pub mfa: RwSignal<String>,
            pub home_address: AddressSignals,
            pub work_address: AddressSignals,
            $(pub $field: RwSignal<String>,)*
        }

        impl Draft {
            /// Nothing typed.
            pub fn new() -> Self {
                let empty = || RwSignal::new(String::new());
                Self {
                    email: empty(),
                    username: empty(),
                    never_expires: RwSignal::new(false),
                    mfa: RwSignal::new(AS_ORGANIZATION.to_owned()),
                    home_address: AddressSignals::new(),
                    work_address: AddressSignals::new(),
                    $($field: empty(),)*
                }
            }

            /// Takes over what the server has.
            pub fn fill(self, user: &User) {
                self.email.set(user.email.clone());
                self.username.set(user.username.clone());
                self.never_expires.set(user.password.never_expires);
                self.mfa.set(asked(user).to_owned());
                fill_address(self.home_address, user.profile.home_address.as_ref());
                fill_address(self.work_address, user.profile.work_address.as_ref());
                $(self.$field.set(user.profile.$field.clone().unwrap_or_default());)*
            }

            /// The profile as typed.
            pub fn profile(self) -> Profile {
                Profile {
                    home_address: typed_address(self.home_address),
                    work_address: typed_address(self.work_address),
                    $($field: typed(self.$field),)*
                }
            }
        }
    };
}

draft!(
    first_name,
    middle_name,
    last_name,
    display_name,
    mobile_phone,
    home_phone,
    language,
    time_zone,
    job_title,
    department,
    company,
    cost_center,
    employee_number,
    employee_type,
    location,
    manager,
    work_phone,
    work_mobile_phone
);

impl Draft {
    /// Whether something differs from what the server has.
    pub fn differs(self, user: &User) -> bool {
        self.email.with(|email| email.trim() != user.email)
            || self
                .username
                .with(|username| username.trim() != user.username)
            || self.mfa.with(|mfa| mfa != asked(user))
            || self.never_expires.get() != user.password.never_expires
            || self.profile() != user.profile
    }

    /// The changes that lead from what the server has to what is typed.
    pub fn changes(self, user: &User) -> UpdateUser {
        let change = |typed: RwSignal<String>, before: &str| {
            let typed = typed.get_untracked().trim().to_owned();
            (typed != before).then_some(typed)
        };
        let profile = untrack(|| self.profile());
        let mfa = self.mfa.get_untracked();
        UpdateUser {
            mfa_requirement: if mfa == asked(user) {
                Change::Keep
            } else {
                Change::from_option(MfaRequirement::parse(&mfa))
            },
            email: change(self.email, &user.email),
            username: change(self.username, &user.username),
            password_never_expires: Some(self.never_expires.get_untracked())
                .filter(|never| *never != user.password.never_expires),
            ..UpdateUser::from_profile_changes(ProfileChanges::between(&user.profile, &profile))
        }
    }
}

fn typed(value: RwSignal<String>) -> Option<String> {
    value.with(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn fill_address(fields: AddressSignals, address: Option<&Address>) {
    let address = address.cloned().unwrap_or_default();
    fields.street.set(address.street);
    fields.locality.set(address.locality);
    fields.region.set(address.region);
    fields.postal_code.set(address.postal_code);
    fields.country.set(address.country);
}

fn typed_address(fields: AddressSignals) -> Option<Address> {
    let part = |value| typed(value).unwrap_or_default();
    let address = Address {
        street: part(fields.street),
        locality: part(fields.locality),
        region: part(fields.region),
        postal_code: part(fields.postal_code),
        country: part(fields.country),
    };
    Some(address).filter(|address| !address.is_empty())
}
