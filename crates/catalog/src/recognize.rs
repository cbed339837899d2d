//! From the addresses of an application back to its settings.

use crate::answer::{self, Answers};
use crate::connection::Connection;
use crate::fill::fill;
use crate::pattern::Pattern;
use crate::settings::{ConnectionSettings, Settings};
use crate::template::Template;

/// What an application is registered with now.
#[derive(Clone, Copy, Debug, Default)]
pub struct Registered<'a> {
    /// Where it receives responses: redirect URIs, or assertion consumer services.
    pub responses: &'a [String],
    /// The address that opens it.
    pub launch_url: Option<&'a str>,
    /// The entity ID of a SAML service provider.
    pub entity_id: Option<&'a str>,
}

/// The settings of an application that was created from a template, as it is registered now. The
/// answers are read from the addresses. They are not stored separately, so they cannot differ from
/// them.
///
/// `None` if the addresses no longer follow the template.
pub fn recognize(template: &Template, registered: Registered<'_>) -> Option<Settings> {
    let (responses, entity_id) = match &template.connection {
        Connection::Oidc(oidc) => (&oidc.redirect, None),
        Connection::Saml(saml) => (&saml.acs, Some(&saml.entity_id)),
    };
    let mut answers = Answers::new();
    for pattern in responses {
        for address in registered.responses {
            read(template, pattern, address, &mut answers);
        }
    }
    for (pattern, address) in [
        (template.launch.as_ref(), registered.launch_url),
        (entity_id, registered.entity_id),
    ] {
        if let (Some(pattern), Some(address)) = (pattern, address) {
            read(template, pattern, address, &mut answers);
        }
    }
    let mut settings = fill(template, &answers).ok()?;
    let own = match &mut settings.connection {
        ConnectionSettings::Oidc(oidc) => &mut oidc.redirect_uris,
        ConnectionSettings::Saml(saml) => &mut saml.acs,
    };
    // The address that opens the application does not say where it receives responses.
    if !own
        .iter()
        .any(|address| registered.responses.contains(address))
    {
        return None;
    }
    *own = registered.responses.to_vec();
    Some(settings)
}

/// Adds the answers that an address contains, unless they are known already.
fn read(template: &Template, pattern: &Pattern, address: &str, answers: &mut Answers) {
    for (name, value) in pattern.read(address).into_iter().flatten() {
        let asked = template.asked.iter().find(|asked| asked.name == name);
        let is_answer = asked.is_some_and(|asked| answer::check_one(asked, value).is_ok());
        if is_answer && !answers.contains_key(name) {
            answers.insert(name.to_owned(), value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{all, find};

    fn responses(settings: &Settings) -> Vec<String> {
        match &settings.connection {
            ConnectionSettings::Oidc(oidc) => oidc.redirect_uris.clone(),
            ConnectionSettings::Saml(saml) => saml.acs.clone(),
        }
    }

    fn entity_id(settings: &Settings) -> Option<&str> {
        match &settings.connection {
            ConnectionSettings::Oidc(_) => None,
            ConnectionSettings::Saml(saml) => Some(&saml.entity_id),
        }
    }

    #[test]
    fn what_was_filled_is_recognized() {
        for template in all() {
            let settings = crate::tests::filled(template);
            // Other addresses beside it do not matter.
            let mut addresses = vec!["http://localhost:1/x".to_owned()];
            addresses.extend(responses(&settings));
            let registered = Registered {
                responses: &addresses,
                launch_url: settings.launch_url.as_deref(),
                entity_id: entity_id(&settings),
            };
            let again = recognize(template, registered);
            let again = again.unwrap_or_else(|| panic!("{}", template.id));
            assert_eq!(again.answers, settings.answers, "{}", template.id);
            assert_eq!(again.launch_url, settings.launch_url);
            assert_eq!(responses(&again), addresses);
        }
    }

    #[test]
    fn a_change_of_the_address_is_followed() {
        let grafana = find("grafana").unwrap();
        let of = |addresses: &[&str], launch_url| {
            let addresses: Vec<String> = addresses.iter().copied().map(str::to_owned).collect();
            let registered = Registered {
                responses: &addresses,
                launch_url,
                entity_id: None,
            };
            recognize(grafana, registered)
        };
        let moved = ["https://new.example.com/login/generic_oauth"];
        let settings = of(&moved, Some("https://old.example.com/")).unwrap();
        assert_eq!(settings.answers["host"], "new.example.com");
        assert_eq!(of(&["https://new.example.com/callback"], None), None);
        let opened = Some("https://new.example.com/");
        assert_eq!(of(&["https://new.example.com/callback"], opened), None);
        // The host would be more than a host.
        assert_eq!(of(&["https://a.example/x/login/generic_oauth"], None), None);
        assert_eq!(of(&[], None), None);
    }
}
