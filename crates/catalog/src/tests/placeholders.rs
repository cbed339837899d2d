//! What the patterns of a template may refer to.

use std::collections::BTreeSet;

use crate::guide::OWN;
use crate::{AskedKind, Connection, IdpValue, Pattern, Template, all};

/// The patterns of what is registered.
fn registered(template: &Template) -> Vec<&Pattern> {
    let mut patterns: Vec<&Pattern> = template.launch.iter().collect();
    match &template.connection {
        Connection::Oidc(oidc) => {
            patterns.extend(&oidc.redirect);
            patterns.extend(&oidc.after_logout);
            patterns.extend(&oidc.origins);
            patterns.extend(&oidc.initiate_login);
            patterns.extend(&oidc.back_channel_logout);
        }
        Connection::Saml(saml) => {
            patterns.push(&saml.entity_id);
            patterns.extend(&saml.acs);
            patterns.extend(&saml.single_logout);
        }
    }
    patterns
}

/// The patterns of what is shown.
fn shown(template: &Template) -> Vec<&Pattern> {
    let fields = template.fields.iter().map(|field| &field.value);
    let snippet = template.snippet.iter().map(|snippet| &snippet.text);
    fields.chain(snippet).collect()
}

fn names<'a>(patterns: &[&'a Pattern]) -> BTreeSet<&'a str> {
    let names = patterns.iter().map(|pattern| pattern.placeholders());
    names.flatten().collect()
}

#[test]
fn what_is_registered_uses_exactly_what_is_asked_for() {
    for template in all() {
        let asked: BTreeSet<&str> = template.asked.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names(&registered(template)),
            asked,
            "{}: used and asked for",
            template.id
        );
        assert_eq!(asked.len(), template.asked.len(), "{}", template.id);
    }
}

#[test]
fn what_is_shown_uses_known_values_only() {
    for template in all() {
        let protocol = template.connection.protocol();
        let own = OWN.iter().find(|(of, _)| *of == protocol).unwrap().1;
        for name in names(&shown(template)) {
            let is_given = IdpValue::parse(name).is_some_and(|value| value.protocol() == protocol);
            let is_asked = template.asked.iter().any(|asked| asked.name == name);
            assert!(
                is_given || is_asked || own.contains(&name),
                "{}: {name}",
                template.id
            );
        }
    }
}

#[test]
fn no_name_has_two_meanings() {
    for template in all() {
        for asked in &template.asked {
            let name = asked.name.as_str();
            let is_own = OWN.iter().any(|(_, names)| names.contains(&name));
            assert!(!is_own && IdpValue::parse(name).is_none(), "{name}");
        }
    }
}

#[test]
fn every_application_is_told_what_it_needs() {
    for template in all() {
        let shown = names(&shown(template));
        let id = &template.id;
        match &template.connection {
            Connection::Oidc(oidc) => {
                assert!(shown.contains("client_id"), "{id}");
                let is_public = oidc.authentication == rules::openid::ClientAuthentication::Public;
                assert_eq!(shown.contains("client_secret"), !is_public, "{id}");
            }
            Connection::Saml(_) => {
                let by_hand = shown.contains("sso_url")
                    && (shown.contains("certificate") || shown.contains("certificate_line"));
                assert!(by_hand || shown.contains("metadata_url"), "{id}");
            }
        }
    }
}

/// Otherwise, an administrator who enters somebody else's address for a well-known application would send
/// them what signs users in there.
#[test]
fn an_address_has_to_be_in_a_known_domain() {
    for template in all() {
        for asked in &template.asked {
            let is_address = asked.kind == AskedKind::Address;
            let is_part = matches!(asked.kind, AskedKind::Label | AskedKind::Segment);
            assert!(!is_address || !asked.within.is_empty(), "{}", template.id);
            assert!(!is_part || asked.within.is_empty(), "{}", template.id);
        }
    }
}
