use contract::events::EventAction;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason, SignIn};
use contract::terms::Terms;
use entity::sign_in;
use rules::mfa::FactorKind;
use rules::sign_in::{Next, Proved};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::refusals::{refused, sign_in_facts};
use crate::accounts::{HeldAccount, Member, find_member, lock_at, locked};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::{Token, TokenHash};
use crate::events::NewEvent;
use crate::factors::BoundTo;
use crate::sessions::Started;
use crate::{Context, Error, accounts, factors, passwords, sessions, terms};

/// The next step of a sign-in, with the session if it is complete.
#[derive(Debug)]
pub struct Advanced {
    /// The response to the client.
    pub sign_in: SignIn,
    /// The session, whose refresh token goes into a cookie.
    pub session: Option<Started>,
    /// For the cookie of the sign-in, if it continues. The previous token no longer works.
    pub token: Option<Token>,
}

/// The transaction of this browser.
pub(super) async fn find(
    context: &Context,
    db: &impl ConnectionTrait,
    portal: Portal,
    token: &str,
) -> Result<sign_in::Model, Error> {
    sign_in::Entity::find_by_id(TokenHash::of(token).bytes())
        .filter(sign_in::Column::Portal.eq(portal))
        .filter(sign_in::Column::ExpiresAt.gt(context.now()))
        .one(db)
        .await?
        .ok_or_else(expired)
}

/// The response of a transaction that waits for the password.
pub(super) fn waits_for_password(row: &sign_in::Model) -> SignIn {
    SignIn {
        email: row.email.clone(),
        next_step: NextStep::Password,
        expires_at: row.expires_at,
        factors: Vec::new(),
        terms: None,
        replace_reason: None,
        requirements: None,
        access_token: None,
    }
}

/// Binds passkey ceremonies to this transaction.
pub(super) fn bound_to(row: &sign_in::Model) -> BoundTo {
    BoundTo(row.token_hash.clone())
}

/// Refuses an account that may not sign in. The reason is shown only after a correct password or
/// passkey.
pub(super) fn check_may_sign_in(
    context: &Context,
    member: &Member,
    row: &sign_in::Model,
) -> Result<(), Error> {
    let password_of_stranger = row.password_proved_at.is_some() && !row.known_browser;
    let proved = if password_of_stranger {
        Proved::PasswordOfStranger
    } else {
        Proved::More
    };
    let refusal = sign_in_facts(member).refusal(proved, context.now());
    refusal.map_or(Ok(()), |refusal| Err(refused(&member.account, refusal)))
}

/// Why the password of `member` must be replaced first, if so.
pub(super) fn replace_reason(context: &Context, member: &Member) -> Option<ReplaceReason> {
    sign_in_facts(member).replacement(context.now())
}

/// A step of a sign-in.
pub(super) struct Step {
    /// The sign-in as it was.
    pub before: sign_in::Model,
    /// As it is with the step.
    pub after: sign_in::Model,
}

/// Advances a sign-in. A refusal is committed too: what was counted or used up stays so, and so does
/// the attempt that a correct password gave back.
///
/// # Errors
/// `sign-in-expired` if another request changed the sign-in meanwhile; the errors of
/// [`check_may_sign_in`].
pub(super) async fn advance(
    held: HeldAccount<'_>,
    step: &Step,
    client: &Client,
) -> Result<Advanced, Error> {
    let advanced = take_step(&held, step, client).await;
    if !advanced.as_ref().is_err_and(Error::is_internal) {
        held.commit().await?;
    }
    advanced
}

/// Takes the step. This is the only place that decides which one comes next.
async fn take_step(
    held: &HeldAccount<'_>,
    step: &Step,
    client: &Client,
) -> Result<Advanced, Error> {
    let context = held.context();
    let Step { before, after: row } = step;
    if let Err(refused) = check_may_sign_in(context, held, row) {
        if let Error::Locked(_) | Error::LockedByAdministrator(..) = refused {
            // The correct password was given in this sign-in, so it may show the lock again.
            let token = before.token_hash.clone();
            let this = Condition::all().add(sign_in::Column::TokenHash.eq(token));
            held.turn_back(this).await?;
        }
        let event = NewEvent::new(EventAction::SignInRefused, held.owner());
        let event = event.from(client).failed();
        let event = event.with("reason", refused.problem().kind.code());
        held.record_without_target(event).await?;
        return Err(refused);
    }
    let policy = held.organization.settings.mfa_policy;
    let factor_is_due = row.factor.is_none() && accounts::factor_is_due(&held.account, &policy);
    match sign_in_facts(held).next(factor_is_due, context.now()) {
        Next::Factor => {
            let token = save(held.tx(), step).await?;
            let due = factors::due(context, held.tx(), &held.account, &policy).await?;
            Ok(waits(waits_for_factor(row, due), token))
        }
        Next::AcceptTerms => {
            let terms = terms::published(held.tx(), &held.organization).await?;
            let token = save(held.tx(), step).await?;
            Ok(waits(waits_for_terms(row, terms), token))
        }
        Next::ReplacePassword(reason) => {
            let token = save(held.tx(), step).await?;
            Ok(waits(waits_for_replacement(row, held, reason), token))
        }
        Next::Complete => {
            let ended = sign_in::Entity::delete_many()
                .filter(as_it_was(before))
                .exec(held.tx())
                .await?;
            require_one(ended.rows_affected)?;
            complete(held, row, client).await
        }
    }
}

