use ::oidc::dpop::Proof;
use ::oidc::error::ProtocolError;
use ::oidc::reply::Reply;
use ::oidc::scope;
use ::oidc::secret::Secret;
use contract::ids::ApplicationId;
use entity::oidc_grant;
use entity::oidc_refresh_token::{ActiveModel, Column, Entity, Model};
use rules::lifetimes::LOST_TOKEN_RESPONSE;
use rules::openid::ClientAuthentication;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait,
    FromQueryResult, JoinType, PaginatorTrait, PartialModelTrait, QueryFilter, QuerySelect,
    QueryTrait, RelationDef,
};

use super::client::Registered;
use super::failure::Failure;
use super::grant::{revoke_reused, scopes};
use super::proof;
use super::token::{Issue, Signer, id_token_claims};
use super::usable::is_usable;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::applications::share;
use crate::crypto::{Token, TokenHash};
use crate::database::StatementText;
use crate::{Context, Error};

/// What the application sends.
pub(super) struct Sent<'a> {
    pub token: &'a Secret,
    pub scope: Option<&'a str>,
    pub proof: Option<&'a Proof>,
}

/// Exchanges a refresh token for new tokens. Each works once: using one again revokes the grant, because
/// it must have been copied, unless the response to its use was lost.
///
/// # Errors
/// `invalid_grant`, `invalid_scope`; if the server is busy.
pub(super) async fn refresh(
    context: &Context,
    client: &Client,
    registered: &Registered,
    sent: Sent<'_>,
) -> Result<Reply, Failure> {
    let hash = TokenHash::of(sent.token.reveal()).bytes();
    let read = context.database().read();
    let found = find(read, &hash).await?;
    // One of another application is treated as unknown.
    let found = found.filter(|(_, grant)| grant.application_id == registered.application.id);
    let (token, grant) = found.ok_or_else(unknown)?;
    let granted = scopes(&grant);
    let narrowed = scope::narrow(&granted, sent.scope)?;
    if token.spent_at.is_none() {
        // A copy is detected below, regardless of who came first and with which key.
        proof::check_refresh(registered, &grant, sent.proof)?;
    }
    if let Some(proof) = sent.proof {
        proof::use_once(context, &registered.application, grant.id, proof).await?;
    }
    let signer = Signer::take(context, client, registered).await?;
    let held = HeldAccount::by_id(context, grant.account_id).await?;
    let held = held.ok_or_else(unknown)?;
    let id = ApplicationId(registered.application.id);
    let application = share(held.tx(), held.organization_id(), id).await?;
    // Both may have changed before the account was held.
    let (token, grant) = find(held.tx(), &hash).await?.ok_or_else(unknown)?;
    let now = context.now();
    let used = token.spent_at.is_some();
    if used && !was_response_lost(held.tx(), registered, (&token, client), now).await? {
        revoke_reused(&held, &application, &grant, client).await?;
        held.commit().await?;
        return Err(unknown().into());
    }
    if let Err(error) = proof::check_refresh(registered, &grant, sent.proof) {
        held.into_tx().rollback().await?;
        return Err(error.into());
    }
    let both = (&*held, &application);
    if !is_usable(held.tx(), both, &grant, now).await? {
        // Immediately, not when the connection is next used, because others wait for the account.
        held.into_tx().rollback().await?;
        return Err(unknown().into());
    }
    if !used {
        spend(held.tx(), &token, client, now).await?;
    }
    let thumbprint = sent.proof.map(|proof| proof.thumbprint.as_str());
    if grant.dpop_jkt.is_none() && thumbprint.is_some() {
        bind(held.tx(), &grant, thumbprint).await?;
    }
    let person = id_token_claims(held.tx(), &held, &application, (registered, &narrowed)).await?;
    // If the token was used, the token in the lost response stays valid, because that response may
    // still arrive.
    let next = token.generation.saturating_add(1);
    let refresh_token = issue(&held, &grant, next).await?;
    held.commit().await?;
    let issue = Issue {
        registered,
        grant: &grant,
        scopes: narrowed,
        refresh_token,
        nonce: None,
        person,
        thumbprint,
    };
    Ok(issue.reply(context, signer).await?)
}

