//! Finds the user with a username. Most searches are for one, before an application authenticates somebody, so the
//! text of the statement is not built each time.

use entity::{account, user_profile};
use ldap::filter::{self, Indexed, Test};
use rules::account::AccountKind;
use rules::state::UserState;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType,
    PartialModelTrait, QueryFilter, QuerySelect, QueryTrait, Related,
};

use super::condition::storable;
use super::people::Row;
use crate::database::StatementText;
use crate::directory::tenant::Tenant;
use crate::{Context, Error};

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
            // As for every caller, see `Sight`.
            .filter(Column::State.ne(UserState::Staged));
        Found::select_cols(users.select_only()).build(backend)
    });
    let found = Found::find_by_statement(statement).all(db).await?;
    let rows = found.into_iter().map(|row| (row.account, row.profile));
    Ok(rows.collect())
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
