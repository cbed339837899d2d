//! Requests of applications to sign a person in, as the User Portal shows them. The token of a request
//! is in the address of the portal's page, and a cookie binds it to the browser.

use rules::application::IconColor;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::ApplicationId;

/// The application to which a person signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::requesting_application))]
pub struct RequestingApplication {
    /// Identifier.
    pub id: ApplicationId,
    /// Name.
    pub name: String,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
}

/// A request of an application to sign a person in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::authorization_request))]
pub struct AuthorizationRequest {
    /// The application.
    pub application: RequestingApplication,
    /// The scopes that it requests, to show when asking the person for consent.
    pub scopes: Vec<String>,
    /// The login hint of the application: an address or username; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login_hint: Option<String>,
    /// Whether the person must authenticate again, even if they are signed in.
    pub sign_in_again: bool,
    /// Whether the application asks which account to use. The person then continues with the account that is
    /// signed in, or signs in with another one.
    pub choose_account: bool,
    /// When the request expires. After that, the person has to open the application again.
    pub expires_at: Timestamp,
}

rules::named_values! {
    /// A person's answer to a request of an application.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "approve"))]
    pub enum RequestAnswer {
        /// The application may have what it requests. This is remembered.
        Approve = "approve",
        /// The person does not want to sign in to it. The application is notified that access was denied.
        Deny = "deny",
    }
}

/// Continues with a request of an application as the signed-in person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContinueAuthorization {
    /// The person's answer, if they were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<RequestAnswer>,
    /// Whether the person chose to continue with the account that is signed in, if they were asked. Send it
    /// until the request has been answered.
    #[serde(default)]
    pub chosen: bool,
}

/// Where a request of an application continues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorizationContinued {
    /// The address to open in this tab. It belongs to this server and leads to the application.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "/oidc/continue?request=4fQ9rT2xV7bN1mKc8sLpW3zYd6hGjA0uEoRtIxQwBvC")
    )]
    pub address: String,
}
