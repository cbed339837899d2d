use contract::application_passwords::OwnedApplicationPassword;
use contract::events::EventAction;
use contract::exports::{ExportQuery, application_password_columns};
use contract::filter::ApplicationPasswordFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use rules::role::Permission;

use super::all::{SHAPE, page};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::exports::{Export, PAGE_ROWS, Pages};
use crate::initiator::Initiator;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// The application passwords of an organization, for an export.
#[derive(Debug)]
pub struct ExportedApplicationPasswords(OrganizationId);

impl Pages for ExportedApplicationPasswords {
    type Item = OwnedApplicationPassword;
    const LIST: &'static str = "application-passwords";
    const SORT: Option<&'static str> = None;

    fn organization(&self) -> OrganizationId {
        self.0
    }

    fn columns() -> Vec<String> {
        application_password_columns()
    }

    async fn own_columns(&self, _: &Context) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<OwnedApplicationPassword>, Error> {
        let request = SHAPE.read::<ApplicationPasswordFilter>(context, self.0, None, query)?;
        page(context, self.0, &request.with_limit(PAGE_ROWS), total).await
    }
}

/// Begins an export of the application passwords of all users, newest first, without their secrets,
/// and records it.
///
/// # Errors
/// `invalid-query`, `too-many-requests`, `forbidden`.
pub async fn export(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ExportQuery,
) -> Result<Export<ExportedApplicationPasswords>, Error> {
    let exported = ExportedApplicationPasswords(principal.organization());
    let event = principal.event(EventAction::ApplicationPasswordsExported);
    let initiator = Initiator::of(principal, &[Permission::UsersRead]);
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
) -> Result<Export<ExportedApplicationPasswords>, Error> {
    let exported = ExportedApplicationPasswords(organization);
    let event = NewEvent::new(EventAction::ApplicationPasswordsExported, Party::system());
    let operator = Initiator::operator(organization);
    Export::begin(context, exported, operator, query, event).await
}
