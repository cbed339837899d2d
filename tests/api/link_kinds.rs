//! Every wrong use of each kind of link that sets a password.

use std::time::Duration;

use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::factors::FactorProof;
use contract::ids::{AdministratorId, UserId};
use contract::links::{LinkToken, SetPasswordByLink};
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::recovery_email::SetOwnRecoveryEmail;
use entity::{account, event};
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::links::LinkPurpose::{
    self, AdministratorInvitation, AdministratorPasswordReset,
    AdministratorPasswordResetByAdministrator, UserActivation, UserPasswordReset,
    UserPasswordResetByAdministrator, UserPasswordResetByRecoveryEmail,
};
use rules::role::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

on_both_databases!(
    a_link_works_once_and_only_whole,
    only_one_of_fifty_parallel_uses_succeeds,
    a_link_is_void_from_the_millisecond_it_expires,
    a_link_is_void_after_a_newer_one,
    a_link_is_void_after_the_account_was_suspended_or_deleted,
    a_link_changes_nobody_in_another_organization,
);

const KINDS: [LinkPurpose; 7] = [
    UserActivation,
    UserPasswordReset,
    UserPasswordResetByAdministrator,
    UserPasswordResetByRecoveryEmail,
    AdministratorInvitation,
    AdministratorPasswordReset,
    AdministratorPasswordResetByAdministrator,
];
const NEW: &str = "a password chosen anew";

/// The account that a link belongs to.
#[derive(Clone, Copy)]
enum AccountId {
    User(UserId),
    Administrator(AdministratorId),
}

/// A link that was sent, and its account.
struct Mailed {
    kind: LinkPurpose,
    email: String,
    account: AccountId,
    token: String,
    /// The address that its emails go to.
    inbox: String,
    /// The factor to send with the link, if it asks for one.
    factor: Option<FactorProof>,
}

const fn portal_of(kind: LinkPurpose) -> Portal {
    match kind {
        UserActivation
        | UserPasswordReset
        | UserPasswordResetByAdministrator
        | UserPasswordResetByRecoveryEmail => Portal::User,
        _ => Portal::Admin,
    }
}

impl Mailed {
    /// Creates an account with a link of this kind. The tag makes the accounts of one test
    /// distinct.
    async fn new(server: &TestServer, owner: &Client, kind: LinkPurpose, tag: &str) -> Self {
        let email = format!("{}.{tag}@example.com", kind.as_str());
        let account = match kind {
            UserActivation => AccountId::User(server.pending_user(owner, &email).await.id),
            UserPasswordReset
            | UserPasswordResetByAdministrator
            | UserPasswordResetByRecoveryEmail => {
                AccountId::User(server.active_user(owner, &email).await.id)
            }
            AdministratorInvitation => {
                let invitation = InviteAdministrator {
                    email: email.clone(),
                    name: "Somebody New".to_owned(),
                    role: Role::HelpDesk,
                };
                let invited = owner.invite_administrator(&invitation, None).await;
                AccountId::Administrator(invited.unwrap().id)
            }
            _ => {
                let client = server.administrator(owner, &email, Role::HelpDesk).await;
                AccountId::Administrator(client.administrator_me().await.unwrap().id)
            }
        };
        server.mail_settled().await;
        let mut mailed = Self {
            kind,
            email: email.clone(),
            account,
            token: String::new(),
            inbox: email,
            factor: None,
        };
        if kind == UserPasswordResetByRecoveryEmail {
            mailed.recover_by(server, owner).await;
        }
        if !matches!(kind, UserActivation | AdministratorInvitation) {
            mailed.send(server, owner).await;
        }
        mailed.token = server.token_mailed_to(&mailed.inbox).await;
        mailed
    }

