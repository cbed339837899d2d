//! What an application searches with, and the passwords with which users authenticate in it.

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::applications::Application;
use contract::ids::ApplicationId;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::page::ListQuery;
use identity::demo::CREDENTIALS;

use crate::setting::{PASSWORD, Setting};

/// An application of the demo organization, with a bind user that reads for it.
pub struct ForApplication {
    pub application: Application,
    /// The name and the password of the bind user.
    pub searcher: String,
    pub secret: String,
}

impl ForApplication {
    pub async fn new(it: &Setting, name: &str) -> Self {
        let application = application(it, name).await;
        let new = CreateLdapBindUser {
            name: name.to_lowercase(),
            reads: BindUserScope::Application,
            application_id: Some(application.id),
        };
        let created = it.owner.create_ldap_bind_user(&new).await.unwrap();
        Self {
            application,
            searcher: created.bind_user.dn.unwrap(),
            secret: created.secret,
        }
    }
}

/// The application with this name.
pub async fn application(it: &Setting, name: &str) -> Application {
    let applications = it.owner.applications(&ListQuery::default()).await.unwrap();
    let mut applications = applications.items.into_iter();
    applications.find(|one| one.name == name).unwrap()
}

/// Ada, signed in.
pub async fn ada(it: &Setting) -> Client {
    let email = CREDENTIALS.user_email;
    it.server.sign_in(Portal::User, email, PASSWORD).await
}

/// A new application password of a user, for an application or for a device.
pub async fn application_password(user: &Client, application_id: Option<ApplicationId>) -> String {
    let new = CreateApplicationPassword {
        name: "Browser".to_owned(),
        application_id,
    };
    let created = user.create_my_application_password(&new).await;
    created.unwrap().password
}
