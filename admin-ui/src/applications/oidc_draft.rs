//! The input in the OpenID Connect settings of an application, and its differences from the saved state.

use contract::applications::{Application, ClaimMapping, OidcSettings, OidcSettingsChanges};
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::openid::{
    ClientAuthentication, ClientKind, GroupsSent, MOST_CLAIMS, MOST_REFRESH_DAYS, PkcePolicy,
    SubjectKind, TokenAlgorithm,
};

use super::mapped_input::{self, Faults, MappedInput};
use super::oidc_claims;
use crate::words::{applications_claims, applications_sign_on as words, connecting};

// The names of fields, in the API and in the form.
pub const REDIRECTS: &str = "oidc.redirectUris";
pub const KEYS: &str = "oidc.jwks";
pub const PKCE: &str = "oidc.pkce";
pub const ALGORITHM: &str = "oidc.algorithm";
pub const DAYS: &str = "oidc.refreshDays";
pub const INITIATE: &str = "oidc.initiateLoginUri";
/// The name of the field for one claim begins with it.
pub const CLAIMS: &str = "oidc.claims";
pub const GROUPS: &str = "oidc.groupsSent";
pub const SUBJECT: &str = "oidc.subject";

/// The fields of the settings. Copy.
#[derive(Clone, Copy)]
pub struct OidcDraft {
    pub kind: RwSignal<String>,
    pub auth: RwSignal<String>,
    pub pkce: RwSignal<String>,
    pub require_pushed: RwSignal<bool>,
    pub dpop_required: RwSignal<bool>,
    pub algorithm: RwSignal<String>,
    /// Addresses, one per line.
    pub redirects: RwSignal<String>,
    /// Addresses, one per line.
    pub after_logout: RwSignal<String>,
    /// Origins, one per line.
    pub origins: RwSignal<String>,
    pub offline: RwSignal<bool>,
    pub days: RwSignal<String>,
    pub device_grant: RwSignal<bool>,
    pub consent: RwSignal<bool>,
    pub backchannel: RwSignal<String>,
    pub initiate: RwSignal<String>,
    pub keys: RwSignal<String>,
    pub claims: RwSignal<Vec<MappedInput>>,
    pub in_id_token: RwSignal<bool>,
    pub groups: RwSignal<String>,
    pub subject: RwSignal<String>,
    /// The identifier of the next claim.
    next: StoredValue<u32>,
}

