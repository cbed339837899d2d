//! Verifies a factor in a transaction that holds the account. Parallel guesses are verified one
//! after the other, and each one is counted.

use contract::events::EventAction;
use contract::factors::{FactorProof, PasskeyAnswer};
use entity::account::Column;
use entity::{account, factor};
use mail::Message;
use rules::mfa::FactorKind;
use rules::status::LockReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::ceremony::BoundTo;
use super::passkeys::{self, Refused, Used};
use super::totp::{self, Check};
use super::{codes, store};
use crate::Error;
use crate::accounts::{Attempts, HeldAccount, facts};
use crate::actor::Client;
use crate::events::NewEvent;

/// The maximum length of a code. Longer ones are refused without verification.
const LONGEST_CODE: usize = 64;

/// A factor given for a held account.
pub(crate) struct Attempt<'a> {
    /// The sign-in, link or session that it is for.
    pub bound_to: &'a BoundTo,
    /// The factor.
    pub proof: &'a FactorProof,
    /// The action to record if the factor is wrong.
    pub failure: EventAction,
    /// The client that sent the request.
    pub client: &'a Client,
}

/// The result of the verification.
enum Verdict {
    Right,
    /// Wrong, which counts as a failed attempt: the error code and message of the field, and
    /// additional details for the event.
    Wrong(&'static str, &'static str, Vec<(&'static str, String)>),
    /// The challenge has expired. Nothing was verified, so nothing is counted.
    Over,
}

/// Verifies a factor. A correct one clears the count, and the account stays held. A wrong one is
/// counted and committed; the last one that the lockout policy allows, or the hundredth in a row, locks
/// the account and emails its owner.
///
/// An account that is locked by wrong passwords can still use a factor, because a password reset
/// requires one. With any other lock, no factor is verified.
///
/// # Errors
/// `invalid-fields` with `factor`; `account-locked`.
pub(crate) async fn verify<'a>(
    held: HeldAccount<'a>,
    attempt: Attempt<'_>,
) -> Result<HeldAccount<'a>, Error> {
    if let Some(lock) = facts(&held.account).full_lock_at(held.context().now()) {
        return Err(Error::Locked(lock));
    }
    match verdict(&held, &attempt).await? {
        Verdict::Right => {
            clear(&held).await?;
            Ok(held)
        }
        Verdict::Over => {
            held.commit().await?;
            Err(wrong("expired", "This took too long; try again"))
        }
        Verdict::Wrong(code, message, more) => {
            let locked = count(&held, &attempt, code, more).await?;
            held.commit().await?;
            Err(locked.unwrap_or_else(|| wrong(code, message)))
        }
    }
}

fn wrong(code: &str, message: &str) -> Error {
    Error::field("factor", code, message)
}

async fn verdict(held: &HeldAccount<'_>, attempt: &Attempt<'_>) -> Result<Verdict, Error> {
    match attempt.proof {
        FactorProof::Totp(code) => app(held, code).await,
        FactorProof::RecoveryCode(code) => recovery_code(held, attempt, code).await,
        FactorProof::Passkey(answer) => passkey(held, attempt, answer).await,
    }
}

async fn app(held: &HeldAccount<'_>, code: &str) -> Result<Verdict, Error> {
    let context = held.context();
    let incorrect = |more| Verdict::Wrong("wrong", "The code is incorrect", more);
    if code.len() > LONGEST_CODE {
        return Ok(incorrect(Vec::new()));
    }
    let mut verdict = incorrect(Vec::new());
    for row in store::of_kind(held.tx(), held.account.id, FactorKind::Totp).await? {
        let secret = store::open(context, &row)?;
        match totp::check(&secret, code, context.now(), row.counter)? {
            Check::Right(step) => {
                used(held, &row, step).await?;
                return Ok(Verdict::Right);
            }
            Check::Spent => {
                verdict = Verdict::Wrong(
                    "spent",
                    "This code has already been used: wait for the next one",
                    vec![("reason", "spent".to_owned())],
                );
            }
            Check::Drifted(seconds) => {
                verdict = incorrect(vec![
                    ("reason", "clock_drift".to_owned()),
                    ("clock_drift_seconds", seconds.to_string()),
                ]);
            }
            Check::Wrong => {}
        }
    }
    Ok(verdict)
}

async fn recovery_code(
    held: &HeldAccount<'_>,
    attempt: &Attempt<'_>,
    code: &str,
) -> Result<Verdict, Error> {
    let (context, tx, id) = (held.context(), held.tx(), held.account.id);
    if code.len() > LONGEST_CODE || !codes::use_up(context, tx, id, code).await? {
        let message = "The recovery code is incorrect or has already been used";
        return Ok(Verdict::Wrong("wrong", message, Vec::new()));
    }
    let left = codes::left(tx, id).await?;
    let event = NewEvent::new(EventAction::RecoveryCodeUsed, held.owner()).from(attempt.client);
    held.record(event.with("left", left.to_string())).await?;
    let message = Message::RecoveryCodeUsed {
        left,
        at: context.now().to_utc(),
    };
    held.enqueue(&message).await?;
    Ok(Verdict::Right)
}

