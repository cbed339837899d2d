use contract::problem::ProblemType;
use contract::sign_in::SignIn;
use entity::{account, sign_in};
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::SIGN_IN_TRANSACTION;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::transaction::{find, replace_reason, waits_for_password, waits_for_replacement};
use crate::addresses::Portal;
use crate::crypto::{Token, TokenHash};
use crate::{Context, Error};

/// A sign-in that has begun.
#[derive(Debug)]
pub struct Begun {
    /// For the client.
    pub sign_in: SignIn,
    /// For the `HttpOnly` cookie that binds the transaction to the browser.
    pub token: Token,
}

/// Begins a sign-in. Whose the address is, and whether it is anybody's, is not asked yet: so
/// the answer and its time cannot tell.
///
/// # Errors
/// `invalid-fields` when it is not an address.
pub async fn begin(context: &Context, portal: Portal, email: &str) -> Result<Begun, Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let token = Token::random()?;
    let row = sign_in::Model {
        token_hash: token.hash().bytes(),
        portal: portal.as_str().to_owned(),
        email: email.as_str().to_owned(),
        account_id: None,
        password_proved_at: None,
        expires_at: context.now().plus(SIGN_IN_TRANSACTION).unix_millis(),
    };
    let sign_in = waits_for_password(&row);
    let row = sign_in::ActiveModel {
        token_hash: Set(row.token_hash),
        portal: Set(row.portal),
        email: Set(row.email),
        account_id: Set(row.account_id),
        password_proved_at: Set(None),
        expires_at: Set(row.expires_at),
    };
    sign_in::Entity::insert(row)
        .exec_without_returning(context.database().write())
        .await?;
    Ok(Begun { sign_in, token })
}

/// Where the sign-in of this browser stands.
///
/// # Errors
/// `sign-in-expired`.
pub async fn resume(context: &Context, portal: Portal, token: &str) -> Result<SignIn, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    let (Some(_), Some(id)) = (row.password_proved_at, row.account_id) else {
        return Ok(waits_for_password(&row));
    };
    let account = account::Entity::find_by_id(id).one(read).await?;
    let owed = account
        .as_ref()
        .and_then(|account| Some((account, replace_reason(context, account)?)));
    match owed {
        Some((account, reason)) => waits_for_replacement(read, &row, account, reason).await,
        // The password was replaced by other means in the meantime.
        None => Err(Error::Refused(
            ProblemType::SignInExpired,
            "Begin again with your email address",
        )),
    }
}

/// Gives up the sign-in of this browser, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn abandon(context: &Context, token: &str) -> Result<(), Error> {
    sign_in::Entity::delete_by_id(TokenHash::of(token).bytes())
        .exec(context.database().write())
        .await?;
    Ok(())
}
