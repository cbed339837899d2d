use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::radius::RadiusLogin;
use identity::{Context, radius};

use super::reply::reply;
use crate::http::authentication::{bearer, client};
use crate::http::raw_body::RawBody;
use crate::http::{ApiResult, Refusal, request_id};

/// `POST /radius/authenticate`.
pub async fn authenticate(
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> ApiResult<HttpResponse> {
    let (secret, client) = (bearer(&request)?, client(&request));
    let caller = radius::caller(&context, &secret, client).await?;
    request_id::sent_by(&caller.party());
    let login = read(&body)?;
    Ok(reply(
        radius::authenticate(&context, &caller, &login).await?,
    ))
}

fn read(body: &[u8]) -> Result<RadiusLogin, Refusal> {
    // The error would repeat parts of the body, which contains a password.
    let malformed = |_| Refusal::malformed("The body must be a JSON object with texts", Vec::new());
    let mut login: RadiusLogin = serde_json::from_slice(body).map_err(malformed)?;
    if !login.password_hex.is_empty() {
        let bytes = bytes(&login.password_hex);
        let bytes = bytes.ok_or_else(|| {
            Refusal::malformed("passwordHex must be hexadecimal bytes", Vec::new())
        })?;
        // What is not UTF-8 is no password of an account, and stays a wrong one.
        login.password = String::from_utf8_lossy(&bytes).into_owned();
    }
    Ok(login)
}

/// The bytes that two hexadecimal digits each stand for.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = hex
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let pairs = digits.chunks_exact(2);
    Some(pairs.map(|pair| (pair[0] << 4) | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_read_byte_by_byte() {
        let read = |body: &str| read(body.as_bytes()).ok().map(|login| login.password);
        let hex = read(r#"{"username":"ada","passwordHex":"676f6f64225c20C3bc25"}"#);
        assert_eq!(hex.as_deref(), Some("good\"\\ ü%"));
        let plain = read(r#"{"username":"ada","password":"x","station":"02-00"}"#);
        assert_eq!(plain.as_deref(), Some("x"));
        // A newer version of the configuration may send more.
        let more = read(r#"{"username":"ada","password":"x","realm":"y"}"#);
        assert_eq!(more.as_deref(), Some("x"));
        let binary = read(r#"{"passwordHex":"ff"}"#);
        assert_eq!(binary.as_deref(), Some("\u{FFFD}"));
        for bad in ["", "7", r#"{"passwordHex":"f"}"#, r#"{"passwordHex":"+1"}"#] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
