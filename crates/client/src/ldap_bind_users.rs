//! Bind users of the LDAP directory.

use contract::ids::LdapBindUserId;
use contract::ldap_bind_users::{CreateLdapBindUser, LdapBindUser, LdapBindUserCreated};
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Lists the organization's bind users, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn ldap_bind_users(&self, query: &ListQuery) -> Result<Page<LdapBindUser>, Error> {
        self.get_page("/ldap-bind-users", query).await
    }

    /// Creates a bind user. The password is only in this response.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `conflict`, `forbidden`.
    pub async fn create_ldap_bind_user(
        &self,
        body: &CreateLdapBindUser,
    ) -> Result<LdapBindUserCreated, Error> {
        self.post("/ldap-bind-users", body).await
    }

    /// Revokes a bind user immediately.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn revoke_ldap_bind_user(&self, id: LdapBindUserId) -> Result<(), Error> {
        self.delete(&format!("/ldap-bind-users/{id}")).await
    }
}
