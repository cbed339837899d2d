//! A server in this process, with its own port and database and a movable clock.

use std::sync::Arc;
use std::time::Duration;

use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::links::SetPasswordByLink;
use contract::users::User;
use identity::clock::MovableClock;
use latchkey::config::Config;
use latchkey::server::{Overrides, RunningServer, start};
use mail::DevelopmentMailbox;
use rules::links::LinkPurpose;
use rules::role::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::actors::{self, ADMINISTRATOR_PASSWORD};
use crate::{Backend, SOON, TestDatabase, until};

/// A running server.
pub struct TestServer {
    /// Its origin, `http://localhost:<port>`.
    pub origin: String,
    /// Its clock.
    pub clock: MovableClock,
    /// The server itself.
    pub running: RunningServer,
    /// Its database, deleted together with it.
    pub database: TestDatabase,
    /// The email address of the owner of its first organization.
    pub owner_email: String,
}

impl TestServer {
    /// Starts a server with one organization and its owner.
    pub async fn start(backend: Backend) -> Self {
        Self::start_on(TestDatabase::installed(backend).await, |_| {}).await
    }

    /// Starts a server with one organization on this database, with changes to its configuration.
    pub async fn start_on(database: TestDatabase, configure: impl FnOnce(&mut Config)) -> Self {
        let server = Self::start_empty(database, configure).await;
        server
            .organization("Example Ltd", &server.owner_email.clone())
            .await;
        server
    }

    /// Starts a server that has no organization yet.
    pub async fn start_empty(database: TestDatabase, configure: impl FnOnce(&mut Config)) -> Self {
        Self::start_with(database, None, configure).await
    }

    async fn start_with(
        database: TestDatabase,
        mailbox: Option<DevelopmentMailbox>,
        configure: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::for_tests(&database.url, database.folder.path());
        configure(&mut config);
        let clock = MovableClock::default();
        let overrides = Overrides {
            clock: Some(Arc::new(clock.clone())),
            mailbox,
        };
        let running = start(config, overrides).await.unwrap();
        Self {
            origin: format!("http://localhost:{}", running.address.port()),
            clock,
            running,
            database,
            owner_email: "owner@example.com".to_owned(),
        }
    }

    /// Starts another server on the same PostgreSQL, behind the public address of this one. Its clock is
    /// its own. Both deliver the emails, whichever looks first, to the same mailbox.
    pub async fn another(&self) -> Self {
        let public = self.origin.parse().unwrap();
        let mailbox = self.running.mailbox.clone();
        let database = self.database.for_another_server();
        let configure = |config: &mut Config| config.server.public_url = Some(public);
        Self::start_with(database, mailbox, configure).await
    }

    /// Creates an organization with an owner whose password is [`ADMINISTRATOR_PASSWORD`].
    pub async fn organization(&self, name: &str, owner_email: &str) {
        let new = identity::set_up::NewOrganization {
            name,
            owner_name: "Olivia Owner",
            owner_email,
            owner_password: ADMINISTRATOR_PASSWORD,
        };
        identity::set_up::create_organization(&self.running.context, &new, None)
            .await
            .unwrap();
    }

    /// A client of a portal with a new cookie jar, not signed in.
    pub fn anonymous(&self, portal: Portal) -> Client {
        actors::anonymous(&self.origin, portal)
    }

    /// Signs in to a portal.
    pub async fn sign_in(&self, portal: Portal, email: &str, password: &str) -> Client {
        actors::sign_in(&self.origin, portal, email, password).await
    }

    /// Submits wrong passwords until the account is locked. Returns the client that did.
    pub async fn guess_until_locked(&self, portal: Portal, email: &str) -> Client {
        let client = self.anonymous(portal);
        client.begin_sign_in(email).await.unwrap();
        for _ in 0..6 {
            let answer = client.submit_password("not the password").await;
            answer.unwrap_err();
        }
        self.mail_settled().await;
        client
    }

    /// Signs in the owner of the first organization, who confirms their identity when asked.
    pub async fn owner(&self) -> Client {
        let owner = self
            .sign_in(Portal::Admin, &self.owner_email, ADMINISTRATOR_PASSWORD)
            .await;
        actors::confirm_when_asked(&owner);
        owner
    }

    /// Invites an administrator with `role`, accepts the invitation, and signs them in. They
    /// confirm their identity when asked.
    pub async fn administrator(&self, owner: &Client, email: &str, role: Role) -> Client {
        let invitation = InviteAdministrator {
            email: email.to_owned(),
            name: format!("{} administrator", role.label()),
            role,
        };
        owner.invite_administrator(&invitation, None).await.unwrap();
        let client = self.anonymous(Portal::Admin);
        let token = self.token_mailed_to(email).await;
        let accept = SetPasswordByLink {
            purpose: LinkPurpose::AdministratorInvitation,
            token,
            new_password: ADMINISTRATOR_PASSWORD.to_owned(),
            terms_accepted: true,
            factor: None,
        };
        client.set_password_by_link(&accept).await.unwrap();
        actors::confirm_when_asked(&client);
        client
    }

