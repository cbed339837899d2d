//! Why a user can or cannot use a directory, a network or a host, and what helps.

pub use rules::resource::{ResourceCredential, ResourceObstacleKind, ResourceRemedy};
use rules::status::Lock;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that prevents the use of a directory, a network or a host, and what fixes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceObstacle {
    /// What it is.
    pub kind: ResourceObstacleKind,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When it ends automatically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The lock, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// The actions that fix it, most helpful first. Only those that the caller may perform, and
    /// `create_application_password`, which only the user can.
    pub remedies: Vec<ResourceRemedy>,
}

/// What a user could prove, and whether it would be accepted if it is correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceWay {
    /// What is proved.
    pub credential: ResourceCredential,
    /// The first thing that prevents it; absent if it would be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<ResourceObstacle>,
}

/// Whether a user can use a directory, a network or a host now, what prevents it, and which actions can help.
/// Nothing is attempted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::resource_access))]
pub struct ResourceAccess {
    /// Whether at least one of the ways is open.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub allowed: bool,
    /// What the user could prove.
    pub ways: Vec<ResourceWay>,
}

impl ResourceAccess {
    /// With these ways.
    pub fn of(ways: Vec<ResourceWay>) -> Self {
        Self {
            allowed: ways.iter().any(|way| way.obstacle.is_none()),
            ways,
        }
    }
}
