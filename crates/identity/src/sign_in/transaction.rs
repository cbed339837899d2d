use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason, SignIn};
use entity::{account, organization, sign_in};
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::{facts, party, state};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::events::{Act, record};
use crate::sessions::Started;
use crate::{Context, Error, passwords, sessions};

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
        replace_reason: None,
        requirements: None,
        access_token: None,
    }
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
    if let Some(reason) = replace_reason(context, account) {
        return Ok(Advanced {
            sign_in: waits_for_replacement(tx, row, account, reason).await?,
            session: None,
        });
    }
    sign_in::Entity::delete_by_id(row.token_hash.clone())
        .exec(tx)
        .await?;
    let session = sessions::start(context, tx, account, client).await?;
    let act = Act::new("sign_in.succeeded", party(account)).from(client);
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

pub(super) async fn waits_for_replacement(
    db: &impl ConnectionTrait,
    row: &sign_in::Model,
    account: &account::Model,
    reason: ReplaceReason,
) -> Result<SignIn, Error> {
    let organization = organization::Entity::find_by_id(account.organization_id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(SignIn {
        next_step: NextStep::ReplacePassword,
        replace_reason: Some(reason),
        requirements: Some(passwords::requirements(account, &organization)?),
        ..waits_for_password(row)
    })
}
