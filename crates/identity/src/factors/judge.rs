//! Verifies a factor in a transaction that holds the account. Parallel guesses are verified one
//! after the other, and each one is counted.

use contract::events::EventAction;
use contract::factors::{FactorProof, PasskeyAnswer};
use contract::ids::OrganizationId;
use entity::account::Column;
use entity::{account, factor, organization};
use mail::Message;
use rules::mfa::{ADMINISTRATOR_FACTOR_ATTEMPTS, FactorKind};
use rules::status::LockReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::ceremony::BoundTo;
use super::passkeys::{self, Refused, Used};
use super::totp::{self, Check};
use super::{codes, store};
use crate::accounts::{Attempts, lock_at, lock_out, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, outbox};

/// The maximum length of a code. Longer ones are refused without verification.
const LONGEST_CODE: usize = 64;

/// An attempt to authenticate with a factor.
pub(crate) struct Attempt<'a> {
    /// The account, held by the transaction.
    pub account: &'a account::Model,
    /// Its organization.
    pub organization: &'a organization::Model,
    /// The session, sign-in or link that the factor is verified for.
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

/// Verifies a factor. If it is correct, the failed attempts are cleared and the transaction is
/// returned. If it is wrong, the failed attempt is recorded and the transaction is committed. The
/// last failed attempt that the lockout policy allows locks the account, and its owner is emailed.
///
/// An account that is locked by wrong passwords can still use a factor, because a password reset
/// requires one. With any other lock, no factor is verified.
///
/// # Errors
/// `invalid-fields` with `factor`; `account-locked`.
pub(crate) async fn judge(
    context: &Context,
    tx: DatabaseTransaction,
    attempt: Attempt<'_>,
) -> Result<DatabaseTransaction, Error> {
    let (account, now) = (attempt.account, context.now());
    if let Some(lock) = lock_at(account, now)
        && lock.reason != LockReason::FailedPasswordAttempts
    {
        return Err(Error::Locked(lock));
    }
    match verdict(context, &tx, &attempt).await? {
        Verdict::Right => {
            clear(&tx, account).await?;
            Ok(tx)
        }
        Verdict::Over => {
            tx.commit().await?;
            Err(wrong("expired", "This took too long; try again"))
        }
        Verdict::Wrong(code, message, more) => {
            let locked = count(context, &tx, &attempt, code, more).await?;
            tx.commit().await?;
            Err(locked.unwrap_or_else(|| wrong(code, message)))
        }
    }
}

fn wrong(code: &str, message: &str) -> Error {
    Error::field("factor", code, message)
}

async fn verdict(
    context: &Context,
    tx: &DatabaseTransaction,
    attempt: &Attempt<'_>,
) -> Result<Verdict, Error> {
    match attempt.proof {
        FactorProof::Totp(code) => app(context, tx, attempt.account, code).await,
        FactorProof::RecoveryCode(code) => recovery_code(context, tx, attempt, code).await,
        FactorProof::Passkey(answer) => passkey(context, tx, attempt, answer).await,
    }
}

