//! What the owner of a session was asked for, and what has been used up.

use entity::session;
use rules::access::StepUp;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Error;
use crate::accounts::HeldAccount;

/// Records for which application the owner of the session was asked for something now. A factor that
/// they verified for another application is not valid for this one.
///
/// Accepting terms proves nothing, so the application does not wait for a proof then. A factor that was
/// verified for this opening stays valid while the terms are read.
///
/// # Errors
/// When the database fails.
pub(crate) async fn wait_for(
    held: &HeldAccount<'_>,
    session: &session::Model,
    application: Uuid,
    step_up: StepUp,
) -> Result<(), Error> {
    if step_up == StepUp::AcceptTerms {
        return Ok(());
    }
    let now = held.context().now();
    let other = session
        .opening_application_id
        .is_some_and(|asked| asked != application);
    let asked = Some((application, now));
    write(held, session.id, asked, other.then_some(now)).await
}

/// Records that an application has opened with the factor that the owner of the session verified. It is
/// not valid for another opening.
///
/// # Errors
/// When the database fails.
pub(crate) async fn use_up(held: &HeldAccount<'_>, session: Uuid) -> Result<(), Error> {
    write(held, session, None, Some(held.context().now())).await
}

/// The time from which a factor that the owner of the session verifies counts for this opening, if they
/// were asked at `asked`. It is not before the last opening that used up a factor, and not before they
/// stopped being asked for another application.
pub(crate) fn asked_since(session: &session::Model, asked: Timestamp) -> Timestamp {
    session.proof_used_at.map_or(asked, |used| asked.max(used))
}

async fn write(
    held: &HeldAccount<'_>,
    session: Uuid,
    asked: Option<(Uuid, Timestamp)>,
    used_at: Option<Timestamp>,
) -> Result<(), Error> {
    use session::{Column, Entity};
    let (application, at) = asked.unzip();
    let mut update = Entity::update_many()
        .col_expr(Column::OpeningApplicationId, Expr::value(application))
        .col_expr(Column::OpeningAskedAt, Expr::value(at));
    if let Some(used_at) = used_at {
        update = update.col_expr(Column::ProofUsedAt, Expr::value(used_at));
    }
    update
        .filter(Column::Id.eq(session))
        .exec(held.tx())
        .await?;
    Ok(())
}
