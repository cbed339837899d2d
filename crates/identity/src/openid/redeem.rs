use ::oidc::dpop::Proof;
use ::oidc::reply::Reply;
use ::oidc::secret::Secret;
use ::oidc::token::IssuedCode;
use contract::ids::ApplicationId;
use entity::oidc_grant::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::client::Registered;
use super::failure::Failure;
use super::grant::{issued_code, revoke_reused, scopes};
use super::proof;
use super::refresh::first_token;
use super::token::{Issue, Signer, id_token_claims};
use super::usable::is_usable_at_first;
use crate::Context;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::applications::share;
use crate::crypto::TokenHash;

/// What the application sends with a code.
pub(super) struct Sent<'a> {
    pub code: &'a Secret,
    pub redirect_uri: &'a str,
    pub verifier: Option<&'a Secret>,
    pub proof: Option<&'a Proof>,
}

/// Exchanges a code for tokens. Each works once, for the application that it was issued to: using one
/// again revokes what the first use gave.
///
/// # Errors
/// `invalid_grant`; if the server is busy.
pub(super) async fn redeem(
    context: &Context,
    client: &Client,
    registered: &Registered,
    sent: Sent<'_>,
) -> Result<Reply, Failure> {
    let hash = TokenHash::of(sent.code.reveal()).bytes();
    let found = Entity::find()
        .filter(Column::CodeHash.eq(hash))
        .one(context.database().read())
        .await?;
    let found = found.ok_or(IssuedCode::unknown())?;
    let verifier = sent.verifier.map(Secret::reveal);
    // Before anything is used up, so that somebody who has only the code cannot use it up.
    let bound_to = issued_code(&found)?;
    bound_to.check(&registered.client.id, sent.redirect_uri, verifier)?;
    if bound_to.challenge.is_none() && registered.client.requires_pkce() {
        // The application did not have to use PKCE when it sent the request. If it has lost its secret
        // since, the code alone would be enough.
        return Err(IssuedCode::unknown().into());
    }
    if found.code_spent_at.is_none() {
        // A second use is detected below, regardless of who came first and with which key.
        proof::check_code(registered, &found, sent.proof)?;
    }
    if let Some(proof) = sent.proof {
        proof::use_once(context, &registered.application, found.id, proof).await?;
    }
    let signer = Signer::take(context, client, registered).await?;
    let held = HeldAccount::by_id(context, found.account_id).await?;
    let held = held.ok_or(IssuedCode::unknown())?;
    let id = ApplicationId(registered.application.id);
    let application = share(held.tx(), held.organization_id(), id).await?;
    let now = context.now();
    let thumbprint = sent.proof.map(|proof| proof.thumbprint.as_str());
    // Also reads the grant again: it may have been revoked before the account was held.
    let spent = Entity::update_many()
        .col_expr(Column::CodeSpentAt, Expr::value(now))
        .col_expr(Column::DpopJkt, Expr::value(thumbprint))
        .filter(Column::Id.eq(found.id))
        .filter(Column::CodeSpentAt.is_null())
        .exec_with_returning(held.tx())
        .await?;
    let Some(found) = spent.into_iter().next() else {
        revoke_reused(&held, &application, &found, client).await?;
        held.commit().await?;
        return Err(IssuedCode::unknown().into());
    };
    let both = (&*held, &application);
    let goes_on =
        found.code_expires_at > now && is_usable_at_first(held.tx(), both, &found, now).await?;
    if !goes_on {
        // The code stays used.
        held.commit().await?;
        return Err(IssuedCode::unknown().into());
    }
    let scopes = scopes(&found);
    let person = id_token_claims(held.tx(), &held, &application, (registered, &scopes)).await?;
    let refresh_token = first_token(&held, &found).await?;
    held.commit().await?;
    let issue = Issue {
        registered,
        grant: &found,
        scopes,
        refresh_token,
        nonce: found.nonce.as_deref(),
        person,
        thumbprint,
    };
    Ok(issue.reply(context, signer).await?)
}