/// A refresh token and its grant, read with one statement.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "oidc_refresh_token::Entity")]
struct Found {
    #[sea_orm(nested)]
    token: Model,
    #[sea_orm(nested)]
    grant: oidc_grant::Model,
}

/// A refresh token, used or not, and its grant.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<(Model, oidc_grant::Model)>, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = db.get_database_backend();
    let statement = TEXT.with(backend, [hash.to_vec().into()], || {
        let to_grant: RelationDef = Entity::belongs_to(oidc_grant::Entity)
            .from(Column::GrantId)
            .to(oidc_grant::Column::Id)
            .into();
        let token = Entity::find_by_id(hash.to_vec()).join(JoinType::InnerJoin, to_grant);
        Found::select_cols(token.select_only()).build(backend)
    });
    let found = Found::find_by_statement(statement).one(db).await?;
    Ok(found.map(|found| (found.token, found.grant)))
}

const fn unknown() -> ProtocolError {
    ProtocolError::invalid_grant("The refresh token is invalid, expired or already used")
}

/// Whether an application shows a used token again because it did not get the response: it was used a
/// moment ago, and no later token of the grant was used. An application that does not authenticate must
/// also come from where it came from then.
async fn was_response_lost(
    tx: &impl ConnectionTrait,
    registered: &Registered,
    (token, client): (&Model, &Client),
    now: Timestamp,
) -> Result<bool, Error> {
    let recently = token
        .spent_at
        .is_some_and(|at| now < at.plus(LOST_TOKEN_RESPONSE));
    let is_public = registered.client.authentication == ClientAuthentication::Public;
    if !recently || is_public && token.spent_by.as_ref() != Some(&client.browser()) {
        return Ok(false);
    }
    let later = Entity::find()
        .filter(Column::GrantId.eq(token.grant_id))
        .filter(Column::Generation.gt(token.generation))
        .filter(Column::SpentAt.is_not_null())
        .count(tx)
        .await?;
    Ok(later == 0)
}

async fn spend(
    tx: &impl ConnectionTrait,
    token: &Model,
    client: &Client,
    now: Timestamp,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::SpentAt, Expr::value(now))
        .col_expr(Column::SpentBy, Expr::value(client.browser()))
        .filter(Column::GrantId.eq(token.grant_id))
        .filter(Column::SpentAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// From now on, the grant needs a proof.
async fn bind(
    tx: &impl ConnectionTrait,
    grant: &oidc_grant::Model,
    thumbprint: Option<&str>,
) -> Result<(), Error> {
    oidc_grant::Entity::update_many()
        .col_expr(oidc_grant::Column::DpopJkt, Expr::value(thumbprint))
        .filter(oidc_grant::Column::Id.eq(grant.id))
        .filter(oidc_grant::Column::OrganizationId.eq(grant.organization_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Issues the first refresh token of a grant.
///
/// # Errors
/// If the database fails.
pub(super) async fn first_token(
    held: &HeldAccount<'_>,
    grant: &oidc_grant::Model,
) -> Result<Token, Error> {
    issue(held, grant, 0).await
}

async fn issue(
    held: &HeldAccount<'_>,
    grant: &oidc_grant::Model,
    generation: i64,
) -> Result<Token, Error> {
    let token = Token::random()?;
    let row = ActiveModel {
        token_hash: Set(token.hash().bytes()),
        organization_id: Set(grant.organization_id),
        grant_id: Set(grant.id),
        issued_at: Set(held.context().now()),
        generation: Set(generation),
        ..Default::default()
    };
    Entity::insert(row)
        .exec_without_returning(held.tx())
        .await?;
    Ok(token)
}
