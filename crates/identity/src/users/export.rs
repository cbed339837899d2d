use contract::events::EventAction;
use contract::exports::{ExportQuery, user_columns};
use contract::filter::UserFilter;
use contract::ids::OrganizationId;
use contract::page::{Counting, ListQuery, Page, Total};
use contract::users::User;
use rules::role::Permission;

use super::list::{SHAPE, page};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::exports::{Asked, Export, PAGE_ROWS, Pages, record_export};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// The users of an organization, for an export.
#[derive(Debug)]
pub struct ExportedUsers(OrganizationId);

impl Pages for ExportedUsers {
    type Item = User;

    fn columns() -> Vec<String> {
        user_columns()
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<User>, Error> {
        let query = ListQuery {
            total: Some(Counting::Exact),
            ..query.clone()
        };
        let request = SHAPE.read::<UserFilter>(context, self.0, None, &query)?;
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
    if !filter.group.is_empty() {
        principal.require(Permission::GroupsRead)?;
    }
    let organization = principal.organization();
    let export = begin(context, organization, query).await?;
    let event = principal.event(EventAction::UsersExported);
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
) -> Result<Export<ExportedUsers>, Error> {
    let export = begin(context, organization, query).await?;
    let event = NewEvent::new(EventAction::UsersExported, Party::system());
    record_export(context, organization, event, query, export.total()).await?;
    Ok(export)
}

async fn begin(
    context: &Context,
    organization: OrganizationId,
    query: &ExportQuery,
) -> Result<Export<ExportedUsers>, Error> {
    let asked = Asked {
        organization,
        list: "users",
        sort: Some("createdAt"),
        query,
    };
    Export::begin(context, ExportedUsers(organization), asked).await
}
