use crate::device;
use crate::error::{ErrorCode, ProtocolError};
use crate::parameters::Parameters;
use crate::resource;
use crate::secret::Secret;

/// What the client offers for tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A code from an authorization response.
    AuthorizationCode {
        /// The code.
        code: Secret,
        /// The redirect URI of the authorization request.
        redirect_uri: String,
        /// The PKCE verifier.
        verifier: Option<Secret>,
    },
    /// A refresh token.
    RefreshToken {
        /// The token.
        token: Secret,
        /// The scopes, if the new access token should have fewer. See [`crate::scope::narrow`].
        scope: Option<String>,
    },
    /// A device code (RFC 8628).
    DeviceCode {
        /// The code.
        code: Secret,
    },
}

/// Reads a token request. The client is read by [`crate::client_auth::Presented`].
///
/// # Errors
/// `unsupported_grant_type`, `invalid_target` if it is for an API, or `invalid_request` if a parameter is
/// missing or repeated.
pub fn parse(form: &Parameters) -> Result<Grant, ProtocolError> {
    resource::refuse(form)?;
    let required = |name, missing| {
        let value = form.get(name)?;
        value.ok_or(ProtocolError::invalid_request(missing))
    };
    match required("grant_type", "grant_type is missing")? {
        "authorization_code" => Ok(Grant::AuthorizationCode {
            code: Secret::new(required("code", "code is missing")?),
            redirect_uri: required("redirect_uri", "redirect_uri is missing")?.to_owned(),
            verifier: form.get("code_verifier")?.map(Secret::new),
        }),
        "refresh_token" => Ok(Grant::RefreshToken {
            token: Secret::new(required("refresh_token", "refresh_token is missing")?),
            scope: form.get("scope")?.map(str::to_owned),
        }),
        device::GRANT_TYPE => Ok(Grant::DeviceCode {
            code: Secret::new(required("device_code", "device_code is missing")?),
        }),
        _ => Err(ProtocolError::new(
            ErrorCode::UnsupportedGrantType,
            "grant_type must be authorization_code, refresh_token or device_code",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Result<Grant, ErrorCode> {
        let form = Parameters::parse(form.as_bytes()).unwrap();
        parse(&form).map_err(|error| error.code)
    }

    #[test]
    fn reads_the_supported_grants() {
        let code = "grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fa%2Fcb";
        let grant = |verifier: Option<&str>| Grant::AuthorizationCode {
            code: Secret::new("c"),
            redirect_uri: "https://a/cb".to_owned(),
            verifier: verifier.map(Secret::new),
        };
        assert_eq!(read(code), Ok(grant(None)));
        assert_eq!(read(&format!("{code}&code_verifier=")), Ok(grant(None)));
        assert_eq!(
            read(&format!("{code}&code_verifier=v")),
            Ok(grant(Some("v")))
        );
        let refresh = Grant::RefreshToken {
            token: Secret::new("t"),
            scope: Some("openid email".to_owned()),
        };
        let form = "grant_type=refresh_token&refresh_token=t&scope=openid+email";
        assert_eq!(read(form), Ok(refresh));
        let form = "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=d";
        let device = Grant::DeviceCode {
            code: Secret::new("d"),
        };
        assert_eq!(read(form), Ok(device));
        assert!(!format!("{:?}", grant(Some("v"))).contains("\"v\""));
    }

    #[test]
    fn everything_else_is_refused() {
        use ErrorCode::{InvalidRequest, InvalidTarget, UnsupportedGrantType};
        for (form, code) in [
            ("", InvalidRequest),
            (
                "grant_type=authorization_code&redirect_uri=a",
                InvalidRequest,
            ),
            ("grant_type=authorization_code&code=a", InvalidRequest),
            (
                "grant_type=authorization_code&code=a&code=b&redirect_uri=a",
                InvalidRequest,
            ),
            ("grant_type=refresh_token", InvalidRequest),
            (
                "grant_type=refresh_token&grant_type=password",
                InvalidRequest,
            ),
            (
                "grant_type=password&username=a&password=b",
                UnsupportedGrantType,
            ),
            ("grant_type=implicit", UnsupportedGrantType),
            (
                "grant_type=refresh_token&refresh_token=a&resource=https://a.example/",
                InvalidTarget,
            ),
            ("grant_type=client_credentials", UnsupportedGrantType),
            (
                "grant_type=Authorization_Code&code=a&redirect_uri=a",
                UnsupportedGrantType,
            ),
            (
                "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer",
                UnsupportedGrantType,
            ),
        ] {
            assert_eq!(read(form), Err(code), "{form}");
        }
    }
}
