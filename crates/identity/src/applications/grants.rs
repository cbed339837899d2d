//! What users allow applications to do: what they have consented to, and access that outlives their
//! sessions.

use std::cmp::{max, min};
use std::collections::{HashMap, HashSet};

use ::oidc::scope::{Scope, Scopes};
use contract::applications::MyApplicationGrant;
use contract::events::EventAction;
use contract::ids::ApplicationId;
use contract::page::Page;
use entity::application_session::EndReason;
use entity::{application, application_session, consent, oidc_client, oidc_grant};
use rules::name_list::NameList;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::held_application::share;
use super::show::party;
use crate::accounts::{Ending, end_application_sessions, revoke_grants};
use crate::actor::SignedInUser;
use crate::lists::single_page;
use crate::{Context, Error};

/// Lists what the caller allows applications to do, by the name of the application. All on one page,
/// because the number of applications of an organization is limited.
///
/// # Errors
/// If the database fails.
pub async fn my_grants(
    context: &Context,
    user: &SignedInUser,
) -> Result<Page<MyApplicationGrant>, Error> {
    let read = context.database().read();
    let mut allowed = allowed(read, user, context.now()).await?;
    let ids: Vec<Uuid> = allowed.keys().copied().collect();
    let asking = asking(read, &ids).await?;
    let rows = application::Entity::find()
        .filter(application::Column::OrganizationId.eq(user.organization.0))
        .filter(application::Column::Id.is_in(ids))
        .order_by_asc(application::Column::NameKey)
        .order_by_asc(application::Column::Id)
        .all(read)
        .await?;
    let item = |row: application::Model| {
        let one = allowed.remove(&row.id)?;
        let scopes = one.scopes.iter().map(|scope| scope.as_str().to_owned());
        Some(MyApplicationGrant {
            application_id: ApplicationId(row.id),
            scopes: scopes.collect(),
            since: one.since?,
            consented_at: one.consented_at,
            offline_until: one.offline_until,
            asks_again: asking.contains(&row.id),
            name: row.name,
            letter: row.letter,
            color: row.color,
        })
    };
    let items: Vec<MyApplicationGrant> = rows.into_iter().filter_map(item).collect();
    let total = items.len() as u64;
    Ok(single_page(items, total))
}

/// Withdraws what the caller allows an application to do: deletes the consent, revokes everything that
/// the application was granted, and signs the caller out of it.
///
/// # Errors
/// `not-found` if there is nothing to withdraw, `unauthenticated`.
pub async fn withdraw_my_grant(
    context: &Context,
    user: &SignedInUser,
    id: ApplicationId,
) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let (tx, account) = (held.tx(), held.account.id);
    let application = share(tx, held.organization_id(), id).await?;
    let forgotten = consent::Entity::delete_by_id((account, application.id))
        .exec(tx)
        .await?
        .rows_affected;
    let outliving = oidc_grant::Entity::find()
        .filter(outliving(account, context.now()))
        .filter(oidc_grant::Column::ApplicationId.eq(application.id))
        .count(tx)
        .await?;
    if forgotten == 0 && outliving == 0 {
        return Err(Error::NotFound);
    }
    let opened = Condition::all()
        .add(application_session::Column::AccountId.eq(account))
        .add(application_session::Column::ApplicationId.eq(application.id));
    let ending = Ending {
        reason: EndReason::Ended,
        offline: true,
    };
    end_application_sessions(context, tx, opened, ending).await?;
    // Including what was granted in sessions that had already ended.
    let granted = Condition::all()
        .add(oidc_grant::Column::AccountId.eq(account))
        .add(oidc_grant::Column::ApplicationId.eq(application.id));
    revoke_grants(context, tx, granted).await?;
    let event = user.event(EventAction::ApplicationAccessWithdrawn);
    held.record(event.to(party(&application))).await?;
    held.commit().await
}

/// What a user allows an application to do.
#[derive(Default)]
struct Allowed {
    scopes: Scopes,
    since: Option<Timestamp>,
    consented_at: Option<Timestamp>,
    offline_until: Option<Timestamp>,
}

impl Allowed {
    fn add(&mut self, scopes: NameList<Scope>, at: Timestamp) {
        self.scopes.extend(scopes.0);
        self.since = Some(self.since.map_or(at, |since| min(since, at)));
    }
}

/// What a user allows applications to do, by application.
async fn allowed(
    db: &impl ConnectionTrait,
    user: &SignedInUser,
    now: Timestamp,
) -> Result<HashMap<Uuid, Allowed>, Error> {
    let mut allowed: HashMap<Uuid, Allowed> = HashMap::new();
    let consents = consent::Entity::find()
        .filter(consent::Column::AccountId.eq(user.account))
        .all(db)
        .await?;
    for given in consents {
        let one = allowed.entry(given.application_id).or_default();
        one.add(given.scopes, given.given_at);
        one.consented_at = Some(given.given_at);
    }
    let granted: Vec<(Uuid, NameList<Scope>, Timestamp, Timestamp)> = {
        use oidc_grant::{Column, Entity};
        // An application can have any number of them, one for each time that the user signed in to it.
        Entity::find()
            .select_only()
            .columns([Column::ApplicationId, Column::Scopes])
            .expr_as(Expr::col(Column::CreatedAt).min(), "since")
            .expr_as(Expr::col(Column::ExpiresAt).max(), "until")
            .filter(outliving(user.account, now))
            .group_by(Column::ApplicationId)
            .group_by(Column::Scopes)
            .into_tuple()
            .all(db)
            .await?
    };
    for (application, scopes, since, until) in granted {
        let one = allowed.entry(application).or_default();
        one.add(scopes, since);
        one.offline_until = max(one.offline_until, Some(until));
    }
    Ok(allowed)
}

/// The applications among these that ask users for consent.
async fn asking(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    use oidc_client::{Column, Entity};
    let asking: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::ApplicationId)
        .filter(Column::ApplicationId.is_in(ids.iter().copied()))
        .filter(Column::Consent.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    Ok(asking.into_iter().collect())
}

/// The grants of a user that outlive the session and can still be used.
fn outliving(account: Uuid, now: Timestamp) -> Condition {
    use oidc_grant::Column;
    let redeemable = Condition::any()
        .add(Column::CodeSpentAt.is_not_null())
        .add(Column::CodeExpiresAt.gt(now));
    Condition::all()
        .add(Column::AccountId.eq(account))
        .add(Column::Offline.eq(true))
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
        .add(redeemable)
}