async fn passkey(
    held: &HeldAccount<'_>,
    attempt: &Attempt<'_>,
    answer: &PasskeyAnswer,
) -> Result<Verdict, Error> {
    match passkeys::finish_factor(held, attempt.bound_to, answer).await? {
        Ok(Used { row, counter }) => {
            used(held, &row, counter).await?;
            Ok(Verdict::Right)
        }
        Err(Refused::Over) => Ok(Verdict::Over),
        Err(Refused::Wrong) => Ok(Verdict::Wrong(
            "wrong",
            "This passkey belongs to another account",
            Vec::new(),
        )),
        Err(Refused::Copied(row)) => {
            stop_copied(held, &row, attempt.client).await?;
            Ok(Verdict::Wrong(
                "copied",
                "This passkey was rejected: it may have been cloned",
                vec![("reason", "copied".to_owned())],
            ))
        }
    }
}

/// Records the use of a factor, and marks what must not be accepted again.
pub(super) async fn used(
    held: &HeldAccount<'_>,
    row: &factor::Model,
    counter: i64,
) -> Result<(), Error> {
    factor::Entity::update_many()
        .col_expr(factor::Column::Counter, Expr::value(counter))
        .col_expr(
            factor::Column::LastUsedAt,
            Expr::value(held.context().now()),
        )
        .filter(factor::Column::Id.eq(row.id))
        .exec(held.tx())
        .await?;
    Ok(())
}

/// Blocks a passkey whose counter did not increase, and informs the owner and the organization. It
/// stays blocked until it is removed. Otherwise, a clone whose counter is ahead of the original
/// would keep working while the original is refused.
pub(super) async fn stop_copied(
    held: &HeldAccount<'_>,
    row: &factor::Model,
    client: &Client,
) -> Result<(), Error> {
    if row.copied_at.is_some() {
        return Ok(());
    }
    let now = held.context().now();
    factor::Entity::update_many()
        .col_expr(factor::Column::CopiedAt, Expr::value(now))
        .filter(factor::Column::Id.eq(row.id))
        .exec(held.tx())
        .await?;
    let event = NewEvent::new(EventAction::FactorCopied, held.owner());
    let event = event.from(client).failed().with("name", row.name.as_str());
    held.record(event).await?;
    let name = row.name.clone();
    held.enqueue(&Message::PasskeyCopied { name }).await?;
    Ok(())
}

/// Clears the count of wrong factors, and that of wrong passwords unless those hold a lock.
async fn clear(held: &HeldAccount<'_>) -> Result<(), Error> {
    let account = &held.account;
    let passwords = if account.locked_at.is_some() {
        account.failed_password_attempts
    } else {
        0
    };
    if (
        account.failed_factor_attempts,
        account.wrong_factors,
        account.factor_locks,
        account.failed_password_attempts,
    ) == (0, 0, 0, passwords)
    {
        return Ok(());
    }
    account::Entity::update_many()
        .col_expr(Column::FailedFactorAttempts, Expr::value(0))
        .col_expr(Column::WrongFactors, Expr::value(0))
        .col_expr(Column::FactorLocks, Expr::value(0))
        .col_expr(Column::FailedPasswordAttempts, Expr::value(passwords))
        .filter(Column::Id.eq(account.id))
        .exec(held.tx())
        .await?;
    Ok(())
}

/// Counts and records a wrong factor, and locks the account if the limit is reached.
async fn count(
    held: &HeldAccount<'_>,
    attempt: &Attempt<'_>,
    code: &str,
    more: Vec<(&'static str, String)>,
) -> Result<Option<Error>, Error> {
    let (account, now) = (&held.account, held.context().now());
    let policy = held.lockout_policy();
    let mut attempts = Attempts::of(account, &policy, now);
    attempts.count_wrong_factor(now);
    attempts.write(held.tx(), account.id).await?;
    let mut event = NewEvent::new(attempt.failure, held.owner());
    event = event.from(attempt.client).failed();
    event = event.with("factor", attempt.proof.kind().as_str());
    if more.is_empty() {
        event = event.with("reason", code);
    }
    for (name, value) in more {
        event = event.with(name, value);
    }
    held.record(event).await?;
    // Wrong passwords from unknown browsers do not count against a known one. If wrong passwords have
    // locked the account, they are not counted a second time.
    let passwords = match held.known_browser(attempt.client).await? {
        Some(browser) => browser.failed_attempts,
        None if attempts.locked => 0,
        None => attempts.passwords,
    };
    let together = policy.counts_together;
    let sum = attempts.factors + if together { passwords } else { 0 };
    let limit = policy.factor_limit();
    let used_up = limit.is_some_and(|limit| i64::from(sum) >= i64::from(limit));
    if !used_up && !attempts.too_many_factors_in_all() {
        return Ok(None);
    }
    let reason = LockReason::FailedFactorAttempts;
    let lock = held.lock_out(reason, &attempts, attempt.client).await?;
    Ok(Some(Error::Locked(lock)))
}
