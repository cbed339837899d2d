use contract::ids::OrganizationId;

use crate::slots::Slot;
use crate::{Context, Error};

/// Takes one of the slots for previews of an organization: each reads all of its accounts.
///
/// # Errors
/// `too-many-requests` if the organization has none left.
pub(super) fn take_slot(context: &Context, organization: OrganizationId) -> Result<Slot, Error> {
    let slot = context.preview_slots().take(organization);
    slot.map_err(|error| match error {
        Error::TooManyExports(after) => Error::TooManyPreviews(after),
        error => error,
    })
}
