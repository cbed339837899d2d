//! Responses as `rlm_rest` reads them: attributes of RADIUS, each with the list that it goes to.

use actix_web::HttpResponse;
use identity::radius::{Answer, SESSION_SECONDS};
use rules::resource::ResourceRefusal;
use serde::Serialize;
use serde_json::{Map, Value};

/// The value of an attribute.
#[derive(Serialize)]
struct Attribute {
    op: &'static str,
    /// Whether `%{…}` in the value is evaluated, which would make data into code.
    do_xlat: bool,
    value: [String; 1],
}

/// The attributes of a response.
#[derive(Default)]
struct Attributes(Map<String, Value>);

impl Attributes {
    fn add(&mut self, name: &str, value: impl Into<String>) {
        let attribute = Attribute {
            op: ":=",
            do_xlat: false,
            value: [value.into()],
        };
        if let Ok(value) = serde_json::to_value(attribute) {
            self.0.insert(format!("reply:{name}"), value);
        }
    }
}

/// The response to a RADIUS server: 200 accepts, 401 rejects.
pub(super) fn reply(answer: Answer) -> HttpResponse {
    let mut attributes = Attributes::default();
    let mut response = match answer {
        Answer::Accepted { vlan } => {
            attributes.add("Session-Timeout", SESSION_SECONDS.to_string());
            if let Some(vlan) = vlan {
                // RFC 3580, section 3.31.
                attributes.add("Tunnel-Type", "VLAN");
                attributes.add("Tunnel-Medium-Type", "IEEE-802");
                attributes.add("Tunnel-Private-Group-Id", vlan.to_string());
            }
            HttpResponse::Ok()
        }
        Answer::Refused(refusal) => {
            attributes.add("Reply-Message", message(refusal));
            HttpResponse::Unauthorized()
        }
        Answer::Wrong => {
            attributes.add("Reply-Message", "The username or password is incorrect");
            HttpResponse::Unauthorized()
        }
    };
    response.json(attributes.0)
}

/// What the user is told. Some VPN clients show it, most devices in a Wi-Fi do not.
const fn message(refusal: ResourceRefusal) -> &'static str {
    match refusal {
        ResourceRefusal::OrganizationSuspended => "Your organization is suspended",
        ResourceRefusal::Staged => "Your account is not active yet",
        ResourceRefusal::Suspended => "Your account is suspended",
        ResourceRefusal::Locked => "Your account is locked",
        ResourceRefusal::PasswordPending => "Your account has no password yet",
        ResourceRefusal::PasswordExpired => "Your password has expired: replace it in the portal",
        ResourceRefusal::TemporaryPassword => {
            "Your password is temporary: replace it in the portal"
        }
        ResourceRefusal::FactorRequired => "Use an application password: create one in the portal",
        ResourceRefusal::NotInGroup => "You have no access to this network",
        ResourceRefusal::ApplicationClosed | ResourceRefusal::OtherResource => {
            "This application password is for something else"
        }
        ResourceRefusal::Revoked => "This application password was revoked",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_attribute_is_data() {
        let mut attributes = Attributes::default();
        attributes.add("Reply-Message", "%{User-Password}");
        let expected = json!({
            "reply:Reply-Message": { "op": ":=", "do_xlat": false, "value": ["%{User-Password}"] },
        });
        assert_eq!(Value::Object(attributes.0), expected);
    }
}
