use contract::events::EventAction;
use contract::exports::user_columns;
use contract::filter::UserFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use contract::users::User;
use rules::account::AccountKind;
use rules::role::Permission;
use uuid::Uuid;

use super::list::{page, read};
use crate::lists::{ExportedList, after_account};
use crate::permitted::UsersRead;
use crate::user_attributes::Definitions;
use crate::{Context, Error};

/// The users of an organization for an export, the oldest first.
#[derive(Debug)]
pub struct ExportedUsers;

impl ExportedList for ExportedUsers {
    type Item = User;
    type Filter = UserFilter;
    type Read = UsersRead;
    const LIST: &'static str = "users";
    const SORT: Option<&'static str> = Some("createdAt");
    const EVENT: EventAction = EventAction::UsersExported;
    const ID: &'static str = "id";

    fn columns() -> Vec<String> {
        user_columns()
    }

    async fn own_columns(
        context: &Context,
        organization: OrganizationId,
    ) -> Result<Vec<String>, Error> {
        let definitions = Definitions::read(context.database().read(), organization).await?;
        Ok(definitions.columns())
    }

    /// Who is in a group is only for those who may know it.
    fn requires(filter: &UserFilter) -> &'static [Permission] {
        if filter.group.is_empty() {
            &[]
        } else {
            &[Permission::GroupsRead]
        }
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
        after: Option<Uuid>,
    ) -> Result<Page<User>, Error> {
        let request = read(context, organization, query)?;
        let after = after_account(context, organization, AccountKind::User, after).await?;
        page(context, organization, &request.for_export(total, after)).await
    }
}
