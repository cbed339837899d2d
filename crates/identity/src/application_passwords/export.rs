use contract::application_passwords::OwnedApplicationPassword;
use contract::events::EventAction;
use contract::exports::application_password_columns;
use contract::filter::ApplicationPasswordFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};

use super::all::{SHAPE, page};
use crate::exports::ExportedList;
use crate::permitted::UsersRead;
use crate::{Context, Error};

/// The application passwords of all users of an organization for an export, newest first, without their secrets.
#[derive(Debug)]
pub struct ExportedApplicationPasswords;

impl ExportedList for ExportedApplicationPasswords {
    type Item = OwnedApplicationPassword;
    type Filter = ApplicationPasswordFilter;
    type Read = UsersRead;
    const LIST: &'static str = "application-passwords";
    const SORT: Option<&'static str> = None;
    const EVENT: EventAction = EventAction::ApplicationPasswordsExported;

    fn columns() -> Vec<String> {
        application_password_columns()
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<OwnedApplicationPassword>, Error> {
        let request = SHAPE.read(context, organization, None, query)?;
        page(context, organization, &request.for_export(total)).await
    }
}
