//! What an endpoint receives, as plain data.

use crate::error::ProtocolError;
use crate::parameters::Parameters;

/// The parts of a request that the protocol uses.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The method.
    pub method: &'a str,
    /// The query of the address, empty if there is none.
    pub query: &'a str,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// Every header `Authorization`. More than one is refused.
    pub authorization: &'a [&'a str],
    /// Every header `DPoP`. More than one is refused.
    pub dpop: &'a [String],
    /// The body.
    pub body: &'a [u8],
}

impl Incoming<'_> {
    /// Reads the form in the body. `resource` may occur more than once (RFC 8707), other parameters
    /// may not. Parameters in the address are refused, because secrets would end up in logs.
    ///
    /// # Errors
    /// `invalid_request`.
    pub fn form(&self) -> Result<Parameters, ProtocolError> {
        let is_form = self.content_type.is_some_and(|text| {
            let essence = text.split(';').next().unwrap_or_default();
            essence
                .trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        if !is_form {
            return Err(ProtocolError::invalid_request(
                "The request body must be application/x-www-form-urlencoded",
            ));
        }
        if !self.query.is_empty() {
            return Err(ProtocolError::invalid_request(
                "Send the parameters in the request body only",
            ));
        }
        let parameters = Parameters::parse(self.body)?;
        if parameters.has_repeated(&["resource"]) {
            return Err(crate::parameters::Repeated.into());
        }
        Ok(parameters)
    }

    /// The header `Authorization`, if there is one.
    ///
    /// # Errors
    /// `invalid_request` if there is more than one.
    pub fn authorization(&self) -> Result<Option<&str>, ProtocolError> {
        match self.authorization {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(ProtocolError::invalid_request(
                "Send the Authorization header once",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";

    fn incoming<'a>(query: &'a str, content_type: Option<&'a str>, body: &'a str) -> Incoming<'a> {
        Incoming {
            method: "POST",
            query,
            content_type,
            authorization: &[],
            dpop: &[],
            body: body.as_bytes(),
        }
    }

    #[test]
    fn only_a_form_in_the_body_is_read() {
        for content_type in [FORM, "Application/X-WWW-Form-URLencoded; charset=UTF-8"] {
            let form = incoming("", Some(content_type), "a=1&resource=x&resource=y").form();
            assert_eq!(form.unwrap().get("a"), Ok(Some("1")));
        }
        for (query, content_type, body) in [
            ("client_secret=x", Some(FORM), "a=1"),
            ("", None, "a=1"),
            ("", Some("application/json"), "{}"),
            (
                "",
                Some("text/plain; application/x-www-form-urlencoded"),
                "a=1",
            ),
            ("", Some(FORM), "a=1&a=2"),
            ("", Some(FORM), "a=%"),
        ] {
            assert!(
                incoming(query, content_type, body).form().is_err(),
                "{body}"
            );
        }
        let twice = Incoming {
            authorization: &["Basic YQ==", "Bearer a"],
            ..incoming("", Some(FORM), "")
        };
        assert!(twice.authorization().is_err());
    }
}
