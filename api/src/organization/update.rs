//! `PATCH /api/v1/organization`.

use actix_web::patch;
use actix_web::web::Data;
use contract::organization::{Organization, UpdateOrganization};
use identity::permitted::OrganizationWrite;
use identity::{Context, organization};

use crate::http::{Allowed, Answer, Body, IfMatch, Versioned};
use crate::openapi::problems;

/// Change the organization
///
/// Its name and contact, what its users may do, and every policy: for passwords, their age, lockout
/// and second factors. A field left out stays; a policy is replaced as a whole.
///
/// To change what second factors are asked of administrators takes `administrators:write` too.
#[utoipa::path(
    tag = "Organization",
    operation_id = "updateOrganization",
    request_body = UpdateOrganization,
    params(IfMatch),
    responses(
        (
            status = 200,
            description = "The organization as it is now",
            body = Organization,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::InvalidFields,
        problems::StaleVersion,
    ),
    security(("administrator" = ["organization:write"])),
)]
#[patch("/organization")]
pub async fn update(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateOrganization>,
) -> Answer<Versioned<Organization>> {
    Ok(Versioned::ok(
        organization::update(&context, &principal, version, &body).await?,
    ))
}
