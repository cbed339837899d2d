use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason, SignIn};
use entity::{account, organization, sign_in};
use rules::mfa::FactorKind;
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::{facts, party, state};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::events::{Act, record};
use crate::factors::BoundTo;
use crate::sessions::Started;
use crate::{Context, Error, factors, passwords, sessions};

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
        .filter(sign_in::Column::Portal.eq(portal.as_str()))
        .filter(sign_in::Column::ExpiresAt.gt(context.now().unix_millis()))
        .one(db)
        .await?
        .ok_or(Error::Refused(
            ProblemType::SignInExpired,
            "Begin again with your email address",
        ))
}

/// Where a transaction stands that waits for the password.
pub(super) fn waits_for_password(row: &sign_in::Model) -> SignIn {
    SignIn {
        email: row.email.clone(),
        next_step: NextStep::Password,
        expires_at: Timestamp::from_unix_millis(row.expires_at),
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
    match state(account) {
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
            "Reset your password by mail, or ask your administrator for another one",
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

/// Where a transaction stands whose password was right: the one place that decides what the
/// account still owes.
pub(super) async fn advance(
    context: &Context,
    tx: &impl ConnectionTrait,
    row: &sign_in::Model,
    account: &account::Model,
    client: &Client,
) -> Result<Advanced, Error> {
    check_may_sign_in(context, account)?;
    let policy = factors::policy_of(&organization_of(tx, account).await?)?;
    if row.factor.is_none() {
        let due = factors::due(context, tx, account, &policy).await?;
        if !due.is_empty() {
            return Ok(Advanced {
                sign_in: waits_for_factor(row, due),
                session: None,
            });
        }
    }
    if let Some(reason) = replace_reason(context, account) {
        return Ok(Advanced {
            sign_in: waits_for_replacement(tx, row, account, reason).await?,
            session: None,
        });
    }
    sign_in::Entity::delete_by_id(row.token_hash.clone())
        .exec(tx)
        .await?;
    // A passkey alone stands for the person as long as the organization says.
    let at_most = match row.password_proved_at {
        None => policy.passkey_session(),
        Some(_) => None,
    };
    let session = sessions::start(context, tx, account, at_most, client).await?;
    let mut act = Act::new("sign_in.succeeded", party(account)).from(client);
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

/// Where a transaction stands that waits for a factor.
pub(super) fn waits_for_factor(row: &sign_in::Model, due: Vec<FactorKind>) -> SignIn {
    SignIn {
        next_step: NextStep::Factor,
        factors: due,
        ..waits_for_password(row)
    }
}

/// The organization of an account.
pub(super) async fn organization_of(
    db: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<organization::Model, Error> {
    crate::organization::find(db, OrganizationId(account.organization_id)).await
}

pub(super) async fn waits_for_replacement(
    db: &impl ConnectionTrait,
    row: &sign_in::Model,
    account: &account::Model,
    reason: ReplaceReason,
) -> Result<SignIn, Error> {
    let organization = organization_of(db, account).await?;
    Ok(SignIn {
        next_step: NextStep::ReplacePassword,
        replace_reason: Some(reason),
        requirements: Some(passwords::requirements(account, &organization)?),
        ..waits_for_password(row)
    })
}
