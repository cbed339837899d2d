//! The LDAP directory of an organization, as an owner sets it up.

use client::Client;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::organization::UpdateOrganization;
use rules::directory::DirectoryPolicy;

/// Turns the directory on, with this suffix.
pub async fn turn_directory_on(owner: &Client, suffix: &str) {
    set_directory(owner, |policy| {
        policy.enabled = true;
        suffix.clone_into(&mut policy.suffix);
    })
    .await;
}

/// Changes the settings of the directory.
pub async fn set_directory(owner: &Client, change: impl FnOnce(&mut DirectoryPolicy)) {
    let organization = owner.organization().await.unwrap();
    let mut policy = organization.settings.directory;
    change(&mut policy);
    let change = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let updated = owner.update_organization(organization.version, &change);
    updated.await.unwrap();
}

/// Creates a bind user that reads all users. Returns its DN and its password.
pub async fn create_bind_user(owner: &Client, name: &str) -> (String, String) {
    let new = CreateLdapBindUser {
        name: name.to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    let created = owner.create_ldap_bind_user(&new).await.unwrap();
    (created.bind_user.dn.unwrap(), created.secret)
}