impl OidcDraft {
    /// The defaults.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let draft = Self {
            kind: empty(),
            auth: empty(),
            pkce: empty(),
            require_pushed: RwSignal::new(false),
            dpop_required: RwSignal::new(false),
            algorithm: empty(),
            redirects: empty(),
            after_logout: empty(),
            origins: empty(),
            offline: RwSignal::new(false),
            days: empty(),
            device_grant: RwSignal::new(false),
            consent: RwSignal::new(false),
            backchannel: empty(),
            initiate: empty(),
            keys: empty(),
            claims: RwSignal::new(Vec::new()),
            in_id_token: RwSignal::new(true),
            groups: empty(),
            subject: empty(),
            next: StoredValue::new(0),
        };
        draft.fill(&OidcSettings::default());
        draft
    }

    /// Copies the saved settings.
    pub fn fill(self, saved: &OidcSettings) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        self.kind.set(saved.kind.as_str().to_owned());
        self.auth.set(saved.auth.as_str().to_owned());
        self.pkce.set(saved.pkce.as_str().to_owned());
        self.require_pushed.set(saved.require_pushed);
        self.dpop_required.set(saved.dpop_required);
        self.algorithm.set(saved.algorithm.as_str().to_owned());
        self.redirects.set(saved.redirect_uris.join("\n"));
        self.after_logout.set(saved.after_logout_uris.join("\n"));
        self.origins.set(saved.origins.join("\n"));
        self.offline.set(saved.offline);
        self.days.set(saved.refresh_days.to_string());
        self.device_grant.set(saved.device_grant);
        self.consent.set(saved.consent);
        self.backchannel.set(text(&saved.backchannel_logout_uri));
        self.initiate.set(text(&saved.initiate_login_uri));
        self.keys.set(text(&saved.jwks));
        // The views of unchanged values are kept. The panel may have been closed.
        let now = untrack(|| self.claims.try_with(|claims| mappings(claims)));
        if now.is_some_and(|now| now != saved.claims) {
            let claims = saved.claims.iter();
            let claims = claims.map(|mapping| oidc_claims::of(self.next_id(), mapping));
            self.claims.set(claims.collect());
        }
        self.in_id_token.set(saved.claims_in_id_token);
        self.groups.set(saved.groups_sent.as_str().to_owned());
        self.subject.set(saved.subject.as_str().to_owned());
    }

    /// Adds an empty claim.
    pub fn add_claim(self) {
        let input = oidc_claims::empty(self.next_id());
        self.claims.update(|claims| claims.push(input));
    }

    fn next_id(self) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        id
    }

    /// What the input means. Values that a choice excludes are left out, because their fields are
    /// hidden. Input that is not a number becomes 0 days.
    pub fn settings(self) -> OidcSettings {
        let kind = self.kind.with(|kind| ClientKind::parse(kind));
        let kind = kind.unwrap_or(ClientKind::Web);
        let auth = match kind {
            ClientKind::Browser => None,
            _ => self.auth.with(|auth| ClientAuthentication::parse(auth)),
        };
        let auth = auth.unwrap_or(ClientAuthentication::Public);
        let is_public = auth == ClientAuthentication::Public;
        let pkce = self.pkce.with(|pkce| PkcePolicy::parse(pkce));
        let algorithm = self.algorithm.with(|name| TokenAlgorithm::parse(name));
        let groups = self.groups.with(|groups| GroupsSent::parse(groups));
        let subject = self.subject.with(|subject| SubjectKind::parse(subject));
        OidcSettings {
            kind,
            auth,
            pkce: pkce.filter(|_| !is_public).unwrap_or(PkcePolicy::Required),
            require_pushed: self.require_pushed.get(),
            dpop_required: self.dpop_required.get(),
            algorithm: algorithm.unwrap_or(TokenAlgorithm::Rs256),
            redirect_uris: self.redirects.with(|text| lines(text)),
            after_logout_uris: self.after_logout.with(|text| lines(text)),
            origins: if is_public {
                self.origins.with(|text| lines(text))
            } else {
                Vec::new()
            },
            offline: self.offline.get(),
            refresh_days: self.days.with(|days| days.trim().parse().unwrap_or(0)),
            device_grant: self.device_grant.get(),
            consent: self.consent.get(),
            backchannel_logout_uri: address(self.backchannel),
            initiate_login_uri: address(self.initiate),
            jwks: Some(self.keys.get()).filter(|keys| !keys.trim().is_empty()),
            claims: self.claims.with(|claims| mappings(claims)),
            claims_in_id_token: self.in_id_token.get(),
            groups_sent: groups.unwrap_or(GroupsSent::Assigned),
            subject: subject.unwrap_or(SubjectKind::Id),
        }
    }

    /// Whether saving would change something. Never for another protocol.
    pub fn differs(self, saved: &Application) -> bool {
        let saved = saved.oidc.as_ref();
        saved.is_some_and(|saved| self.settings() != *saved)
    }

    /// The changes from the saved settings to the input.
    pub fn changes(self, saved: &Application) -> Option<OidcSettingsChanges> {
        let before = saved.oidc.as_ref()?;
        let now = untrack(|| self.settings());
        (now != *before).then(|| OidcSettingsChanges::between(before, &now))
    }

    /// Reports what is wrong with the input at its fields. The server checks the rest.
    pub fn check(self, form: Sending) {
        let now = untrack(|| self.settings());
        // A device has no address to return to.
        if now.redirect_uris.is_empty() && !now.device_grant {
            form.fault(REDIRECTS, connecting::REDIRECTS_MISSING);
        }
        if !(1..=MOST_REFRESH_DAYS).contains(&now.refresh_days) {
            form.fault(DAYS, words::days_wrong());
        }
        if now.auth == ClientAuthentication::PrivateKey && now.jwks.is_none() {
            form.fault(KEYS, words::KEYS_MISSING);
        }
        if now.claims.len() > MOST_CLAIMS {
            form.fault(CLAIMS, applications_claims::too_many());
        }
        let faults = Faults {
            name_missing: applications_claims::CLAIM_MISSING,
            name_twice: applications_claims::CLAIM_TWICE,
        };
        mapped_input::check(form, &self.claims.get_untracked(), &faults);
    }
}

