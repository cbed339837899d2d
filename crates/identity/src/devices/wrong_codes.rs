//! Wrong codes: each user may enter only a few, because a guessed code may belong to the device of
//! somebody else.

use std::time::Duration;

use ::oidc::device::UserCode;
use contract::events::EventAction;
use entity::device_authorization;
use entity::wrong_user_code::{ActiveModel, Column, Entity};
use rules::lifetimes::WRONG_USER_CODES;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Error;
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::openid::find_by_user_code;

/// The number of wrong codes that a user may enter in [`WRONG_USER_CODES`].
const MOST_WRONG: u64 = 10;

/// The device with a code that the user has entered. A wrong code is counted, also one of a device of
/// another organization, and the one that reaches the limit is recorded. The account is held, so that codes
/// entered at once are counted one by one.
///
/// # Errors
/// `too-many-requests` after too many wrong codes, whether this one is right or wrong; `not-found`.
pub(super) async fn enter<'a>(
    held: HeldAccount<'a>,
    user: &SignedInUser,
    typed: &str,
) -> Result<(HeldAccount<'a>, device_authorization::Model), Error> {
    let now = held.context().now();
    if let Some(wait) = wait(&held, now).await? {
        // Immediately, not when the connection is next used, because others wait for the account.
        held.into_tx().rollback().await?;
        return Err(Error::TooManyRequests(wait));
    }
    let found = match UserCode::parse(typed) {
        Some(code) => find_by_user_code(held.tx(), held.organization_id(), &code, now).await?,
        None => None,
    };
    match found {
        Some(row) => Ok((held, row)),
        None => {
            count(&held, now).await?;
            if wait(&held, now).await?.is_some() {
                let event = user.event(EventAction::DeviceCodesBlocked).failed();
                held.record(event.with("wrong_codes", MOST_WRONG.to_string()))
                    .await?;
            }
            held.commit().await?;
            Err(Error::NotFound)
        }
    }
}

/// How long the user has to wait, if they have entered too many wrong codes.
async fn wait(held: &HeldAccount<'_>, now: Timestamp) -> Result<Option<Duration>, Error> {
    let since = now.minus(WRONG_USER_CODES);
    // The wrong code that must expire before another code may be entered.
    let oldest = Entity::find()
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::EnteredAt.gt(since))
        .order_by_desc(Column::EnteredAt)
        .order_by_desc(Column::Id)
        .offset(MOST_WRONG - 1)
        .limit(1)
        .one(held.tx())
        .await?;
    let left = oldest.map(|oldest| {
        let millis = oldest.entered_at.unix_millis() - since.unix_millis();
        Duration::from_millis(millis.unsigned_abs())
    });
    Ok(left)
}

async fn count(held: &HeldAccount<'_>, now: Timestamp) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(held.context().new_id()),
        organization_id: Set(held.account.organization_id),
        account_id: Set(held.account.id),
        entered_at: Set(now),
    };
    Entity::insert(row)
        .exec_without_returning(held.tx())
        .await?;
    Ok(())
}
