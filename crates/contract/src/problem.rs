//! Problem details (RFC 9457): the form of every error response.

use std::fmt;

use rules::access::Refusal;
use rules::mfa::FactorKind;
use rules::role::Permission;
use rules::sign_in::SignInRemedy;
use rules::status::Lock;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! problem_types {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $title:literal;)*) => {
        /// The stable type of a problem. On the wire: `urn:latchkey:problem:<code>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemType {
            $($(#[$doc])* $name,)*
            /// A type that this version of the client does not know.
            Unknown,
        }

        impl ProblemType {
            /// All types that a server responds with.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code at the end of the URN, which a person can quote to support.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status that goes with the type.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 500 }
            }

            /// A short summary, the same for every occurrence.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Unknown => "Unknown problem" }
            }
        }
    };
}

problem_types! {
    /// The request does not match the documentation: malformed JSON, an unknown field, an invalid id.
    MalformedRequest = "malformed-request", 400, "The request is malformed";
    /// The values of some fields are invalid; `errors` names each.
    InvalidFields = "invalid-fields", 422, "Some fields are invalid";
    /// The cursor does not belong to this list.
    InvalidCursor = "invalid-cursor", 400, "The cursor does not belong to this list";
    /// A `filter`, `sort` or `search` that the list does not support.
    InvalidQuery = "invalid-query", 400, "The query is invalid";
    /// Credentials are missing or invalid.
    Unauthenticated = "unauthenticated", 401, "Sign in to continue";
    /// The email or password is wrong.
    WrongCredentials = "wrong-credentials", 401, "The email or password is incorrect";
    /// The passkey does not belong to an account of this server.
    WrongPasskey = "wrong-passkey", 401, "This passkey is not registered here";
    /// The sign-in took longer than 10 minutes, or another one replaced it.
    SignInExpired = "sign-in-expired", 401, "This sign-in has expired";
    /// The request is not for the current step of the sign-in.
    WrongStep = "wrong-step", 409, "Complete the current step first";
    /// The account is locked; `lock` says why and until when. After wrong passwords, passkeys and
    /// browsers that have signed in before still work.
    AccountLocked = "account-locked", 403, "Your account is locked";
    /// The account is not active.
    AccountSuspended = "account-suspended", 403, "Your account is suspended";
    /// The organization is suspended. Only the operator of the server can end this.
    OrganizationSuspended = "organization-suspended", 403, "Your organization is suspended";
    /// The account has not been activated yet.
    AccountStaged = "account-staged", 403, "Your account is not active yet";
    /// The temporary password has expired.
    TemporaryPasswordExpired = "temporary-password-expired", 403, "The temporary password has expired";
    /// MFA is required, and the account has no factor, or none of the kind that `factors` names.
    FactorRequired = "factor-required", 403, "MFA is required";
    /// A sensitive action, and the last authentication of the session is older than 5 minutes. Or an
    /// application is opened that requires a factor of one of the kinds in `factors`.
    ProofRequired = "proof-required", 403, "Confirm your identity";
    /// The application does not open for this user; `reason` says why.
    ApplicationRefused = "application-refused", 403, "You cannot open this application";
    /// The person has to choose whether to continue with the account that is signed in or to use another one.
    AccountChoiceRequired = "account-choice-required", 403, "The application asks which account to use";
    /// The organization's terms must be accepted before an application opens: see `/me/terms`.
    TermsRequired = "terms-required", 403, "Accept the terms of your organization";
    /// The person has to consent before the application gets their data.
    ConsentRequired = "consent-required", 403, "The application asks for your consent";
    /// The role or scope does not allow this.
    Forbidden = "forbidden", 403, "You are not allowed to do this";
    /// The request came from a page of another origin.
    WrongOrigin = "wrong-origin", 403, "The request came from another site";
    /// The resource does not exist or is not visible to the caller.
    NotFound = "not-found", 404, "Not found";
    /// The path exists, but not with this method.
    MethodNotAllowed = "method-not-allowed", 405, "Method not allowed";
    /// The body did not arrive in time.
    Timeout = "timeout", 408, "The request timed out";
    /// A unique value is taken; `errors` names the field.
    Taken = "taken", 409, "This is already in use";
    /// The current state does not allow the action.
    Conflict = "conflict", 409, "Not possible in the current state";
    /// The last active owner of an organization cannot be removed.
    LastOwner = "last-owner", 409, "An organization must have an owner";
    /// A repeated create request. The first response contained a secret that cannot be shown again.
    AlreadyCreated = "already-created", 409, "Already created";
    /// The `Idempotency-Key` was used for another request.
    IdempotencyConflict = "idempotency-conflict", 409, "This Idempotency-Key was used for another request";
    /// The link was used or replaced, or has expired.
    LinkNotUsable = "link-not-usable", 410, "This link has already been used or has expired";
    /// The body has no `Content-Length`.
    LengthRequired = "length-required", 411, "The length of the body is missing";
    /// `If-Match` names an older version.
    StaleVersion = "stale-version", 412, "Someone else changed this";
    /// The body is too large.
    TooLarge = "too-large", 413, "The request is too large";
    /// The body has a content type that the endpoint does not read.
    UnsupportedMediaType = "unsupported-media-type", 415, "The content type is not supported";
    /// The request is for a host that is not one of the portals'.
    WrongHost = "wrong-host", 421, "This server does not serve this host";
    /// `If-Match` is missing.
    VersionRequired = "version-required", 428, "If-Match is required";
    /// Too many requests; `Retry-After` says when to retry.
    TooManyRequests = "too-many-requests", 429, "Too many requests";
    /// An internal error; the log contains it under `requestId`.
    Internal = "internal", 500, "Internal server error";
    /// The server is busy; `Retry-After` says when to retry.
    Busy = "busy", 503, "The server is busy";
}

