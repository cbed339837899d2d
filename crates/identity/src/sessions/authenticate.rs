//! Authenticates callers. The token's signature tells who it was issued to; the database tells
//! whether it is still valid. The latter is not cached, so a revocation takes effect immediately.

use contract::ids::{ApiKeyId, OrganizationId};
use contract::problem::ProblemType;
use entity::{account, api_key, organization, session, user_profile};
use rules::organization_state::OrganizationState;
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, JoinType, PartialModelTrait,
    QueryFilter, QuerySelect, QueryTrait, Related, RelationDef, Select,
};
use uuid::Uuid;

use super::freshness::fresh_at;
use super::hold::over;
use crate::accounts::{facts, role};
use crate::actor::{
    AdminPrincipal, ApiKeyPrincipal, Client, SignedIn, SignedInAdministrator, SignedInUser,
};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::database::StatementText;
use crate::last_use::note_use;
use crate::suspension::{Tenant, is_suspended};
use crate::{Context, Error, access_tokens};

/// Authenticates a person by an access token of `portal`.
///
/// # Errors
/// `unauthenticated`.
pub async fn signed_in(
    context: &Context,
    portal: Portal,
    token: &str,
    client: Client,
) -> Result<SignedIn, Error> {
    let held = live(context, portal, token).await?;
    Ok(held.signed_in(portal, client))
}

/// Authenticates a user by an access token.
///
/// # Errors
/// `unauthenticated`.
pub async fn user(context: &Context, token: &str, client: Client) -> Result<SignedInUser, Error> {
    let user = signed_in(context, Portal::User, token, client).await?;
    Ok(SignedInUser(user))
}

/// Authenticates an administrator by an access token.
///
/// # Errors
/// `unauthenticated`.
pub async fn administrator(
    context: &Context,
    token: &str,
    client: Client,
) -> Result<SignedInAdministrator, Error> {
    let held = live(context, Portal::Admin, token).await?;
    Ok(SignedInAdministrator {
        role: role(&held.account)?,
        proved_recently: fresh_at(held.proved_at, context.now()).is_some(),
        signed_in: held.signed_in(Portal::Admin, client),
    })
}

/// Authenticates an administrator by an access token, or a program by an API key.
///
/// # Errors
/// `unauthenticated`.
pub async fn admin_principal(
    context: &Context,
    bearer: &str,
    client: Client,
) -> Result<AdminPrincipal, Error> {
    if bearer.starts_with(API_KEY_PREFIX) {
        api_key_principal(context, bearer, client)
            .await
            .map(AdminPrincipal::ApiKey)
    } else {
        administrator(context, bearer, client)
            .await
            .map(AdminPrincipal::Administrator)
    }
}

/// Whether a session is valid at `now`: it has not ended, and its account may sign in.
pub(super) fn may_be_used(
    (ended_at, expires_at): (Option<Timestamp>, Timestamp),
    account: &account::Model,
    organization: OrganizationState,
    now: Timestamp,
) -> bool {
    let facts = facts(account);
    ended_at.is_none()
        && now < expires_at
        && !organization.is_suspended()
        && account.state == UserState::Active
        && facts.full_lock_at(now).is_none()
        && !facts.expired_at(now)
}

fn unauthenticated() -> Error {
    refused("The access token is wrong or has expired. Refresh it, or sign in")
}

const fn refused(detail: &'static str) -> Error {
    Error::Refused(ProblemType::Unauthenticated, detail)
}

/// The session of a token and its account. Not yet checked for validity.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "session::Entity")]
pub(super) struct Held {
    id: Uuid,
    ended_at: Option<Timestamp>,
    expires_at: Timestamp,
    proved_at: Timestamp,
    #[sea_orm(nested)]
    account: account::Model,
    #[sea_orm(nested)]
    tenant: Tenant,
}

impl Held {
    /// Returns `self` if the session is valid.
    pub(super) fn live(self, now: Timestamp) -> Result<Self, Error> {
        let times = (self.ended_at, self.expires_at);
        if may_be_used(times, &self.account, self.tenant.state(), now) {
            Ok(self)
        } else {
            Err(over())
        }
    }

