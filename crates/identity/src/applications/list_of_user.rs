use contract::applications::UserApplication;
use contract::ids::{ApplicationId, UserId};
use contract::page::Page;
use entity::application::Model;
use rules::role::Permission;

use super::assignment::{Assignments, open_to};
use super::list_mine::uses;
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the applications that are available to a user, including those that are disabled or hidden, by
/// name. All on one page, because the number of applications of an organization is limited. Also
/// requires `applications:read`.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    user: UserId,
) -> Result<Page<UserApplication>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let account = accounts::find(read, organization, Portal::User, user.0).await?;
    principal.require(Permission::ApplicationsRead)?;
    let rows = open_to(organization, account.id).all(read).await?;
    let assignments = Assignments::read(read, account.id, None).await?;
    let mut uses = uses(read, account.id).await?;
    let item = |row: Model| {
        let assignment = assignments.of(&row);
        let usage = uses.remove(&row.id);
        UserApplication {
            id: ApplicationId(row.id),
            name: row.name,
            letter: row.letter,
            color: row.color,
            protocol: row.protocol,
            enabled: row.enabled,
            assignment,
            last_opened_at: usage.and_then(|usage| usage.last_opened_at),
        }
    };
    let items: Vec<UserApplication> = rows.into_iter().map(item).collect();
    let total = items.len() as u64;
    Ok(single_page(items, total))
}