async fn app(
    context: &Context,
    tx: &DatabaseTransaction,
    account: &account::Model,
    code: &str,
) -> Result<Verdict, Error> {
    let incorrect = |more| Verdict::Wrong("wrong", "The code is incorrect", more);
    if code.len() > LONGEST_CODE {
        return Ok(incorrect(Vec::new()));
    }
    let mut verdict = incorrect(Vec::new());
    for row in store::of_kind(tx, account.id, FactorKind::Totp).await? {
        let secret = store::open(context, &row)?;
        match totp::check(&secret, code, context.now(), row.counter)? {
            Check::Right(step) => {
                used(context, tx, &row, step, false).await?;
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
    context: &Context,
    tx: &DatabaseTransaction,
    attempt: &Attempt<'_>,
    code: &str,
) -> Result<Verdict, Error> {
    let account = attempt.account;
    if code.len() > LONGEST_CODE || !codes::spend(context, tx, account.id, code).await? {
        let message = "The recovery code is incorrect or has already been used";
        return Ok(Verdict::Wrong("wrong", message, Vec::new()));
    }
    let left = codes::left(tx, account.id).await?;
    let act = Act::new(EventAction::RecoveryCodeUsed, party(account)).to(party(account));
    let act = act.from(attempt.client).with("left", left.to_string());
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    let message = Message::RecoveryCodeUsed {
        left,
        at: context.now().to_utc(),
    };
    outbox::enqueue(context, tx, account, &message).await?;
    Ok(Verdict::Right)
}

async fn passkey(
    context: &Context,
    tx: &DatabaseTransaction,
    attempt: &Attempt<'_>,
    answer: &PasskeyAnswer,
) -> Result<Verdict, Error> {
    let (account, bound_to) = (attempt.account, attempt.bound_to);
    match passkeys::finish_factor(context, tx, account, bound_to, answer).await? {
        Ok(Used {
            row,
            counter,
            synced,
        }) => {
            used(context, tx, &row, counter, synced).await?;
            Ok(Verdict::Right)
        }
        Err(Refused::Over) => Ok(Verdict::Over),
        Err(Refused::Wrong) => Ok(Verdict::Wrong(
            "wrong",
            "This passkey belongs to another account",
            Vec::new(),
        )),
        Err(Refused::Copied(row)) => {
            stop_copied(context, tx, account, &row, attempt.client).await?;
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
    context: &Context,
    tx: &impl ConnectionTrait,
    row: &factor::Model,
    counter: i64,
    synced: bool,
) -> Result<(), Error> {
    factor::Entity::update_many()
        .col_expr(factor::Column::Counter, Expr::value(counter))
        .col_expr(factor::Column::Synced, Expr::value(synced || row.synced))
        .col_expr(factor::Column::LastUsedAt, Expr::value(context.now()))
        .filter(factor::Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Blocks a passkey whose counter did not increase, and informs the owner and the organization. It
/// stays blocked until it is removed. Otherwise, a clone whose counter is ahead of the original
/// would keep working while the original is refused.
pub(super) async fn stop_copied(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    row: &factor::Model,
    client: &Client,
) -> Result<(), Error> {
    if row.copied_at.is_some() {
        return Ok(());
    }
    let now = context.now();
    factor::Entity::update_many()
        .col_expr(factor::Column::CopiedAt, Expr::value(now))
        .filter(factor::Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    let act = Act::new(EventAction::FactorCopied, party(account)).to(party(account));
    let act = act.from(client).failed().with("name", row.name.as_str());
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    let name = row.name.clone();
    outbox::enqueue(context, tx, account, &Message::PasskeyCopied { name }).await?;
    Ok(())
}

/// Clears the failed factor attempts, and the failed password attempts unless they have locked the
/// account.
async fn clear(tx: &impl ConnectionTrait, account: &account::Model) -> Result<(), Error> {
    let passwords = if account.locked_at.is_some() {
        account.failed_password_attempts
    } else {
        0
    };
    if (
        account.failed_factor_attempts,
        account.failed_password_attempts,
    ) == (0, passwords)
    {
        return Ok(());
    }
    account::Entity::update_many()
        .col_expr(Column::FailedFactorAttempts, Expr::value(0))
        .col_expr(Column::FailedPasswordAttempts, Expr::value(passwords))
        .filter(Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Counts and records a wrong factor, and locks the account if the limit is reached.
async fn count(
    context: &Context,
    tx: &DatabaseTransaction,
    attempt: &Attempt<'_>,
    code: &str,
    more: Vec<(&'static str, String)>,
) -> Result<Option<Error>, Error> {
    let (account, now) = (attempt.account, context.now());
    let policy = attempt.organization.settings.lockout_policy;
    let mut attempts = Attempts::of(account, &policy, now);
    attempts.factors += 1;
    attempts.last_at = Some(now);
    attempts.write(tx, account.id).await?;
    let mut act = Act::new(attempt.failure, party(account)).to(party(account));
    act = act.from(attempt.client).failed();
    act = act.with("factor", attempt.proof.kind().as_str());
    if more.is_empty() {
        act = act.with("reason", code);
    }
    for (name, value) in more {
        act = act.with(name, value);
    }
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    // Passwords that already caused a lock do not count again.
    let together = policy.counts_together && !attempts.locked;
    let sum = attempts.factors + if together { attempts.passwords } else { 0 };
    let limit = match account.kind.portal() {
        Portal::Admin => Some(ADMINISTRATOR_FACTOR_ATTEMPTS),
        Portal::User => policy.factor_limit(),
    };
    let used_up = limit.is_some_and(|limit| i64::from(sum) >= i64::from(limit));
    if !used_up {
        return Ok(None);
    }
    let reason = LockReason::FailedFactorAttempts;
    let lock = lock_out(context, tx, account, reason, &policy, attempt.client).await?;
    Ok(Some(Error::Locked(lock)))
}
