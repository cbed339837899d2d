//! Who asks? The token's signature says who it was issued to; the database says whether that
//! still counts. Nothing is cached: what was revoked opens nothing a moment later.

use contract::ids::{AdministratorId, ApiKeyId, OrganizationId, SessionId, UserId};
use contract::problem::ProblemType;
use entity::{account, api_key, organization, session, user_profile};
use rules::role::Permission;
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef, SelectTwo,
};

use super::access_token;
use crate::accounts::{facts, role, state};
use crate::actor::{Client, Operator, Program, SignedInAdministrator, SignedInUser};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

/// The user whose access token this is.
///
/// # Errors
/// `unauthenticated`.
pub async fn user(context: &Context, token: &str, client: Client) -> Result<SignedInUser, Error> {
    let (session, account) = live(context, Portal::User, token).await?;
    Ok(SignedInUser {
        id: UserId(account.id),
        organization: OrganizationId(account.organization_id),
        session: SessionId(session.id),
        name: account.name,
        client,
    })
}

/// The administrator whose access token this is.
///
/// # Errors
/// `unauthenticated`.
pub async fn administrator(
    context: &Context,
    token: &str,
    client: Client,
) -> Result<SignedInAdministrator, Error> {
    let (session, account) = live(context, Portal::Admin, token).await?;
    Ok(SignedInAdministrator {
        id: AdministratorId(account.id),
        organization: OrganizationId(account.organization_id),
        session: SessionId(session.id),
        role: role(&account),
        name: account.name,
        client,
    })
}

/// The administrator or program whose token or API key this is.
///
/// # Errors
/// `unauthenticated`.
pub async fn operator(context: &Context, bearer: &str, client: Client) -> Result<Operator, Error> {
    if bearer.starts_with(crate::api_keys::PREFIX) {
        program(context, bearer, client)
            .await
            .map(Operator::Program)
    } else {
        administrator(context, bearer, client)
            .await
            .map(Operator::Administrator)
    }
}

/// Whether a session can be used at `now`: it has not ended, and its account may sign in.
pub(super) fn may_be_used(
    session: &session::Model,
    account: &account::Model,
    now: Timestamp,
) -> bool {
    let facts = facts(account);
    session.ended_at.is_none()
        && now.unix_millis() < session.expires_at
        && state(account) == UserState::Active
        && facts.lock_at(now).is_none()
        && !facts.expired_at(now)
}

fn unauthenticated() -> Error {
    Error::Refused(
        ProblemType::Unauthenticated,
        "The access token is missing, expired or revoked",
    )
}

fn session_to_account() -> RelationDef {
    session::Entity::belongs_to(account::Entity)
        .from(session::Column::AccountId)
        .to(account::Column::Id)
        .into()
}

/// The session of an access token, with its account: whether it is live is not said yet.
fn session_of(
    context: &Context,
    portal: Portal,
    token: &str,
) -> Result<SelectTwo<session::Entity, account::Entity>, Error> {
    let claims = access_token::read(context, portal, token).ok_or_else(unauthenticated)?;
    Ok(session::Entity::find_by_id(claims.sid)
        .filter(session::Column::AccountId.eq(claims.sub))
        .filter(session::Column::Portal.eq(portal.as_str()))
        .join(JoinType::InnerJoin, session_to_account())
        .select_also(account::Entity))
}

async fn live(
    context: &Context,
    portal: Portal,
    token: &str,
) -> Result<(session::Model, account::Model), Error> {
    let found = session_of(context, portal, token)?
        .one(context.database().read())
        .await?;
    match found {
        Some((session, Some(account))) if may_be_used(&session, &account, context.now()) => {
            Ok((session, account))
        }
        _ => Err(unauthenticated()),
    }
}

/// A user with all that is shown of them.
type InFull = (
    account::Model,
    Option<user_profile::Model>,
    organization::Model,
);

/// The user whose access token this is, as [`user`], with profile and organization.
///
/// # Errors
/// `unauthenticated`.
pub(crate) async fn user_in_full(context: &Context, token: &str) -> Result<InFull, Error> {
    let found = session_of(context, Portal::User, token)?
        .find_also(account::Entity, user_profile::Entity)
        .find_also(account::Entity, organization::Entity)
        .one(context.database().read())
        .await?;
    match found {
        Some((session, Some(account), profile, Some(organization)))
            if may_be_used(&session, &account, context.now()) =>
        {
            Ok((account, profile, organization))
        }
        _ => Err(unauthenticated()),
    }
}

/// A key's last use is written at most this often.
const LAST_USED_TO_THE: i64 = 60_000;

async fn program(context: &Context, key: &str, client: Client) -> Result<Program, Error> {
    let now = context.now().unix_millis();
    let found = api_key::Entity::find()
        .filter(api_key::Column::SecretHash.eq(TokenHash::of(key).bytes()))
        .filter(api_key::Column::RevokedAt.is_null())
        .filter(api_key::Column::ExpiresAt.gt(now))
        .one(context.database().read())
        .await?
        .ok_or_else(unauthenticated)?;
    if found
        .last_used_at
        .is_none_or(|at| at + LAST_USED_TO_THE <= now)
    {
        api_key::Entity::update_many()
            .col_expr(api_key::Column::LastUsedAt, Expr::value(now))
            .filter(api_key::Column::Id.eq(found.id))
            .exec(context.database().write())
            .await?;
    }
    Ok(Program {
        id: ApiKeyId(found.id),
        organization: OrganizationId(found.organization_id),
        name: found.name,
        scopes: found
            .scopes
            .split(' ')
            .filter_map(Permission::parse)
            .collect(),
        client,
    })
}
