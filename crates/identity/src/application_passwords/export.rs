use contract::application_passwords::OwnedApplicationPassword;
use contract::events::EventAction;
use contract::exports::application_password_columns;
use contract::filter::ApplicationPasswordFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use uuid::Uuid;

use super::all::{SHAPE, page};
use crate::lists::{ExportedList, after_item};
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
    const ID: &'static str = "applicationPassword.id";

    fn columns() -> Vec<String> {
        application_password_columns()
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
        after: Option<Uuid>,
    ) -> Result<Page<OwnedApplicationPassword>, Error> {
        let request = SHAPE.read(context, organization, None, query)?;
        let request = request.for_export(total, after_item(after));
        page(context, organization, &request).await
    }
}
