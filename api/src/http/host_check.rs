//! Refuses requests for hosts that are not the portals'. Otherwise a web page whose name was pointed at this
//! server after it was loaded (DNS rebinding) would have the server's origin as far as the browser knows, and
//! could read its responses.

use std::net::IpAddr;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HOST;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};
use contract::problem::ProblemType;

use super::problem::Refusal;

/// The host names of the portals, without ports.
#[derive(Clone, Debug)]
pub struct KnownHosts(Vec<String>);

impl KnownHosts {
    /// Those of these authorities, such as `id.example.com:8443`.
    pub fn of<'a>(authorities: impl IntoIterator<Item = &'a str>) -> Self {
        let names = authorities.into_iter().map(name);
        Self(names.map(str::to_owned).collect())
    }

    /// Whether a request for this authority is for us. IP addresses and `localhost` always are, for health
    /// checks and other servers, because nobody else can make them point here.
    fn includes(&self, authority: &str) -> bool {
        let host = name(authority);
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || address.parse::<IpAddr>().is_ok()
            || self.0.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// The host of an authority, without the port.
fn name(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        // The colons of an IPv6 address are in brackets.
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    }
}

/// Refuses requests for other hosts. HTTP/2 names the host in the target of the request; a request without a
/// host does not come from a browser.
///
/// # Errors
/// Those of the inner service.
pub async fn middleware<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if is_ours(&request) {
        let response = next.call(request).await;
        return response.map(ServiceResponse::map_into_left_body);
    }
    let detail = "This server has another host name. Open its configured address; a proxy in front of \
                  it must pass on the header Host";
    let refusal = Refusal::new(ProblemType::WrongHost, detail);
    // A response instead of an error, so that the outer middleware sees it.
    let response = request.into_response(refusal.error_response());
    Ok(response.map_into_right_body())
}

fn is_ours(request: &ServiceRequest) -> bool {
    let Some(known) = request.app_data::<Data<KnownHosts>>() else {
        return true;
    };
    let mut headers = request.headers().get_all(HOST);
    let target = request.uri().authority();
    target.is_none_or(|target| known.includes(target.as_str()))
        && headers.all(|host| host.to_str().is_ok_and(|host| known.includes(host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_else_can_point_here_are_ours() {
        let known = KnownHosts::of(["id.example.com", "admin.example.com:8443"]);
        for ours in [
            "id.example.com",
            "ID.example.com:443",
            "admin.example.com",
            "localhost:8080",
            "127.0.0.1:8080",
            "[::1]:8080",
            "[2001:db8::1]",
        ] {
            assert!(known.includes(ours), "{ours}");
        }
        for other in [
            "evil.example",
            "id.example.com.evil.example",
            "evil.id.example.com",
            "localhost.evil.example:8080",
            "127.0.0.1.evil.example",
            "id.example.com@evil.example",
            "",
            ":8080",
        ] {
            assert!(!known.includes(other), "{other}");
        }
    }
}
