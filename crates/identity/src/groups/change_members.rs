use std::collections::HashSet;

use contract::bulk::{BulkItem, BulkResult};
use contract::groups::{ChangeMembers, MAX_MEMBER_CHANGES};
use contract::ids::{GroupId, UserId};

use super::{add_member, remove_member};
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::fields::Fields;
use crate::permitted::{GroupsWrite, Permitted};
use crate::tenant_rows::find;
use crate::users::{in_turn, refused};
use crate::{Context, Error};

/// What happens to a user.
#[derive(Clone, Copy)]
enum MemberChange {
    Add,
    Remove,
}

/// Adds users to a group and removes users from it, one after the other and each in its own
/// transaction. A refusal does not stop the others. The results are in the order of the request: first
/// those to add, then those to remove. Repeating the call has no further effect.
///
/// # Errors
/// `invalid-fields` if there are no users, too many, or duplicates; `not-found` if the group does not
/// exist, `stale-version`, `forbidden`.
pub async fn change_members(
    context: &Context,
    principal: &Permitted<GroupsWrite>,
    id: GroupId,
    request: &ChangeMembers,
) -> Result<BulkResult, Error> {
    check(request)?;
    let read = context.database().read();
    let group = find(read, principal.organization(), id).await?;
    principal.client().expects.check(group.version)?;
    let added = request.add.iter().map(|user| (*user, MemberChange::Add));
    let removed = request
        .remove
        .iter()
        .map(|user| (*user, MemberChange::Remove));
    let perform = async |(user, change)| one(context, principal, id, (user, change)).await;
    let mut results = Vec::with_capacity(request.add.len() + request.remove.len());
    for ((user, _), outcome) in in_turn(added.chain(removed), perform).await {
        // The earlier changes are committed, so the response must still report them.
        results.push(match outcome {
            Ok(()) => BulkItem {
                id: user,
                done: true,
                problem: None,
            },
            Err(error) => refused(user, &error),
        });
    }
    Ok(BulkResult { results })
}

async fn one(
    context: &Context,
    principal: &AdminPrincipal,
    id: GroupId,
    (user, change): (UserId, MemberChange),
) -> Result<(), Error> {
    let organization = principal.organization();
    let held = HeldAccount::begin(context, organization, Portal::User, user.0).await?;
    match change {
        MemberChange::Add => add_member::perform(principal, &held, id).await?,
        MemberChange::Remove => remove_member::perform(principal, &held, id).await?,
    };
    held.commit().await
}

fn check(request: &ChangeMembers) -> Result<(), Error> {
    let ChangeMembers { add, remove } = request;
    let mut fields = Fields::default();
    let mut seen = HashSet::new();
    if add.is_empty() && remove.is_empty() {
        fields.refuse("add", "required", "List at least one user");
    } else if add.len() + remove.len() > MAX_MEMBER_CHANGES {
        let message =
            format!("List at most {MAX_MEMBER_CHANGES} users; send the others in another request");
        let field = if add.is_empty() { "remove" } else { "add" };
        fields.refuse(field, "too_many", message);
    } else {
        for (field, users) in [("add", add), ("remove", remove)] {
            if !users.iter().all(|user| seen.insert(*user)) {
                fields.refuse(field, "duplicate", "List each user once");
            }
        }
    }
    fields.finish()
}
