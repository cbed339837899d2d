//! The cookies of this application. Without `Secure`, because it has no TLS; it only listens on this
//! machine.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};

/// Shows which browser began to sign in.
pub const BROWSER: &str = "sample-browser";
/// Shows which session a browser has.
pub const SESSION: &str = "sample-session";

/// A cookie that scripts cannot read and that other sites do not send with forms.
pub fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .finish()
}

/// A value that deletes a cookie.
pub fn gone(name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(name, String::new());
    cookie.make_removal();
    cookie
}

/// The value of a cookie.
pub fn value(request: &HttpRequest, name: &str) -> Option<String> {
    let cookie = request.cookie(name)?;
    Some(cookie.value().to_owned())
}
