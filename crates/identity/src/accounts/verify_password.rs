//! Password verification. An attempt is counted before the password is verified, so no number of
//! parallel guesses, on any number of servers, exceeds the lockout policy.
//!
//! 1. A place in the hashing pool is taken. Without one, nothing is counted.
//! 2. [`reserve`]: a transaction that holds the account takes one of the remaining attempts: of the
//!    browser's own budget if it is known to the account, otherwise of the budget that all
//!    strangers share.
//! 3. The password is verified. If there is nothing to verify, a decoy takes the same time. If the
//!    client disconnects before that, the attempt is given back.
//! 4. A wrong password on the last attempt locks the account; a correct one clears the count. The
//!    consequences of a wrong password run after the response is sent, so that its duration does
//!    not reveal whether the account exists.

use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::account::{self, Column};
use entity::{directory, sign_in};
use rules::lockout::LockoutPolicy;
use rules::passwords::{MAX_BYTES, normalize};
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::lockout::{Attempts, Taken, give_back};
use super::{
    HeldAccount, Member, ServiceUser, hold_member, hold_member_by_email_key,
    hold_member_by_username, known_browsers, lock_at, party,
};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::crypto::{Asker, Lane, Place};
use crate::events::NewEvent;
use crate::{Context, Error};

/// A guess at the password of an account, which may not exist.
pub struct Attempt<'a> {
    /// The account that the password may belong to.
    pub password_of: PasswordOf<'a>,
    /// The password as typed.
    pub password: &'a str,
    /// The event action to record on failure: `sign_in.failed`, ….
    pub failure: EventAction,
    /// The client that sent the guess.
    pub client: &'a Client,
    /// The lane of the hashing pool in which it waits: [`Lane::Service`] for the users of a service.
    pub lane: Lane,
}

impl Attempt<'_> {
    /// The request for a place in the hashing pool. All requests of a service come from its own network, so its
    /// users take turns.
    fn asker(&self) -> Asker {
        let asker = self.client.asker(self.lane);
        match self.password_of {
            PasswordOf::Service(user) => asker.on_behalf_of(&(user.organization, user.login)),
            PasswordOf::Directory(organization, name) => asker.on_behalf_of(&(organization, name)),
            PasswordOf::SignIn(..) | PasswordOf::Session(_) => asker,
        }
    }
}

/// The account whose password is guessed.
#[derive(Clone, Copy)]
pub enum PasswordOf<'a> {
    /// A sign-in with this email key, which may not belong to an account. Anyone can guess.
    SignIn(Portal, &'a str, &'a sign_in::Model),
    /// The account of a session, whose owner confirms their own password.
    Session(Uuid),
    /// A user of a service, who may not exist. Anyone can guess, and a device that repeats one wrong password
    /// guesses nothing.
    Service(&'a ServiceUser<'a>),
    /// The user of this organization with this key of a username, which may not belong to an account. Anyone
    /// can guess, and a device that repeats one wrong password guesses nothing.
    Directory(OrganizationId, &'a str),
}

/// An account whose password was correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The account before the attempt.
    pub account: Box<account::Model>,
    /// The policy that applies to it.
    pub(super) policy: LockoutPolicy,
    /// The browser, if it is known to the account.
    pub(super) browser: Option<Uuid>,
}

impl Proved {
    /// Whether the browser is known to the account.
    pub const fn by_known_browser(&self) -> bool {
        self.browser.is_some()
    }
}

/// The result of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The password is correct.
    Right(Proved),
    /// The password was not verified, because the account is locked. Only for the owner of a session: a
    /// sign-in must not distinguish this from a wrong password.
    Locked(Lock),
    /// The password is wrong, was not verified, or has no account. Callers cannot tell which.
    Wrong,
}

