use contract::factors::PasskeyChallenge;
use contract::problem::ProblemType;
use contract::sign_in::SignIn;
use entity::sign_in;
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::SIGN_IN_TRANSACTION;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

use super::transaction::{
    bound_to, find, replace_reason, waits_for_factor, waits_for_password, waits_for_replacement,
    waits_for_terms,
};
use crate::accounts::{find_member, terms_due};
use crate::addresses::Portal;
use crate::crypto::{Token, TokenHash};
use crate::factors::BoundTo;
use crate::{Context, Error, factors, terms};

/// A sign-in that has begun.
#[derive(Debug)]
pub struct Begun {
    /// The response to the client.
    pub sign_in: SignIn,
    /// For the `HttpOnly` cookie that binds the transaction to the browser.
    pub token: Token,
}

/// Begins a sign-in. Does not look the address up, so neither the response nor its duration reveals
/// whether it belongs to an account.
///
/// # Errors
/// `invalid-fields` if the address is malformed.
pub async fn begin(context: &Context, portal: Portal, email: &str) -> Result<Begun, Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let token = Token::random()?;
    let row = new_row(context, portal, email.as_str(), &token);
    let sign_in = waits_for_password(&row);
    insert(context.database().write(), row).await?;
    Ok(Begun { sign_in, token })
}

fn new_row(context: &Context, portal: Portal, email: &str, token: &Token) -> sign_in::Model {
    sign_in::Model {
        token_hash: token.hash().bytes(),
        portal,
        email: email.to_owned(),
        account_id: None,
        password_proved_at: None,
        known_browser: false,
        locked_account_id: None,
        factor: None,
        expires_at: context.now().plus(SIGN_IN_TRANSACTION),
    }
}

async fn insert(db: &impl ConnectionTrait, row: sign_in::Model) -> Result<(), Error> {
    let row = sign_in::ActiveModel {
        token_hash: Set(row.token_hash),
        portal: Set(row.portal),
        email: Set(row.email),
        expires_at: Set(row.expires_at),
        ..Default::default()
    };
    sign_in::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A sign-in with a passkey that has begun.
#[derive(Debug)]
pub struct BegunWithPasskey {
    /// The options for the browser.
    pub challenge: PasskeyChallenge,
    /// For the `HttpOnly` cookie that binds the transaction to the browser. `None` if the current
    /// transaction continues.
    pub token: Option<Token>,
}

/// Begins a sign-in with any passkey that the browser offers, without an address. The tabs
/// of a browser share one transaction, so that a tab does not void the challenge of another:
/// `running` is its token.
///
/// # Errors
/// `conflict` if the server's public address has no host name.
pub async fn begin_with_passkey(
    context: &Context,
    portal: Portal,
    running: Option<&str>,
) -> Result<BegunWithPasskey, Error> {
    let tx = context.database().begin().await?;
    let running = running.map(TokenHash::of);
    let goes_on = match &running {
        Some(running) => keep(context, &tx, portal, running).await?,
        None => false,
    };
    let shared = match running.filter(|_| goes_on) {
        Some(running) => {
            let here = BoundTo(running.bytes());
            let begun = factors::begin_passkey_sign_in(context, &tx, portal, &here).await;
            // If somebody planted the cookie, they may have used up the challenges of the transaction.
            // Then this browser gets a new one.
            match begun {
                Err(Error::TooManyRequests(_)) => None,
                begun => Some(begun?),
            }
        }
        None => None,
    };
    let begun = match shared {
        Some(challenge) => BegunWithPasskey {
            challenge,
            token: None,
        },
        None => begin_transaction(context, &tx, portal).await?,
    };
    tx.commit().await?;
    Ok(begun)
}

/// Begins a sign-in with a passkey in a separate transaction.
async fn begin_transaction(
    context: &Context,
    tx: &DatabaseTransaction,
    portal: Portal,
) -> Result<BegunWithPasskey, Error> {
    let token = Token::random()?;
    let row = new_row(context, portal, "", &token);
    let here = bound_to(&row);
    insert(tx, row).await?;
    let challenge = factors::begin_passkey_sign_in(context, tx, portal, &here).await?;
    Ok(BegunWithPasskey {
        challenge,
        token: Some(token),
    })
}

/// Gives a transaction that waits for a passkey its full time again. `false` if there is none.
async fn keep(
    context: &Context,
    tx: &impl ConnectionTrait,
    portal: Portal,
    token: &TokenHash,
) -> Result<bool, Error> {
    let until = context.now().plus(SIGN_IN_TRANSACTION);
    let kept = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::ExpiresAt, Expr::value(until))
        .filter(sign_in::Column::TokenHash.eq(token.bytes()))
        .filter(sign_in::Column::Portal.eq(portal))
        .filter(sign_in::Column::ExpiresAt.gt(context.now()))
        .filter(sign_in::Column::Email.eq(""))
        .exec(tx)
        .await?;
    Ok(kept.rows_affected == 1)
}

/// The current step of the sign-in in this browser.
///
/// # Errors
/// `sign-in-expired`.
pub async fn resume(context: &Context, portal: Portal, token: &str) -> Result<SignIn, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    let over = || {
        Error::Refused(
            ProblemType::SignInExpired,
            "Start again with your email address",
        )
    };
    let Some(id) = row.account_id else {
        // A sign-in with a passkey cannot be resumed: the page begins a new one.
        let waits = Some(waits_for_password(&row)).filter(|_| !row.email.is_empty());
        return waits.ok_or_else(over);
    };
    let member = find_member(read, id).await?.ok_or_else(over)?;
    let account = &member.account;
    if row.factor.is_none() {
        let policy = member.organization.settings.mfa_policy;
        let due = factors::due(context, read, account, &policy).await?;
        if !due.is_empty() {
            return Ok(waits_for_factor(&row, due));
        }
    }
    if terms_due(&member) {
        let terms = terms::published(read, &member.organization).await?;
        return Ok(waits_for_terms(&row, terms));
    }
    match replace_reason(context, &member) {
        Some(reason) => Ok(waits_for_replacement(&row, &member, reason)),
        // The missing step was completed in another way in the meantime.
        None => Err(over()),
    }
}

/// Discards the sign-in of this browser, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn abandon(context: &Context, token: &str) -> Result<(), Error> {
    sign_in::Entity::delete_by_id(TokenHash::of(token).bytes())
        .exec(context.database().write())
        .await?;
    Ok(())
}
