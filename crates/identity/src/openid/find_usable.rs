use entity::oidc_grant::{self, Column, Entity};
use entity::{
    account, application, application_session, oidc_client, organization, session, user_profile,
};
use rules::time::Timestamp;
use sea_orm::{
    ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType, PartialModelTrait,
    QuerySelect, QueryTrait, Related, RelationDef, Select,
};
use uuid::Uuid;

use super::usable::is_allowed;
use crate::accounts::Member;
use crate::database::StatementText;
use crate::{Context, Error, sessions};

/// A grant that may be used, with its user and its application.
pub(super) struct Usable {
    pub grant: oidc_grant::Model,
    pub member: Member,
    pub profile: Option<user_profile::Model>,
    pub application: application::Model,
    pub client: oidc_client::Model,
}

/// A grant with everything that its use depends on. Applications use access tokens often, so all of it
/// is read with one statement.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "oidc_grant::Entity")]
struct Found {
    #[sea_orm(nested)]
    grant: oidc_grant::Model,
    #[sea_orm(nested)]
    member: Member,
    #[sea_orm(nested)]
    profile: Option<user_profile::Model>,
    #[sea_orm(nested)]
    application: application::Model,
    #[sea_orm(nested)]
    client: oidc_client::Model,
    #[sea_orm(nested)]
    opened: Option<Opened>,
    #[sea_orm(nested)]
    session: Option<Session>,
}

/// The session of the application.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "application_session::Entity")]
struct Opened {
    account_id: Uuid,
    ended_at: Option<Timestamp>,
}

/// The session in which the application was opened.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "session::Entity")]
struct Session {
    account_id: Uuid,
    ended_at: Option<Timestamp>,
    expires_at: Timestamp,
}

/// The grant with this identifier, if it may be used.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_usable(context: &Context, id: Uuid) -> Result<Option<Usable>, Error> {
    static TEXT: StatementText = StatementText::new();
    let (read, now) = (context.database().read(), context.now());
    let backend = read.get_database_backend();
    let statement = TEXT.with(backend, [id.into()], || {
        let grant = with_all(Entity::find_by_id(id)).select_only();
        Found::select_cols(grant).build(backend)
    });
    let Some(found) = Found::find_by_statement(statement).one(read).await? else {
        return Ok(None);
    };
    let usable = Usable {
        grant: found.grant,
        member: found.member,
        profile: found.profile,
        application: found.application,
        client: found.client,
    };
    let sessions = (found.opened, found.session);
    if !usable.grant.offline && !are_live(sessions, &usable.member, now) {
        return Ok(None);
    }
    let both = (&usable.member, &usable.application);
    let allowed = is_allowed(read, both, &usable.grant, now).await?;
    Ok(allowed.then_some(usable))
}

/// Whether both sessions are of this person, and neither has ended.
fn are_live(
    (opened, session): (Option<Opened>, Option<Session>),
    member: &Member,
    now: Timestamp,
) -> bool {
    let own = member.account.id;
    let opened = opened.is_some_and(|one| one.account_id == own && one.ended_at.is_none());
    opened
        && session.is_some_and(|one| {
            let times = (one.ended_at, one.expires_at);
            one.account_id == own && sessions::is_live_at(times, member, now)
        })
}

/// Adds the tables that [`Found`] reads. The sessions may have been deleted: a grant can outlive them.
fn with_all(grants: Select<Entity>) -> Select<Entity> {
    let to_account: RelationDef = Entity::belongs_to(account::Entity)
        .from(Column::AccountId)
        .to(account::Column::Id)
        .into();
    let to_application: RelationDef = Entity::belongs_to(application::Entity)
        .from(Column::ApplicationId)
        .to(application::Column::Id)
        .into();
    let to_client: RelationDef = Entity::belongs_to(oidc_client::Entity)
        .from(Column::ApplicationId)
        .to(oidc_client::Column::ApplicationId)
        .into();
    let to_opened: RelationDef = Entity::belongs_to(application_session::Entity)
        .from(Column::ApplicationSessionId)
        .to(application_session::Column::Id)
        .into();
    let to_session: RelationDef = application_session::Entity::belongs_to(session::Entity)
        .from(application_session::Column::SessionId)
        .to(session::Column::Id)
        .into();
    let to_organization = <account::Entity as Related<organization::Entity>>::to();
    let to_profile = <account::Entity as Related<user_profile::Entity>>::to();
    grants
        .join(JoinType::InnerJoin, to_account)
        .join(JoinType::InnerJoin, to_organization)
        .join(JoinType::LeftJoin, to_profile)
        .join(JoinType::InnerJoin, to_application)
        .join(JoinType::InnerJoin, to_client)
        .join(JoinType::LeftJoin, to_opened)
        .join(JoinType::LeftJoin, to_session)
}
