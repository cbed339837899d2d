//! Users who sign in to a service, such as a network, with the password of their account.

use contract::ids::OrganizationId;
use entity::{account, radius_client};
use rules::account::AccountKind;
use rules::email::EmailAddress;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Select,
};
use uuid::Uuid;

use super::{Member, hold_found};
use crate::Error;
use crate::events::NewEvent;

/// A user who signs in to a service, which gives the name and the password.
#[derive(Clone, Debug)]
pub struct ServiceUser<'a> {
    /// The organization of the service.
    pub organization: OrganizationId,
    /// The username or the email, as typed.
    pub login: &'a str,
    /// The identifier of the RADIUS client that asks.
    pub radius_client: Uuid,
    /// What is recorded about the service if the password is wrong.
    pub details: Vec<(&'static str, String)>,
}

impl ServiceUser<'_> {
    /// Adds what is known about the service to an event.
    pub(super) fn describe<'e>(&self, event: NewEvent<'e>) -> NewEvent<'e> {
        let details = self.details.iter();
        details.fold(event, |event, (key, value)| event.with(key, value.as_str()))
    }

    /// Holds the account, if there is one.
    pub(super) async fn hold(&self, tx: &DatabaseTransaction) -> Result<Option<Member>, Error> {
        hold_found(tx, by_login(self.organization, self.login)).await
    }

    /// Writes a row for unknown users too, because a commit waits for the disk only if something was
    /// written.
    pub(super) async fn note_use(
        &self,
        db: &impl ConnectionTrait,
        now: Timestamp,
    ) -> Result<(), Error> {
        use radius_client::Column;
        radius_client::Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.organization.0))
            .filter(Column::Id.eq(self.radius_client))
            .exec(db)
            .await?;
        Ok(())
    }
}

/// The user of `organization` with this username or email. No username contains an `@`.
pub(crate) fn by_login(organization: OrganizationId, login: &str) -> Select<account::Entity> {
    use account::Column;
    // PostgreSQL refuses some of these characters. Nobody has the empty name.
    let is_text = !login.chars().any(char::is_control);
    let login = if is_text { login.trim() } else { "" };
    let users = account::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Kind.eq(AccountKind::User));
    if login.contains('@') {
        users.filter(Column::EmailKey.eq(EmailAddress::key_of(login)))
    } else {
        users.filter(Column::UsernameKey.eq(login.to_ascii_lowercase()))
    }
}
