use contract::ids::OrganizationId;
use contract::ldap_bind_users::LdapBindUser;
use entity::ldap_bind_user::Entity;

use super::show::Shown;
use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The bind users of an organization, without their passwords.
#[derive(Debug)]
pub struct ExportedBindUsers;

impl ExportedTable for ExportedBindUsers {
    type Table = Entity;
    type Shown = LdapBindUser;
    const FILE: &'static str = "ldap-bind-users.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<LdapBindUser>, Error> {
        let shown = Shown::read(context.database().read(), organization, &rows).await?;
        Ok(rows.into_iter().map(|row| shown.show(row)).collect())
    }
}
