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
            match (input, value) {
                (Input::Line(line), Value::Text(text)) => {
                    line.set(text.unwrap_or_default().to_owned());
                }
                (Input::Address(signals), Value::Address(address)) => {
                    fill_address(signals, address.cloned().unwrap_or_default());
                }
                // Unreachable: `new` made the inputs from the same table.
                (Input::Line(_), _) | (Input::Address(_), _) => {}
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
