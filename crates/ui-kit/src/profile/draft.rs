//! The input in the fields of a profile.

use contract::profile::{Address, Kind, Profile, ProfileField, Value, ValueMut};
use leptos::prelude::*;

use crate::address::AddressSignals;

/// The input in the fields of a profile.
#[derive(Clone, Copy)]
pub struct ProfileDraft([Input; Profile::FIELDS.len()]);

/// The input in one field.
#[derive(Clone, Copy)]
pub(super) enum Input {
    Line(RwSignal<String>),
    Address(AddressSignals),
}

impl Input {
    fn fill(self, value: Value<'_>) {
        match (self, value) {
            (Self::Line(line), Value::Text(text)) => {
                line.set(text.unwrap_or_default().to_owned());
            }
            (Self::Address(signals), Value::Address(address)) => {
                fill_address(signals, address.cloned().unwrap_or_default());
            }
            // Unreachable: `ProfileDraft::new` made the inputs from the same table.
            (Self::Line(_), _) | (Self::Address(_), _) => {}
        }
    }
}

impl ProfileDraft {
    /// An empty form.
    #[must_use]
    pub fn new() -> Self {
        Self(Profile::FIELDS.map(|field| match field.kind {
            Kind::Address => Input::Address(AddressSignals::new()),
            _ => Input::Line(RwSignal::new(String::new())),
        }))
    }

    /// Copies a stored profile, and discards the input.
    pub fn fill(self, profile: &Profile) {
        for (input, (_, value)) in self.0.into_iter().zip(profile.values()) {
            input.fill(value);
        }
    }

    /// Copies a stored profile after `sent` was saved. Keeps what was entered since.
    pub fn fill_saved(self, sent: &Profile, stored: &Profile) {
        let entered = untrack(|| self.profile());
        let values = entered.values().into_iter().zip(sent.values());
        let values = values.zip(stored.values());
        for (input, (((_, now), (_, sent)), (_, stored))) in self.0.into_iter().zip(values) {
            if now == sent {
                input.fill(stored);
            }
        }
    }

    /// The profile as entered. Reacts to each field.
    pub fn profile(self) -> Profile {
        let mut profile = Profile::default();
        for (input, (_, value)) in self.0.into_iter().zip(profile.values_mut()) {
            match (input, value) {
                (Input::Line(line), ValueMut::Text(text)) => {
                    *text = Some(typed(line)).filter(|text| !text.is_empty());
                }
                (Input::Address(signals), ValueMut::Address(address)) => {
                    *address = Some(typed_address(signals)).filter(|it| !it.is_empty());
                }
                (Input::Line(_), _) | (Input::Address(_), _) => {}
            }
        }
        profile
    }

    /// Each field with its input.
    pub(super) fn inputs(self) -> impl Iterator<Item = (ProfileField, Input)> {
        Profile::FIELDS.into_iter().zip(self.0)
    }
}

impl Default for ProfileDraft {
    fn default() -> Self {
        Self::new()
    }
}

fn typed(line: RwSignal<String>) -> String {
    line.with(|text| text.trim().to_owned())
}

fn fill_address(signals: AddressSignals, address: Address) {
    signals.street.set(address.street);
    signals.locality.set(address.locality);
    signals.region.set(address.region);
    signals.postal_code.set(address.postal_code);
    signals.country.set(address.country);
}

fn typed_address(signals: AddressSignals) -> Address {
    Address {
        street: typed(signals.street),
        locality: typed(signals.locality),
        region: typed(signals.region),
        postal_code: typed(signals.postal_code),
        country: typed(signals.country),
    }
}
