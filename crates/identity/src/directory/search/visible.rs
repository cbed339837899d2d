//! What the caller may see.

use contract::ids::{ApplicationId, OrganizationId};
use contract::ldap_bind_users::BindUserScope;
use entity::{
    account, application, application_account, application_group, group_member, user_group,
};
use rules::application::OpenTo;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use crate::accounts::through_groups;
use crate::directory::caller::{Present, Subject};
use crate::tenant_rows::by_id;
use crate::{Context, Error};

/// What the caller may see.
#[derive(Clone, Copy, Debug)]
pub(super) enum Visible {
    /// All users and groups.
    Everybody,
    /// The users to whom an application is open, and the groups that it is assigned to.
    Application {
        /// The application.
        id: Uuid,
        /// Whether it is open to all users.
        is_open_to_all: bool,
    },
    /// A user, and the groups with this member.
    Own(Uuid),
    /// Nobody: the application is disabled.
    Nobody,
}

impl Visible {
    /// Reads what the caller may see.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of(context: &Context, present: &Present) -> Result<Self, Error> {
        let row = match &present.subject {
            Subject::Person(account) => return Ok(Self::Own(account.id)),
            Subject::BindUser(row) => row,
        };
        let id = match (row.reads, row.application_id) {
            (BindUserScope::Everybody, None) => return Ok(Self::Everybody),
            (BindUserScope::Application, Some(id)) => id,
            _ => return Ok(Self::Nobody),
        };
        let organization = OrganizationId(row.organization_id);
        let application = by_id(organization, ApplicationId(id))
            .filter(application::Column::Enabled.eq(true))
            .one(context.database().read())
            .await?;
        Ok(
            application.map_or(Self::Nobody, |application| Self::Application {
                id,
                is_open_to_all: application.open_to == OpenTo::Everyone,
            }),
        )
    }

    /// Whether the caller may see all users, and all groups.
    pub const fn is_everything(self) -> bool {
        matches!(self, Self::Everybody)
    }

    /// The condition on users. Staged ones are not in the directory yet.
    pub fn people(self) -> Condition {
        use account::Column;
        let all = Condition::all().add(Column::State.ne(UserState::Staged));
        match self {
            Self::Everybody
            | Self::Application {
                is_open_to_all: true,
                ..
            } => all,
            Self::Application { id, .. } => {
                let directly = application_account::Entity::find()
                    .select_only()
                    .column(application_account::Column::AccountId)
                    .filter(application_account::Column::ApplicationId.eq(id));
                let application = (
                    application_group::Entity,
                    application_group::Column::ApplicationId,
                );
                let by_group = through_groups()
                    .select_only()
                    .column(group_member::Column::AccountId)
                    .filter(Expr::col(application).eq(id));
                let either = Condition::any()
                    .add(Column::Id.in_subquery(directly.into_query()))
                    .add(Column::Id.in_subquery(by_group.into_query()));
                all.add(either)
            }
            Self::Own(id) => all.add(Column::Id.eq(id)),
            Self::Nobody => all.add(Column::Id.eq(Uuid::nil())),
        }
    }

    /// The condition on groups.
    pub fn groups(self) -> Condition {
        use user_group::Column;
        let all = Condition::all();
        match self {
            Self::Everybody => all,
            Self::Application { id, .. } => {
                let assigned = application_group::Entity::find()
                    .select_only()
                    .column(application_group::Column::GroupId)
                    .filter(application_group::Column::ApplicationId.eq(id));
                all.add(Column::Id.in_subquery(assigned.into_query()))
            }
            Self::Own(id) => all.add(Column::Id.in_subquery(groups_of(id).into_query())),
            Self::Nobody => all.add(Column::Id.eq(Uuid::nil())),
        }
    }
}

fn groups_of(account: Uuid) -> Select<group_member::Entity> {
    group_member::Entity::find()
        .select_only()
        .column(group_member::Column::GroupId)
        .filter(group_member::Column::AccountId.eq(account))
}
