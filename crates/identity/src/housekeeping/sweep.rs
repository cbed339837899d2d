use std::time::Duration;

use contract::mail::MailState;
use entity::{
    ceremony, idempotent_answer, link, mail, refresh_token, session, set_up_link, sign_in,
};
use rules::lifetimes::IDEMPOTENCY_KEY;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::{Context, Error};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Sessions and links that are over, for questions that come late.
const KEEP_OVER: Duration = DAY.saturating_mul(30);
/// A spent refresh token that comes back later than this ends nothing any more: its session
/// is known by then to be in other hands or in none.
const KEEP_SPENT: Duration = DAY.saturating_mul(7);
/// The delivery log.
const KEEP_MAILS: Duration = DAY.saturating_mul(90);

/// Removes what is long over, and tells how many rows that were. Nothing depends on it:
/// whatever expires is judged when it is used. A statement each, so that no writer waits long.
///
/// # Errors
/// When the database fails.
pub async fn sweep(context: &Context) -> Result<u64, Error> {
    let db = context.database().write();
    let now = context.now();
    let before = |keep: Duration| now.minus(keep);
    let mut gone = 0;
    gone += sign_in::Entity::delete_many()
        .filter(sign_in::Column::ExpiresAt.lte(now))
        .exec(db)
        .await?
        .rows_affected;
    gone += ceremony::Entity::delete_many()
        .filter(ceremony::Column::ExpiresAt.lte(now))
        .exec(db)
        .await?
        .rows_affected;
    gone += refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::SpentAt.lt(before(KEEP_SPENT)))
        .exec(db)
        .await?
        .rows_affected;
    gone += session::Entity::delete_many()
        .filter(
            Condition::any()
                .add(session::Column::ExpiresAt.lt(before(KEEP_OVER)))
                .add(session::Column::EndedAt.lt(before(KEEP_OVER))),
        )
        .exec(db)
        .await?
        .rows_affected;
    gone += link::Entity::delete_many()
        .filter(link::Column::ExpiresAt.lt(before(KEEP_OVER)))
        .exec(db)
        .await?
        .rows_affected;
    gone += set_up_link::Entity::delete_many()
        .filter(set_up_link::Column::ExpiresAt.lt(before(KEEP_OVER)))
        .exec(db)
        .await?
        .rows_affected;
    gone += idempotent_answer::Entity::delete_many()
        .filter(idempotent_answer::Column::CreatedAt.lt(before(IDEMPOTENCY_KEY)))
        .exec(db)
        .await?
        .rows_affected;
    gone += mail::Entity::delete_many()
        .filter(mail::Column::State.ne(MailState::Queued))
        .filter(mail::Column::CreatedAt.lt(before(KEEP_MAILS)))
        .exec(db)
        .await?
        .rows_affected;
    Ok(gone)
}
