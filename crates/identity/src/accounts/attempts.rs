//! Judging a password: counted before it is looked at, so that any number of parallel
//! guesses, on any number of servers, is verified at most as often as the lockout rule allows.
//!
//! 1. A place in the hashing pool is taken. Without one, nothing is counted.
//! 2. [`reserve`]: a transaction that holds the account takes one of the attempts that are left.
//! 3. The password is verified, or a decoy where there is nothing to verify, in equal time. If the
//!    client goes away before, the attempt is given back.
//! 4. A wrong one that took the last attempt locks the account; a right one clears the count.
//!    What follows from a wrong one is done after the answer, so that its time does not tell
//!    whether there is an account.

use contract::events::EventAction;
use entity::account::{self, Column};
use entity::sign_in;
use rules::account::AccountKind;
use rules::lockout::LockoutPolicy;
use rules::password::{MAX_BYTES, normalize};
use rules::status::LockReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::failed_attempts::{Attempts, Taken, give_back};
use super::{HeldAccount, Member, hold_member, hold_member_by_email_key, party};
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
    /// What is being tried, for the event of a failure: `sign_in.failed`, ….
    pub failure: EventAction,
    /// Where the guess came from.
    pub client: &'a Client,
    /// The lane in which it waits for the hashing pool.
    pub lane: Lane,
}

/// The account whose password is guessed.
#[derive(Clone, Copy)]
pub enum PasswordOf<'a> {
    /// The account with this address (its key), which may not exist, in a sign-in. Anyone can
    /// guess.
    SignIn(Portal, &'a str, &'a sign_in::Model),
    /// The account of a session, whose owner confirms their own password.
    Session(Uuid),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The password is this account's. How its attempts are counted: for
    /// [`clear_attempts`](super::clear_attempts).
    Right(Box<account::Model>, LockoutPolicy),
    /// It is not, or it was not looked at, or there is no account: nobody is told which.
    Wrong,
}

/// Judges a guess. Takes the same time whether the account exists, is locked, or neither.
///
/// # Errors
/// `busy` when too many passwords wait to be hashed; then nothing is counted.
pub async fn verify_password(context: &Context, attempt: Attempt<'_>) -> Result<Verified, Error> {
    let asker = attempt.client.asker(attempt.lane);
    let place = context.hasher().place(asker.clone())?;
    let Reserved {
        account,
        policy,
        taken,
    } = reserve(context, attempt.password_of).await?;
    let typed = Some(attempt.password).filter(|typed| typed.len() <= MAX_BYTES);
    let hash = account
        .as_ref()
        .filter(|_| taken.may_verify && typed.is_some())
        .and_then(|account| account.password_hash.as_deref());
    let password = normalize(typed.unwrap_or_default());
    let mut judged = Judged {
        context,
        account: account.as_ref().map(|account| account.id),
        counted: taken.may_verify,
        place,
    };
    let right = judged.place.verify(password.clone(), hash).await?;
    drop(judged);
    let account = match account {
        Some(account) if right => {
            upgrade_hash(context, &account, password, asker);
            return Ok(Verified::Right(Box::new(account), policy));
        }
        account => account,
    };
    let guesser = match (attempt.password_of, &account) {
        (PasswordOf::Session(_), Some(account)) => party(account),
        _ => Party::anonymous(),
    };
    let (task, client) = (context.clone(), attempt.client.clone());
    let event = NewEvent::new(attempt.failure, guesser);
    context.after_answer(async move {
        let wrong = (account.map(|account| account.id), policy, taken);
        if let Err(error) = follow_up(&task, wrong, event.from(&client).failed(), &client).await {
            tracing::error!(%error, "a wrong password was counted, and nothing more");
        }
    });
    Ok(Verified::Wrong)
}

/// A password that waits to be verified. If whoever asked goes away before it is, nothing was
/// guessed: then the attempt is given back.
struct Judged<'a> {
    context: &'a Context,
    account: Option<Uuid>,
    /// Whether an attempt was taken for it.
    counted: bool,
    place: Place,
}

