use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::reports::DayReport;
use entity::event::{Column, Entity};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};

use super::periods::Period;
use crate::Error;
use crate::events::first_id_at;
use crate::lists::count_each;

/// The events that are counted, in the order of the fields of [`DayReport`].
const COUNTED: [EventAction; 6] = [
    EventAction::SignInSucceeded,
    EventAction::SignInFailed,
    EventAction::SignInFactorFailed,
    EventAction::SignInRefused,
    EventAction::AccountLocked,
    EventAction::MailFailed,
];

/// Counts the events of each of these days.
///
/// # Errors
/// If the database fails.
pub(super) async fn count_by_day(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    days: &[Period],
) -> Result<Vec<DayReport>, Error> {
    let queries = days
        .iter()
        .flat_map(|day| COUNTED.map(|action| events(organization, action, *day)))
        .collect();
    let counts = count_each(db, queries, true).await?;
    let mut counts = counts.into_iter();
    let mut next = || counts.next().unwrap_or_default();
    let report = |day: &Period| DayReport {
        begins: day.begins,
        sign_ins: next(),
        wrong_passwords: next(),
        wrong_factors: next(),
        refused: next(),
        lockouts: next(),
        failed_emails: next(),
    };
    Ok(days.iter().map(report).collect())
}

/// The events with this action on this day. Their identifiers begin with their time, so a range of
/// the index of organization, action and identifier has all of them, and no row has to be read.
fn events(organization: OrganizationId, action: EventAction, day: Period) -> SelectStatement {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Action.eq(action))
        .filter(Column::Id.gte(first_id_at(day.begins)))
        .filter(Column::Id.lt(first_id_at(day.ends)))
        .into_query()
}
