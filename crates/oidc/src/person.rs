//! The claims about a person.

use serde_json::{Map, Value, json};

use crate::scope::{Scope, Scopes};

/// What the server knows about a person. Absent values are left out of the claims; no claim is ever
/// `null` or empty.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The display name.
    pub name: Option<String>,
    /// The first name.
    pub given_name: Option<String>,
    /// The middle name.
    pub middle_name: Option<String>,
    /// The last name.
    pub family_name: Option<String>,
    /// The username.
    pub preferred_username: Option<String>,
    /// The address of a picture.
    pub picture: Option<String>,
    /// The time zone, such as `Europe/Vienna`.
    pub zoneinfo: Option<String>,
    /// The language, such as `de-AT`.
    pub locale: Option<String>,
    /// When the profile was changed, in seconds.
    pub updated_at: Option<i64>,
    /// The email.
    pub email: Option<String>,
    /// Whether the email is verified.
    pub email_verified: bool,
    /// The phone number, as E.164.
    pub phone_number: Option<String>,
    /// The postal address.
    pub address: Option<PostalAddress>,
    /// The names of the groups to send to this client.
    pub groups: Vec<String>,
    /// The mapped claims, whose names [`crate::mapping::check_name`] has accepted. One that is `null` has no
    /// value: it is left out, even if a scope has a claim with this name.
    pub mapped: Map<String, Value>,
}

/// A postal address (OpenID Connect Core, 5.1.1).
#[derive(Clone, Debug, Default)]
pub struct PostalAddress {
    /// The whole address in lines.
    pub formatted: Option<String>,
    /// Street and house number.
    pub street_address: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The state or province.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country.
    pub country: Option<String>,
}

impl Person {
    /// The claims that the scopes ask for, and the mapped ones. `sub` is not among them.
    pub fn claims(&self, scopes: &Scopes) -> Map<String, Value> {
        // A mapped claim replaces a value of the profile, but no claim that the server vouches for.
        let mut claims = self.mapped.clone();
        claims.retain(|name, _| crate::mapping::check_name(name).is_ok());
        if scopes.contains(&Scope::Profile) {
            self.add_profile(&mut claims);
        }
        if scopes.contains(&Scope::Email)
            && let Some(email) = filled(&self.email)
        {
            claims.insert("email".to_owned(), json!(email));
            claims.insert("email_verified".to_owned(), json!(self.email_verified));
        }
        if scopes.contains(&Scope::Phone)
            && let Some(number) = filled(&self.phone_number)
        {
            claims.insert("phone_number".to_owned(), json!(number));
            claims.insert("phone_number_verified".to_owned(), json!(false));
        }
        if scopes.contains(&Scope::Address)
            && let Some(address) = self.address.as_ref().and_then(PostalAddress::claim)
        {
            claims.insert("address".to_owned(), address);
        }
        if scopes.contains(&Scope::Groups) {
            // An empty list, so that a client removes the groups that the person had before.
            claims.entry("groups").or_insert_with(|| json!(self.groups));
        }
        claims.retain(|_, value| !value.is_null());
        claims
    }

    fn add_profile(&self, claims: &mut Map<String, Value>) {
        for (name, value) in [
            ("name", &self.name),
            ("given_name", &self.given_name),
            ("middle_name", &self.middle_name),
            ("family_name", &self.family_name),
            ("preferred_username", &self.preferred_username),
            ("picture", &self.picture),
            ("zoneinfo", &self.zoneinfo),
            ("locale", &self.locale),
        ] {
            if let Some(value) = filled(value) {
                claims.entry(name).or_insert_with(|| json!(value));
            }
        }
        if let Some(seconds) = self.updated_at {
            claims.entry("updated_at").or_insert_with(|| json!(seconds));
        }
    }
}

impl PostalAddress {
    fn claim(&self) -> Option<Value> {
        let parts = [
            ("formatted", &self.formatted),
            ("street_address", &self.street_address),
            ("locality", &self.locality),
            ("region", &self.region),
            ("postal_code", &self.postal_code),
            ("country", &self.country),
        ];
        let parts: Map<String, Value> = parts
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), json!(filled(value)?))))
            .collect();
        (!parts.is_empty()).then_some(Value::Object(parts))
    }
}

fn filled(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::parse;

    fn ada() -> Person {
        let mapped = json!({"department": "R&D", "sub": "root", "email_verified": true});
        Person {
            name: Some("Ada Lovelace".to_owned()),
            given_name: Some("Ada".to_owned()),
            family_name: Some(String::new()),
            email: Some("ada@example.com".to_owned()),
            phone_number: Some("+431234567".to_owned()),
            address: Some(PostalAddress {
                country: Some("AT".to_owned()),
                ..PostalAddress::default()
            }),
            groups: vec!["Engineering".to_owned()],
            mapped: mapped.as_object().cloned().unwrap_or_default(),
            ..Person::default()
        }
    }

    #[test]
    fn each_scope_gives_its_claims_only() {
        for (scopes, expected) in [
            ("openid", json!({})),
            (
                "openid profile",
                json!({"name": "Ada Lovelace", "given_name": "Ada"}),
            ),
            (
                "openid email",
                json!({"email": "ada@example.com", "email_verified": false}),
            ),
            (
                "openid phone",
                json!({"phone_number": "+431234567", "phone_number_verified": false}),
            ),
            ("openid address", json!({"address": {"country": "AT"}})),
            ("openid groups", json!({"groups": ["Engineering"]})),
        ] {
            let mut claims = ada().claims(&parse(scopes));
            assert_eq!(claims.remove("department"), Some(json!("R&D")));
            assert_eq!(Value::Object(claims), expected, "{scopes}");
        }
        let nobody = Person::default().claims(&parse("openid profile email phone address groups"));
        assert_eq!(Value::Object(nobody), json!({"groups": []}));
    }

    #[test]
    fn a_mapped_claim_may_replace_a_name_but_not_what_the_server_vouches_for() {
        let mut ada = ada();
        ada.mapped.insert("name".to_owned(), json!("A. L."));
        ada.mapped.insert("groups".to_owned(), json!("engineering"));
        ada.mapped
            .insert("email".to_owned(), json!("root@example.com"));
        let claims = ada.claims(&parse("openid profile email groups"));
        assert_eq!(claims["name"], "A. L.");
        assert_eq!(claims["groups"], "engineering");
        assert_eq!(claims["email"], "ada@example.com");
        assert_eq!(claims["email_verified"], false);
        assert!(!claims.contains_key("sub"));
    }

    #[test]
    fn a_mapped_claim_without_a_value_is_not_replaced_by_that_of_a_scope() {
        let mut ada = ada();
        for name in ["name", "groups", "badge"] {
            ada.mapped.insert(name.to_owned(), Value::Null);
        }
        let claims = ada.claims(&parse("openid profile groups"));
        let expected = json!({"department": "R&D", "given_name": "Ada"});
        assert_eq!(Value::Object(claims), expected);
    }
}
