use contract::events::EventAction;
use contract::exports::{ExportQuery, user_columns};
use contract::filter::UserFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use contract::users::User;
use rules::role::Permission;

use super::list::{page, read};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::exports::{Export, PAGE_ROWS, Pages};
use crate::initiator::Initiator;
use crate::permitted::{Permitted, UsersRead};
use crate::user_attributes::Definitions;
use crate::{Context, Error};

/// The users of an organization, for an export.
#[derive(Debug)]
pub struct ExportedUsers(OrganizationId);

impl Pages for ExportedUsers {
    type Item = User;
    const LIST: &'static str = "users";
    const SORT: Option<&'static str> = Some("createdAt");

    fn organization(&self) -> OrganizationId {
        self.0
    }

    fn columns() -> Vec<String> {
        user_columns()
    }

    async fn own_columns(&self, context: &Context) -> Result<Vec<String>, Error> {
        let definitions = Definitions::read(context.database().read(), self.0).await?;
        Ok(definitions.columns())
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<User>, Error> {
        let request = read(context, self.0, query)?;
        page(context, self.0, &request.with_limit(PAGE_ROWS), total).await
    }
}

/// Begins an export of the users, the oldest first, and records it.
///
/// # Errors
/// `invalid-query`, `too-many-requests`, `forbidden`.
pub async fn export(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ExportQuery,
) -> Result<Export<ExportedUsers>, Error> {
    // Who is in a group is only for those who may know it. Errors in the filter are reported later.
    let filter = query.filter.as_deref().unwrap_or_default();
    let filter = filter.parse::<UserFilter>().unwrap_or_default();
    let mut requires = vec![Permission::UsersRead];
    if !filter.group.is_empty() {
        principal.require(Permission::GroupsRead)?;
        requires.push(Permission::GroupsRead);
    }
    let initiator = Initiator::of(principal, &requires);
    let exported = ExportedUsers(principal.organization());
    let event = principal.event(EventAction::UsersExported);
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
) -> Result<Export<ExportedUsers>, Error> {
    let event = NewEvent::new(EventAction::UsersExported, Party::system());
    let operator = Initiator::operator(organization);
    Export::begin(context, ExportedUsers(organization), operator, query, event).await
}
