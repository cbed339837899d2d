//! Authorization responses: how a code or an error goes back to the client.

use rules::named_values;
use serde::{Deserialize, Serialize};

use crate::error::ProtocolError;
use crate::form;
use crate::form_post;
use crate::reply::Reply;

named_values! {
    /// How the response reaches the client. `fragment` is not supported, because it is for implicit
    /// and hybrid flows.
    pub enum ResponseMode {
        /// In the query of a redirect.
        Query = "query",
        /// In a form that the browser posts.
        FormPost = "form_post",
    }
}

/// Where the response to an authorization request goes. Only [`crate::authorize::check`] creates one
/// from a request, after it has found the address among the registered ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnAddress {
    /// The redirect URI, as registered.
    pub redirect_uri: String,
    /// How to send the response.
    pub mode: ResponseMode,
    /// The client's own value, which is sent back unchanged.
    pub state: Option<String>,
}

/// A response on its way to a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    redirect_uri: String,
    mode: ResponseMode,
    fields: Vec<(&'static str, String)>,
}

impl Answer {
    /// A code. `issuer` is sent along, so that the client notices a mix-up (RFC 9207).
    pub fn code(to: &ReturnAddress, issuer: &str, code: &str) -> Self {
        Self::new(to, issuer, vec![("code", code.to_owned())])
    }

    /// An error.
    pub fn error(to: &ReturnAddress, issuer: &str, error: ProtocolError) -> Self {
        let fields = vec![
            ("error", error.code.as_str().to_owned()),
            ("error_description", error.description.to_owned()),
        ];
        Self::new(to, issuer, fields)
    }

    fn new(to: &ReturnAddress, issuer: &str, mut fields: Vec<(&'static str, String)>) -> Self {
        fields.extend(to.state.clone().map(|state| ("state", state)));
        fields.push(("iss", issuer.to_owned()));
        Self {
            redirect_uri: to.redirect_uri.clone(),
            mode: to.mode,
            fields,
        }
    }

    /// The fields of the response.
    pub fn fields(&self) -> &[(&'static str, String)] {
        &self.fields
    }

    /// The address with the fields in its query.
    fn location(&self) -> String {
        with_query(&self.redirect_uri, &self.fields)
    }

    /// The HTTP response: a 303, after which the browser never posts a password again, or a page with
    /// a form.
    pub fn reply(&self) -> Reply {
        match self.mode {
            ResponseMode::Query => redirect(self.location()),
            ResponseMode::FormPost => form_post::page(&self.redirect_uri, &self.fields),
        }
    }
}

/// A redirect that no cache may keep, and that does not reveal our address to the client's page.
pub(crate) fn redirect(location: String) -> Reply {
    Reply {
        status: 303,
        headers: vec![
            ("location", location),
            ("cache-control", "no-store".to_owned()),
            ("referrer-policy", "no-referrer".to_owned()),
        ],
        body: String::new(),
    }
}

/// Adds fields to the query of a registered address, which has no fragment.
pub(crate) fn with_query(address: &str, fields: &[(&'static str, String)]) -> String {
    let mut written = address.to_owned();
    for (name, value) in fields {
        if !written.contains('?') {
            written.push('?');
        } else if !written.ends_with(['?', '&']) {
            written.push('&');
        }
        written.push_str(name);
        written.push('=');
        written.push_str(&form::encode(value));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn to(redirect_uri: &str, state: &str) -> ReturnAddress {
        ReturnAddress {
            redirect_uri: redirect_uri.to_owned(),
            mode: ResponseMode::Query,
            state: Some(state.to_owned()),
        }
    }

    fn location(redirect_uri: &str, state: &str) -> String {
        let reply =
            Answer::code(&to(redirect_uri, state), "https://id.example.com", "c0de").reply();
        assert_eq!(reply.status, 303);
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        reply.header("location").unwrap().to_owned()
    }

    #[test]
    fn the_code_is_added_to_the_query() {
        let rest = "code=c0de&state=a%26code%3Dx%20%2B%23&iss=https%3A%2F%2Fid.example.com";
        for (address, separator) in [
            ("https://a.example/cb", "?"),
            ("https://a.example", "?"),
            ("https://a.example/cb?t=1", "&"),
            ("https://a.example/cb?", ""),
            ("com.example.app:/cb", "?"),
        ] {
            let expected = format!("{address}{separator}{rest}");
            assert_eq!(location(address, "a&code=x +#"), expected);
        }
    }

    #[test]
    fn no_state_splits_the_header() {
        for state in ["\r\nSet-Cookie: a=b", "\u{2028}", "é", "<script>"] {
            let location = location("https://a.example/cb", state);
            assert!(location.bytes().all(|byte| byte.is_ascii_graphic()));
            let url = url::Url::parse(&location).unwrap();
            let mut pairs = url.query_pairs();
            assert!(pairs.any(|(name, value)| name == "state" && value == state));
        }
    }

    /// RFC 9207, 2.1.
    #[test]
    fn the_example_of_the_specification() {
        let to = to(
            "https://client.example/cb",
            "ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI",
        );
        let code = "x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58";
        assert_eq!(
            Answer::code(&to, "https://honest.as.example", code).location(),
            "https://client.example/cb?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58\
             &state=ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI\
             &iss=https%3A%2F%2Fhonest.as.example"
        );
    }

    /// RFC 9207, 2: errors contain `iss` as well.
    #[test]
    fn an_error_contains_state_and_issuer() {
        let error = ProtocolError::new(ErrorCode::AccessDenied, "The person refused");
        let answer = Answer::error(
            &to("https://a.example/cb", "s"),
            "https://id.example.com",
            error,
        );
        assert_eq!(
            answer.location(),
            "https://a.example/cb?error=access_denied&error_description=The%20person%20refused\
             &state=s&iss=https%3A%2F%2Fid.example.com"
        );
    }
}
