use contract::events::Event;
use contract::ids::UserId;
use contract::page::{ListQuery, Page};

use crate::addresses::Portal;
use crate::events::activity_of;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the actions by and on a user, newest first.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn activity(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: UserId,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let account = accounts::find(read, organization, Portal::User, id.0).await?;
    activity_of(context, organization, account.id, &[], query).await
}
