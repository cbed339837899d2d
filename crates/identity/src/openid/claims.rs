//! What an application learns about a user.

use ::oidc::person::{Person, PostalAddress};
use ::oidc::scope::{Scope, Scopes};
use contract::applications::ClaimMapping;
use contract::profile::{Address, Profile};
use contract::user_attributes::AttributeValues;
use entity::{application, oidc_client};
use rules::openid::GroupsSent;
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value, json};

use crate::Error;
use crate::accounts::Member;
use crate::applications::{group_names, mapped_attributes, mapped_value};

/// The longest international phone number, in digits.
const LONGEST_NUMBER: usize = 15;

/// Reads what `client` learns about a user with this profile, in these scopes.
///
/// # Errors
/// If the database fails.
pub(super) async fn person(
    db: &impl ConnectionTrait,
    (member, profile, scopes): (&Member, &Profile, &Scopes),
    application: &application::Model,
    client: &oidc_client::Model,
) -> Result<Person, Error> {
    let account = &member.account;
    let groups_sent = if scopes.contains(&Scope::Groups) {
        client.groups_sent
    } else {
        GroupsSent::None
    };
    let fields = client.claims.iter();
    let fields = fields.filter_map(|mapping| mapping.field.as_deref());
    let attributes = mapped_attributes(db, member, fields).await?;
    let phones = [&profile.work_phone, &profile.work_mobile_phone];
    let mut phones = phones.into_iter().flatten();
    let address = profile.work_address.as_ref();
    Ok(Person {
        name: Some(account.name.clone()),
        given_name: profile.first_name.clone(),
        middle_name: profile.middle_name.clone(),
        family_name: profile.last_name.clone(),
        preferred_username: Some(account.username.clone()),
        picture: None,
        zoneinfo: profile.time_zone.clone(),
        locale: profile.language.clone(),
        updated_at: Some(account.updated_at.unix_seconds()),
        email: Some(account.email.clone()),
        // An administrator has entered it, and the user has not yet verified a change.
        email_verified: !account.email_unverified,
        phone_number: phones.find_map(|text| phone_number(text)),
        address: address.map(postal_address),
        groups: group_names(db, account.id, application, groups_sent).await?,
        mapped: mapped(&client.claims, member, (profile, &attributes)),
    })
}

/// The number in international form (E.164). `None` if it is not international.
fn phone_number(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('+')?;
    let separators = [' ', '-', '.', '/', '(', ')'];
    let digits: String = digits.chars().filter(|c| !separators.contains(c)).collect();
    let is_number = (1..=LONGEST_NUMBER).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("+{digits}"))
}

fn postal_address(address: &Address) -> PostalAddress {
    let city = format!("{} {}", address.postal_code, address.locality);
    let lines = [
        address.street.as_str(),
        city.trim(),
        address.region.as_str(),
        address.country.as_str(),
    ];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let part = |text: &String| Some(text.clone());
    PostalAddress {
        formatted: Some(lines.join("\n")),
        street_address: part(&address.street),
        locality: part(&address.locality),
        region: part(&address.region),
        postal_code: part(&address.postal_code),
        country: part(&address.country),
    }
}

/// The mapped claims, with `null` for those that the user has no value for.
fn mapped(
    claims: &[ClaimMapping],
    member: &Member,
    user: (&Profile, &AttributeValues),
) -> Map<String, Value> {
    let claims = claims.iter().map(|mapping| {
        let from = (mapping.field.as_deref(), mapping.constant.as_deref());
        (
            mapping.claim.clone(),
            json!(mapped_value(member, user, from)),
        )
    });
    claims.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_international_number_is_sent() {
        for (text, number) in [
            ("+43 (1) 234-567", Some("+431234567")),
            (" +1.202.555.0123 ", Some("+12025550123")),
            ("01 234 567", None),
            ("+43 1 CALL ME", None),
            ("+", None),
            ("+1234567890123456", None),
        ] {
            assert_eq!(phone_number(text).as_deref(), number, "{text}");
        }
    }
}
