//! The input in the SAML settings of an application, and its differences from the saved state.

use contract::applications::{Application, AttributeMapping, SamlSettings, SamlSettingsChanges};
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::openid::GroupsSent;
use rules::saml::{
    MOST_ATTRIBUTES, MOST_CONSUMERS, MOST_REQUEST_CERTIFICATES, NameIdFormat, SignedParts,
};

use super::mapped_input::{self, Faults};
use super::saml_attributes::AttributeInput;
use super::saml_certificates::{self, certificates};
use super::saml_consumers::{self, consumers};
use crate::words::{applications_attributes, applications_saml as words};

// The names of fields, in the API and in the form.
pub const ENTITY_ID: &str = "saml.entityId";
pub const CONSUMERS: &str = "saml.consumers";
pub const NAME_ID: &str = "saml.nameId";
pub const SIGN: &str = "saml.sign";
pub const ENCRYPTION: &str = "saml.encryptionCertificate";
pub const REQUESTS: &str = "saml.requestCertificates";
pub const LOGOUT: &str = "saml.logoutUrl";
pub const RELAY_STATE: &str = "saml.defaultRelayState";
/// The name of the field for one attribute begins with it.
pub const ATTRIBUTES: &str = "saml.attributes";
pub const GROUPS_ATTRIBUTE: &str = "saml.groupsAttribute";
pub const GROUPS: &str = "saml.groupsSent";

/// The fields of the settings. Copy.
#[derive(Clone, Copy)]
pub struct SamlDraft {
    pub entity_id: RwSignal<String>,
    /// Addresses, one per line.
    pub consumers: RwSignal<String>,
    pub name_id: RwSignal<String>,
    pub sign: RwSignal<String>,
    pub encryption: RwSignal<String>,
    /// Certificates, one below the other.
    pub requests: RwSignal<String>,
    pub requests_signed: RwSignal<bool>,
    pub logout: RwSignal<String>,
    pub relay_state: RwSignal<String>,
    pub idp_initiated: RwSignal<bool>,
    pub attributes: RwSignal<Vec<AttributeInput>>,
    pub groups_attribute: RwSignal<String>,
    pub groups: RwSignal<String>,
    /// The settings that the fields were filled with: what they do not show is taken from there.
    filled: RwSignal<SamlSettings>,
    /// The identifier of the next attribute.
    next: StoredValue<u32>,
}

