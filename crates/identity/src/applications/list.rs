use contract::applications::Application;
use contract::filter::ApplicationFilter;
use contract::page::{ListQuery, Page};
use entity::application::{Column, Entity, Model};
use entity::application_group;
use rules::role::Permission;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::show::Counts;
use crate::lists::{Key, Shape, all_of, has_words, one_of};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "applications",
    sorts: &["name", "createdAt"],
    default_sort: "name",
    search: true,
};

/// Lists applications. Sorts: `name` (default), `createdAt`. The filter `group` also requires `groups:read`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    query: &ListQuery,
) -> Result<Page<Application>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<ApplicationFilter>(context, organization, None, query)?;
    if !request.filter.group.is_empty() {
        principal.require(Permission::GroupsRead)?;
    }
    let applications = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter))
        .filter(has_words(Column::SearchWords, &request.words));
    let by_name = request.sort == "name";
    let first = if by_name {
        Column::NameKey
    } else {
        Column::CreatedAt
    };
    let place = |row: &Model| {
        let key = if by_name {
            Key::Text(row.name_key.clone())
        } else {
            Key::At(row.created_at.unix_millis())
        };
        (key, row.id)
    };
    let page = request.sorted(context, applications, [first, Column::Id], place);
    let (page, read) = (page.await?, context.database().read());
    let ids: Vec<_> = page.items.iter().map(|row| row.id).collect();
    let counts = Counts::read(read, &ids).await?;
    Ok(page.map(|row| counts.show(row)))
}

fn passes(filter: &ApplicationFilter) -> Condition {
    let ApplicationFilter {
        protocol,
        enabled,
        open_to,
        factor,
        group,
    } = filter;
    all_of([
        one_of(Column::Protocol, protocol),
        one_of(Column::Enabled, enabled),
        one_of(Column::OpenTo, open_to),
        one_of(Column::Factor, factor),
        is_assigned_to(group),
    ])
}

/// Matches the applications that are assigned to one of the groups; all if there are none.
fn is_assigned_to(groups: &[Uuid]) -> Condition {
    if groups.is_empty() {
        return Condition::all();
    }
    let theirs = application_group::Entity::find()
        .select_only()
        .column(application_group::Column::ApplicationId)
        .filter(application_group::Column::GroupId.is_in(groups.iter().copied()));
    Condition::all().add(Column::Id.in_subquery(theirs.into_query()))
}
