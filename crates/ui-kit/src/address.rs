//! A postal address.

use leptos::prelude::*;

use crate::field::FieldRow;
use crate::text_area::TextArea;
use crate::text_field::TextField;
use crate::words;

/// The five parts of an address, each a signal.
#[derive(Clone, Copy)]
pub struct AddressSignals {
    /// Street and number.
    pub street: RwSignal<String>,
    /// City or town.
    pub locality: RwSignal<String>,
    /// State, province or region.
    pub region: RwSignal<String>,
    /// Postal code.
    pub postal_code: RwSignal<String>,
    /// Country.
    pub country: RwSignal<String>,
}

impl AddressSignals {
    /// An empty address.
    #[must_use]
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            street: empty(),
            locality: empty(),
            region: empty(),
            postal_code: empty(),
            country: empty(),
        }
    }
}

impl Default for AddressSignals {
    fn default() -> Self {
        Self::new()
    }
}

/// The fields of an address, as a group.
#[component]
pub fn AddressFieldset(
    /// The name of the address.
    #[prop(into)]
    legend: String,
    /// The prefix of the field names: `prefix.street`, `prefix.locality`, `prefix.region`,
    /// `prefix.postalCode`, `prefix.country`.
    prefix: &'static str,
    /// The address that browsers fill in: `home` or `work`.
    #[prop(default = "home")]
    section: &'static str,
    /// The address.
    value: AddressSignals,
    /// Read-only.
    #[prop(optional, into)]
    readonly: Signal<bool>,
) -> AnyView {
    let work = section == "work";
    // The `work` token is only allowed for telephone and email; a section keeps the two addresses
    // apart.
    let token = move |home: &'static str, at_work: &'static str| if work { at_work } else { home };
    view! {
        <fieldset class="fieldset">
            <legend>{legend}</legend>
            // A street may have several lines, which a single-line field would join.
            <TextArea name=format!("{prefix}.street") label=words::STREET value=value.street
                rows=2 readonly=readonly maxlength=256
                autocomplete=token("street-address", "section-work street-address")/>
            <FieldRow>
                <TextField name=format!("{prefix}.postalCode") label=words::POSTAL_CODE
                    value=value.postal_code readonly=readonly maxlength=32
                    autocomplete=token("postal-code", "section-work postal-code")/>
                <TextField name=format!("{prefix}.locality") label=words::LOCALITY
                    value=value.locality readonly=readonly maxlength=128
                    autocomplete=token("address-level2", "section-work address-level2")/>
            </FieldRow>
            <FieldRow>
                <TextField name=format!("{prefix}.region") label=words::REGION
                    value=value.region readonly=readonly maxlength=128
                    autocomplete=token("address-level1", "section-work address-level1")/>
                <TextField name=format!("{prefix}.country") label=words::COUNTRY
                    value=value.country readonly=readonly maxlength=128
                    autocomplete=token("country-name", "section-work country-name")/>
            </FieldRow>
        </fieldset>
    }
    .into_any()
}
