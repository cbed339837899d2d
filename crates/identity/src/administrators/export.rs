use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::exports::{ExportQuery, administrator_columns};
use contract::filter::AdministratorFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use rules::role::Permission;

use super::list::{SHAPE, page};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::exports::{Export, PAGE_ROWS, Pages};
use crate::initiator::Initiator;
use crate::permitted::{AdministratorsRead, Permitted};
use crate::{Context, Error};

/// The administrators of an organization, for an export.
#[derive(Debug)]
pub struct ExportedAdministrators(OrganizationId);

impl Pages for ExportedAdministrators {
    type Item = Administrator;
    const LIST: &'static str = "administrators";
    const SORT: Option<&'static str> = Some("createdAt");

    fn organization(&self) -> OrganizationId {
        self.0
    }

    fn columns() -> Vec<String> {
        administrator_columns()
    }

    async fn own_columns(&self, _: &Context) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<Administrator>, Error> {
        let request = SHAPE.read::<AdministratorFilter>(context, self.0, None, query)?;
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
    let exported = ExportedAdministrators(principal.organization());
    let event = principal.event(EventAction::AdministratorsExported);
    let initiator = Initiator::of(principal, &[Permission::AdministratorsRead]);
    Export::begin(context, exported, initiator, query, event).await
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
    let event = NewEvent::new(EventAction::AdministratorsExported, Party::system());
    let operator = Initiator::operator(organization);
    Export::begin(
        context,
        ExportedAdministrators(organization),
        operator,
        query,
        event,
    )
    .await
}
