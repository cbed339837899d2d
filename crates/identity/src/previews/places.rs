use contract::ids::OrganizationId;

use crate::exports::Place;
use crate::{Context, Error};

/// Takes one of the places for previews of an organization: each reads all of its accounts.
///
/// # Errors
/// `too-many-requests` if the organization has none left.
pub(super) fn take_place(context: &Context, organization: OrganizationId) -> Result<Place, Error> {
    let place = context.preview_places().take(organization);
    place.map_err(|error| match error {
        Error::TooManyExports(after) => Error::TooManyPreviews(after),
        error => error,
    })
}
