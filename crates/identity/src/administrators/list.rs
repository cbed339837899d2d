use contract::administrators::Administrator;
use contract::filter::AdministratorFilter;
use contract::page::{ListQuery, Page};
use entity::account::Column;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter};

use super::read::show;
use crate::accounts::role;
use crate::addresses::Portal;
use crate::factors::Mfa;
use crate::lists::{AccountSort, Shape, account_rows, all_of, one_of, scope};
use crate::permitted::{AdministratorsRead, Permitted};
use crate::{Context, Error, accounts};

const SHAPE: Shape = Shape {
    name: "administrators",
    sorts: &["name", "email", "createdAt", "lastSignInAt"],
    default_sort: "name",
    search: true,
};

/// A page of administrators. Sorts: `name` (the default), `email`, `createdAt`,
/// `lastSignInAt`.
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
    let mut administrators = scope(organization, Portal::Admin.account_kind());
    administrators = administrators.filter(passes(&request.filter));
    for word in &request.words {
        administrators = administrators.filter(begins(word));
    }
    let read = context.database().read();
    let (rows, total) = tokio::join!(
        account_rows(read, administrators.clone(), &request),
        administrators.count(read)
    );
    let rows = rows?.into_iter();
    let rows = rows.map(|(account, _)| Ok((role(&account)?, account)));
    let rows = rows.collect::<Result<Vec<_>, Error>>()?;
    let ids: Vec<_> = rows.iter().map(|(_, account)| account.id).collect();
    let purpose = LinkPurpose::AdministratorInvitation;
    let invitations = accounts::pending(context, read, &ids, purpose).await?;
    let mfa = Mfa::read(read, organization, &ids).await?;
    let sort = AccountSort::of(request.sort);
    request.page(
        context,
        rows,
        total?,
        |(_, account)| sort.key(account),
        |(role, account)| {
            let mut newest_first = invitations.iter().rev();
            let invitation = newest_first.find(|link| link.account_id == account.id);
            show(context, account, role, invitation, &mfa)
        },
    )
}

fn passes(filter: &AdministratorFilter) -> Condition {
    let AdministratorFilter { state, role } = filter;
    all_of([one_of(Column::State, state), one_of(Column::Role, role)])
}

/// Whether a word of the name or the address begins with `word`. There are few
/// administrators, so nothing is kept to find them by.
fn begins(word: &str) -> Condition {
    let literal: String = word
        .chars()
        .flat_map(|c| {
            matches!(c, '%' | '_' | '\\')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    let like = |pattern: String| LikeExpr::new(pattern).escape('\\');
    Condition::any()
        .add(Column::NameKey.like(like(format!("{literal}%"))))
        .add(Column::NameKey.like(like(format!("% {literal}%"))))
        .add(Column::EmailKey.like(like(format!("{literal}%"))))
}
