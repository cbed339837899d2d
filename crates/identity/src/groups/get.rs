use contract::groups::Group;
use contract::ids::GroupId;

use super::show::show;
use crate::permitted::{GroupsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Returns a group.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<GroupsRead>,
    id: GroupId,
) -> Result<Group, Error> {
    let read = context.database().read();
    find(read, principal.organization(), id).await.map(show)
}
