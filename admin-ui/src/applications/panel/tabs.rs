//! The tabs of an application. Its protocol decides which of them it has.

use rules::application::ApplicationProtocol::{self, Bookmark, Oidc, Saml};

use super::super::draft::MINUTES;
use super::super::oidc_draft::is_about_claims;
use super::super::saml_draft::is_about_attributes;
use crate::words::{
    access as access_words, applications as words, applications_activity, applications_attributes,
    applications_claims, applications_sign_on,
};

pub const OVERVIEW: &str = "overview";
pub const SIGN_ON: &str = "sign-on";
pub const CLAIMS: &str = "claims";
pub const ATTRIBUTES: &str = "attributes";
/// The name of the tab that says who may open it, in the address.
pub const ACCESS: &str = "access";
pub const POLICY: &str = "policy";
pub const CHECK: &str = "check";
pub const ACTIVITY: &str = "activity";

/// A tab: its name in the address, its label, and the protocols that have it.
pub type TabOf = (&'static str, &'static str, &'static [ApplicationProtocol]);

const ALL: &[ApplicationProtocol] = &[Bookmark, Oidc, Saml];
const SIGNS_IN: &[ApplicationProtocol] = &[Oidc, Saml];

/// The tabs, in order.
const TABS: [TabOf; 8] = [
    (OVERVIEW, words::TAB_OVERVIEW, ALL),
    (SIGN_ON, applications_sign_on::TAB, SIGNS_IN),
    (CLAIMS, applications_claims::TAB, &[Oidc]),
    (ATTRIBUTES, applications_attributes::TAB, &[Saml]),
    (ACCESS, words::TAB_ACCESS, ALL),
    (POLICY, words::TAB_POLICY, ALL),
    (CHECK, access_words::TAB, ALL),
    (ACTIVITY, applications_activity::TAB, SIGNS_IN),
];

/// The tabs of an application with this protocol.
pub fn of(protocol: ApplicationProtocol) -> impl Iterator<Item = TabOf> {
    let all = TABS.into_iter();
    all.filter(move |(.., protocols)| protocols.contains(&protocol))
}

/// The tab that is named in the address, or the first one if the application does not have that. While the
/// protocol is unknown, it may have all of them.
pub fn named(name: Option<&str>, protocol: Option<ApplicationProtocol>) -> &'static str {
    let mut tabs = TABS.into_iter();
    let found = tabs.find(|(tab, _, protocols)| {
        Some(*tab) == name && protocol.is_none_or(|one| protocols.contains(&one))
    });
    found.map_or(OVERVIEW, |(tab, ..)| tab)
}

/// The tab with the field of this name.
pub fn with_field(field: &str) -> &'static str {
    match field {
        MINUTES => POLICY,
        _ if is_about_claims(field) => CLAIMS,
        _ if is_about_attributes(field) => ATTRIBUTES,
        _ if field.starts_with("oidc.") || field.starts_with("saml.") => SIGN_ON,
        _ => OVERVIEW,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_on_its_tab() {
        for (field, tab) in [
            ("name", OVERVIEW),
            (MINUTES, POLICY),
            ("oidc.redirectUris", SIGN_ON),
            ("oidc.claims.3.constant", CLAIMS),
            ("saml.consumers", SIGN_ON),
            ("saml.attributes.3.constant", ATTRIBUTES),
            ("saml.groupsAttribute", ATTRIBUTES),
        ] {
            assert_eq!(with_field(field), tab, "{field}");
        }
    }

    #[test]
    fn an_application_has_the_tabs_of_its_protocol() {
        assert_eq!(named(Some(CLAIMS), Some(Oidc)), CLAIMS);
        assert_eq!(named(Some(CLAIMS), Some(Saml)), OVERVIEW);
        assert_eq!(named(Some(CLAIMS), None), CLAIMS);
        assert_eq!(named(Some("nothing"), None), OVERVIEW);
        assert_eq!(named(None, Some(Bookmark)), OVERVIEW);
        assert_eq!(of(Bookmark).count(), 4);
        assert_eq!((of(Oidc).count(), of(Saml).count()), (7, 7));
    }
}
