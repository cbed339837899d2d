//! Why a user can or cannot sign in, and what helps.

use rules::links::LinkPurpose;
pub use rules::links::{VerificationLimit, VerificationLimitReason};
use rules::lockout::LockoutPolicy;
use rules::mfa::{FactorKind, MfaRequirement};
use rules::password_aging::AgingPolicy;
pub use rules::sign_in::{SignInFactKind, SignInRemedy, SignInVerdict};
use rules::state::UserState;
use rules::status::Lock;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{NextStep, ReplaceReason};
use crate::factors::MfaDetails;
use crate::mail_deliveries::MailDelivery;
use crate::problem::Problem;
use crate::users::PasswordDetails;

/// How the sign-in responds to the correct password now. Either `nextStep` or `problem` is present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInAnswer {
    /// The next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<NextStep>,
    /// The accepted factors, if the next step is `factor`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorKind>,
    /// The reason, if the next step is `replace_password`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replace_reason: Option<ReplaceReason>,
    /// The problem that the sign-in responds with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Something that prevents or delays a sign-in, and what fixes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInFact {
    /// What it is.
    pub kind: SignInFactKind,
    /// Whether it prevents a sign-in with the correct password in a browser that is not known to the account.
    pub blocks: bool,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When it ends automatically, or when it takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The lock, if the kind is `locked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// The actions that fix it, most helpful first. Only those that the caller may perform.
    pub remedies: Vec<SignInRemedy>,
    /// Why `send_email_verification` is not among the `remedies` now, although the caller may perform it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification_limit: Option<VerificationLimit>,
}

rules::named_values! {
    /// The result of an attempt to sign in.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "wrong_password"))]
    pub enum SignInAttemptResult {
        /// The user signed in.
        SignedIn = "signed_in",
        /// The password was wrong, or was not verified.
        WrongPassword = "wrong_password",
        /// The factor was wrong.
        WrongFactor = "wrong_factor",
        /// The password was correct, but the account was refused: `reason` says why.
        Refused = "refused",
    }
}

/// An attempt to sign in. Repeated wrong passwords from one network are one attempt per hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInAttempt {
    /// When it was last made.
    pub at: Timestamp,
    /// The result.
    pub result: SignInAttemptResult,
    /// How many times.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub times: u64,
    /// The client's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.24"))]
    pub address: Option<String>,
    /// Whether the user had signed in from this address before, in the last 200 sign-ins.
    pub known_address: bool,
    /// Browser and operating system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Firefox on Linux"))]
    pub device: Option<String>,
    /// The code of the problem, if the account was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "account-locked"))]
    pub reason: Option<String>,
}

/// The latest emailed link for one purpose that has not been used or replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// When it was created.
    pub sent_at: Timestamp,
    /// When it expires or expired.
    pub expires_at: Timestamp,
    /// Whether it has expired.
    pub expired: bool,
}

/// The policies that apply to the user's sign-ins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInPolicy {
    /// The lockout policy.
    pub lockout: LockoutPolicy,
    /// The password aging policy. Its maximum age does not apply if `neverExpires` of the user's `password` is
    /// true.
    pub aging: AgingPolicy,
    /// Whether the user needs MFA: the user's own requirement, or that of the organization.
    pub mfa: MfaRequirement,
    /// Days to set up MFA once it is required of the user.
    #[cfg_attr(feature = "openapi", schema(example = 7))]
    pub enrollment_days: u32,
}

/// Whether a user can sign in now, what prevents or affects it, and which actions can help. No sign-in is attempted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::sign_in_diagnosis))]
pub struct SignInDiagnosis {
    /// The verdict.
    pub verdict: SignInVerdict,
    /// The response of the sign-in to the correct password in a browser that is not known to the account.
    pub shown: SignInAnswer,
    /// The same in a browser that is known to the account; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_in_known_browsers: Option<SignInAnswer>,
    /// What prevents or delays a sign-in, in the order in which it is checked.
    pub facts: Vec<SignInFact>,
    /// The state of the user.
    pub state: UserState,
    /// The password: its status, when it was set and when it expires, and the lock, if the account is locked.
    pub password: PasswordDetails,
    /// The MFA status and the factors.
    pub mfa: MfaDetails,
    /// The last attempts to sign in, newest first, at most 5.
    pub attempts: Vec<SignInAttempt>,
    /// The number of open sessions.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub sessions: u64,
    /// The links that have not been used or replaced, newest first.
    pub links: Vec<WaitingLink>,
    /// The last emails to the user, newest first, at most 3. Absent without `events:read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliveries: Option<Vec<MailDelivery>>,
    /// The policies that apply. Absent without `organization:read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<SignInPolicy>,
}