/// Verifies a guess. Takes the same time whether the account exists, is locked, or neither.
///
/// # Errors
/// `busy` if too many passwords are waiting to be hashed. Then nothing is counted.
pub async fn verify_password(context: &Context, attempt: Attempt<'_>) -> Result<Verified, Error> {
    let asker = attempt.asker();
    let place = context.hasher().place(asker.clone())?;
    let Reserved {
        account,
        policy,
        browser,
        taken,
        is_repeated,
    } = reserve(context, &attempt).await?;
    let typed = Some(attempt.password).filter(|typed| typed.len() <= MAX_BYTES);
    let may_verify = taken.may_verify && typed.is_some();
    let hash = match account.as_ref().filter(|_| may_verify) {
        Some(account) => password_hash(context, account)?,
        None => None,
    };
    let password = normalize(typed.unwrap_or_default());
    let mut pending = Pending {
        context,
        account: account.as_ref().map(|account| account.id),
        browser,
        counted: taken.may_verify,
        place,
    };
    let right = pending
        .place
        .verify(password.clone(), hash.as_deref())
        .await?;
    drop(pending);
    let account = match account {
        Some(account) if right => {
            upgrade_hash(context, &account, hash.as_deref(), (password, asker));
            return Ok(Verified::Right(Proved {
                account: Box::new(account),
                policy,
                browser,
            }));
        }
        account => account,
    };
    if is_repeated {
        return Ok(Verified::Wrong);
    }
    let repeats = matches!(
        attempt.password_of,
        PasswordOf::Service(_) | PasswordOf::Directory(..)
    );
    if let (true, Some(account)) = (repeats && may_verify, &account) {
        let guess = guess(account, attempt.password);
        context.wrong_secrets().remember(account.id, &guess);
    }
    let mut event = NewEvent::new(attempt.failure, Party::anonymous());
    if let PasswordOf::Service(user) = attempt.password_of {
        event = user.describe(event);
    }
    let lock = match (attempt.password_of, &account) {
        (PasswordOf::Session(_), Some(account)) => {
            event = NewEvent::new(attempt.failure, party(account));
            lock_at(account, context.now()).filter(|_| !may_verify)
        }
        _ => None,
    };
    let (task, client) = (context.clone(), attempt.client.clone());
    context.after_answer(
        "a wrong password was counted, and nothing more",
        async move {
            let wrong = (account.map(|account| account.id), policy, taken);
            follow_up(&task, wrong, event.from(&client).failed(), &client).await
        },
    );
    Ok(lock.map_or(Verified::Wrong, Verified::Locked))
}

/// A password that waits to be verified. If the client disconnects before that, nothing was guessed, so
/// the attempt is returned.
struct Pending<'a> {
    context: &'a Context,
    account: Option<Uuid>,
    /// The browser, if it is known to the account.
    browser: Option<Uuid>,
    /// Whether an attempt was taken for it, and so can be given back.
    counted: bool,
    place: Place,
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        let (true, true, Ok(runtime)) = (self.counted, self.place.leave(), Handle::try_current())
        else {
            return;
        };
        let (context, id) = (self.context.clone(), self.account.unwrap_or_default());
        let browser = self.browser;
        let task = async move {
            let db = context.database().write();
            let given = match browser {
                Some(browser) => known_browsers::give_back(db, browser, false).await,
                None => give_back(db, id).await,
            };
            if let Err(error) = given {
                tracing::warn!(%error, "an attempt was not given back");
            }
        };
        self.context.background().spawn_on(task, &runtime);
    }
}

/// The consequences of a wrong password. If a crash loses them, the next attempt locks.
async fn follow_up(
    context: &Context,
    (id, policy, taken): (Option<Uuid>, LockoutPolicy, Taken),
    event: NewEvent<'_>,
    client: &Client,
) -> Result<(), Error> {
    let Some(held) = HeldAccount::by_id(context, id.unwrap_or_default()).await? else {
        return Ok(());
    };
    held.record_repeated(event, client).await?;
    // Meanwhile a correct password may have cleared the count, or an administrator the lock.
    let attempts = Attempts::of(&held.account, &policy, context.now());
    if taken.may_lock && !attempts.locked && attempts.are_used_up(&policy) {
        let reason = LockReason::FailedPasswordAttempts;
        held.lock_out(reason, &attempts, client).await?;
    }
    held.commit().await
}

/// The result of [`reserve`].
struct Reserved {
    /// The account before the attempt, if it exists.
    account: Option<account::Model>,
    /// The policy that applies to it.
    policy: LockoutPolicy,
    /// The browser, if it is known to the account.
    browser: Option<Uuid>,
    taken: Taken,
    /// Whether the same wrong password was one of the last ones, so that no attempt was taken.
    is_repeated: bool,
}

/// What is remembered of a wrong password. After a change of the password, it is another guess.
fn guess(account: &account::Model, password: &str) -> String {
    let hash = account.password_hash.as_deref().unwrap_or_default();
    format!("{hash}\n{password}")
}

