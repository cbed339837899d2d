use rules::saml::{MOST_CONSUMERS, NameIdFormat};

use super::{MetadataProblem, MetadataWarning};
use crate::authn_request::named;
use crate::error::Malformed;
use crate::names::{METADATA, POST_BINDING, REDIRECT_BINDING, UNSPECIFIED_NAME_ID};
use crate::xml::Element;

/// Reads the addresses that receive responses. The default one is the first.
pub(super) fn consumers(
    descriptor: &Element,
    warnings: &mut Vec<MetadataWarning>,
) -> Result<Vec<(u32, String)>, MetadataProblem> {
    let mut found: Vec<(u32, String)> = Vec::new();
    let mut without_index = Vec::new();
    // The one that is marked, else the first that is not marked as another, else the first.
    let mut default: Option<(u8, String)> = None;
    for element in descriptor.all(METADATA, "AssertionConsumerService") {
        let url = element.required("Location")?.trim_ascii().to_owned();
        if element.required("Binding")? != POST_BINDING {
            warnings.push(MetadataWarning::ConsumerBinding { url });
            continue;
        }
        if !is_web(&url) {
            warnings.push(MetadataWarning::ConsumerScheme { url });
            continue;
        }
        if found.len() + without_index.len() == MOST_CONSUMERS {
            warnings.push(MetadataWarning::TooManyConsumers);
            break;
        }
        let rank = match (element.flag("isDefault")?, element.attribute("isDefault")) {
            (true, _) => 2,
            (false, None) => 1,
            (false, Some(_)) => 0,
        };
        if default.as_ref().is_none_or(|(best, _)| rank > *best) {
            default = Some((rank, url.clone()));
        }
        match index(element)? {
            None => without_index.push(url),
            Some(index) if found.iter().any(|(other, _)| *other == index) => {
                return Err(MetadataProblem::RepeatedIndex(index));
            }
            Some(index) => found.push((index, url)),
        }
    }
    for url in without_index {
        let is_free = |index: &u32| found.iter().all(|(other, _)| other != index);
        let index = (0..=u32::from(u16::MAX)).find(is_free).unwrap_or_default();
        warnings.push(MetadataWarning::MissingIndex {
            url: url.clone(),
            index,
        });
        found.push((index, url));
    }
    let (_, default) = default.ok_or(MetadataProblem::NoConsumer)?;
    if let Some(position) = found.iter().position(|(_, url)| *url == default) {
        found[..=position].rotate_right(1);
    }
    Ok(found)
}

fn index(element: &Element) -> Result<Option<u32>, Malformed> {
    element
        .attribute("index")
        .map(|text| {
            let index: Option<u16> = text.trim_ascii().parse().ok();
            index.map(u32::from).ok_or_else(|| element.invalid("index"))
        })
        .transpose()
}

/// Reads the address that receives logout responses.
pub(super) fn logout_url(
    descriptor: &Element,
    warnings: &mut Vec<MetadataWarning>,
) -> Option<String> {
    let mut services = descriptor.all(METADATA, "SingleLogoutService").peekable();
    services.peek()?;
    let found = services
        .filter(|service| service.attribute("Binding") == Some(REDIRECT_BINDING))
        .filter_map(|service| {
            service
                .attribute("ResponseLocation")
                .or(service.attribute("Location"))
        })
        .map(str::trim_ascii)
        .find(|url| is_web(url));
    if found.is_none() {
        warnings.push(MetadataWarning::LogoutBinding);
    }
    found.map(str::to_owned)
}

/// Reads the kind of name. The first that is supported decides; `unspecified` is no wish.
pub(super) fn name_id(
    descriptor: &Element,
    warnings: &mut Vec<MetadataWarning>,
) -> Option<NameIdFormat> {
    let formats: Vec<&str> = descriptor
        .all(METADATA, "NameIDFormat")
        .map(|format| format.text.as_str())
        .collect();
    let found = formats.iter().find_map(|format| named(format));
    let is_indifferent = formats.is_empty() || formats.contains(&UNSPECIFIED_NAME_ID);
    if found.is_none() && !is_indifferent {
        warnings.push(MetadataWarning::NameIdFormat);
    }
    found
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
