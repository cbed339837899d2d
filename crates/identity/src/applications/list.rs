use contract::applications::Application;
use contract::filter::ApplicationFilter;
use contract::page::{ListQuery, Page};
use entity::application::{Column, Entity};
use entity::application_group;
use rules::role::Permission;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::show::Counts;
use crate::lists::{Shape, all_of, has_words, one_of};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape::by_name_or_creation("applications");

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
    let columns = [Column::NameKey, Column::CreatedAt, Column::Id];
    let page = request.by_name_or_creation(context, applications, columns, |row| {
        (row.name_key.clone(), row.created_at, row.id)
    });
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
