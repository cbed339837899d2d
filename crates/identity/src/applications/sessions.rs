use std::collections::HashMap;

use contract::applications::{ApplicationSession, MyApplicationSession};
use contract::events::EventAction;
use contract::filter::NoFilter;
use contract::ids::{ApplicationId, ApplicationSessionId, UserId};
use contract::page::{ListQuery, MAX_LIMIT, Page};
use entity::application_session::{Column, EndReason, Entity, Model};
use entity::{application, session};
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
};
use uuid::Uuid;

use super::held_application::share;
use super::show::party;
use crate::accounts::{Ending, end_application_sessions, names_and_emails};
use crate::actor::SignedInUser;
use crate::lists::{Key, Shape, single_page};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

const SESSIONS: Shape = Shape::newest_first("application-sessions");

/// Lists the applications that the caller is signed in to, last opened first, at most 100.
///
/// # Errors
/// If the database fails.
pub async fn my_sessions(
    context: &Context,
    user: &SignedInUser,
) -> Result<Page<MyApplicationSession>, Error> {
    let read = context.database().read();
    let of_user = live(context.now()).filter(Column::AccountId.eq(user.account));
    let (rows, total) = latest(read, of_user).await?;
    let devices = devices(read, &rows).await?;
    let ids = rows.iter().map(|row| row.application_id);
    let applications: HashMap<Uuid, application::Model> = application::Entity::find()
        .filter(application::Column::Id.is_in(ids))
        .all(read)
        .await?
        .into_iter()
        .map(|application| (application.id, application))
        .collect();
    let item = |row: Model| {
        let application = applications.get(&row.application_id)?;
        Some(MyApplicationSession {
            id: ApplicationSessionId(row.id),
            application_id: ApplicationId(row.application_id),
            name: application.name.clone(),
            letter: application.letter.clone(),
            color: application.color,
            device: devices.get(&row.session_id).cloned().unwrap_or_default(),
            current: row.session_id == user.session,
            opened_at: row.opened_at,
            last_at: row.last_at,
        })
    };
    let items = rows.into_iter().filter_map(item).collect();
    Ok(single_page(items, total))
}

/// Signs the caller out of one application, and revokes what it was granted in that session.
///
/// # Errors
/// `not-found`, `unauthenticated`.
pub async fn end_my_session(
    context: &Context,
    user: &SignedInUser,
    id: ApplicationSessionId,
) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let opened = Entity::find_by_id(id.0)
        .filter(Column::AccountId.eq(held.account.id))
        .one(held.tx())
        .await?
        .ok_or(Error::NotFound)?;
    let id = ApplicationId(opened.application_id);
    let application = share(held.tx(), held.organization_id(), id).await?;
    let which = Condition::all().add(Column::Id.eq(opened.id));
    let ending = Ending {
        reason: EndReason::Ended,
        offline: true,
    };
    if end_application_sessions(context, held.tx(), which, ending).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = user.event(EventAction::ApplicationSessionEnded);
    held.record(event.to(party(&application))).await?;
    held.commit().await
}

/// Lists who is signed in to an application, last opened first. Also requires `users:read`.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn sessions(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    query: &ListQuery,
) -> Result<Page<ApplicationSession>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let request = SESSIONS.read::<NoFilter>(context, organization, Some(application.id), query)?;
    let of_application = live(context.now())
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application.id));
    let place = |row: &Model| (Key::At(row.last_at.unix_millis()), row.id);
    let page = request.sorted(context, of_application, [Column::LastAt, Column::Id], place);
    let page = page.await?;
    let devices = devices(read, &page.items).await?;
    let ids = page.items.iter().map(|row| row.account_id);
    let people = names_and_emails(read, organization, ids).await?;
    Ok(page.map(|row| {
        let (name, email) = people.get(&row.account_id).cloned().unwrap_or_default();
        ApplicationSession {
            id: ApplicationSessionId(row.id),
            user_id: UserId(row.account_id),
            name,
            email,
            device: devices.get(&row.session_id).cloned().unwrap_or_default(),
            opened_at: row.opened_at,
            last_at: row.last_at,
        }
    }))
}

/// The sessions of applications that have not ended, in sessions that have not ended.
fn live(now: Timestamp) -> Select<Entity> {
    let to_session: RelationDef = Entity::belongs_to(session::Entity)
        .from(Column::SessionId)
        .to(session::Column::Id)
        .into();
    Entity::find()
        .join(JoinType::InnerJoin, to_session)
        .filter(Column::EndedAt.is_null())
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
}

/// The last opened ones, and how many there are.
async fn latest(
    db: &impl ConnectionTrait,
    sessions: Select<Entity>,
) -> Result<(Vec<Model>, u64), Error> {
    let total = sessions.clone().count(db).await?;
    let rows = sessions
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .limit(u64::from(MAX_LIMIT))
        .all(db)
        .await?;
    Ok((rows, total))
}

/// The devices in which they were opened, by session.
async fn devices(
    db: &impl ConnectionTrait,
    rows: &[Model],
) -> Result<HashMap<Uuid, String>, Error> {
    let devices: Vec<(Uuid, String)> = session::Entity::find()
        .select_only()
        .columns([session::Column::Id, session::Column::Device])
        .filter(session::Column::Id.is_in(rows.iter().map(|row| row.session_id)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(devices.into_iter().collect())
}
