//! What is typed into the profile.

use contract::ids::UserId;
use contract::me::Me;
use contract::users::{Address, Profile};
use leptos::prelude::*;
use ui_kit::prelude::AddressSignals;

macro_rules! draft {
    ($($name:ident),* $(,)?) => {
        /// Every field of the profile as it is typed. Copy.
        #[derive(Clone, Copy)]
        pub struct Draft {
            $(pub $name: RwSignal<String>,)*
            pub home_address: AddressSignals,
            pub work_address: AddressSignals,
            /// The state that was loaded last: what differs from it is not saved.
            pub base: RwSignal<Option<Profile>>,
            /// Whose profile it is.
            owner: RwSignal<Option<UserId>>,
        }

        impl Draft {
            /// An empty one.
            pub fn new() -> Self {
                Self {
                    $($name: RwSignal::new(String::new()),)*
                    home_address: AddressSignals::new(),
                    work_address: AddressSignals::new(),
                    base: RwSignal::new(None),
                    owner: RwSignal::new(None),
                }
            }

            /// Takes over a state of the profile and forgets what was typed.
            pub fn load(self, profile: &Profile) {
                $(self.$name.set(profile.$name.clone().unwrap_or_default());)*
                load_address(self.home_address, profile.home_address.as_ref());
                load_address(self.work_address, profile.work_address.as_ref());
                self.base.set(Some(profile.clone()));
            }

            /// The profile that was typed.
            pub fn profile(self) -> Profile {
                Profile {
                    $($name: filled(self.$name),)*
                    home_address: address(self.home_address),
                    work_address: address(self.work_address),
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
    work_mobile_phone,
);

impl Draft {
    /// Makes it this person's: what they typed and did not save stays, also while they sign
    /// in anew; what somebody else typed goes.
    pub fn belong_to(self, me: &Me) {
        let same = self.owner.get_untracked() == Some(me.id);
        if !same || !untrack(|| self.is_dirty()) {
            self.load(&me.profile);
            self.owner.set(Some(me.id));
        }
    }

    /// Forgets what was typed.
    pub fn forget(self) {
        self.owner.set(None);
    }

    /// Whether something is not saved.
    pub fn is_dirty(self) -> bool {
        self.base
            .with(|base| base.as_ref().is_some_and(|base| *base != self.profile()))
    }
}

fn filled(text: RwSignal<String>) -> Option<String> {
    let text = text.get().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn load_address(signals: AddressSignals, address: Option<&Address>) {
    let address = address.cloned().unwrap_or_default();
    signals.street.set(address.street);
    signals.locality.set(address.locality);
    signals.region.set(address.region);
    signals.postal_code.set(address.postal_code);
    signals.country.set(address.country);
}

fn address(signals: AddressSignals) -> Option<Address> {
    let part = |text: RwSignal<String>| filled(text).unwrap_or_default();
    let address = Address {
        street: part(signals.street),
        locality: part(signals.locality),
        region: part(signals.region),
        postal_code: part(signals.postal_code),
        country: part(signals.country),
    };
    (!address.is_empty()).then_some(address)
}