/// Takes one of the remaining attempts, if any. Runs the same statements for an unknown account,
/// where they affect no row. Therefore it does not use [`HeldAccount`], which requires an existing
/// account.
async fn reserve(context: &Context, attempt: &Attempt<'_>) -> Result<Reserved, Error> {
    let now = context.now();
    let tx = context.database().begin().await?;
    let member = match attempt.password_of {
        PasswordOf::SignIn(portal, email_key, _) => {
            hold_member_by_email_key(&tx, portal, email_key).await?
        }
        PasswordOf::Session(id) => hold_member(&tx, id).await?,
        PasswordOf::Service(user) => user.hold(&tx).await?,
        PasswordOf::Directory(organization, username) => {
            hold_member_by_username(&tx, organization, username).await?
        }
    };
    let policy = member.as_ref().map(Member::lockout_policy);
    let policy = policy.unwrap_or_default();
    let account = member.map(|member| member.account);
    let id = account.as_ref().map(|account| account.id);
    let id = id.unwrap_or_default();
    let known = known_browsers::find(&tx, id, &policy, attempt.client, now).await?;
    let browser = known.map(|browser| browser.id);
    let is_repeated = match (attempt.password_of, &account) {
        (PasswordOf::Service(_) | PasswordOf::Directory(..), Some(account)) => {
            let guess = guess(account, attempt.password);
            context.wrong_secrets().is_remembered(account.id, &guess)
        }
        _ => false,
    };
    let taken = match browser {
        _ if is_repeated => Taken::NONE,
        Some(browser) => {
            known_browsers::count_attempt(&tx, browser).await?;
            Taken::OF_KNOWN_BROWSER
        }
        None => {
            let attempts = account.as_ref();
            let attempts = attempts.map(|account| Attempts::of(account, &policy, now));
            let mut attempts = attempts.unwrap_or_default();
            let taken = attempts.take(&policy, now);
            attempts.write(&tx, id).await?;
            taken
        }
    };
    match attempt.password_of {
        PasswordOf::SignIn(_, _, sign_in) => write_something(&tx, sign_in).await?,
        PasswordOf::Service(user) => user.note_use(&tx, now).await?,
        PasswordOf::Directory(organization, _) if account.is_none() || is_repeated => {
            write_guess(&tx, organization, now).await?;
        }
        PasswordOf::Directory(..) | PasswordOf::Session(_) => {}
    }
    tx.commit().await?;
    Ok(Reserved {
        account,
        policy,
        browser,
        taken,
        is_repeated,
    })
}

/// Writes a row for unknown addresses too. A commit waits for the disk only if something was
/// written, so without this the duration would differ.
async fn write_something(tx: &impl ConnectionTrait, row: &sign_in::Model) -> Result<(), Error> {
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::ExpiresAt, Expr::value(row.expires_at))
        .filter(sign_in::Column::TokenHash.eq(row.token_hash.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

/// As [`write_something`], where an attempt of an existing account would be written.
async fn write_guess(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<(), Error> {
    directory::Entity::update_many()
        .col_expr(directory::Column::GuessedAt, Expr::value(now))
        .filter(directory::Column::OrganizationId.eq(organization.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// The hash of an account's password, decrypted.
///
/// # Errors
/// If it cannot be decrypted.
pub(crate) fn password_hash(
    context: &Context,
    account: &account::Model,
) -> Result<Option<String>, Error> {
    let stored = account.password_hash.as_deref();
    let open = |stored| context.master_key().open_hash(account.id, stored);
    stored.map(open).transpose()
}

/// Rehashes the password in the background if the hash parameters have become stronger than those
/// of `hash`.
fn upgrade_hash(
    context: &Context,
    account: &account::Model,
    hash: Option<&str>,
    (password, asker): (String, Asker),
) {
    let Some(old) = account.password_hash.clone() else {
        return;
    };
    if hash.is_none_or(|hash| !context.hasher().is_outdated(hash)) {
        return;
    }
    let (context, id) = (context.clone(), account.id);
    context.clone().background().spawn(async move {
        // If the pool is busy now, the next sign-in tries again.
        let Ok(mut place) = context.hasher().place(asker) else {
            return;
        };
        let new = place.hash(password).await;
        let new = new.and_then(|new| context.master_key().seal_hash(id, &new));
        let Ok(new) = new else {
            return;
        };
        let updated = account::Entity::update_many()
            .col_expr(Column::PasswordHash, Expr::value(new))
            .filter(Column::Id.eq(id))
            .filter(Column::PasswordHash.eq(old))
            .exec(context.database().write())
            .await;
        if let Err(error) = updated {
            tracing::warn!(%error, "a password hash was not upgraded");
        }
    });
}
