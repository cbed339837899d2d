//! Every combination of the facts behind a password status: the status, the response to a sign-in
//! with the right password, and the result of each action of an administrator.

use client::{Client, Error, Portal};
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use contract::users::{SetTemporaryPassword, User};
use entity::account::{self, Column};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::links::LinkPurpose;
use rules::state::UserState;
use rules::status::PasswordStatus::{self, Active, Expired, Locked, Pending};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

on_both_databases!(every_combination_of_facts);

const HOUR: i64 = 60 * 60 * 1000;

/// A lock as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lock {
    No,
    /// It has ended automatically.
    Over,
    /// It will end automatically.
    ForNow,
    /// Only an administrator can end it.
    Until,
}

/// The response to a sign-in with the right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    In,
    Replace,
    Refused(ProblemType),
}

/// The facts of one account.
#[derive(Clone, Copy, Debug)]
struct Facts {
    state: UserState,
    has_password: bool,
    expired: bool,
    lock: Lock,
}

impl Facts {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for state in UserState::ALL {
            for (has_password, expired) in [(false, false), (true, false), (true, true)] {
                for lock in [Lock::No, Lock::Over, Lock::ForNow, Lock::Until] {
                    all.push(Self {
                        state,
                        has_password,
                        expired,
                        lock,
                    });
                }
            }
        }
        all
    }

    fn is_locked(self) -> bool {
        matches!(self.lock, Lock::ForNow | Lock::Until)
    }

    fn status(self) -> PasswordStatus {
        match (self.is_locked(), self.has_password, self.expired) {
            (true, ..) => Locked,
            (false, false, _) => Pending,
            (false, true, true) => Expired,
            (false, true, false) => Active,
        }
    }

    /// The state is checked first, then the lock, then the expiry. Without a password, no password
    /// is right.
    fn answer(self) -> Answer {
        if !self.has_password {
            return Answer::Refused(ProblemType::WrongCredentials);
        }
        match (self.state, self.is_locked(), self.expired) {
            (UserState::Suspended, ..) => Answer::Refused(ProblemType::AccountSuspended),
            (UserState::Staged, ..) => Answer::Refused(ProblemType::AccountStaged),
            (UserState::Active, true, _) => Answer::Refused(ProblemType::AccountLocked),
            (UserState::Active, false, true) => Answer::Replace,
            (UserState::Active, false, false) => Answer::In,
        }
    }

    /// The status after an action; `None` if the action is refused.
    fn after(self, act: Step) -> Option<(PasswordStatus, bool)> {
        let active = self.state == UserState::Active;
        match act {
            Step::Unlock => self.is_locked().then(|| {
                let unlocked = Self {
                    lock: Lock::No,
                    ..self
                };
                (unlocked.status(), self.expired)
            }),
            Step::Expire => (self.has_password && !self.expired).then(|| {
                let expired = Self {
                    expired: true,
                    ..self
                };
                (expired.status(), true)
            }),
            Step::Temporary => Some((Active, false)),
            Step::SendReset => active.then(|| (self.status(), self.expired)),
            Step::UseReset => active.then_some((Active, false)),
        }
    }
}

/// An action of an administrator, or of the user with the email that it sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Unlock,
    Expire,
    Temporary,
    SendReset,
    UseReset,
}

/// One server for all cases, with one user who is put into each state.
struct Scene {
    server: TestServer,
    owner: Client,
    user: User,
    hash: Option<String>,
}

