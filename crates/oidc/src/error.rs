//! The errors of the protocol.

use serde_json::{Map, Value, json};

rules::named_values! {
    /// The error codes of OAuth 2.0, OpenID Connect and their extensions.
    pub enum ErrorCode {
        /// A parameter is missing, invalid or repeated.
        InvalidRequest = "invalid_request",
        /// The client may not use this grant type.
        UnauthorizedClient = "unauthorized_client",
        /// The person or the policy of the application refused.
        AccessDenied = "access_denied",
        /// Only `code` is supported.
        UnsupportedResponseType = "unsupported_response_type",
        /// The scope is missing, unknown or wider than what was granted.
        InvalidScope = "invalid_scope",
        /// The server failed.
        ServerError = "server_error",
        /// The server is overloaded.
        TemporarilyUnavailable = "temporarily_unavailable",
        /// `prompt=none`, but the person has to do something.
        InteractionRequired = "interaction_required",
        /// `prompt=none`, but nobody is signed in.
        LoginRequired = "login_required",
        /// `prompt=none`, but the person has to choose an account.
        AccountSelectionRequired = "account_selection_required",
        /// `prompt=none`, but the person has to consent.
        ConsentRequired = "consent_required",
        /// Request objects are not supported.
        RequestNotSupported = "request_not_supported",
        /// Only the addresses of pushed requests are supported.
        RequestUriNotSupported = "request_uri_not_supported",
        /// The pushed request is unknown, used or expired.
        InvalidRequestUri = "invalid_request_uri",
        /// Registration by request is not supported.
        RegistrationNotSupported = "registration_not_supported",
        /// The required authentication is not available.
        UnmetAuthenticationRequirements = "unmet_authentication_requirements",
        /// The requested resource is unknown.
        InvalidTarget = "invalid_target",
        /// The client did not authenticate.
        InvalidClient = "invalid_client",
        /// The code or token is unknown, used, expired or of another client.
        InvalidGrant = "invalid_grant",
        /// The grant type is not supported.
        UnsupportedGrantType = "unsupported_grant_type",
        /// The person has not answered yet (device grant).
        AuthorizationPending = "authorization_pending",
        /// As above, and the client asks too often.
        SlowDown = "slow_down",
        /// The device code has expired.
        ExpiredToken = "expired_token",
        /// The access token is invalid.
        InvalidToken = "invalid_token",
        /// The access token does not contain the required scope.
        InsufficientScope = "insufficient_scope",
        /// The authentication behind the access token is too weak or too old (RFC 9470).
        InsufficientUserAuthentication = "insufficient_user_authentication",
        /// The type of token cannot be revoked.
        UnsupportedTokenType = "unsupported_token_type",
        /// The DPoP proof is missing or invalid.
        InvalidDpopProof = "invalid_dpop_proof",
    }
}

/// An error with its explanation. The explanation is fixed text, so that an error never repeats what
/// a request contained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {description}", .code.as_str())]
pub struct ProtocolError {
    /// The code, for programs.
    pub code: ErrorCode,
    /// What is wrong, for developers. ASCII without quotation marks and backslashes (RFC 6749, 5.2).
    pub description: &'static str,
}

impl ProtocolError {
    /// An error with a fixed explanation.
    pub const fn new(code: ErrorCode, description: &'static str) -> Self {
        Self { code, description }
    }

    /// `invalid_request` with an explanation.
    pub const fn invalid_request(description: &'static str) -> Self {
        Self::new(ErrorCode::InvalidRequest, description)
    }

    /// `invalid_grant` with an explanation.
    pub const fn invalid_grant(description: &'static str) -> Self {
        Self::new(ErrorCode::InvalidGrant, description)
    }

    /// `invalid_client`. The explanation does not reveal which part was wrong.
    pub const fn invalid_client() -> Self {
        Self::new(ErrorCode::InvalidClient, "The client did not authenticate")
    }

    /// For a silent request of a browser in which nobody is signed in.
    pub const LOGIN_REQUIRED: Self = Self::new(
        ErrorCode::LoginRequired,
        "Nobody is signed in, or the sign-in is too old",
    );

    /// For a silent request of a person who has something else to do first.
    pub const INTERACTION_REQUIRED: Self = Self::new(
        ErrorCode::InteractionRequired,
        "The person has to do something first",
    );

    /// For a silent request of a person who has to consent first.
    pub const CONSENT_REQUIRED: Self = Self::new(
        ErrorCode::ConsentRequired,
        "The person has not consented yet",
    );

    /// For a person who may not open the application, or refuses to. It does not say which.
    pub const ACCESS_DENIED: Self = Self::new(ErrorCode::AccessDenied, "Access was denied");

    /// For an application whose settings do not allow the device grant.
    pub const NO_DEVICE_GRANT: Self = Self::new(
        ErrorCode::UnauthorizedClient,
        "The settings of this application do not allow the device grant",
    );

    /// For a person who cannot authenticate as strongly as required.
    pub const UNMET_AUTHENTICATION: Self = Self::new(
        ErrorCode::UnmetAuthenticationRequirements,
        "The person cannot authenticate as required",
    );

    /// For a resource that is unknown, or not available to the client.
    pub const INVALID_TARGET: Self = Self::new(
        ErrorCode::InvalidTarget,
        "The resource is unknown or not available to this client",
    );

    /// The members `error` and `error_description`.
    pub fn members(self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("error".to_owned(), json!(self.code));
        members.insert("error_description".to_owned(), json!(self.description));
        members
    }
}
