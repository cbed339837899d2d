use contract::continuing::RequestingApplication;
use contract::devices::{FindDevice, WaitingDevice};
use contract::ids::ApplicationId;
use entity::device_authorization::DeviceState;
use entity::organization;
use sea_orm::EntityTrait;

use super::wrong_codes::enter;
use crate::actor::SignedInUser;
use crate::openid::DeviceSignOn;
use crate::requests::SignOnRequest;
use crate::{Context, Error};

/// Returns the device with a code that the caller has entered. Approves nothing.
///
/// # Errors
/// `not-found` if no device of the organization waits with this code; `too-many-requests` after too many
/// wrong codes; `unauthenticated`.
pub async fn find_device(
    context: &Context,
    user: &SignedInUser,
    body: &FindDevice,
) -> Result<WaitingDevice, Error> {
    let held = user.hold(context).await?;
    let (held, row) = enter(held, user, &body.user_code).await?;
    // Only counting writes anything. Others wait for the account.
    held.into_tx().rollback().await?;
    if row.state != DeviceState::Waiting {
        return Err(Error::NotFound);
    }
    let read = context.database().read();
    let request = DeviceSignOn::of(read, &row).await?;
    let request = request.ok_or(Error::NotFound)?;
    let organization = organization::Entity::find_by_id(row.organization_id)
        .one(read)
        .await?
        .ok_or(Error::NotFound)?;
    let application = request.application();
    Ok(WaitingDevice {
        application: RequestingApplication {
            id: ApplicationId(application.id),
            name: application.name.clone(),
            letter: application.letter.clone(),
            color: application.color,
        },
        organization: organization.name,
        scopes: request.scopes(),
        address: row.address,
        requested_at: row.created_at,
        expires_at: row.expires_at,
    })
}
