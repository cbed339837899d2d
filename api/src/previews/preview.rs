use actix_web::web::{Data, Json};
use contract::organization::UpdateOrganization;
use contract::previews::PolicyPreview;
use identity::permitted;
use identity::{Context, previews};

use crate::http::{Allowed, ApiResult, Body};

/// Preview a change of the organization
///
/// Takes the body that would update the organization, and counts what the update would do to its
/// accounts: whose password would expire, who would have to set up MFA, who could no longer sign in.
/// Each account is evaluated with the same rules as a sign-in, under the current and the proposed
/// settings. Nothing is changed, and no step-up authentication is required.
///
/// An account can have several outcomes. The preview has two limits: existing passwords are stored as
/// hashes, so nobody can know whether they meet stricter requirements (`password_unchecked`), and
/// existing locks keep their end time.
///
/// Also requires `users:read`. Changing the MFA or lockout policy for administrators also requires
/// `administrators:write`.
/// An organization can run two previews at the same time.
#[utoipa::path(
    post,
    path = "/organization/preview",
    tag = "Organization",
    operation_id = "previewOrganization",
    responses((status = 200, description = "The outcomes", body = PolicyPreview)),
)]
pub async fn preview(
    Allowed(principal): Allowed<permitted::OrganizationPreview>,
    context: Data<Context>,
    Body(body): Body<UpdateOrganization>,
) -> ApiResult<Json<PolicyPreview>> {
    Ok(Json(previews::preview(&context, &principal, &body).await?))
}
