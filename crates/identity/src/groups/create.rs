use contract::events::EventAction;
use contract::groups::{CreateGroup, Group};
use contract::ids::GroupId;

use super::show::{party, show};
use super::write::{self, NewGroup, insert};
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{GroupsWrite, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Creates a group without members. A repeated call with the same `idempotency_key` (kept for a day)
/// returns the group that the first call created.
///
/// # Errors
/// `invalid-fields`, `taken`, `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<GroupsWrite>,
    request: &CreateGroup,
    idempotency_key: Option<&str>,
) -> Result<Once<Group>, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = write::name(&mut fields, &request.name);
    let description = write::description(&mut fields, request.description.clone());
    let new = NewGroup {
        id: context.new_id(),
        organization: organization.0,
        name: fields.finish_with(name)?,
        description,
        created_at: context.now(),
    };

    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "group",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, new.id).await? {
        let group = find(&tx, organization, GroupId(first)).await?;
        return Ok(Once::replay(show(group)));
    }
    let group = insert(&tx, new).await?;
    let event = principal.event(EventAction::GroupCreated);
    record(context, &tx, organization, event.to(party(&group))).await?;
    tx.commit().await?;
    Ok(Once::done(show(group)))
}
