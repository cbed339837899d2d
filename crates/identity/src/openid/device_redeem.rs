use std::time::Duration;

use ::oidc::device::{INTERVAL, LIFETIME, Pending};
use ::oidc::dpop::Proof;
use ::oidc::error::ProtocolError;
use ::oidc::reply::Reply;
use ::oidc::secret::Secret;
use contract::ids::ApplicationId;
use entity::device_authorization::{Column, DeviceState, Entity, Model};
use entity::oidc_grant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::client::Registered;
use super::failure::Failure;
use super::grant::scopes;
use super::proof;
use super::refresh::first_token;
use super::token::{Issue, Signer, id_token_claims};
use super::usable::is_usable_at_first;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::applications::share;
use crate::crypto::TokenHash;
use crate::{Context, Error};

/// How much too early a device may ask, because the time that requests take to arrive varies.
const GRACE: Duration = Duration::from_secs(1);

/// Exchanges a device code for tokens, once the person has approved. Each works once, for the application
/// that it was issued to.
///
/// # Errors
/// `authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_grant`,
/// `invalid_dpop_proof`, `unauthorized_client`; if the server is busy.
pub(super) async fn redeem(
    context: &Context,
    client: &Client,
    registered: &Registered,
    (code, proof): (&Secret, Option<&Proof>),
) -> Result<Reply, Failure> {
    if !registered.stored.row.device_grant {
        return Err(ProtocolError::NO_DEVICE_GRANT.into());
    }
    let application = &registered.application;
    let found = Entity::find_by_id(TokenHash::of(code.reveal()).bytes())
        .filter(Column::OrganizationId.eq(application.organization_id))
        .filter(Column::ApplicationId.eq(application.id))
        .one(context.database().read())
        .await?;
    // One of another application is treated as unknown.
    let found = found.ok_or_else(unknown)?;
    if found.expires_at <= context.now() {
        return Err(refused(Pending::Expired));
    }
    match found.state {
        DeviceState::Waiting => Err(refused(poll(context, &found).await?)),
        DeviceState::Denied => Err(refused(Pending::Denied)),
        DeviceState::Approved => issue(context, client, registered, (&found, proof)).await,
    }
}

fn refused(pending: Pending) -> Failure {
    ProtocolError::from(pending).into()
}

const fn unknown() -> ProtocolError {
    ProtocolError::invalid_grant("The device code is invalid, expired or already used")
}

/// Records that a device has asked. A device that asks too often has to wait longer from then on.
async fn poll(context: &Context, found: &Model) -> Result<Pending, Error> {
    let (now, db) = (context.now(), context.database().write());
    let wait = Duration::from_secs(u64::from(found.poll_seconds.unsigned_abs()));
    let which = || {
        Entity::update_many()
            .col_expr(Column::PolledAt, Expr::value(now))
            .filter(Column::DeviceCodeHash.eq(found.device_code_hash.clone()))
            .filter(Column::OrganizationId.eq(found.organization_id))
    };
    let in_time = Condition::any()
        .add(Column::PolledAt.is_null())
        .add(Column::PolledAt.lte(now.minus(wait.saturating_sub(GRACE))));
    let asked = which().filter(in_time).exec(db).await?;
    if asked.rows_affected == 1 {
        return Ok(Pending::Waiting);
    }
    // An interval longer than the lifetime of the code has no effect.
    let longer = (wait + INTERVAL).min(LIFETIME).as_secs();
    let longer = i32::try_from(longer).unwrap_or(i32::MAX);
    which()
        .col_expr(Column::PollSeconds, Expr::value(longer))
        .exec(db)
        .await?;
    Ok(Pending::TooOften)
}

/// Issues the tokens, if the gate still allows the person to open the application.
async fn issue(
    context: &Context,
    client: &Client,
    registered: &Registered,
    (found, proof): (&Model, Option<&Proof>),
) -> Result<Reply, Failure> {
    let (Some(account), Some(grant)) = (found.account_id, found.grant_id) else {
        return Err(Error::internal("an approved device has no grant").into());
    };
    let of_grant = || oidc_grant::Entity::find_by_id(grant);
    let approved = of_grant().one(context.database().read()).await?;
    // Before anything is used up, so that somebody who has only the code cannot use it up.
    proof::check_code(registered, &approved.ok_or_else(unknown)?, proof)?;
    if let Some(proof) = proof {
        proof::use_once(context, &registered.application, grant, proof).await?;
    }
    let signer = Signer::take(context, client, registered).await?;
    let held = HeldAccount::by_id(context, account).await?;
    let held = held.ok_or_else(unknown)?;
    let id = ApplicationId(registered.application.id);
    let application = share(held.tx(), held.organization_id(), id).await?;
    // If several requests have the same code, only one deletes the row.
    let taken = Entity::delete_many()
        .filter(Column::DeviceCodeHash.eq(found.device_code_hash.clone()))
        .filter(Column::OrganizationId.eq(found.organization_id))
        .filter(Column::State.eq(DeviceState::Approved))
        .exec(held.tx())
        .await?;
    let grant = of_grant().one(held.tx()).await?;
    let Some(grant) = grant.filter(|_| taken.rows_affected == 1) else {
        // Immediately, not when the connection is next used, because others wait for the account.
        held.into_tx().rollback().await?;
        return Err(unknown().into());
    };
    let now = context.now();
    let thumbprint = proof.map(|proof| proof.thumbprint.as_str());
    oidc_grant::Entity::update_many()
        .col_expr(oidc_grant::Column::CodeSpentAt, Expr::value(now))
        .col_expr(oidc_grant::Column::DpopJkt, Expr::value(thumbprint))
        .filter(oidc_grant::Column::Id.eq(grant.id))
        .exec(held.tx())
        .await?;
    let both = (&*held, &application);
    if !is_usable_at_first(held.tx(), both, &grant, now).await? {
        // The code stays used.
        held.commit().await?;
        return Err(ProtocolError::ACCESS_DENIED.into());
    }
    let scopes = scopes(&grant);
    let person = id_token_claims(held.tx(), &held, &application, (registered, &scopes)).await?;
    let refresh_token = first_token(&held, &grant).await?;
    held.commit().await?;
    let issue = Issue {
        registered,
        grant: &grant,
        scopes,
        refresh_token,
        nonce: None,
        person,
        thumbprint,
    };
    Ok(issue.reply(context, signer).await?)
}
