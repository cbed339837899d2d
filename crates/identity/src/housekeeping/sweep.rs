use std::time::Duration;

use contract::mail_deliveries::MailState;
use entity::{
    authorization_request, ceremony, device_authorization, idempotent_answer, known_browser, link,
    logout_notice, mail, oidc_grant, oidc_refresh_token, pushed_request, refresh_token,
    reset_request, session, set_up_link, sign_in, sign_up, used_assertion, used_proof,
    webhook_delivery, wrong_user_code,
};
use rules::lifetimes::{IDEMPOTENCY_KEY, WRONG_USER_CODES};
use rules::webhook::{KEPT_DELIVERY_DAYS, WebhookDeliveryState};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::{Context, Error};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long ended sessions and used links are kept, for later investigations.
const KEEP_OVER: Duration = DAY.saturating_mul(30);
/// How long used refresh tokens are kept. Reuse of an older one is not detected; by then its
/// session has long been continued or has ended.
const KEEP_SPENT: Duration = DAY.saturating_mul(7);
/// How long the delivery log is kept.
const KEEP_MAILS: Duration = DAY.saturating_mul(90);
/// How long notices of ended sessions are kept.
const KEEP_NOTICES: Duration = DAY.saturating_mul(7);
/// How long deliveries to webhooks are kept, to be looked at and replayed.
const KEEP_DELIVERIES: Duration = DAY.saturating_mul(KEPT_DELIVERY_DAYS);

/// Deletes old rows and returns their number. Nothing depends on it, because expiry is checked
/// whenever something is used. Runs one statement per table, so that no writer waits long.
///
/// # Errors
/// If the database fails.
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
    gone += known_browser::Entity::delete_many()
        .filter(known_browser::Column::ExpiresAt.lte(now))
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
    gone += sign_up::Entity::delete_many()
        .filter(sign_up::Column::ExpiresAt.lte(now))
        .exec(db)
        .await?
        .rows_affected;
    gone += idempotent_answer::Entity::delete_many()
        .filter(idempotent_answer::Column::CreatedAt.lt(before(IDEMPOTENCY_KEY)))
        .exec(db)
        .await?
        .rows_affected;
    gone += reset_request::Entity::delete_many()
        .filter(reset_request::Column::CreatedAt.lt(before(DAY)))
        .exec(db)
        .await?
        .rows_affected;
    gone += mail::Entity::delete_many()
        .filter(mail::Column::State.ne(MailState::Queued))
        .filter(mail::Column::CreatedAt.lt(before(KEEP_MAILS)))
        .exec(db)
        .await?
        .rows_affected;
    gone += webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::State.ne(WebhookDeliveryState::Queued))
        .filter(webhook_delivery::Column::CreatedAt.lt(before(KEEP_DELIVERIES)))
        .exec(db)
        .await?
        .rows_affected;
    gone += sweep_applications(context).await?;
    Ok(gone)
}

/// Deletes the expired requests of applications. Anybody can make them, so this runs often.
///
/// # Errors
/// If the database fails.
pub(super) async fn sweep_requests(context: &Context) -> Result<u64, Error> {
    let gone = authorization_request::Entity::delete_many()
        .filter(authorization_request::Column::ExpiresAt.lte(context.now()))
        .exec(context.database().write())
        .await?;
    let pushed = pushed_request::Entity::delete_many()
        .filter(pushed_request::Column::ExpiresAt.lte(context.now()))
        .exec(context.database().write())
        .await?;
    let devices = device_authorization::Entity::delete_many()
        .filter(device_authorization::Column::ExpiresAt.lte(context.now()))
        .exec(context.database().write())
        .await?;
    let wrong = wrong_user_code::Entity::delete_many()
        .filter(wrong_user_code::Column::EnteredAt.lte(context.now().minus(WRONG_USER_CODES)))
        .exec(context.database().write())
        .await?;
    let requests = gone.rows_affected + pushed.rows_affected;
    Ok(requests + devices.rows_affected + wrong.rows_affected)
}

/// Deletes old rows of what applications were granted.
async fn sweep_applications(context: &Context) -> Result<u64, Error> {
    let db = context.database().write();
    let now = context.now();
    let mut gone = 0;
    gone += used_assertion::Entity::delete_many()
        .filter(used_assertion::Column::ExpiresAt.lte(now))
        .exec(db)
        .await?
        .rows_affected;
    gone += used_proof::Entity::delete_many()
        .filter(used_proof::Column::ExpiresAt.lte(now))
        .exec(db)
        .await?
        .rows_affected;
    // Their refresh tokens go with them.
    gone += oidc_grant::Entity::delete_many()
        .filter(
            Condition::any()
                .add(oidc_grant::Column::ExpiresAt.lt(now))
                .add(oidc_grant::Column::RevokedAt.lt(now.minus(KEEP_OVER)))
                .add(
                    // Nobody came for it.
                    Condition::all()
                        .add(oidc_grant::Column::CodeSpentAt.is_null())
                        .add(oidc_grant::Column::CodeExpiresAt.lt(now.minus(DAY))),
                ),
        )
        .exec(db)
        .await?
        .rows_affected;
    gone += oidc_refresh_token::Entity::delete_many()
        .filter(oidc_refresh_token::Column::SpentAt.lt(now.minus(KEEP_OVER)))
        .exec(db)
        .await?
        .rows_affected;
    gone += logout_notice::Entity::delete_many()
        .filter(logout_notice::Column::NextAttemptAt.is_null())
        .filter(logout_notice::Column::CreatedAt.lt(now.minus(KEEP_NOTICES)))
        .exec(db)
        .await?
        .rows_affected;
    Ok(gone)
}
