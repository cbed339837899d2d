//! Who an application is open to, and why.

use rules::access::{Check, Refusal, StepUp, WantedFactor};
use rules::mfa::FactorKind;
use rules::status::Lock;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{GroupId, UserId};

/// A group that an application is assigned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::assigned_group))]
pub struct AssignedGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// When the application was assigned to it.
    pub assigned_at: Timestamp,
}

/// A user that an application is assigned to directly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::assigned_user))]
pub struct AssignedUser {
    /// The user.
    pub id: UserId,
    /// The user's name.
    pub name: String,
    /// The user's email address.
    pub email: String,
    /// When the application was assigned to the user.
    pub assigned_at: Timestamp,
}

/// How many people an application is open to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationAccess {
    /// The number of active users that it is open to. If `peopleIsExact` is false, it is 10001, which
    /// means "more than 10,000".
    #[cfg_attr(feature = "openapi", schema(example = 37))]
    pub people: u64,
    /// Whether `people` is exact. Always true up to 10,000; beyond that, only with `total=exact`.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub people_is_exact: bool,
}

/// A group through which an application is available to a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "Engineering"))]
    pub name: String,
}

/// Why an application is available to a user. If nothing applies, it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignment {
    /// Whether it is open to everyone.
    pub everyone: bool,
    /// Whether it is assigned to the user directly.
    pub directly: bool,
    /// The groups of the user that it is assigned to.
    pub groups: Vec<AccessGroup>,
}

impl Assignment {
    /// Whether anything applies.
    pub fn applies(&self) -> bool {
        self.everyone || self.directly || !self.groups.is_empty()
    }
}

rules::named_values! {
    /// The result of checking whether a user may open an application, and of each check.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "refuse"))]
    pub enum AccessResult {
        /// It opens; the check passes.
        Open = "open",
        /// The user has to verify something first: `stepUp` says what.
        StepUp = "step_up",
        /// It does not open: `reason` says why.
        Refuse = "refuse",
    }
}

/// One check of the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessStep {
    /// What is checked.
    pub check: Check,
    /// The result.
    pub result: AccessResult,
    /// Why it refuses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refusal>,
    /// What the user has to verify.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_up: Option<StepUp>,
}

/// Whether a user may open an application, and why. The user's session is not considered: `freshness` says
/// what a session without any verified factor requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::access_check))]
pub struct AccessCheck {
    /// The result of the first check that does not pass, or `open`.
    pub result: AccessResult,
    /// Why it refuses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refusal>,
    /// What the user has to verify.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_up: Option<StepUp>,
    /// All checks, in order.
    pub steps: Vec<AccessStep>,
    /// Why the application is available to the user.
    pub assignment: Assignment,
    /// The factor that the application requires.
    pub factor: WantedFactor,
    /// The kinds of factors that the user has and can use.
    pub enrolled: Vec<FactorKind>,
    /// The lock of the account, if that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
}
