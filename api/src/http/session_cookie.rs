//! The cookies of both portals. They bind sign-ins and sessions to a browser, and make it known to the
//! accounts that it has signed in to.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::Data;
use identity::actor::ACCOUNTS_PER_BROWSER;
use identity::addresses::Portal;
use identity::crypto::{TOKEN_LENGTH, Token};
use identity::sessions::Started;
use rules::lifetimes::{KNOWN_BROWSER, SESSION};

/// Whether cookies are sent over TLS only, per portal.
#[derive(Clone, Copy, Debug)]
pub struct CookieSecurity {
    /// The User Portal's.
    pub user: bool,
    /// The Admin Portal's.
    pub admin: bool,
}

/// What a cookie contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The refresh token of a session.
    Refresh,
    /// The token of a sign-in in progress.
    SignIn,
    /// The token of the sign-in that waits for a passkey. Every sign-in page begins one, which must
    /// not replace a sign-in in progress.
    Passkey,
    /// A token for each account that the browser has signed in to, with dots between them. It stays
    /// when the person signs out.
    Device,
    /// The token that identifies a session when another site sends the browser here. Only the gate of
    /// applications accepts it.
    Sso,
    /// Binds requests of applications to the browser, all of its tabs.
    Authorization,
}

impl Kind {
    /// Browsers send `Lax` cookies even when another site sends them here.
    const fn same_site(self) -> SameSite {
        match self {
            Self::Refresh | Self::SignIn | Self::Passkey | Self::Device => SameSite::Strict,
            Self::Sso | Self::Authorization => SameSite::Lax,
        }
    }
}

fn is_secure(request: &HttpRequest, portal: Portal) -> bool {
    let security = request.app_data::<Data<CookieSecurity>>();
    // Secure unless configured otherwise.
    security.is_none_or(|security| match portal {
        Portal::User => security.user,
        Portal::Admin => security.admin,
    })
}

/// The name of a cookie, which depends on whether it is sent over TLS only.
pub fn name(kind: Kind, portal: Portal, secure: bool) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    let kind = match kind {
        Kind::Refresh => "refresh",
        Kind::SignIn => "sign-in",
        Kind::Passkey => "passkey",
        Kind::Device => "device",
        Kind::Sso => "sso",
        Kind::Authorization => "authorization",
    };
    format!("{prefix}latchkey-{}-{kind}", portal.as_str())
}

/// The value of the cookie, if the browser sent exactly one with this name.
pub fn read(request: &HttpRequest, kind: Kind, portal: Portal) -> Option<String> {
    let name = name(kind, portal, is_secure(request, portal));
    let cookies = request.cookies().ok()?;
    let mut values = cookies.iter().filter(|cookie| cookie.name() == name);
    let value = values.next()?.value().to_owned();
    // Of two cookies with the same name, one may have been set by another host of the same site.
    (values.next().is_none() && !value.is_empty()).then_some(value)
}

/// The cookie to set, valid for `lifetime`.
pub fn set(
    request: &HttpRequest,
    kind: Kind,
    portal: Portal,
    value: &str,
    lifetime: std::time::Duration,
) -> Cookie<'static> {
    let secure = is_secure(request, portal);
    let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
    Cookie::build(name(kind, portal, secure), value.to_owned())
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(kind.same_site())
        .max_age(CookieDuration::seconds(seconds))
        .finish()
}

/// The cookies of `session`: the one that refreshes it and, for users, the one that identifies it when an
/// application sends the browser here.
pub fn of_session(
    request: &HttpRequest,
    portal: Portal,
    session: &Started,
) -> Vec<Cookie<'static>> {
    let refresh = (Kind::Refresh, Some(&session.refresh_token));
    let sso = (Kind::Sso, session.sso_token.as_ref());
    let cookies = [refresh, sso].into_iter();
    cookies
        .filter_map(|(kind, token)| Some(set(request, kind, portal, token?.reveal(), SESSION)))
        .collect()
}

/// The cookies that remove those of a session.
pub fn of_no_session(request: &HttpRequest, portal: Portal) -> Vec<Cookie<'static>> {
    let kinds: &[Kind] = match portal {
        Portal::User => &[Kind::Refresh, Kind::Sso],
        Portal::Admin => &[Kind::Refresh],
    };
    let kinds = kinds.iter();
    kinds.map(|kind| remove(request, *kind, portal)).collect()
}

/// The cookies of a session that began in this browser: its own, and the device cookie. The latest account comes first, and the earliest is forgotten if there are too
/// many.
pub fn of_new_session(
    request: &HttpRequest,
    portal: Portal,
    session: &Started,
) -> Vec<Cookie<'static>> {
    let before = device_tokens(request, portal);
    let new = session.device_token.as_ref().map(Token::reveal);
    let tokens = new.into_iter().chain(before.iter().map(String::as_str));
    let tokens: Vec<_> = tokens.take(ACCOUNTS_PER_BROWSER).collect();
    let device = tokens.join(".");
    let mut cookies = of_session(request, portal, session);
    cookies.push(set(request, Kind::Device, portal, &device, KNOWN_BROWSER));
    cookies
}

/// The tokens in the device cookie. Anything else in it is dropped, because it is sent back.
pub fn device_tokens(request: &HttpRequest, portal: Portal) -> Vec<String> {
    let is_token = |text: &&str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        text.len() == TOKEN_LENGTH && text.bytes().all(allowed)
    };
    let cookie = read(request, Kind::Device, portal).unwrap_or_default();
    let tokens = cookie.split('.').filter(is_token).map(str::to_owned);
    tokens.take(ACCOUNTS_PER_BROWSER).collect()
}

/// A cookie that removes the current one.
pub fn remove(request: &HttpRequest, kind: Kind, portal: Portal) -> Cookie<'static> {
    set(request, kind, portal, "", std::time::Duration::ZERO)
}