/// Whether the field with this name is about what the application learns about users.
pub fn is_about_claims(field: &str) -> bool {
    // Also `oidc.claimsInIdToken`.
    field.starts_with(CLAIMS) || field == GROUPS || field == SUBJECT
}

fn mappings(all: &[MappedInput]) -> Vec<ClaimMapping> {
    all.iter().map(oidc_claims::mapping).collect()
}

/// The lines of a text that are not empty.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The address, if there is one.
fn address(field: RwSignal<String>) -> Option<String> {
    let text = field.with(|text| text.trim().to_owned());
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> OidcSettings {
        OidcSettings {
            redirect_uris: vec!["https://app.example.com/cb".to_owned()],
            offline: true,
            device_grant: true,
            initiate_login_uri: Some("https://app.example.com/".to_owned()),
            claims: vec![
                ClaimMapping {
                    claim: "department".to_owned(),
                    field: Some("department".to_owned()),
                    constant: None,
                },
                ClaimMapping {
                    claim: "tenant".to_owned(),
                    field: None,
                    constant: Some(" acme ".to_owned()),
                },
            ],
            ..OidcSettings::default()
        }
    }

    #[test]
    fn what_was_loaded_is_not_changed() {
        let owner = Owner::new();
        owner.set();
        let draft = OidcDraft::new();
        let native = OidcSettings {
            kind: ClientKind::Native,
            pkce: PkcePolicy::IfSent,
            ..saved()
        };
        let browser = OidcSettings {
            kind: ClientKind::Browser,
            auth: ClientAuthentication::Public,
            origins: vec!["https://app.example.com".to_owned()],
            ..saved()
        };
        let strict = OidcSettings {
            require_pushed: true,
            dpop_required: true,
            ..saved()
        };
        for settings in [OidcSettings::default(), saved(), native, browser, strict] {
            draft.fill(&settings);
            assert_eq!(draft.settings(), settings);
        }
    }

    #[test]
    fn a_choice_decides_what_depends_on_it() {
        let owner = Owner::new();
        owner.set();
        let draft = OidcDraft::new();
        draft.fill(&saved());
        draft.pkce.set(PkcePolicy::IfSent.as_str().to_owned());
        draft.origins.set("https://app.example.com".to_owned());
        assert_eq!(draft.settings().pkce, PkcePolicy::IfSent);
        assert!(draft.settings().origins.is_empty());
        draft.kind.set(ClientKind::Browser.as_str().to_owned());
        let now = draft.settings();
        assert_eq!(now.auth, ClientAuthentication::Public);
        assert_eq!(now.pkce, PkcePolicy::Required);
        assert_eq!(now.origins, ["https://app.example.com"]);
        draft.days.set("a week".to_owned());
        assert_eq!(draft.settings().refresh_days, 0);
    }

    #[test]
    fn fields_about_claims_are_known() {
        for field in [
            CLAIMS,
            "oidc.claims.0",
            "oidc.claimsInIdToken",
            GROUPS,
            SUBJECT,
        ] {
            assert!(is_about_claims(field), "{field}");
        }
        assert!(!is_about_claims(REDIRECTS));
    }
}
