//! Bind users: the accounts with which applications search the LDAP directory.

pub use rules::directory::BindUserScope;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ApplicationId, LdapBindUserId};

/// A bind user without its password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::ldap_bind_user))]
pub struct LdapBindUser {
    /// Identifier.
    pub id: LdapBindUserId,
    /// The name, unique in the organization.
    pub name: String,
    /// Its bind DN; absent while the organization has no suffix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dn: Option<String>,
    /// What it may read.
    pub reads: BindUserScope,
    /// The application whose users and groups it may read; absent if it may read all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<ApplicationId>,
    /// The name of the application; absent as `applicationId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_name: Option<String>,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last authenticated, to the minute; absent if it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// Creates a bind user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_ldap_bind_user))]
pub struct CreateLdapBindUser {
    /// The name, a part of its DN: Latin letters, digits, dots, hyphens and underscores. Case does not matter.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub name: String,
    /// What it may read.
    pub reads: BindUserScope,
    /// The application whose users and groups it may read. Required for `application`, and only allowed there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<ApplicationId>,
}

/// A new bind user with its password. The password is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LdapBindUserCreated {
    /// The bind user.
    pub bind_user: LdapBindUser,
    /// The password to authenticate with. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "ldap_4fQ9rT2xV7bN1mKc8sLpW3zYd6hGjA0uEoRtIxQwBvC")
    )]
    pub secret: String,
}
