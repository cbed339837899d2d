use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use oidc::parameters::{Malformed, Parameters};

/// The parameters of a form that a browser has posted.
///
/// # Errors
/// If it is no form, too long or badly encoded.
pub fn read(request: &HttpRequest, body: &[u8]) -> Result<Parameters, Malformed> {
    let kind = request.headers().get(CONTENT_TYPE);
    let is_form = kind
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| {
            let essence = kind.split(';').next().unwrap_or_default();
            essence
                .trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
    if is_form {
        Parameters::parse(body)
    } else {
        Err(Malformed::Encoding)
    }
}

/// The same parameters as a query. A form that another site's page has posted arrives without cookies, so the
/// browser has to send it again as a query.
///
/// # Errors
/// As [`read`].
pub fn as_query<'a>(request: &HttpRequest, body: &'a [u8]) -> Result<&'a str, Malformed> {
    read(request, body)?;
    let query = std::str::from_utf8(body).ok();
    let query = query.filter(|query| query.bytes().all(|byte| byte.is_ascii_graphic()));
    query.ok_or(Malformed::Encoding)
}
