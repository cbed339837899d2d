use std::time::Duration;

use contract::sign_in::AccessToken;
use entity::{account, session};
use mail::Message;
use rules::mfa::FactorKind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::token::issue;
use super::{Authentication, expiry, sso};
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::crypto::Token;
use crate::{Error, access_tokens};

/// The tokens of a new or refreshed session.
#[derive(Debug)]
pub struct Started {
    /// Sent in the `Authorization` header.
    pub access_token: AccessToken,
    /// Stored in the `HttpOnly` cookie.
    pub refresh_token: Token,
    /// Stored in another `HttpOnly` cookie, which browsers send also when another site sends them
    /// here; only for users.
    pub sso_token: Option<Token>,
    /// Added to the device cookie, if the session is new and its browser was not known to the
    /// account.
    pub device_token: Option<Token>,
}

/// Begins a session after a completed sign-in, and makes its browser known to the account. Emails
/// the owner if the browser was not known before, or the address is new to the account. `at_most`
/// limits the session's total duration, if that is shorter than for other sessions. `factor` is the kind
/// of factor that was given in the sign-in, in addition to the password or instead of it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn start(
    held: &HeldAccount<'_>,
    at_most: Option<Duration>,
    factor: Option<FactorKind>,
    client: &Client,
) -> Result<Started, Error> {
    let (context, tx, account) = (held.context(), held.tx(), &held.account);
    let now = context.now();
    let portal = account.kind.portal();
    let known = held.known_browser(client).await?;
    if is_new_device(tx, account, known.is_some(), client).await? {
        let message = Message::NewDeviceSignIn {
            device: client.device.clone(),
            address: client.address.clone(),
            at: now.to_utc(),
        };
        held.enqueue(&message).await?;
    }
    let browser = held.remember_browser(known.as_ref(), client).await?;
    let id = context.new_id();
    let sso_token = sso::token(portal)?;
    let ends_at = at_most.map(|at_most| now.plus(at_most));
    let mut row = session::ActiveModel {
        id: Set(id),
        organization_id: Set(account.organization_id),
        account_id: Set(account.id),
        portal: Set(portal),
        device: Set(client.device.clone()),
        address: Set(client.address.clone()),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(expiry(portal, now, ends_at, now)),
        authenticated_at: Set(now),
        ends_at: Set(ends_at),
        known_browser_id: Set(Some(browser.id)),
        sso_hash: Set(sso::hash(sso_token.as_ref())),
        ..Default::default()
    };
    let given = Authentication {
        at: now,
        factor,
        is_enough: true,
    };
    given.write_to(&mut row);
    session::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    account::Entity::update_many()
        .col_expr(account::Column::LastSignInAt, Expr::value(now))
        .filter(account::Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    Ok(Started {
        access_token: access_tokens::issue(context, portal, account.id, id)?,
        refresh_token: issue(context, tx, id, 0).await?,
        sso_token,
        device_token: browser.token,
    })
}

/// Whether the account has signed in before, but not in this browser, or not from near this address.
/// The name of the browser proves nothing, because anyone can send it. Not for the first sign-in,
/// which the owner expects.
async fn is_new_device(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    known: bool,
    client: &Client,
) -> Result<bool, Error> {
    if account.last_sign_in_at.is_none() {
        return Ok(false);
    }
    if !known {
        return Ok(true);
    }
    let seen: Vec<String> = session::Entity::find()
        .select_only()
        .column(session::Column::Address)
        .distinct()
        .filter(session::Column::AccountId.eq(account.id))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(!seen.iter().any(|address| client.is_near(address)))
}
