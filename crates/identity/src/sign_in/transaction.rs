use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason, SignIn};
use entity::{account, sign_in};
use rules::mfa::FactorKind;
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::{Member, facts, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::events::{Act, record};
use crate::factors::BoundTo;
use crate::sessions::Started;
use crate::{Context, Error, accounts, factors, passwords, sessions};

/// Where a sign-in stands after a step, with the session when it is complete.
#[derive(Debug)]
pub struct Advanced {
    /// For the client.
    pub sign_in: SignIn,
    /// For the refresh cookie.
    pub session: Option<Started>,
}

/// The running transaction of a browser.
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

/// Where a transaction stands that waits for the password.
pub(super) fn waits_for_password(row: &sign_in::Model) -> SignIn {
    SignIn {
        email: row.email.clone(),
        next_step: NextStep::Password,
        expires_at: row.expires_at,
        factors: Vec::new(),
        replace_reason: None,
        requirements: None,
        access_token: None,
    }
}

/// What ceremonies of this transaction are bound to.
pub(super) fn bound_to(row: &sign_in::Model) -> BoundTo {
    BoundTo(row.token_hash.clone())
}

/// Refuses an account that may not sign in, in words that only somebody with its password
/// gets to read.
pub(super) fn check_may_sign_in(context: &Context, account: &account::Model) -> Result<(), Error> {
    let now = context.now();
    match account.state {
        UserState::Active => {}
        UserState::Suspended => {
            return Err(Error::Refused(
                ProblemType::AccountSuspended,
                "Ask your administrator",
            ));
        }
        UserState::Staged => {
            return Err(Error::Refused(
                ProblemType::AccountStaged,
                "Your administrator has not activated it yet",
            ));
        }
    }
    let facts = facts(account);
    if let Some(lock) = facts.lock_at(now) {
        return Err(Error::Locked(lock));
    }
    if account.password_temporary && facts.expired_at(now) {
        return Err(Error::Refused(
            ProblemType::TemporaryPasswordExpired,
            "Reset your password by email, or ask your administrator for another one",
        ));
    }
    Ok(())
}

/// Why the password of `account` must be replaced before anything else, if it must.
pub(super) fn replace_reason(context: &Context, account: &account::Model) -> Option<ReplaceReason> {
    if account.password_temporary {
        Some(ReplaceReason::Temporary)
    } else if facts(account).expired_at(context.now()) {
        Some(ReplaceReason::Expired)
    } else {
        None
    }
}

/// A sign-in that goes a step further, in a transaction that holds the account.
pub(super) struct Step {
    /// The sign-in as it was.
    pub before: sign_in::Model,
    /// As it is with the step.
    pub after: sign_in::Model,
    /// Whose it is.
    pub member: Member,
}

/// Goes a step further: the one place that decides what the account still owes.
///
/// # Errors
/// `sign-in-expired` when something else became of the sign-in in the meantime; what
/// [`check_may_sign_in`] says.
pub(super) async fn advance(
    context: &Context,
    tx: &impl ConnectionTrait,
    step: &Step,
    client: &Client,
) -> Result<Advanced, Error> {
    let Step {
        before,
        after: row,
        member,
    } = step;
    let account = &member.account;
    check_may_sign_in(context, account)?;
    let policy = member.organization.settings.mfa_policy;
    if row.factor.is_none() && accounts::factor_is_due(account, &policy) {
        save(tx, step).await?;
        let due = factors::due(context, tx, account, &policy).await?;
        return Ok(Advanced {
            sign_in: waits_for_factor(row, due),
            session: None,
        });
    }
    if let Some(reason) = replace_reason(context, account) {
        save(tx, step).await?;
        return Ok(Advanced {
            sign_in: waits_for_replacement(row, member, reason)?,
            session: None,
        });
    }
    let ended = sign_in::Entity::delete_many()
        .filter(as_it_was(before))
        .exec(tx)
        .await?;
    require_one(ended.rows_affected)?;
    complete(context, tx, row, member, client).await
}

/// Begins the session of a sign-in that owes nothing any more, and whose row is gone.
pub(super) async fn complete(
    context: &Context,
    tx: &impl ConnectionTrait,
    row: &sign_in::Model,
    member: &Member,
    client: &Client,
) -> Result<Advanced, Error> {
    let account = &member.account;
    // A passkey alone stands for the person as long as the organization says.
    let at_most = match row.password_proved_at {
        None => member.organization.settings.mfa_policy.passkey_session(),
        Some(_) => None,
    };
    let session = sessions::start(context, tx, account, at_most, client).await?;
    let mut act = Act::new(EventAction::SignInSucceeded, party(account)).from(client);
    if let Some(factor) = &row.factor {
        act = act.with("factor", factor.as_str());
    }
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    Ok(Advanced {
        sign_in: SignIn {
            next_step: NextStep::Complete,
            access_token: Some(session.access_token.clone()),
            ..waits_for_password(row)
        },
        session: Some(session),
    })
}

/// Keeps a sign-in for its next step.
async fn save(tx: &impl ConnectionTrait, step: &Step) -> Result<(), Error> {
    let after = step.after.clone();
    let saved = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::AccountId, Expr::value(after.account_id))
        .col_expr(sign_in::Column::Email, Expr::value(after.email))
        .col_expr(
            sign_in::Column::PasswordProvedAt,
            Expr::value(after.password_proved_at),
        )
        .col_expr(sign_in::Column::Factor, Expr::value(after.factor))
        .filter(as_it_was(&step.before))
        .exec(tx)
        .await?;
    require_one(saved.rows_affected)
}

/// The sign-in, unless it was given up, or another request took the same step.
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

fn expired() -> Error {
    Error::Refused(
        ProblemType::SignInExpired,
        "Start again with your email address",
    )
}

/// Where a transaction stands that waits for a factor.
pub(super) fn waits_for_factor(row: &sign_in::Model, due: Vec<FactorKind>) -> SignIn {
    SignIn {
        next_step: NextStep::Factor,
        factors: due,
        ..waits_for_password(row)
    }
}

/// Where a transaction stands that waits for another password.
pub(super) fn waits_for_replacement(
    row: &sign_in::Model,
    member: &Member,
    reason: ReplaceReason,
) -> Result<SignIn, Error> {
    Ok(SignIn {
        next_step: NextStep::ReplacePassword,
        replace_reason: Some(reason),
        requirements: Some(passwords::requirements(
            &member.account,
            &member.organization,
        )),
        ..waits_for_password(row)
    })
}
