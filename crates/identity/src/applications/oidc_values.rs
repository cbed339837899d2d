//! Validates the OpenID Connect settings of an application, as they will be stored: a change of one
//! setting is validated together with the unchanged ones.

use std::collections::BTreeSet;

use ::oidc::address::{self, Purpose};
use ::oidc::client::SettingsProblem;
use ::oidc::{jose, mapping};
use contract::applications::{ClaimMapping, OidcSettings};
use rules::openid::{
    ClientAuthentication, ClientKind, MOST_ADDRESSES, MOST_CLAIMS, MOST_REFRESH_DAYS,
};
use uuid::Uuid;

use super::oidc_settings::client;
use super::protocol_settings::is_mappable;
use crate::fields::Fields;

/// In characters.
const CONSTANT: usize = 200;

/// Refuses what is wrong with the settings.
pub(super) fn check(fields: &mut Fields, settings: &OidcSettings) {
    if settings.kind == ClientKind::Service {
        let message = "Programs without users are not supported";
        fields.refuse("oidc.kind", "not_allowed", message);
        return;
    }
    check_addresses(fields, settings);
    check_origins(fields, settings);
    let single = [
        (
            "oidc.backchannelLogoutUri",
            &settings.backchannel_logout_uri,
            Purpose::BackChannelLogout,
        ),
        (
            "oidc.initiateLoginUri",
            &settings.initiate_login_uri,
            Purpose::InitiateLogin,
        ),
    ];
    for (field, uri, purpose) in single {
        if let Some(uri) = uri
            && let Err(problem) = address::check(uri, settings.kind, purpose)
        {
            fields.refuse(field, "not_allowed", problem.to_string());
        }
    }
    if !(1..=MOST_REFRESH_DAYS).contains(&settings.refresh_days) {
        let message = format!("Choose 1 to {MOST_REFRESH_DAYS} days");
        fields.refuse("oidc.refreshDays", "out_of_range", message);
    }
    if let Some(text) = &settings.jwks
        && let Err(problem) = jose::parse_jwks(text)
    {
        fields.refuse("oidc.jwks", "malformed", problem.to_string());
    } else if let Err(problem) = client(Uuid::nil(), settings).check() {
        let field = match problem {
            SettingsProblem::SecretInBrowser | SettingsProblem::PublicService => "oidc.auth",
            SettingsProblem::PublicWithoutPkce => "oidc.pkce",
            SettingsProblem::MissingKeys => "oidc.jwks",
            SettingsProblem::ServiceWithUsers => "oidc.kind",
        };
        fields.refuse(field, "not_allowed", problem.to_string());
    }
    check_claims(fields, &settings.claims);
}

fn check_addresses(fields: &mut Fields, settings: &OidcSettings) {
    // A device has no address to return to.
    if settings.redirect_uris.is_empty() && !settings.device_grant {
        let message = "Enter at least one redirect URI";
        fields.refuse("oidc.redirectUris", "required", message);
    }
    let lists = [
        (
            "oidc.redirectUris",
            &settings.redirect_uris,
            Purpose::Redirect,
        ),
        (
            "oidc.afterLogoutUris",
            &settings.after_logout_uris,
            Purpose::AfterLogout,
        ),
    ];
    for (field, uris, purpose) in lists {
        check_list(fields, field, uris);
        for uri in uris {
            if let Err(problem) = address::check(uri, settings.kind, purpose) {
                fields.refuse(field, "not_allowed", format!("{uri}: {problem}"));
            }
        }
    }
}

fn check_origins(fields: &mut Fields, settings: &OidcSettings) {
    let field = "oidc.origins";
    check_list(fields, field, &settings.origins);
    if !settings.origins.is_empty() && settings.auth != ClientAuthentication::Public {
        let message =
            "Only applications that do not authenticate can call the endpoints from a page";
        fields.refuse(field, "not_allowed", message);
    }
    for origin in &settings.origins {
        let is_origin = address::check(origin, settings.kind, Purpose::InitiateLogin).is_ok()
            && address::origin(origin).as_deref() == Some(origin);
        if !is_origin {
            let message = format!("{origin}: enter an origin such as https://app.example.com");
            fields.refuse(field, "malformed", message);
        }
    }
}

fn check_list(fields: &mut Fields, field: &str, uris: &[String]) {
    if uris.len() > MOST_ADDRESSES {
        let message = format!("Enter at most {MOST_ADDRESSES} addresses");
        fields.refuse(field, "too_many", message);
    }
    let different: BTreeSet<_> = uris.iter().collect();
    if different.len() < uris.len() {
        fields.refuse(field, "repeated", "Enter each address once");
    }
}

