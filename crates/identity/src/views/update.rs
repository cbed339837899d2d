use contract::change::Change;
use contract::ids::ViewId;
use contract::page::ListQuery;
use contract::views::{UpdateView, View};
use entity::Document;
use entity::saved_view::{ActiveModel, Entity, Model};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::held_view::hold;
use super::show::show;
use super::write::{self, check_room, owner};
use crate::fields::Fields;
use crate::lists::group_name_key;
use crate::permitted::{Permitted, UsersRead};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Changes a view, if `version` is current. Changing a shared one, and sharing one, requires
/// `users:write`.
///
/// # Errors
/// `invalid-fields`, `conflict`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: ViewId,
    version: impl Into<Precondition>,
    request: UpdateView,
) -> Result<View, Error> {
    let UpdateView {
        name,
        shared,
        search,
        filter,
        sort,
        columns,
    } = request;
    let expected: Precondition = version.into();
    let tx = context.database().begin().await?;
    let before = hold(&tx, principal, id).await?;
    expected.check(before.version)?;

    let mut fields = Fields::default();
    let name = name.as_deref().unwrap_or(&before.name);
    let name = write::name(&mut fields, name);
    let search = changed(search, &before.search);
    let filter = changed(filter, &before.filter);
    let sort = changed(sort, &before.sort);
    let query = ListQuery {
        search: Some(search.clone()),
        filter: Some(filter.clone()),
        sort: Some(sort.clone()),
        ..ListQuery::default()
    };
    write::query(context, principal, &mut fields, (before.list, &query))?;
    let columns = columns.unwrap_or_else(|| before.columns.0.clone());
    let organization = principal.organization();
    write::columns(&tx, organization, &mut fields, (before.list, &columns)).await?;
    let name = fields.finish_with(name)?;

    let owner_id = match shared {
        Some(shared) if shared != before.owner_id.is_none() => {
            let owner = owner(principal, shared)?;
            check_room(&tx, principal, owner).await?;
            owner
        }
        _ => before.owner_id,
    };
    let after = Model {
        owner_id,
        name_key: group_name_key(&name),
        name,
        search,
        filter,
        sort,
        columns: Document(columns),
        ..before.clone()
    };
    if after == before {
        return Ok(show(before));
    }
    let row = ActiveModel {
        id: Unchanged(after.id),
        owner_id: Set(after.owner_id),
        name: Set(after.name),
        name_key: Set(after.name_key),
        search: Set(after.search),
        filter: Set(after.filter),
        sort: Set(after.sort),
        columns: Set(after.columns),
        version: Set(before.version.incremented()),
        ..Default::default()
    };
    let view = Entity::update(row).exec(&tx).await?;
    tx.commit().await?;
    Ok(show(view))
}

fn changed(change: Change<String>, before: &str) -> String {
    match change.into_option() {
        None => before.to_owned(),
        Some(text) => text.unwrap_or_default(),
    }
}