const PREFIX: &str = "urn:latchkey:problem:";

impl ProblemType {
    /// The type with this code.
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|one| one.code() == code)
            .unwrap_or(Self::Unknown)
    }
}

impl Serialize for ProblemType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{PREFIX}{}", self.code()))
    }
}

impl<'de> Deserialize<'de> for ProblemType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self::from_code(text.strip_prefix(PREFIX).unwrap_or("")))
    }
}

/// Problem details, sent as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The type, as `urn:latchkey:problem:<code>`. Stable: programs should rely on it.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "urn:latchkey:problem:invalid-fields"))]
    pub kind: ProblemType,
    /// A short summary of the type.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do about it, for people.
    pub detail: String,
    /// The invalid fields, for forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Why the account is locked and until when; only if the password was correct, or the user is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// The reason that the administrator who locked the account entered for the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock_note: Option<String>,
    /// Why the application does not open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refusal>,
    /// The action that a user needs first, or instead of the one that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<SignInRemedy>,
    /// The kinds of factors, one of which the caller must verify or enroll.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorKind>,
    /// The permissions, one of which the caller needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<Permission>,
    /// Seconds until the request can be retried, the same as in the `Retry-After` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// Identifies the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A field that is invalid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name in the request; nested names are separated by dots.
    #[cfg_attr(feature = "openapi", schema(example = "email"))]
    pub field: String,
    /// The stable code of what is wrong.
    #[cfg_attr(feature = "openapi", schema(example = "taken"))]
    pub code: String,
    /// How to correct it, for people.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Another account uses this email address")
    )]
    pub message: String,
}

impl FieldError {
    /// A field error.
    pub fn new(
        field: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            code: code.into(),
            message: message.into(),
        }
    }
}

impl Problem {
    /// A problem of this type, with the type's status and title.
    pub fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self {
            kind,
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
            errors: Vec::new(),
            lock: None,
            lock_note: None,
            reason: None,
            remedy: None,
            factors: Vec::new(),
            permissions: Vec::new(),
            retry_after_seconds: None,
            request_id: None,
        }
    }

    /// What is wrong with the fields, or else what happened.
    pub fn explanation(&self) -> String {
        let fields = self.errors.iter().map(|error| error.message.as_str());
        let fields: Vec<_> = fields.collect();
        if fields.is_empty() {
            self.detail.clone()
        } else {
            fields.join(". ")
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.title, self.kind.code(), self.detail)?;
        for error in &self.errors {
            write!(f, "; {}: {}", error.field, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_survive_a_round_trip_and_have_codes_of_their_own() {
        let mut codes = std::collections::HashSet::new();
        for kind in ProblemType::ALL {
            assert!(codes.insert(kind.code()));
            assert_eq!(ProblemType::from_code(kind.code()), *kind);
            assert!((400..=599).contains(&kind.status()));
        }
    }
}
