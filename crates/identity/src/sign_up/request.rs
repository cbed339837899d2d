use std::time::Duration;

use contract::sign_up::RequestSignUp;
use entity::sign_up::{ActiveModel, Column, Entity};
use rules::links::SIGN_UP_LINK;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::actor::Client;
use crate::database::take_turn;
use crate::fields::{Fields, NAME};
use crate::{Context, Error};

/// The number of sign-ups that one network can request per period.
const OF_A_NETWORK: u64 = 20;
/// The period.
const NETWORK_PERIOD: Duration = Duration::from_secs(60 * 60);
/// The number of emails that one address gets while a link lives, because it may belong to a stranger.
const OF_AN_ADDRESS: u64 = 3;

/// Requests an organization. A link is emailed that confirms the address. It works once, for 24 hours,
/// and voids the previous one. The response, its time and the written row are the same for every address.
///
/// # Errors
/// `invalid-fields`; `too-many-requests` if this network has requested too many.
pub async fn request(
    context: &Context,
    request: &RequestSignUp,
    client: &Client,
) -> Result<(), Error> {
    let mut fields = Fields::default();
    let email = fields.email("email", &request.email);
    let name = fields.line("name", &request.name, NAME);
    let organization_name = fields.line("organizationName", &request.organization_name, NAME);
    let read = email.zip(name).zip(organization_name);
    let ((email, name), organization_name) = fields.finish_with(read)?;
    let (now, network) = (context.now(), client.network());
    let tx = context.database().begin().await?;
    // Until the row is written, further requests of the network or for the address wait here. Otherwise those that
    // arrive together would not count each other.
    take_turn(&tx, &format!("sign-ups of {network}")).await?;
    take_turn(&tx, &format!("sign-ups for {}", email.key())).await?;
    let of_network = Entity::find()
        .filter(Column::Network.eq(network.as_str()))
        .filter(Column::CreatedAt.gt(now.minus(NETWORK_PERIOD)))
        .count(&tx)
        .await?;
    if of_network >= OF_A_NETWORK {
        return Err(Error::TooManyRequests(NETWORK_PERIOD));
    }
    let of_address = Entity::find()
        .filter(Column::EmailKey.eq(email.key()))
        .filter(Column::CreatedAt.gt(now.minus(SIGN_UP_LINK)))
        .count(&tx)
        .await?;
    // More of them are not sent. The response does not say so, because it would tell that others have
    // requested one for this address.
    let sends = of_address < OF_AN_ADDRESS;
    let id = context.new_id();
    if sends {
        // Otherwise a later attempt to email an earlier one would void the link of this one.
        Entity::update_many()
            .col_expr(
                Column::NextAttemptAt,
                Expr::value(Option::<Timestamp>::None),
            )
            .filter(Column::EmailKey.eq(email.key()))
            .exec(&tx)
            .await?;
    }
    let row = ActiveModel {
        id: Set(id),
        email: Set(email.as_str().to_owned()),
        email_key: Set(email.key()),
        name: Set(name),
        organization_name: Set(organization_name),
        network: Set(network),
        token_hash: Set(None),
        attempts: Set(0),
        created_at: Set(now),
        expires_at: Set(now.plus(SIGN_UP_LINK)),
        next_attempt_at: Set(sends.then_some(now)),
        leased_until: Set(None),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    context.sign_up_waits().notify_one();
    Ok(())
}