    /// Creates an active user who has not set a password yet.
    pub async fn pending_user(&self, operator: &Client, email: &str) -> User {
        actors::pending_user(operator, email).await
    }

    /// Creates an active user with [`USER_PASSWORD`](crate::USER_PASSWORD).
    pub async fn active_user(&self, operator: &Client, email: &str) -> User {
        let user = self.pending_user(operator, email).await;
        let token = self.token_mailed_to(email).await;
        actors::activate(&self.origin, token).await;
        operator.user(user.id).await.unwrap()
    }

    /// Waits for an email with a link to this address. Returns the token of the latest one.
    pub async fn token_mailed_to(&self, email: &str) -> String {
        let what = format!("a mail with a link for {email}");
        until(SOON, &what, async || {
            let mails = self.running.mailbox.as_ref().unwrap().list();
            mails
                .iter()
                .filter(|mail| mail.to.as_str() == email)
                .find_map(|mail| token_in(&mail.content.text, &self.origin))
        })
        .await
    }

    /// Waits for an email with a link to this address. Returns the link of the latest one.
    pub async fn link_mailed_to(&self, email: &str, subject_part: &str) -> String {
        let what = format!("a mail about “{subject_part}” with a link for {email}");
        until(SOON, &what, async || {
            let mails = self.running.mailbox.as_ref().unwrap().list();
            mails
                .iter()
                .filter(|mail| mail.to.as_str() == email)
                .filter(|mail| mail.content.subject.contains(subject_part))
                .find_map(|mail| link_in(&mail.content.text))
        })
        .await
    }

    /// The number of emails with this subject that have arrived for this address.
    pub fn mails(&self, email: &str, subject_part: &str) -> usize {
        let mails = self.running.mailbox.as_ref().unwrap().list();
        mails
            .iter()
            .filter(|mail| mail.to.as_str() == email)
            .filter(|mail| mail.content.subject.contains(subject_part))
            .count()
    }

    /// Runs the reminders and expirations that the server runs every minute.
    pub async fn send_expiry_emails(&self) -> u64 {
        let never = tokio_util::sync::CancellationToken::new();
        let told =
            identity::password_aging::send_expiry_emails(&self.running.context, &never).await;
        self.mail_settled().await;
        told.unwrap()
    }

    /// Runs the enrollment reminders that the server runs every minute.
    pub async fn send_enrollment_emails(&self) -> u64 {
        let never = tokio_util::sync::CancellationToken::new();
        let told =
            identity::mfa_enrollment::send_enrollment_emails(&self.running.context, &never).await;
        self.mail_settled().await;
        told.unwrap()
    }

    /// Performs the scheduled changes that are due, and reminds administrators of those that soon are,
    /// as the server does all the time.
    pub async fn perform_scheduled_changes(&self) {
        let never = tokio_util::sync::CancellationToken::new();
        let context = &self.running.context;
        let performed = identity::scheduled_changes::perform_due(context, &never).await;
        performed.unwrap();
        let reminded = identity::scheduled_changes::remind(context, &never).await;
        reminded.unwrap();
        self.mail_settled().await;
    }

    /// Processes the requested resets, except those that fail.
    pub async fn requested_resets_sent(&self) {
        let context = &self.running.context;
        for _ in 0..10 {
            identity::links::send_requested_resets(context, Duration::ZERO)
                .await
                .unwrap();
            let waiting = entity::reset_request::Entity::find();
            if waiting.count(context.database().read()).await.unwrap() == 0 {
                return;
            }
        }
    }

    /// Sends the resets that were requested, and waits until every email is delivered.
    pub async fn mail_settled(&self) {
        let context = &self.running.context;
        context.background().close();
        context.background().wait().await;
        context.background().reopen();
        self.requested_resets_sent().await;
        until(SOON, "the delivery of all mails", async || {
            let queued = entity::mail::Entity::find()
                .filter(entity::mail::Column::State.eq("queued"))
                .count(context.database().read())
                .await
                .unwrap();
            (queued == 0).then_some(())
        })
        .await;
    }
}

/// The token of the link in an email. Fails if the link does not have the configured origin.
fn token_in(text: &str, origin: &str) -> Option<String> {
    let link = link_in(text)?;
    assert!(link.starts_with(origin), "the link {link} leads elsewhere");
    link.split_once('#').map(|(_, token)| token.to_owned())
}

/// The link with a token in an email.
fn link_in(text: &str) -> Option<String> {
    text.split_whitespace()
        .find(|word| word.contains('#') && word.contains("://"))
        .map(str::to_owned)
}

/// The OpenAPI document, as the server returns it.
pub async fn openapi(server: &TestServer) -> serde_json::Value {
    let url = format!("{}/api/openapi.json", server.origin);
    reqwest::get(url).await.unwrap().json().await.unwrap()
}