    /// Gives the user a verified recovery email and a factor.
    async fn recover_by(&mut self, server: &TestServer, owner: &Client) {
        let now = owner.organization().await.unwrap();
        let update = UpdateOrganization {
            recovery_email_enabled: Some(true),
            ..UpdateOrganization::default()
        };
        owner
            .update_organization(now.version, &update)
            .await
            .unwrap();
        let user = server
            .sign_in(Portal::User, &self.email, USER_PASSWORD)
            .await;
        self.inbox = self.email.replace("example.com", "home.example");
        let set = SetOwnRecoveryEmail {
            email: self.inbox.clone(),
            current_password: USER_PASSWORD.to_owned(),
        };
        user.set_my_recovery_email(&set).await.unwrap();
        let token = server.token_mailed_to(&self.inbox).await;
        let verify = LinkToken { token };
        user.verify_my_recovery_email(&verify).await.unwrap();
        let app = AuthenticatorApp::add(server, &user).await;
        let code = app.added.recovery_codes.unwrap().remove(0);
        self.factor = Some(FactorProof::RecoveryCode(code));
        server.mail_settled().await;
    }

    /// Sends another link.
    async fn send(&self, server: &TestServer, owner: &Client) {
        match (self.kind, self.account) {
            (UserActivation, AccountId::User(id)) => {
                drop(owner.resend_activation(id).await.unwrap())
            }
            (AdministratorInvitation, AccountId::Administrator(id)) => {
                drop(owner.resend_invitation(id).await.unwrap());
            }
            (UserPasswordResetByAdministrator, AccountId::User(id)) => {
                owner.send_user_password_reset(id).await.unwrap();
            }
            (AdministratorPasswordResetByAdministrator, AccountId::Administrator(id)) => {
                owner.send_administrator_password_reset(id).await.unwrap();
            }
            (kind, _) => {
                let anybody = server.anonymous(portal_of(kind));
                anybody.request_password_reset(&self.email).await.unwrap();
            }
        }
        server.mail_settled().await;
    }

    fn body(&self, token: &str) -> SetPasswordByLink {
        SetPasswordByLink {
            purpose: self.kind,
            token: token.to_owned(),
            new_password: NEW.to_owned(),
            terms_accepted: true,
            factor: self.factor.clone(),
        }
    }

    async fn use_it(&self, server: &TestServer) {
        let anybody = server.anonymous(portal_of(self.kind));
        let body = self.body(&self.token);
        anybody.set_password_by_link(&body).await.unwrap();
    }

    /// Checks what was recorded when it was used: the event, the email, and whether terms were accepted.
    async fn is_recorded(&self, server: &TestServer) {
        let id = match self.account {
            AccountId::User(id) => id.0,
            AccountId::Administrator(id) => id.0,
        };
        let (action, told) = match self.kind {
            UserActivation => ("user.activated_by_link", 0),
            AdministratorInvitation => ("administrator.invitation_accepted", 0),
            _ => ("password.reset", 1),
        };
        let read = server.running.context.database().read();
        let events = event::Entity::find()
            .filter(event::Column::ActorId.eq(id))
            .filter(event::Column::Action.eq(action))
            .count(read)
            .await
            .unwrap();
        assert_eq!(events, 1, "{:?}", self.kind);
        server.mail_settled().await;
        let mails = server.mails(&self.email, "password was reset");
        assert_eq!(mails, told, "{:?}", self.kind);
        let account = account::Entity::find_by_id(id).one(read).await;
        let accepted = account.unwrap().unwrap().terms_accepted_at.is_some();
        let administers = portal_of(self.kind) == Portal::Admin;
        assert_eq!(accepted, administers, "{:?}", self.kind);
    }

    async fn opens_nothing(&self, server: &TestServer, token: &str) {
        let anybody = server.anonymous(portal_of(self.kind));
        for answer in [
            anybody.inspect_link(self.kind, token).await.map(drop),
            anybody
                .set_password_by_link(&self.body(token))
                .await
                .map(drop),
        ] {
            assert_eq!(
                problem_type(answer),
                ProblemType::LinkNotUsable,
                "{:?} with {token:?}",
                self.kind
            );
        }
    }
}