impl SamlDraft {
    /// The defaults.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let draft = Self {
            entity_id: empty(),
            consumers: empty(),
            name_id: empty(),
            sign: empty(),
            encryption: empty(),
            requests: empty(),
            requests_signed: RwSignal::new(false),
            logout: empty(),
            relay_state: empty(),
            idp_initiated: RwSignal::new(false),
            attributes: RwSignal::new(Vec::new()),
            groups_attribute: empty(),
            groups: empty(),
            filled: RwSignal::new(SamlSettings::default()),
            next: StoredValue::new(0),
        };
        draft.fill(&SamlSettings::default());
        draft
    }

    /// Copies the saved settings.
    pub fn fill(self, saved: &SamlSettings) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        self.entity_id.set(saved.entity_id.clone());
        self.consumers.set(saml_consumers::text(&saved.consumers));
        self.name_id.set(saved.name_id.as_str().to_owned());
        self.sign.set(saved.sign.as_str().to_owned());
        let encryption = saved.encryption_certificate.as_slice();
        self.encryption.set(saml_certificates::text(encryption));
        let requests = &saved.request_certificates;
        self.requests.set(saml_certificates::text(requests));
        self.requests_signed.set(saved.requests_signed);
        self.logout.set(text(&saved.logout_url));
        self.relay_state.set(text(&saved.default_relay_state));
        self.idp_initiated.set(saved.idp_initiated);
        // The views of unchanged values are kept. The panel may have been closed.
        let now = untrack(|| self.attributes.try_with(|all| mappings(all)));
        if now.is_some_and(|now| now != saved.attributes) {
            let all = saved.attributes.iter();
            let all = all.map(|mapping| AttributeInput::of(self.next_id(), mapping));
            self.attributes.set(all.collect());
        }
        self.groups_attribute.set(text(&saved.groups_attribute));
        self.groups.set(saved.groups_sent.as_str().to_owned());
        self.filled.set(saved.clone());
    }

    /// Adds an empty attribute.
    pub fn add_attribute(self) {
        let input = AttributeInput::new(self.next_id());
        self.attributes.update(|all| all.push(input));
    }

    fn next_id(self) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        id
    }

    /// What the input means.
    pub fn settings(self) -> SamlSettings {
        let filled = self.filled.get();
        let name_id = self.name_id.with(|name| NameIdFormat::parse(name));
        let sign = self.sign.with(|sign| SignedParts::parse(sign));
        let groups = self.groups.with(|groups| GroupsSent::parse(groups));
        let encryption = filled.encryption_certificate.as_slice();
        let encryption = self.encryption.with(|text| certificates(text, encryption));
        let requests = &filled.request_certificates;
        SamlSettings {
            entity_id: self.entity_id.with(|id| id.trim().to_owned()),
            consumers: self
                .consumers
                .with(|text| consumers(text, &filled.consumers)),
            name_id: name_id.unwrap_or(NameIdFormat::Email),
            sign: sign.unwrap_or(SignedParts::Both),
            // The server refuses several.
            encryption_certificate: (!encryption.is_empty()).then(|| encryption.join("\n")),
            request_certificates: self.requests.with(|text| certificates(text, requests)),
            requests_signed: self.requests_signed.get(),
            logout_url: trimmed(self.logout),
            default_relay_state: trimmed(self.relay_state),
            idp_initiated: self.idp_initiated.get(),
            attributes: self.attributes.with(|all| mappings(all)),
            groups_attribute: trimmed(self.groups_attribute),
            groups_sent: groups.unwrap_or(GroupsSent::Assigned),
        }
    }

    /// Whether saving would change something. Never for another protocol.
    pub fn differs(self, saved: &Application) -> bool {
        let saved = saved.saml.as_ref();
        saved.is_some_and(|saved| self.settings() != *saved)
    }

    /// The changes from the saved settings to the input.
    pub fn changes(self, saved: &Application) -> Option<SamlSettingsChanges> {
        let before = saved.saml.as_ref()?;
        let now = untrack(|| self.settings());
        (now != *before).then(|| SamlSettingsChanges::between(before, &now))
    }

    /// Reports what is wrong with the input at its fields. The server checks the rest.
    pub fn check(self, form: Sending) {
        let now = untrack(|| self.settings());
        if now.entity_id.is_empty() {
            form.fault(ENTITY_ID, words::ENTITY_ID_MISSING);
        }
        match now.consumers.len() {
            0 => form.fault(CONSUMERS, words::CONSUMERS_MISSING),
            1..=MOST_CONSUMERS => {}
            _ => form.fault(CONSUMERS, words::too_many_consumers()),
        }
        if now.request_certificates.len() > MOST_REQUEST_CERTIFICATES {
            form.fault(REQUESTS, words::too_many_requests());
        }
        if now.requests_signed && now.request_certificates.is_empty() {
            form.fault(REQUESTS, words::REQUESTS_MISSING);
        }
        self.check_attributes(form, now.attributes.len());
    }

    fn check_attributes(self, form: Sending, attributes: usize) {
        use applications_attributes as words;
        if attributes > MOST_ATTRIBUTES {
            form.fault(ATTRIBUTES, words::too_many());
        }
        let faults = Faults {
            name_missing: words::NAME_MISSING,
            name_twice: words::NAME_TWICE,
        };
        mapped_input::check(form, &self.attributes.get_untracked(), &faults);
    }
}

/// Whether the field with this name is about what the application learns about users.
pub fn is_about_attributes(field: &str) -> bool {
    field.starts_with(ATTRIBUTES) || field == GROUPS_ATTRIBUTE || field == GROUPS
}

fn mappings(all: &[AttributeInput]) -> Vec<AttributeMapping> {
    all.iter().map(AttributeInput::mapping).collect()
}

/// The text without spaces around it, unless it is empty.
fn trimmed(field: RwSignal<String>) -> Option<String> {
    let text = field.with(|text| text.trim().to_owned());
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use contract::applications::AssertionConsumer;
    use rules::saml::AttributeNameFormat;

    use super::*;

    fn saved() -> SamlSettings {
        let pem = |body: &str| {
            format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
        };
        SamlSettings {
            entity_id: "https://app.example.com/saml".to_owned(),
            consumers: vec![AssertionConsumer {
                url: "https://app.example.com/acs".to_owned(),
                index: 7,
            }],
            name_id: NameIdFormat::Persistent,
            encryption_certificate: Some(pem("AAAA")),
            request_certificates: vec![pem("BBBB"), pem("CCCC")],
            requests_signed: true,
            attributes: vec![AttributeMapping {
                name: "urn:oid:0.9.2342.19200300.100.1.3".to_owned(),
                format: AttributeNameFormat::Uri,
                field: Some("email".to_owned()),
                constant: None,
            }],
            groups_attribute: Some("groups".to_owned()),
            groups_sent: GroupsSent::All,
            ..SamlSettings::default()
        }
    }

    #[test]
    fn what_was_loaded_is_not_changed() {
        let owner = Owner::new();
        owner.set();
        let draft = SamlDraft::new();
        for settings in [SamlSettings::default(), saved()] {
            draft.fill(&settings);
            assert_eq!(draft.settings(), settings);
        }
    }

    #[test]
    fn fields_about_attributes_are_known() {
        for field in [
            ATTRIBUTES,
            "saml.attributes.0.constant",
            GROUPS_ATTRIBUTE,
            GROUPS,
        ] {
            assert!(is_about_attributes(field), "{field}");
        }
        assert!(!is_about_attributes(NAME_ID));
    }
}
