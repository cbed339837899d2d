use contract::administrators::Administrator;
use contract::filter::AdministratorFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use entity::account::Column;
use rules::account::AccountKind;
use rules::links::LinkPurpose;
use sea_orm::Condition;

use super::load::show;
use crate::accounts::{find_organization, role};
use crate::factors::Mfa;
use crate::lists::{AccountList, AccountPage, AccountSort, Request, Shape, all_of, one_of};
use crate::permitted::{AdministratorsRead, Permitted};
use crate::{Context, Error, accounts};

pub(super) const SHAPE: Shape = Shape {
    // Cursors of "administrators" were made when those who have not signed in came first.
    name: "administrators-2",
    sorts: &["name", "email", "createdAt", "lastSignInAt"],
    default_sort: "name",
    search: true,
};

/// Lists administrators. Sorts: `name` (default), `email`, `createdAt`, `lastSignInAt`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<AdministratorsRead>,
    query: &ListQuery,
) -> Result<Page<Administrator>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<AdministratorFilter>(context, organization, None, query)?;
    page(context, organization, &request).await
}

/// Reads a page.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<AdministratorFilter>,
) -> Result<Page<Administrator>, Error> {
    let read = context.database().read();
    let list = AccountList {
        organization,
        kind: AccountKind::Administrator,
        request,
        sort: AccountSort::of(&request.sort, context.now()),
        indexed: Vec::new(),
        tested: passes(&request.filter),
        groups: &[],
        attributes: Vec::new(),
        copied: None,
    };
    let AccountPage { rows, total, last } = list.page(read).await?;
    let rows = rows.into_iter();
    let rows = rows.map(|(account, _)| Ok((role(&account)?, account)));
    let rows = rows.collect::<Result<Vec<_>, Error>>()?;
    let ids: Vec<_> = rows.iter().map(|(_, account)| account.id).collect();
    let purpose = LinkPurpose::AdministratorInvitation;
    let invitations = accounts::pending(context, read, &ids, purpose).await?;
    let settings = find_organization(read, organization).await?.settings;
    let mfa = Mfa::read(read, settings.mfa_policy, &ids).await?;
    let items = rows.into_iter().map(|(role, account)| {
        let mut newest_first = invitations.iter().rev();
        let invitation = newest_first.find(|link| link.account_id == account.id);
        show(context, account, role, invitation, &mfa)
    });
    request.page_up_to(context, items.collect(), total, last)
}

fn passes(filter: &AdministratorFilter) -> Condition {
    let AdministratorFilter { state, role } = filter;
    all_of([one_of(Column::State, state), one_of(Column::Role, role)])
}
