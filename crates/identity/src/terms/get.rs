use contract::terms::OrganizationTerms;
use entity::{organization, terms};

use super::find::{current, show as show_version};
use crate::accounts::find_organization;
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error};

/// Returns the terms of the principal's organization.
///
/// # Errors
/// `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
) -> Result<OrganizationTerms, Error> {
    let read = context.database().read();
    let organization = find_organization(read, principal.organization()).await?;
    let row = current(read, &organization).await?;
    Ok(show(&organization, row))
}

/// Builds the API's representation of the terms of an organization.
pub(super) fn show(
    organization: &organization::Model,
    row: Option<terms::Model>,
) -> OrganizationTerms {
    OrganizationTerms {
        required: organization.terms_required,
        published_by: row.as_ref().map(|row| row.published_by.clone()),
        current: row.map(show_version),
        version: organization.version.into(),
    }
}