fn check_claims(fields: &mut Fields, claims: &[ClaimMapping]) {
    let field = "oidc.claims";
    if claims.len() > MOST_CLAIMS {
        let message = format!("Map at most {MOST_CLAIMS} claims");
        fields.refuse(field, "too_many", message);
    }
    let names: BTreeSet<_> = claims.iter().map(|one| one.claim.as_str()).collect();
    if names.len() < claims.len() {
        fields.refuse(field, "repeated", "Map each claim once");
    }
    for one in claims {
        let claim = &one.claim;
        if let Err(problem) = mapping::check_name(claim) {
            fields.refuse(field, "not_allowed", format!("{claim}: {problem}"));
        }
        match (&one.field, &one.constant) {
            (Some(name), None) if is_mappable(name, &ClaimMapping::ACCOUNT_FIELDS) => {}
            (Some(_), None) => {
                let message = format!("{claim}: choose a field that is one line of text");
                fields.refuse(field, "not_allowed", message);
            }
            (None, Some(text)) => {
                // Refuses control characters, and what is too long.
                fields.line(field, text, CONSTANT);
            }
            _ => {
                let message = format!("{claim}: choose either a field or a constant");
                fields.refuse(field, "malformed", message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rules::openid::PkcePolicy;

    use super::*;
    use crate::Error;

    fn web() -> OidcSettings {
        OidcSettings {
            redirect_uris: vec!["https://app.example.com/cb".to_owned()],
            ..OidcSettings::default()
        }
    }

    fn refused(settings: &OidcSettings) -> Vec<String> {
        let mut fields = Fields::default();
        check(&mut fields, settings);
        match fields.finish() {
            Err(Error::InvalidFields(errors)) => {
                errors.into_iter().map(|error| error.field).collect()
            }
            _ => Vec::new(),
        }
    }

    fn mapped(claim: &str, field: Option<&str>, constant: Option<&str>) -> OidcSettings {
        OidcSettings {
            claims: vec![ClaimMapping {
                claim: claim.to_owned(),
                field: field.map(str::to_owned),
                constant: constant.map(str::to_owned),
            }],
            ..web()
        }
    }

    #[test]
    fn settings_are_checked_as_a_whole() {
        assert!(refused(&web()).is_empty());
        let public = OidcSettings {
            kind: ClientKind::Browser,
            auth: ClientAuthentication::Public,
            origins: vec!["https://app.example.com".to_owned()],
            ..web()
        };
        assert!(refused(&public).is_empty());
        for (settings, field) in [
            (
                OidcSettings {
                    kind: ClientKind::Browser,
                    ..web()
                },
                "oidc.auth",
            ),
            (
                OidcSettings {
                    pkce: PkcePolicy::IfSent,
                    ..public.clone()
                },
                "oidc.pkce",
            ),
            (
                OidcSettings {
                    auth: ClientAuthentication::PrivateKey,
                    ..web()
                },
                "oidc.jwks",
            ),
            (
                OidcSettings {
                    origins: public.origins.clone(),
                    ..web()
                },
                "oidc.origins",
            ),
            (
                OidcSettings {
                    origins: vec!["https://app.example.com/".to_owned()],
                    ..public
                },
                "oidc.origins",
            ),
            (
                OidcSettings {
                    kind: ClientKind::Service,
                    ..web()
                },
                "oidc.kind",
            ),
            (
                OidcSettings {
                    redirect_uris: vec!["javascript:alert(1)//".to_owned()],
                    ..web()
                },
                "oidc.redirectUris",
            ),
            (
                OidcSettings {
                    after_logout_uris: vec!["http://app.example.com/".to_owned()],
                    ..web()
                },
                "oidc.afterLogoutUris",
            ),
            (
                OidcSettings {
                    backchannel_logout_uri: Some("data:text/plain,x".to_owned()),
                    ..web()
                },
                "oidc.backchannelLogoutUri",
            ),
        ] {
            assert_eq!(refused(&settings), [field]);
        }
    }

    #[test]
    fn no_claim_of_the_protocol_is_mapped() {
        for (claim, field, constant) in [
            ("department", Some("department"), None),
            ("tenant", None, Some("acme")),
            ("preferred_username", Some("email"), None),
        ] {
            assert!(
                refused(&mapped(claim, field, constant)).is_empty(),
                "{claim}"
            );
        }
        for (claim, field, constant) in [
            ("sub", Some("email"), None),
            ("Aud", None, Some("x")),
            ("email_verified", None, Some("true")),
            ("x", None, None),
            ("x", Some("department"), Some("x")),
            ("x", Some("passwordHash"), None),
            ("x", Some("workAddress"), None),
            ("x", None, Some("a\nb")),
        ] {
            assert_eq!(
                refused(&mapped(claim, field, constant)),
                ["oidc.claims"],
                "{claim}"
            );
        }
    }
}
