use catalog::{NameFormat, Source};
use contract::applications::{AssertionConsumer, AttributeMapping, SamlSettings};
use rules::saml::{AttributeNameFormat, NameIdFormat, SignedParts};

/// The settings that a template has for a service provider.
pub(super) fn of_provider(saml: catalog::SamlSettings) -> SamlSettings {
    let consumers = (0..).zip(saml.acs);
    let (groups, others): (Vec<_>, Vec<_>) = saml
        .attributes
        .into_iter()
        .partition(|one| one.from == Source::Groups);
    SamlSettings {
        entity_id: saml.entity_id,
        consumers: consumers
            .map(|(index, url)| AssertionConsumer { url, index })
            .collect(),
        name_id: match saml.name_id {
            catalog::NameIdFormat::EmailAddress => NameIdFormat::Email,
            catalog::NameIdFormat::Persistent => NameIdFormat::Persistent,
            catalog::NameIdFormat::Unspecified => NameIdFormat::Username,
        },
        sign: match saml.signed {
            catalog::SignedParts::Both => SignedParts::Both,
            catalog::SignedParts::Response => SignedParts::Response,
            catalog::SignedParts::Assertion => SignedParts::Assertion,
        },
        logout_url: saml.single_logout,
        idp_initiated: saml.unsolicited,
        attributes: others
            .into_iter()
            .map(|one| AttributeMapping {
                name: one.name,
                format: match one.format {
                    NameFormat::Basic => AttributeNameFormat::Basic,
                    NameFormat::Uri => AttributeNameFormat::Uri,
                    NameFormat::Unspecified => AttributeNameFormat::Unspecified,
                },
                field: Some(one.from.as_str().to_owned()),
                constant: None,
            })
            .collect(),
        groups_attribute: groups.into_iter().next().map(|one| one.name),
        ..SamlSettings::default()
    }
}
