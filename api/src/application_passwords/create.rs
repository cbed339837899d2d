use actix_web::web::Data;
use contract::application_passwords::{ApplicationPasswordCreated, CreateApplicationPassword};
use identity::{Context, application_passwords};

use crate::http::{ApiResult, AsUser, Body, Created};
use crate::openapi::problems;

/// Create an application password
///
/// A generated secret for programs and devices that cannot prompt for MFA. It works for one
/// application, or for one device or program that does not name an application, until it is revoked.
/// While the account is suspended, locked or expired, it is refused. It still works after the account
/// password is changed.
///
/// The secret is only ever shown in this response. An account can have 20. You get an email.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/application-passwords",
    tag = "My account",
    operation_id = "createMyApplicationPassword",
    responses(
        (status = 201, description = "The secret", body = ApplicationPasswordCreated),
        problems::ProofRequired,
        problems::Conflict,
    ),
)]
pub async fn create(
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<CreateApplicationPassword>,
) -> ApiResult<Created<ApplicationPasswordCreated>> {
    let created = application_passwords::create(&context, &user, &body).await?;
    let path = format!(
        "/api/v1/me/application-passwords/{}",
        created.application_password.id
    );
    Ok(Created::at(path, created))
}
