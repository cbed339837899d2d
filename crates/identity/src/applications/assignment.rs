//! Why an application is available to a user.

use std::collections::{HashMap, HashSet};

use contract::applications::{AccessGroup, Assignment};
use contract::ids::{GroupId, OrganizationId};
use entity::application::{self, Model};
use entity::{application_account, application_group, group_member, user_group};
use rules::application::OpenTo;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use crate::Error;
use crate::accounts::through_groups;
use crate::database::StatementText;

/// The assignments of applications to one user.
pub(crate) struct Assignments {
    directly: HashSet<Uuid>,
    groups: HashMap<Uuid, Vec<AccessGroup>>,
}

impl Assignments {
    /// Reads the assignments to `account`: of all applications, or only of `only`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(
        db: &impl ConnectionTrait,
        account: Uuid,
        only: Option<Uuid>,
    ) -> Result<Self, Error> {
        let mut directly = direct(account);
        if let Some(only) = only {
            directly = directly.filter(application_account::Column::ApplicationId.eq(only));
        }
        let directly: Vec<Uuid> = directly.into_tuple().all(db).await?;
        let by_group = by_named_groups(account, only).into_tuple();
        let by_group: Vec<(Uuid, Uuid, String)> = by_group.all(db).await?;
        let mut groups: HashMap<Uuid, Vec<AccessGroup>> = HashMap::new();
        for (application, group, name) in by_group {
            let id = GroupId(group);
            let groups = groups.entry(application).or_default();
            groups.push(AccessGroup { id, name });
        }
        Ok(Self {
            directly: directly.into_iter().collect(),
            groups,
        })
    }

    /// Why the application is available to the user.
    pub fn of(&self, application: &Model) -> Assignment {
        Assignment {
            everyone: application.open_to == OpenTo::Everyone,
            directly: self.directly.contains(&application.id),
            groups: self
                .groups
                .get(&application.id)
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// Whether the application is available to the user. Asks the database only if it is not open to everyone.
///
/// # Errors
/// If the database fails.
pub(crate) async fn is_open_to(
    db: &impl ConnectionTrait,
    application: &Model,
    account: Uuid,
) -> Result<bool, Error> {
    if application.open_to == OpenTo::Everyone {
        return Ok(true);
    }
    let organization = OrganizationId(application.organization_id);
    let open = open_to(organization, account).filter(application::Column::Id.eq(application.id));
    Ok(open.count(db).await? > 0)
}

/// A group that an application is assigned to.
#[derive(FromQueryResult)]
struct NamedGroup {
    name: String,
}

/// The names of the user's groups that the application is assigned to.
///
/// # Errors
/// If the database fails.
pub(super) async fn assigned_groups(
    db: &impl ConnectionTrait,
    application: Uuid,
    account: Uuid,
) -> Result<Vec<String>, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = db.get_database_backend();
    let statement = TEXT.with(backend, [account.into(), application.into()], || {
        by_named_groups(account, Some(application)).build(backend)
    });
    let groups = NamedGroup::find_by_statement(statement).all(db).await?;
    Ok(groups.into_iter().map(|group| group.name).collect())
}

/// The applications of an organization that are open to one of its users, by name.
pub(super) fn open_to(organization: OrganizationId, account: Uuid) -> Select<application::Entity> {
    use application::Column;
    let open = Condition::any()
        .add(Column::OpenTo.eq(OpenTo::Everyone))
        .add(Column::Id.in_subquery(direct(account).into_query()))
        .add(Column::Id.in_subquery(by_groups(account).into_query()));
    application::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(open)
        .order_by_asc(Column::NameKey)
        .order_by_asc(Column::Id)
}

/// Which of these applications are enabled and available to the user.
///
/// # Errors
/// If the database fails.
pub(crate) async fn open_among(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    account: Uuid,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, application::Model>, Error> {
    let open = open_to(organization, account)
        .filter(application::Column::Enabled.eq(true))
        .filter(application::Column::Id.is_in(ids))
        .all(db)
        .await?;
    Ok(open.into_iter().map(|row| (row.id, row)).collect())
}

/// Selects the applications that are assigned to the user directly.
fn direct(account: Uuid) -> Select<application_account::Entity> {
    use application_account::{Column, Entity};
    Entity::find()
        .select_only()
        .column(Column::ApplicationId)
        .filter(Column::AccountId.eq(account))
}

/// Selects the applications that are assigned to groups of the user, each once per group.
fn by_groups(account: Uuid) -> Select<application_group::Entity> {
    through_groups()
        .select_only()
        .column(application_group::Column::ApplicationId)
        .filter(Expr::col((group_member::Entity, group_member::Column::AccountId)).eq(account))
}

/// Selects the applications that are assigned to groups of the user, all of them or only `only`: each with
/// the identifier and the name of the group.
fn by_named_groups(account: Uuid, only: Option<Uuid>) -> Select<application_group::Entity> {
    let mut by_group = by_groups(account)
        .column(application_group::Column::GroupId)
        .expr_as(
            Expr::col((user_group::Entity, user_group::Column::Name)),
            "name",
        )
        .join(JoinType::InnerJoin, to_groups())
        .order_by_asc(Expr::col((user_group::Entity, user_group::Column::NameKey)));
    if let Some(only) = only {
        by_group = by_group.filter(
            Expr::col((
                application_group::Entity,
                application_group::Column::ApplicationId,
            ))
            .eq(only),
        );
    }
    by_group
}

fn to_groups() -> RelationDef {
    application_group::Entity::belongs_to(user_group::Entity)
        .from(application_group::Column::GroupId)
        .to(user_group::Column::Id)
        .into()
}