    pub(super) fn signed_in(self, portal: Portal, client: Client) -> SignedIn {
        SignedIn {
            portal,
            organization: OrganizationId(self.account.organization_id),
            account: self.account.id,
            session: self.id,
            name: self.account.name,
            email: self.account.email,
            client,
        }
    }
}

/// A user's session with the data of `Me`.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "session::Entity")]
struct HeldInFull {
    #[sea_orm(nested)]
    held: Held,
    #[sea_orm(nested)]
    profile: Option<user_profile::Model>,
    #[sea_orm(nested)]
    organization: organization::Model,
}

/// Adds the tables that [`Held`] reads.
pub(super) fn with_account(sessions: Select<session::Entity>) -> Select<session::Entity> {
    sessions
        .join(JoinType::InnerJoin, session_to_account())
        .join(
            JoinType::InnerJoin,
            <account::Entity as Related<organization::Entity>>::to(),
        )
}

fn session_to_account() -> RelationDef {
    session::Entity::belongs_to(account::Entity)
        .from(session::Column::AccountId)
        .to(account::Column::Id)
        .into()
}

/// Reads `M` from the session of an access token, its account, and the tables that `join` adds.
async fn read<M: PartialModelTrait>(
    context: &Context,
    portal: Portal,
    token: &str,
    text: &StatementText,
    join: impl FnOnce(Select<session::Entity>) -> Select<session::Entity>,
) -> Result<M, Error> {
    let claims = access_tokens::read(context, portal, token).ok_or_else(unauthenticated)?;
    let db = context.database().read();
    let backend = db.get_database_backend();
    let values = [claims.sid.into(), claims.sub.into(), portal.into()];
    let statement = text.with(backend, values, || {
        let of_token = session::Entity::find_by_id(claims.sid)
            .filter(session::Column::AccountId.eq(claims.sub))
            .filter(session::Column::Portal.eq(portal));
        M::select_cols(join(with_account(of_token)).select_only()).build(backend)
    });
    M::find_by_statement(statement)
        .one(db)
        .await?
        .ok_or_else(unauthenticated)
}

async fn live(context: &Context, portal: Portal, token: &str) -> Result<Held, Error> {
    static TEXT: StatementText = StatementText::new();
    let held: Held = read(context, portal, token, &TEXT, |session| session).await?;
    held.live(context.now())
}

/// Like [`user`], and also returns the user's profile and organization.
///
/// # Errors
/// `unauthenticated`.
pub(crate) async fn user_in_full(
    context: &Context,
    token: &str,
) -> Result<
    (
        account::Model,
        Option<user_profile::Model>,
        organization::Model,
    ),
    Error,
> {
    static TEXT: StatementText = StatementText::new();
    let found: HeldInFull = read(context, Portal::User, token, &TEXT, |session| {
        let profile = <account::Entity as Related<user_profile::Entity>>::to();
        session.join(JoinType::LeftJoin, profile)
    })
    .await?;
    let account = found.held.live(context.now())?.account;
    Ok((account, found.profile, found.organization))
}

/// The prefix of API keys.
pub const API_KEY_PREFIX: &str = "lk_";

async fn api_key_principal(
    context: &Context,
    key: &str,
    client: Client,
) -> Result<ApiKeyPrincipal, Error> {
    let found = api_key::Entity::find()
        .filter(api_key::Column::SecretHash.eq(TokenHash::of(key).bytes()))
        .one(context.database().read())
        .await?
        .ok_or_else(|| refused("The API key is wrong"))?;
    // Only the holder of a key can send one that exists, so the reason helps nobody else.
    if found.revoked_at.is_some() {
        return Err(refused("The API key was revoked. Ask for another one"));
    }
    if found.expires_at <= context.now() {
        return Err(refused("The API key has expired. Ask for another one"));
    }
    let organization = OrganizationId(found.organization_id);
    if is_suspended(context.database().read(), organization).await? {
        return Err(refused(
            "The organization is suspended. Contact the operator of this server",
        ));
    }
    let column = api_key::Column::LastUsedAt;
    note_use(context, &found, found.last_used_at, column).await?;
    Ok(ApiKeyPrincipal {
        id: ApiKeyId(found.id),
        organization,
        name: found.name,
        scopes: found.scopes.permissions,
        client,
    })
}
