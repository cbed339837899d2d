//! Judging a password: counted before it is looked at, so that any number of parallel
//! guesses, on any number of servers, is verified at most as often as the lockout rule allows.
//!
//! 1. [`reserve`]: a transaction that holds the account takes one of the attempts that are left: of
//!    the browser's own budget if it is known to the account, otherwise of the budget that all
//!    strangers share.
//! 2. The password is verified, or a decoy where there is nothing to verify, in equal time.
//! 3. A wrong one that took the last attempt locks the account; a right one clears the count.
//!    What follows from a wrong one is done after the answer, so that its time does not tell
//!    whether there is an account.

use contract::events::EventAction;
use entity::account::{self, Column};
use entity::sign_in;
use rules::lockout::LockoutPolicy;
use rules::status::LockReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::failed_attempts::{Attempts, Taken};
use super::{HeldAccount, Member, hold_member, hold_member_by_email_key, known_browsers, party};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
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

/// An account whose password was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The account as it was before.
    pub account: Box<account::Model>,
    /// How its attempts are counted.
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

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The password is this account's.
    Right(Proved),
    /// It is not, or it was not looked at, or there is no account: nobody is told which.
    Wrong,
}

/// Judges a guess. Takes the same time whether the account exists, is locked, or neither.
///
/// # Errors
/// `busy` when too many passwords wait to be hashed; the attempt then still counts.
pub async fn verify_password(context: &Context, attempt: Attempt<'_>) -> Result<Verified, Error> {
    let Reserved {
        account,
        policy,
        browser,
        taken,
    } = reserve(context, &attempt).await?;
    let hash = account
        .as_ref()
        .filter(|_| taken.may_verify)
        .and_then(|account| account.password_hash.as_deref());
    let password = rules::password::normalize(attempt.password);
    let right = context.hasher().verify(password.clone(), hash).await?;
    let account = match account {
        Some(account) if right => {
            upgrade_hash(context, &account, password);
            return Ok(Verified::Right(Proved {
                account: Box::new(account),
                policy,
                browser,
            }));
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
    held.record_repeated(event, client).await?;
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
    /// The browser, if it is known to the account.
    browser: Option<Uuid>,
    taken: Taken,
}

/// Takes one of the attempts that are left, if one is. An unknown account runs the same
/// statements; they touch no row. That is why this holds the account without [`HeldAccount`], which
/// is of one that there is.
async fn reserve(context: &Context, attempt: &Attempt<'_>) -> Result<Reserved, Error> {
    let now = context.now();
    let tx = context.database().begin().await?;
    let member = match attempt.password_of {
        PasswordOf::SignIn(portal, email_key, _) => {
            hold_member_by_email_key(&tx, portal, email_key).await?
        }
        PasswordOf::Session(id) => hold_member(&tx, id).await?,
    };
    let policy = member.as_ref().map(Member::lockout_policy);
    let policy = policy.unwrap_or_default();
    let account = member.map(|member| member.account);
    let id = account.as_ref().map(|account| account.id);
    let id = id.unwrap_or_default();
    let known = known_browsers::find(&tx, id, &policy, attempt.client, now).await?;
    let browser = known.map(|browser| browser.id);
    let taken = match browser {
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
    if let PasswordOf::SignIn(_, _, sign_in) = attempt.password_of {
        write_something(&tx, sign_in).await?;
    }
    tx.commit().await?;
    Ok(Reserved {
        account,
        policy,
        browser,
        taken,
    })
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
fn upgrade_hash(context: &Context, account: &account::Model, password: String) {
    let Some(old) = account.password_hash.clone() else {
        return;
    };
    if !context.hasher().is_outdated(&old) {
        return;
    }
    let (context, id) = (context.clone(), account.id);
    context.clone().background().spawn(async move {
        let new = match context.hasher().hash(password).await {
            Ok(new) => new,
            // Busy now; the next sign-in tries again.
            Err(_) => return,
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
