use contract::events::EventAction;
use contract::ids::{GroupId, UserId};

use super::held_group::hold;
use super::write::insert_member;
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::permitted::{GroupsWrite, Permitted};
use crate::{Context, Error};

/// Adds a user, in any state, to a group. Does nothing if the user is in it.
///
/// # Errors
/// `not-found` if the group or the user does not exist, `stale-version`, `forbidden`.
pub async fn add_member(
    context: &Context,
    principal: &Permitted<GroupsWrite>,
    id: GroupId,
    user: UserId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let held = HeldAccount::begin(context, organization, Portal::User, user.0).await?;
    perform(principal, &held, id).await?;
    held.commit().await
}

/// Adds a held user to a group. Returns whether they were not in it.
///
/// # Errors
/// `not-found` if the group does not exist, `stale-version`.
pub(crate) async fn perform(
    principal: &AdminPrincipal,
    held: &HeldAccount<'_>,
    id: GroupId,
) -> Result<bool, Error> {
    let group = hold(held.tx(), principal, id).await?;
    if !insert_member(held, &group).await? {
        return Ok(false);
    }
    let event = principal.event(EventAction::GroupMemberAdded);
    let event = event.with("group", group.name.as_str());
    held.record(event.with("group_id", group.id.to_string()))
        .await?;
    Ok(true)
}