/// Refuses if the correct password was given in this sign-in while the account was locked, and it
/// still is. Nothing is verified, so trying again takes no attempt and reveals nothing new.
pub(super) async fn check_not_refused(
    context: &Context,
    db: &impl ConnectionTrait,
    row: &sign_in::Model,
) -> Result<(), Error> {
    let Some(id) = row.locked_account_id else {
        return Ok(());
    };
    let member = find_member(db, id).await?;
    let Some(Member { account, .. }) = member else {
        return Ok(());
    };
    match lock_at(&account, context.now()) {
        Some(lock) => Err(locked(&account, lock)),
        None => Ok(()),
    }
}

fn waits(sign_in: SignIn, token: Token) -> Advanced {
    Advanced {
        sign_in,
        session: None,
        token: Some(token),
    }
}

/// Begins the session of a completed sign-in, whose row is deleted.
pub(super) async fn complete(
    held: &HeldAccount<'_>,
    row: &sign_in::Model,
    client: &Client,
) -> Result<Advanced, Error> {
    // A session from a passkey alone is limited to the duration that the organization allows.
    let at_most = match row.password_proved_at {
        None => held.organization.settings.mfa_policy.passkey_session(),
        Some(_) => None,
    };
    let session = sessions::start(held, at_most, row.factor, client).await?;
    let mut event = NewEvent::new(EventAction::SignInSucceeded, held.owner()).from(client);
    if let Some(factor) = &row.factor {
        event = event.with("factor", factor.as_str());
    }
    held.record_without_target(event).await?;
    Ok(Advanced {
        sign_in: SignIn {
            next_step: NextStep::Complete,
            access_token: Some(session.access_token.clone()),
            ..waits_for_password(row)
        },
        session: Some(session),
        token: None,
    })
}

/// Saves a sign-in for its next step, under a new token: what was proved now must not carry over to
/// somebody who planted the previous token in the browser.
async fn save(tx: &impl ConnectionTrait, step: &Step) -> Result<Token, Error> {
    let after = step.after.clone();
    let token = Token::random()?;
    let saved = sign_in::Entity::update_many()
        .col_expr(
            sign_in::Column::TokenHash,
            Expr::value(token.hash().bytes()),
        )
        .col_expr(sign_in::Column::AccountId, Expr::value(after.account_id))
        .col_expr(sign_in::Column::Email, Expr::value(after.email))
        .col_expr(
            sign_in::Column::PasswordProvedAt,
            Expr::value(after.password_proved_at),
        )
        .col_expr(
            sign_in::Column::KnownBrowser,
            Expr::value(after.known_browser),
        )
        .col_expr(sign_in::Column::Factor, Expr::value(after.factor))
        .filter(as_it_was(&step.before))
        .exec(tx)
        .await?;
    require_one(saved.rows_affected)?;
    Ok(token)
}

/// Matches the sign-in only if it was neither abandoned nor advanced by another request.
fn as_it_was(before: &sign_in::Model) -> Condition {
    let account = sign_in::Column::AccountId;
    let factor = sign_in::Column::Factor;
    Condition::all()
        .add(sign_in::Column::TokenHash.eq(before.token_hash.clone()))
        .add(
            before
                .account_id
                .map_or(account.is_null(), |id| account.eq(id)),
        )
        .add(match before.factor {
            Some(kind) => factor.eq(kind),
            None => factor.is_null(),
        })
}

fn require_one(rows: u64) -> Result<(), Error> {
    if rows == 1 { Ok(()) } else { Err(expired()) }
}

/// The sign-in does not exist anymore.
pub(super) fn expired() -> Error {
    Error::Refused(
        ProblemType::SignInExpired,
        "Start again with your email address",
    )
}

/// The response of a transaction that waits for a factor.
pub(super) fn waits_for_factor(row: &sign_in::Model, due: Vec<FactorKind>) -> SignIn {
    SignIn {
        next_step: NextStep::Factor,
        factors: due,
        ..waits_for_password(row)
    }
}

/// The response of a transaction that waits until the terms are accepted.
pub(super) fn waits_for_terms(row: &sign_in::Model, terms: Option<Terms>) -> SignIn {
    SignIn {
        next_step: NextStep::AcceptTerms,
        terms,
        ..waits_for_password(row)
    }
}

/// The response of a transaction that waits for a new password.
pub(super) fn waits_for_replacement(
    row: &sign_in::Model,
    member: &Member,
    reason: ReplaceReason,
) -> SignIn {
    SignIn {
        next_step: NextStep::ReplacePassword,
        replace_reason: Some(reason),
        requirements: Some(passwords::requirements(
            &member.account,
            &member.organization,
        )),
        ..waits_for_password(row)
    }
}
