//! Documents the cookies that operations read. A handler names one of [`COOKIES`] in its `security`. Each
//! portal has its own cookies.

use identity::addresses::Portal;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};

use crate::http::session_cookie::{self, Kind};

/// What a handler names in its `security`, and the cookie. The device cookie is not among them,
/// because nothing requires it.
const COOKIES: [(&str, Kind, &str); 4] = [
    (
        "sign_in_cookie",
        Kind::SignIn,
        "Binds a sign-in in progress to the browser. Each step sets a new one",
    ),
    (
        "passkey_cookie",
        Kind::Passkey,
        "Binds the passkey challenge of a sign-in page to the browser",
    ),
    (
        "refresh_cookie",
        Kind::Refresh,
        "The refresh token of a session. Each token works once and is replaced by a new one",
    ),
    (
        "authorization_cookie",
        Kind::Authorization,
        "Binds requests of applications to the browser",
    ),
];

/// The schemes of the cookies of both portals.
pub(super) fn schemes() -> impl Iterator<Item = (String, SecurityScheme)> {
    let portals = [Portal::User, Portal::Admin].into_iter();
    portals.flat_map(|portal| {
        let cookies = COOKIES.into_iter();
        // Administrators open no applications.
        let cookies = cookies
            .filter(move |(_, kind, _)| portal == Portal::User || *kind != Kind::Authorization);
        cookies.map(move |(scheme, kind, text)| {
            let name = session_cookie::name(kind, portal, true);
            let text = format!("{text}. Without the prefix `__Host-` if the portal has no TLS");
            let cookie = ApiKey::Cookie(ApiKeyValue::with_description(name, text));
            (of_portal(portal, scheme), SecurityScheme::ApiKey(cookie))
        })
    })
}

/// Names the cookies of this portal in the requirements of an operation.
pub(super) fn at_portal(operation: &mut Operation, is_admin: bool) {
    let portal = if is_admin {
        Portal::Admin
    } else {
        Portal::User
    };
    let requirement = |scheme: String| SecurityRequirement::new(scheme, [""; 0]);
    for needed in operation.security.iter_mut().flatten() {
        let cookie = COOKIES
            .iter()
            .find(|(scheme, ..)| *needed == requirement((*scheme).to_owned()));
        if let Some((scheme, ..)) = cookie {
            *needed = requirement(of_portal(portal, scheme));
        }
    }
}

fn of_portal(portal: Portal, scheme: &str) -> String {
    format!("{}_{scheme}", portal.as_str())
}