impl Scene {
    async fn put(&self, facts: Facts) {
        let now = self.server.running.context.now().unix_millis();
        let password = |value: i64| facts.has_password.then_some(value);
        let (reason, at, until) = match facts.lock {
            Lock::No => (None, None, None),
            Lock::Over => (Some(()), Some(now - HOUR), Some(now - 1)),
            Lock::ForNow => (Some(()), Some(now - 1), Some(now + HOUR)),
            Lock::Until => (Some(()), Some(now - 1), None),
        };
        let expires = facts.expired.then_some(now - 1);
        let context = &self.server.running.context;
        account::Entity::update_many()
            .col_expr(Column::State, Expr::value(facts.state.as_str()))
            .col_expr(
                Column::PasswordHash,
                Expr::value(self.hash.clone().filter(|_| facts.has_password)),
            )
            .col_expr(Column::PasswordSetAt, Expr::value(password(now - HOUR)))
            .col_expr(Column::PasswordTemporary, Expr::value(false))
            .col_expr(Column::PasswordExpiresAt, Expr::value(expires))
            .col_expr(
                Column::PasswordExpiryReason,
                Expr::value(expires.map(|_| "administrator")),
            )
            .col_expr(
                Column::LockReason,
                Expr::value(reason.map(|()| "failed_password_attempts")),
            )
            .col_expr(Column::LockedAt, Expr::value(at))
            .col_expr(Column::LockedUntil, Expr::value(until))
            .col_expr(Column::FailedPasswordAttempts, Expr::value(0))
            .col_expr(Column::LastAttemptAt, Expr::value(Option::<i64>::None))
            .filter(Column::Id.eq(self.user.id.0))
            .exec(context.database().write())
            .await
            .unwrap();
        // So that each case can request a reset again.
        entity::link::Entity::delete_many()
            .exec(context.database().write())
            .await
            .unwrap();
    }

    async fn sign_in(&self) -> Answer {
        let portal = self.server.anonymous(Portal::User);
        portal.begin_sign_in(&self.user.email).await.unwrap();
        match portal.submit_password(USER_PASSWORD).await {
            Ok(state) if state.next_step == NextStep::Complete => Answer::In,
            Ok(_) => Answer::Replace,
            Err(error) => Answer::Refused(error.problem().unwrap().kind),
        }
    }

    async fn act(&self, act: Step) -> Result<(), Error> {
        let id = self.user.id;
        match act {
            Step::Unlock => self.owner.unlock_user(id).await.map(drop),
            Step::Expire => self.owner.expire_user_password(id).await.map(drop),
            Step::Temporary => {
                let generated = SetTemporaryPassword { password: None };
                let set = self.owner.set_temporary_password(id, &generated).await;
                set.map(drop)
            }
            Step::SendReset => self.owner.send_user_password_reset(id).await,
            Step::UseReset => {
                // An older email must not arrive after this one.
                self.server.mail_settled().await;
                self.owner.send_user_password_reset(id).await?;
                self.server.mail_settled().await;
                let email = &self.user.email;
                let link = self.server.link_mailed_to(email, "choose a new").await;
                let use_it = SetPasswordByLink {
                    purpose: LinkPurpose::UserPasswordResetByAdministrator,
                    token: link.split_once('#').unwrap().1.to_owned(),
                    new_password: "something else entirely".to_owned(),
                    terms_accepted: false,
                    factor: None,
                };
                let portal = self.server.anonymous(Portal::User);
                portal.set_password_by_link(&use_it).await.map(drop)
            }
        }
    }
}

async fn every_combination_of_facts(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let row = account::Entity::find_by_id(user.id.0).one(server.running.context.database().read());
    let hash = row.await.unwrap().unwrap().password_hash;
    let scene = Scene {
        server,
        owner,
        user,
        hash,
    };
    for facts in Facts::all() {
        scene.put(facts).await;
        let shown = scene.owner.user(scene.user.id).await.unwrap();
        assert_eq!(shown.password.status, facts.status(), "{facts:?}");
        assert_eq!(shown.password_expired, facts.expired, "{facts:?}");
        assert_eq!(
            shown.password.lock.is_some(),
            facts.is_locked(),
            "{facts:?}"
        );
        assert_eq!(scene.sign_in().await, facts.answer(), "{facts:?}");
        scene.server.mail_settled().await;
        for act in [
            Step::Unlock,
            Step::Expire,
            Step::Temporary,
            Step::SendReset,
            Step::UseReset,
        ] {
            scene.put(facts).await;
            let done = scene.act(act).await;
            let expected = facts.after(act);
            assert_eq!(
                done.is_ok(),
                expected.is_some(),
                "{act:?} of {facts:?}: {done:?}"
            );
            let after = scene.owner.user(scene.user.id).await.unwrap();
            let after = (after.password.status, after.password_expired);
            let unchanged = (facts.status(), facts.expired);
            assert_eq!(after, expected.unwrap_or(unchanged), "{act:?} of {facts:?}");
        }
    }
}