impl Drop for Judged<'_> {
    fn drop(&mut self) {
        let (true, true, Ok(runtime)) = (self.counted, self.place.leave(), Handle::try_current())
        else {
            return;
        };
        let (context, id) = (self.context.clone(), self.account.unwrap_or_default());
        let task = async move {
            if let Err(error) = give_back(context.database().write(), id).await {
                tracing::warn!(%error, "an attempt was not given back");
            }
        };
        self.context.background().spawn_on(task, &runtime);
    }
}

/// What follows from a wrong password. If it is lost in a crash, the next attempt locks.
async fn follow_up(
    context: &Context,
    (id, policy, taken): (Option<Uuid>, LockoutPolicy, Taken),
    event: NewEvent<'_>,
    client: &Client,
) -> Result<(), Error> {
    let Some(held) = HeldAccount::by_id(context, id.unwrap_or_default()).await? else {
        return Ok(());
    };
    held.record(event).await?;
    // A right password may have cleared the count meanwhile, or an administrator the lock.
    let attempts = Attempts::of(&held.account, &policy, context.now());
    if taken.may_lock && !attempts.locked && attempts.are_used_up(&policy) {
        let reason = LockReason::FailedPasswordAttempts;
        held.lock_out(reason, &policy, client).await?;
    }
    held.commit().await
}

/// What became of asking for one of the attempts that are left.
struct Reserved {
    /// The account as it was before, if there is one.
    account: Option<account::Model>,
    /// How they are counted.
    policy: LockoutPolicy,
    taken: Taken,
}

/// Takes one of the attempts that are left, if one is. An unknown account runs the same
/// statements; they touch no row. That is why this holds the account without [`HeldAccount`], which
/// is of one that there is.
async fn reserve(context: &Context, password_of: PasswordOf<'_>) -> Result<Reserved, Error> {
    let now = context.now();
    let tx = context.database().begin().await?;
    let member = match password_of {
        PasswordOf::SignIn(portal, email_key, _) => {
            hold_member_by_email_key(&tx, portal, email_key).await?
        }
        PasswordOf::Session(id) => hold_member(&tx, id).await?,
    };
    let policy = member.as_ref().map_or_else(LockoutPolicy::default, rule);
    let account = member.map(|member| member.account);
    let mut attempts = match &account {
        Some(account) => Attempts::of(account, &policy, now),
        None => Attempts::default(),
    };
    let taken = attempts.take(&policy, now);
    let id = account.as_ref().map(|account| account.id);
    attempts.write(&tx, id.unwrap_or_default()).await?;
    if let PasswordOf::SignIn(_, _, sign_in) = password_of {
        write_something(&tx, sign_in).await?;
    }
    tx.commit().await?;
    Ok(Reserved {
        account,
        policy,
        taken,
    })
}

/// The rule of the organization, as it holds for the account.
fn rule(member: &Member) -> LockoutPolicy {
    let policy = member.organization.settings.lockout_policy;
    match member.account.kind {
        AccountKind::Administrator => policy.for_administrators(),
        AccountKind::User => policy,
    }
}

/// A commit that wrote something waits for the disk, one that did not does not: so there is
/// something to write for an unknown address too.
async fn write_something(tx: &impl ConnectionTrait, row: &sign_in::Model) -> Result<(), Error> {
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::ExpiresAt, Expr::value(row.expires_at))
        .filter(sign_in::Column::TokenHash.eq(row.token_hash.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Hashes the password anew, in the background, when new hashes cost more than this one did.
fn upgrade_hash(context: &Context, account: &account::Model, password: String, asker: Asker) {
    let Some(old) = account.password_hash.clone() else {
        return;
    };
    if !context.hasher().is_outdated(&old) {
        return;
    }
    let (context, id) = (context.clone(), account.id);
    context.clone().background().spawn(async move {
        // If the pool is busy now, the next sign-in tries again.
        let Ok(mut place) = context.hasher().place(asker) else {
            return;
        };
        let Ok(new) = place.hash(password).await else {
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