async fn a_link_works_once_and_only_whole(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for kind in KINDS {
        let mailed = Mailed::new(&server, &owner, kind, "here").await;
        for at in [0, 20, mailed.token.len() - 1] {
            let mut bytes = mailed.token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'Q' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            mailed.opens_nothing(&server, &changed).await;
        }
        for other in LinkPurpose::ALL {
            let other = Mailed {
                kind: other,
                email: mailed.email.clone(),
                account: mailed.account,
                token: mailed.token.clone(),
                inbox: mailed.inbox.clone(),
                factor: mailed.factor.clone(),
            };
            if other.kind != kind {
                other.opens_nothing(&server, &mailed.token).await;
            }
        }
        mailed.use_it(&server).await;
        mailed.is_recorded(&server).await;
        mailed.opens_nothing(&server, &mailed.token).await;
    }
}

async fn only_one_of_fifty_parallel_uses_succeeds(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for kind in KINDS {
        let mailed = Mailed::new(&server, &owner, kind, "here").await;
        let mut uses = tokio::task::JoinSet::new();
        for number in 0..50 {
            let anybody = server.anonymous(portal_of(kind));
            let mut body = mailed.body(&mailed.token);
            body.new_password = format!("{NEW} {number}");
            uses.spawn(async move { anybody.set_password_by_link(&body).await.map(drop) });
        }
        let answers = uses.join_all().await;
        let won = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(won, 1, "{kind:?}");
        for lost in answers.into_iter().filter(Result::is_err) {
            let lost = problem_type(lost);
            let expected = [ProblemType::LinkNotUsable, ProblemType::Busy];
            assert!(expected.contains(&lost), "{kind:?}: {lost:?}");
        }
    }
}

async fn a_link_is_void_from_the_millisecond_it_expires(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    for kind in KINDS {
        let owner = server.owner().await;
        let mailed = Mailed::new(&server, &owner, kind, "here").await;
        let last = Duration::from_millis(1);
        server
            .clock
            .advance(kind.lifetime().checked_sub(last).unwrap());
        let anybody = server.anonymous(portal_of(kind));
        let still = anybody.inspect_link(kind, &mailed.token).await;
        assert!(still.is_ok(), "{kind:?}: {still:?}");
        server.clock.advance(last);
        mailed.opens_nothing(&server, &mailed.token).await;
    }
}

async fn a_link_is_void_after_a_newer_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for kind in KINDS {
        let mut mailed = Mailed::new(&server, &owner, kind, "here").await;
        let older = mailed.token.clone();
        mailed.send(&server, &owner).await;
        mailed.opens_nothing(&server, &older).await;
        mailed.token = server.token_mailed_to(&mailed.inbox).await;
        mailed.use_it(&server).await;
    }
}

async fn a_link_is_void_after_the_account_was_suspended_or_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for kind in KINDS {
        let mailed = Mailed::new(&server, &owner, kind, "suspended").await;
        match mailed.account {
            AccountId::User(id) => drop(owner.suspend_user(id).await.unwrap()),
            AccountId::Administrator(id) => drop(
                owner
                    .suspend_administrator(id, Default::default())
                    .await
                    .unwrap(),
            ),
        }
        mailed.opens_nothing(&server, &mailed.token).await;
        let mailed = Mailed::new(&server, &owner, kind, "deleted").await;
        match mailed.account {
            AccountId::User(id) => owner.delete_user(id).await.unwrap(),
            AccountId::Administrator(id) => owner
                .remove_administrator(id, Default::default())
                .await
                .unwrap(),
        }
        mailed.opens_nothing(&server, &mailed.token).await;
    }
}

async fn a_link_changes_nobody_in_another_organization(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let here = server.active_user(&owner, "ada@example.com").await;
    let before = owner.user(here.id).await.unwrap();
    let others = "other@example.net";
    server.organization("Other", others).await;
    let other = server
        .sign_in(Portal::Admin, others, harness::ADMINISTRATOR_PASSWORD)
        .await;
    for kind in KINDS {
        Mailed::new(&server, &other, kind, "other")
            .await
            .use_it(&server)
            .await;
    }
    assert_eq!(owner.user(here.id).await.unwrap(), before);
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    server.owner().await;
}
