//! Reports: what happened over time, in numbers. Days and weeks are those of the organization's
//! time zone.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The report that Home of the Admin Portal shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::home_report))]
pub struct HomeReport {
    /// The organization's time zone, in which days and weeks begin.
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Berlin"))]
    pub time_zone: String,
    /// The last 30 days, oldest first. The last one is today, which is not over yet.
    pub days: Vec<DayReport>,
    /// MFA and passwords of the users; absent if the caller lacks `users:read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub users: Option<UserReport>,
    /// The first steps of a new organization that are not done yet; absent if the caller lacks
    /// `users:read`, `administrators:read` or `organization:read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_steps: Option<Vec<FirstStep>>,
}

/// The events of one day, of users and administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayReport {
    /// The beginning of the day: midnight in `timeZone` of the report.
    pub begins: Timestamp,
    /// Sign-ins: `sign_in.succeeded`.
    pub sign_ins: u64,
    /// Sign-ins with a wrong password: `sign_in.failed`. Those for one account from one network count
    /// once per hour.
    pub wrong_passwords: u64,
    /// Sign-ins with a wrong MFA code or passkey: `sign_in.factor_failed`.
    pub wrong_factors: u64,
    /// Sign-ins that the account's state did not allow, such as those of locked accounts:
    /// `sign_in.refused`.
    pub refused: u64,
    /// Accounts that were locked: `account.locked`.
    pub lockouts: u64,
    /// Emails that could not be delivered: `mail.failed`.
    pub failed_emails: u64,
}

impl DayReport {
    /// The sign-ins that failed, for any reason.
    pub const fn failed_sign_ins(&self) -> u64 {
        self.wrong_passwords + self.wrong_factors + self.refused
    }
}

/// The users' MFA and passwords.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserReport {
    /// All users.
    pub total: u64,
    /// How many of the users who have MFA now had set it up before the last 30 days.
    pub enrolled_before: u64,
    /// For each of the last 30 days, oldest first: how many of the users who have MFA now had set it
    /// up by the end of that day. The last number is that of all users with MFA. Users who removed
    /// their factors since, and deleted users, are in none of them.
    pub enrolled: Vec<PeriodCount>,
    /// For this week and the next 12: how many passwords expire in it. The weeks begin on Monday.
    /// Passwords that have expired already are not counted.
    pub expiring: Vec<PeriodCount>,
    /// How many passwords expire after these weeks.
    pub expiring_later: u64,
}

/// A number for a day or week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeriodCount {
    /// The beginning of the day or week: midnight in `timeZone` of the report.
    pub begins: Timestamp,
    /// The number.
    pub count: u64,
}

rules::named_values! {
    /// A first step of a new organization.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum FirstStep {
        /// Create the first user.
        CreateUser = "create_user",
        /// Send a test email, to see that emails arrive.
        SendTestEmail = "send_test_email",
        /// Invite a second owner.
        InviteOwner = "invite_owner",
        /// Require MFA of administrators.
        RequireMfa = "require_mfa",
    }
}
