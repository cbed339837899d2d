use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::exports::administrator_columns;
use contract::filter::AdministratorFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use rules::account::AccountKind;
use uuid::Uuid;

use super::list::{SHAPE, page};
use crate::lists::{ExportedList, after_account};
use crate::permitted::AdministratorsRead;
use crate::{Context, Error};

/// The administrators of an organization for an export, the oldest first.
#[derive(Debug)]
pub struct ExportedAdministrators;

impl ExportedList for ExportedAdministrators {
    type Item = Administrator;
    type Filter = AdministratorFilter;
    type Read = AdministratorsRead;
    const LIST: &'static str = "administrators";
    const SORT: Option<&'static str> = Some("createdAt");
    const EVENT: EventAction = EventAction::AdministratorsExported;
    const ID: &'static str = "id";

    fn columns() -> Vec<String> {
        administrator_columns()
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
        after: Option<Uuid>,
    ) -> Result<Page<Administrator>, Error> {
        let request = SHAPE.read(context, organization, None, query)?;
        let after = after_account(context, organization, AccountKind::Administrator, after).await?;
        page(context, organization, &request.for_export(total, after)).await
    }
}
