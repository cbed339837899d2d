//! Each request gets an id that appears in the log, in `X-Request-Id` and in problems. A trusted proxy
//! may set it, and name the trace that the request belongs to (W3C Trace Context). What other clients
//! send is ignored, because it could contain anything.

use std::sync::Arc;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use contract::events::PartyKind;
use contract::ids::UserId;
use identity::actor::Party;
use tracing::field::{Empty, display};
use tracing::{Instrument, Span};
use uuid::Uuid;

use super::client_address;

/// The header with the id.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

tokio::task_local! {
    static CURRENT: Arc<str>;
}

/// The id of the current request.
pub fn current() -> Option<String> {
    CURRENT.try_with(|id| id.to_string()).ok()
}

/// Notes in the log who sends the current request.
pub fn sent_by(party: &Party) {
    let field = match party.kind {
        PartyKind::ApiKey => "key",
        _ => "account",
    };
    if let Some(id) = party.id {
        Span::current().record(field, display(id));
    }
}

/// Notes in the log which user sends the current request.
pub fn sent_by_user(id: UserId) {
    Span::current().record("account", display(id));
}

/// Must be the outermost middleware: everything inside runs in the request's span.
///
/// # Errors
/// Those of the inner service.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let given = |header: HeaderName| {
        let value = request.headers().get(header)?.to_str().ok()?;
        client_address::is_from_proxy(request.request()).then_some(value)
    };
    let id = given(HEADER).filter(|id| is_id(id)).map(Arc::from);
    let id: Arc<str> = id.unwrap_or_else(|| Uuid::now_v7().to_string().into());
    let span = tracing::info_span!(
        "request",
        %id,
        trace = Empty,
        account = Empty,
        key = Empty
    );
    if let Some(trace) = given(TRACEPARENT).and_then(trace_of) {
        span.record("trace", trace);
    }
    let mut response = CURRENT
        .scope(Arc::clone(&id), next.call(request))
        .instrument(span)
        .await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    Ok(response)
}

/// Whether it is an identifier, as proxies make them.
fn is_id(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_.:+/=".contains(&b);
    (1..=128).contains(&text.len()) && text.bytes().all(allowed)
}

/// The trace of a `traceparent`: `00-<trace>-<parent>-<flags>`, in lower-case hexadecimal digits.
fn trace_of(text: &str) -> Option<&str> {
    let mut parts = text.split('-');
    let mut part = |length| {
        let part = parts.next()?;
        let digits = part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (digits && part.len() == length).then_some(part)
    };
    let (version, trace) = (part(2)?, part(32)?);
    let (parent, _flags) = (part(16)?, part(2)?);
    let is_zero = |part: &str| part.bytes().all(|b| b == b'0');
    let more = version == "00" && parts.next().is_some();
    (version != "ff" && !more && !is_zero(trace) && !is_zero(parent)).then_some(trace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_well_formed_traceparent_names_its_trace() {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        let good = format!("00-{trace}-00f067aa0ba902b7-01");
        assert_eq!(trace_of(&good), Some(trace));
        assert_eq!(trace_of(&good.replacen("00-", "01-", 1)), Some(trace));
        for bad in [
            String::new(),
            good.to_uppercase(),
            format!("{good}-x"),
            good.replace(trace, &"0".repeat(32)),
            good.replacen("00-", "ff-", 1),
            good.replace("00f067aa0ba902b7", "00f067aa0ba902b"),
            "00-x".to_owned(),
        ] {
            assert_eq!(trace_of(&bad), None, "{bad}");
        }
    }

    #[test]
    fn an_id_has_no_spaces_or_line_breaks() {
        for good in [
            "a",
            "01a22010-13ae-74af-917c-f45f1d92de41",
            "Root=1-67a/b+c",
        ] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "a b", "a\nb", "ä", &"a".repeat(129)] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
