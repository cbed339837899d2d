use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::exports::{ExportQuery, administrator_columns};
use contract::filter::AdministratorFilter;
use contract::ids::OrganizationId;
use contract::page::{Counting, ListQuery, Page, Total};

use super::list::{SHAPE, page};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::exports::{Asked, Export, PAGE_ROWS, Pages, record_export};
use crate::permitted::{AdministratorsRead, Permitted};
use crate::{Context, Error};

/// The administrators of an organization, for an export.
#[derive(Debug)]
pub struct ExportedAdministrators(OrganizationId);

impl Pages for ExportedAdministrators {
    type Item = Administrator;

    fn columns() -> Vec<String> {
        administrator_columns()
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<Administrator>, Error> {
        let query = ListQuery {
            total: Some(Counting::Exact),
            ..query.clone()
        };
        let request = SHAPE.read::<AdministratorFilter>(context, self.0, None, &query)?;
        page(context, self.0, &request.with_limit(PAGE_ROWS), total).await
    }
}

/// Begins an export of the administrators, the oldest first, and records it.
///
/// # Errors
/// `invalid-query`, `too-many-requests`, `forbidden`.
pub async fn export(
    context: &Context,
    principal: &Permitted<AdministratorsRead>,
    query: &ExportQuery,
) -> Result<Export<ExportedAdministrators>, Error> {
    let organization = principal.organization();
    let export = begin(context, organization, query).await?;
    let event = principal.event(EventAction::AdministratorsExported);
    record_export(context, organization, event, query, export.total()).await?;
    Ok(export)
}

/// As [`export`], for the operator of the server, who can read the database anyway.
///
/// # Errors
/// `invalid-query`, `not-found`.
pub async fn export_for_operator(
    context: &Context,
    organization: OrganizationId,
    query: &ExportQuery,
) -> Result<Export<ExportedAdministrators>, Error> {
    let export = begin(context, organization, query).await?;
    let event = NewEvent::new(EventAction::AdministratorsExported, Party::system());
    record_export(context, organization, event, query, export.total()).await?;
    Ok(export)
}

async fn begin(
    context: &Context,
    organization: OrganizationId,
    query: &ExportQuery,
) -> Result<Export<ExportedAdministrators>, Error> {
    let asked = Asked {
        organization,
        list: "administrators",
        sort: Some("createdAt"),
        query,
    };
    Export::begin(context, ExportedAdministrators(organization), asked).await
}
