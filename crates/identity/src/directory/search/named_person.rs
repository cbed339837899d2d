//! Finds the user with a username. Most searches are for one, before an application authenticates somebody, so one
//! statement also reads the names of the groups, and its text is not built each time.

use entity::{Document, account, group_member, user_group, user_profile};
use ldap::filter::{self, Indexed, Test};
use rules::account::AccountKind;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait, Func, SubQueryStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DerivePartialModel, EntityTrait, FromQueryResult,
    JoinType, PartialModelTrait, QueryFilter, QuerySelect, QueryTrait, Related,
};

use super::condition::storable;
use super::people::{Row, memberships};
use crate::database::StatementText;
use crate::directory::tenant::Tenant;
use crate::{Context, Error};

/// The column with the names of the groups.
const GROUPS: &str = "group_names";

#[derive(DerivePartialModel)]
#[sea_orm(entity = "account::Entity")]
struct Found {
    #[sea_orm(nested)]
    account: account::Model,
    #[sea_orm(nested)]
    profile: Option<user_profile::Model>,
}

/// The username that a user must have for a condition to be true.
pub(super) fn required_username(condition: &filter::Condition) -> Option<&str> {
    match condition {
        filter::Condition::Text(Indexed::Uid, Test::Equals(name)) => Some(name),
        filter::Condition::All(inner) => inner.iter().find_map(required_username),
        _ => None,
    }
}

/// Reads the user with this username, for callers who may see everybody. There is at most one.
pub(super) async fn read(
    context: &Context,
    tenant: &Tenant,
    username: &str,
) -> Result<Vec<Row>, Error> {
    use account::{Column, Entity};
    static TEXT: StatementText = StatementText::new();
    let db = context.database().read();
    let backend = db.get_database_backend();
    let (organization, username) = (tenant.organization.id, storable(username));
    let values = [
        organization.into(),
        AccountKind::User.into(),
        username.into(),
        UserState::Staged.into(),
    ];
    let statement = TEXT.with(backend, values, || {
        let to_profile = <Entity as Related<user_profile::Entity>>::to();
        let users = Entity::find()
            .join(JoinType::LeftJoin, to_profile)
            .filter(Column::OrganizationId.eq(organization))
            .filter(Column::Kind.eq(AccountKind::User))
            .filter(Column::UsernameKey.eq(username))
            // As for every caller, see `Visible`.
            .filter(Column::State.ne(UserState::Staged));
        let users = Found::select_cols(users.select_only());
        users.expr_as(group_names(backend), GROUPS).build(backend)
    });
    let Some(row) = db.query_one_raw(statement).await? else {
        return Ok(Vec::new());
    };
    let Found { account, profile } = Found::from_query_result(&row, "")?;
    let groups: Option<Document<Vec<String>>> = row.try_get("", GROUPS)?;
    let mut groups = groups.unwrap_or_default().0;
    groups.sort_unstable();
    Ok(vec![Row {
        account,
        profile,
        groups: Some(groups),
    }])
}

/// Selects the names of all groups of a user as an array in JSON. PostgreSQL returns no array if there are none.
fn group_names(backend: DbBackend) -> Expr {
    use group_member::Column;
    let array = match backend {
        DbBackend::Sqlite => "json_group_array",
        _ => "json_agg",
    };
    let name = Expr::col((user_group::Entity, user_group::Column::Name));
    let names = Func::cast_as(Func::cust(array).arg(name), "text");
    let of_user = |own: Column, of_account: account::Column| {
        Expr::col((group_member::Entity, own)).equals((account::Entity, of_account))
    };
    let groups = memberships()
        .expr_as(names, GROUPS)
        .filter(of_user(
            Column::OrganizationId,
            account::Column::OrganizationId,
        ))
        .filter(of_user(Column::AccountId, account::Column::Id));
    Expr::from(SubQueryStatement::from(groups.into_query()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_required_if_nothing_else_would_do() {
        use filter::Condition::{All, Any, Everything, Text};
        let is = |indexed, name: &str| Text(indexed, Test::Equals(name.to_owned()));
        let ada = || is(Indexed::Uid, "ada");
        let begins = Text(Indexed::Uid, Test::StartsWith("ada".to_owned()));
        for (condition, username) in [
            (ada(), Some("ada")),
            (All(vec![Everything, All(vec![ada()])]), Some("ada")),
            (Any(vec![ada(), is(Indexed::Mail, "ada@example.com")]), None),
            (is(Indexed::Mail, "ada@example.com"), None),
            (All(vec![begins]), None),
        ] {
            assert_eq!(required_username(&condition), username);
        }
    }
}
