//! What the templates register is accepted by the code that the server uses.

use std::collections::BTreeSet;

use oidc::address::{self, Purpose};
use oidc::client::Client;
use oidc::mapping;
use oidc::person::{Person, PostalAddress};
use oidc::scope;
use rules::openid::{ClientKind, PkcePolicy};

use super::{examples, filled};
use crate::{Answers, ConnectionSettings, OidcSettings, Template, all, fill};

/// Hosts that an organization may have.
const HOSTS: [&str; 5] = [
    "app.example.com",
    "App.Example.com:8443",
    "intranet",
    "192.168.1.10:8006",
    "bücher.example",
];

/// All ways in which a template is filled.
fn ways(template: &Template) -> Vec<Answers> {
    let mut ways = vec![examples(template)];
    let is_free =
        |asked: &&crate::Asked| asked.kind == crate::AskedKind::Host && asked.within.is_empty();
    for asked in template.asked.iter().filter(is_free) {
        for host in HOSTS {
            let mut way = examples(template);
            way.insert(asked.name.clone(), host.to_owned());
            ways.push(way);
        }
    }
    ways
}

fn check(id: &str, uri: &str, kind: ClientKind, purpose: Purpose) {
    if let Err(problem) = address::check(uri, kind, purpose) {
        panic!("{id}: {uri}: {problem}");
    }
}

/// An address with a slash after its host. Salesforce writes a query without one, and compares the whole
/// text. Browsers open both.
fn with_slash(uri: &str) -> String {
    match uri.split_once('?') {
        Some((origin, query)) if !origin["https://".len()..].contains('/') => {
            format!("{origin}/?{query}")
        }
        _ => uri.to_owned(),
    }
}

#[test]
fn every_address_may_be_registered() {
    for template in all() {
        let id = template.id.as_str();
        for answers in ways(template) {
            let settings = fill(template, &answers).unwrap();
            if let Some(launch) = &settings.launch_url {
                check(id, launch, ClientKind::Web, Purpose::InitiateLogin);
                assert!(launch.starts_with("https://"), "{id}: {launch}");
            }
            match &settings.connection {
                ConnectionSettings::Oidc(oidc) => check_addresses(id, oidc),
                ConnectionSettings::Saml(saml) => {
                    assert!(!saml.acs.is_empty(), "{id}");
                    for uri in saml.acs.iter().chain(&saml.single_logout) {
                        check(id, &with_slash(uri), ClientKind::Web, Purpose::Redirect);
                        assert!(uri.starts_with("https://"), "{id}: {uri}");
                    }
                    let entity = &saml.entity_id;
                    assert!(entity.bytes().all(|b| b.is_ascii_graphic()), "{id}");
                    assert!((1..=1024).contains(&entity.len()), "{id}");
                }
            }
        }
    }
}

fn check_addresses(id: &str, oidc: &OidcSettings) {
    assert!(!oidc.redirect_uris.is_empty(), "{id}");
    for uri in &oidc.redirect_uris {
        check(id, uri, oidc.kind, Purpose::Redirect);
    }
    for uri in &oidc.after_logout_uris {
        check(id, uri, oidc.kind, Purpose::AfterLogout);
    }
    for origin in &oidc.origins {
        assert_eq!(address::origin(origin).as_ref(), Some(origin), "{id}");
    }
    if let Some(uri) = &oidc.initiate_login_uri {
        check(id, uri, oidc.kind, Purpose::InitiateLogin);
    }
    if let Some(uri) = &oidc.back_channel_logout_uri {
        check(id, uri, oidc.kind, Purpose::BackChannelLogout);
    }
}

/// The OpenID Connect clients of the catalog.
fn clients() -> Vec<(&'static Template, OidcSettings)> {
    let clients = all().iter().filter_map(|template| {
        let ConnectionSettings::Oidc(oidc) = filled(template).connection else {
            return None;
        };
        Some((template, oidc))
    });
    clients.collect()
}

#[test]
fn the_settings_of_every_client_fit_together() {
    for (template, oidc) in clients() {
        let client = Client {
            id: template.id.clone(),
            kind: oidc.kind,
            authentication: oidc.authentication,
            pkce: oidc.pkce,
            require_pushed: false,
            dpop_required: false,
            id_token_algorithm: oidc.algorithm,
            redirect_uris: oidc.redirect_uris.clone(),
            after_logout_uris: oidc.after_logout_uris.clone(),
            offline: oidc.offline(),
            keys: Vec::new(),
        };
        assert_eq!(client.check(), Ok(()), "{}", template.id);
        // Otherwise the template says less than what holds.
        let required = client.requires_pkce();
        assert_eq!(
            required,
            oidc.pkce == PkcePolicy::Required,
            "{}",
            template.id
        );
    }
}

#[test]
fn every_scope_exists_and_contains_the_claims() {
    let text = || Some("x".to_owned());
    let person = Person {
        name: text(),
        given_name: text(),
        middle_name: text(),
        family_name: text(),
        preferred_username: text(),
        picture: text(),
        zoneinfo: text(),
        locale: text(),
        updated_at: Some(1),
        email: text(),
        email_verified: true,
        phone_number: text(),
        address: Some(PostalAddress {
            formatted: text(),
            ..PostalAddress::default()
        }),
        groups: vec!["x".to_owned()],
        ..Person::default()
    };
    for (template, oidc) in clients() {
        let id = &template.id;
        let written = oidc.scopes.join(" ");
        let scopes = scope::parse(&written);
        assert_eq!(scopes.len(), oidc.scopes.len(), "{id}: {written}");
        assert_eq!(oidc.scopes[0], "openid", "{id}");
        let delivered: BTreeSet<String> = person
            .claims(&scopes)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let crate::Connection::Oidc(wanted) = &template.connection else {
            unreachable!("it is a client");
        };
        for claim in &wanted.claims {
            assert!(delivered.contains(claim), "{id}: {claim}");
        }
        for claim in &oidc.mapped {
            assert_eq!(mapping::check_name(&claim.name), Ok(()), "{id}");
            assert!(!delivered.contains(&claim.name), "{id}: {}", claim.name);
        }
        let groups = wanted.claims.iter().any(|claim| claim == "groups");
        assert_eq!(groups, oidc.groups(), "{id}: groups");
    }
}
