use contract::ids::ViewId;
use contract::page::ListQuery;
use contract::views::{CreateView, View};
use entity::saved_view::{ActiveModel, Entity};
use entity::{Document, Version};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::held_view::find;
use super::show::show;
use super::write::{self, check_room, owner};
use crate::actor::AdminPrincipal;
use crate::fields::Fields;
use crate::idempotency::{Create, Once, claim};
use crate::lists::group_name_key;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Saves a view of a list: for the administrator, or, with `users:write`, for the organization. A
/// repeated call with the same `idempotency_key` (kept for a day) returns the view that the first
/// call created.
///
/// # Errors
/// `invalid-fields`, `conflict`, `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<UsersRead>,
    request: &CreateView,
    idempotency_key: Option<&str>,
) -> Result<Once<View>, Error> {
    let mut fields = Fields::default();
    let name = write::name(&mut fields, &request.name);
    let query = ListQuery {
        search: request.search.clone(),
        filter: request.filter.clone(),
        sort: request.sort.clone(),
        ..ListQuery::default()
    };
    write::query(context, principal, &mut fields, (request.list, &query))?;
    let chosen = (request.list, request.columns.as_slice());
    let organization = principal.organization();
    write::columns(context.database().read(), organization, &mut fields, chosen).await?;
    if !request.shared && matches!(**principal, AdminPrincipal::ApiKey(_)) {
        let mend = "An API key has no views of its own: set this to true";
        fields.refuse("shared", "required", mend);
    }
    let name = fields.finish_with(name)?;
    let owner = owner(principal, request.shared)?;

    let id = context.new_id();
    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "view",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        let view = find(&tx, principal, ViewId(first)).await?;
        return Ok(Once::replay(show(view)));
    }
    check_room(&tx, principal, owner).await?;
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(principal.organization().0),
        owner_id: Set(owner),
        list: Set(request.list),
        name_key: Set(group_name_key(&name)),
        name: Set(name),
        search: Set(query.search.unwrap_or_default()),
        filter: Set(query.filter.unwrap_or_default()),
        sort: Set(query.sort.unwrap_or_default()),
        columns: Set(Document(request.columns.clone())),
        created_by: Set(principal.party().name),
        created_at: Set(context.now()),
        version: Set(Version::FIRST),
    };
    let view = Entity::insert(row).exec_with_returning(&tx).await?;
    tx.commit().await?;
    Ok(Once::done(show(view)))
}
