//! What a change of the organization's settings, or of an application, would do to whom, before it is
//! saved.

use rules::account::AccountKind;
pub use rules::preview::PolicyOutcome;
use rules::state::UserState;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::policy_preview))]
pub struct PolicyPreview {
    /// The number of accounts that were examined: all users, and the administrators if the change
    /// applies to them. Administrators open no applications.
    pub examined: u64,
    /// The number of accounts with at least one outcome.
    pub affected: u64,
    /// The outcomes that occur, the most severe first.
    pub outcomes: Vec<OutcomeCount>,
}

impl PolicyPreview {
    /// The number of accounts with this outcome.
    pub fn count(&self, outcome: PolicyOutcome) -> u64 {
        let found = self.outcomes.iter().find(|one| one.outcome == outcome);
        found.map_or(0, |found| found.accounts)
    }
}

/// An outcome, and the number of accounts that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeCount {
    /// The outcome.
    pub outcome: PolicyOutcome,
    /// The number of accounts.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub accounts: u64,
}

/// Query parameters of the list of affected accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AffectedQuery {
    /// Only accounts with this outcome. Default: with any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub outcome: Option<PolicyOutcome>,
    /// Items per page, 1 to 100. Default: 50.
    #[serde(
        default,
        deserialize_with = "crate::page::limit",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u8>,
    /// `nextCursor` of the previous page. Requires the same body and `outcome`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A page of affected accounts: users first, each kind in the order of creation. There is no total,
/// because the preview has counted them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::affected_accounts))]
pub struct AffectedAccounts {
    /// The accounts of this page.
    pub items: Vec<AffectedAccount>,
    /// The cursor of the next page; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// An account that a change would affect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AffectedAccount {
    /// Whether it is a user or an administrator.
    pub kind: AccountKind,
    /// Identifier.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Email.
    pub email: String,
    /// The state.
    pub state: UserState,
    /// What the change would do to it, the most severe first.
    pub outcomes: Vec<PolicyOutcome>,
    /// When the password would expire, or has expired; absent if it would not expire. A change of an
    /// application does not affect it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_expires_at: Option<Timestamp>,
    /// When the MFA enrollment period would end; absent if there would be none. A change of an application
    /// does not affect it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enroll_by: Option<Timestamp>,
}
