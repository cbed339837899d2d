//! Application passwords: generated secrets with which one application or device signs a user in.

pub use rules::resource::ResourceRefusal;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ApplicationId, ApplicationPasswordId, UserId};

/// The number of application passwords that a user can have.
pub const MOST_APPLICATION_PASSWORDS: u64 = 20;

/// An application password without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::application_password))]
pub struct ApplicationPassword {
    /// Identifier.
    pub id: ApplicationPasswordId,
    /// The name that the user gave it.
    pub name: String,
    /// The only application that accepts it; absent if it is for a device or program that does not name
    /// an application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<ApplicationId>,
    /// The name of the application; absent as `applicationId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_name: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last signed the user in, to the minute; absent if it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// Why it is refused at the moment; absent if it works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ResourceRefusal>,
}

/// An application password without its secret, with the user it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::owned_application_password))]
pub struct OwnedApplicationPassword {
    /// The user.
    pub user_id: UserId,
    /// The user's username.
    pub username: String,
    /// The user's name.
    pub user_name: String,
    /// The user's email.
    pub user_email: String,
    /// The application password.
    pub application_password: ApplicationPassword,
}

/// Creates an application password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_application_password))]
pub struct CreateApplicationPassword {
    /// The device or program that it is for.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: String,
    /// The only application that accepts it, one that is available to the user. If omitted, the password is
    /// for a device or program that does not name an application, and no application accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<ApplicationId>,
}

/// A new application password with its secret. The secret is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationPasswordCreated {
    /// The application password.
    pub application_password: ApplicationPassword,
    /// The secret to enter in the application or device. It cannot be shown again. Case, dashes and
    /// spaces do not matter.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "k7mq-2xv9-ht4c-p0dz-8wfn-6ybr-3gaj")
    )]
    pub password: String,
}
