//! What was wrong with the last requests of an application, for the administrators who connect it.

use std::time::Duration;

use entity::application;
use entity::application_problem::{ActiveModel, Column, Entity, Model};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::browser::Rejected;
use crate::{Context, Error};

/// The number of problems that are kept of each application. Anyone can cause some.
const KEPT: u64 = 20;
/// The maximum length of what a request contained, in characters.
const LONGEST: usize = 500;
/// The same problem is counted at most once in this time.
const COUNTED_EVERY: Duration = Duration::from_secs(1);
/// At most this many different problems are stored in [`FLOOD`], so that strangers who cause them cost
/// the database little.
const MOST_IN_FLOOD: u64 = 5;
/// See [`MOST_IN_FLOOD`].
const FLOOD: Duration = Duration::from_secs(10);

/// A problem of a request.
pub(crate) struct Wrong<'a> {
    /// A code of the protocol, or `refused` if a page of ours was shown.
    pub code: &'a str,
    /// What is wrong, in words.
    pub message: String,
    /// What the request contained instead.
    pub received: Option<&'a str>,
}

impl<'a> From<&'a Rejected> for Wrong<'a> {
    fn from(rejected: &'a Rejected) -> Self {
        Self {
            code: "refused",
            message: rejected.message.clone(),
            received: rejected.received.as_deref(),
        }
    }
}

/// Remembers a problem. Does not fail the request if it cannot.
pub(crate) async fn remember<'a>(
    context: &Context,
    application: &application::Model,
    wrong: impl Into<Wrong<'a>>,
) {
    if let Err(error) = write(context, application, wrong.into()).await {
        tracing::warn!(%error, "a problem of an application was not written down");
    }
}

async fn write(
    context: &Context,
    application: &application::Model,
    wrong: Wrong<'_>,
) -> Result<(), Error> {
    let now = context.now();
    let received = wrong
        .received
        .map(|text| text.chars().take(LONGEST).collect::<String>());
    let of_application = || Entity::find().filter(Column::ApplicationId.eq(application.id));
    let latest = || {
        of_application()
            .order_by_desc(Column::LastAt)
            .order_by_desc(Column::Id)
    };
    let read = context.database().read();
    let recent = latest().limit(MOST_IN_FLOOD).all(read).await?;
    let db = context.database().write();
    if let Some(latest) = recent.first()
        && latest.code == wrong.code
        && latest.message == wrong.message
        && latest.received == received
    {
        if now < latest.last_at.plus(COUNTED_EVERY) {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::Count, Expr::value(latest.count.saturating_add(1)))
            .col_expr(Column::LastAt, Expr::value(now))
            .filter(Column::Id.eq(latest.id))
            .exec(db)
            .await?;
        return Ok(());
    }
    if is_flood(&recent, now) {
        return Ok(());
    }
    let row = ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(application.organization_id),
        application_id: Set(application.id),
        code: Set(wrong.code.to_owned()),
        message: Set(wrong.message),
        received: Set(received),
        count: Set(1),
        first_at: Set(now),
        last_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    let kept: Vec<Uuid> = latest()
        .select_only()
        .column(Column::Id)
        .limit(KEPT)
        .into_tuple()
        .all(db)
        .await?;
    Entity::delete_many()
        .filter(Column::ApplicationId.eq(application.id))
        .filter(Column::Id.is_not_in(kept))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether the last problems of an application followed each other too quickly.
fn is_flood(recent: &[Model], now: Timestamp) -> bool {
    recent.len() as u64 >= MOST_IN_FLOOD
        && recent
            .last()
            .is_some_and(|oldest| now < oldest.first_at.plus(FLOOD))
}
