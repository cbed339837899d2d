//! Password reset requests. A request writes the same for every address. The consequences for a known
//! address are written later and in batches, so that the duration of other requests does not reveal
//! whether an address is known.
//!
//! The queue is shared by network: a batch takes the requests of all networks in turn, and each network
//! has a limited number of places. So a flood of requests delays and refuses only its own networks.

use std::time::Duration;

use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::reset_request;
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::links::LinkPurpose;
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    Statement,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::accounts::{HeldAccount, by_email_key, recovery_email};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::{Context, Error};

/// The shortest time between a request and its consequences.
const AFTER: Duration = Duration::from_secs(1);
/// The shortest pause between two batches.
const PAUSE: Duration = Duration::from_secs(1);
/// The largest random addition to the pause, in milliseconds, so that no request is at a known time
/// before a batch.
const PAUSE_VARIES: u16 = 2_000;
/// The number of requests in a batch.
const BATCH: i64 = 200;
/// The number of requests of one network that can wait. They are processed in a few seconds.
const PLACES: u64 = 500;
/// How long a request waits after its work failed, so that others come first.
const RETRY: Duration = Duration::from_secs(60);

/// Requests a password reset link. A user who never had a password is emailed a new activation link
/// instead. The address is looked up later, so that the response, its time and the written row are
/// the same for every address.
///
/// # Errors
/// `invalid-fields` if it is not an email address; `too-many-requests` if too many requests from this
/// network are waiting.
pub async fn request_reset(
    context: &Context,
    portal: Portal,
    email: &str,
    client: Client,
) -> Result<(), Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let network = client.network();
    let waiting = reset_request::Entity::find()
        .filter(reset_request::Column::Network.eq(network.as_str()))
        .count(context.database().read())
        .await?;
    if waiting >= PLACES {
        return Err(Error::TooManyRequests(RETRY));
    }
    let row = reset_request::ActiveModel {
        id: Set(context.new_id()),
        portal: Set(portal),
        email: Set(email.as_str().to_owned()),
        address: Set(client.address),
        network: Set(network),
        device: Set(client.device),
        created_at: Set(context.now()),
        retry_at: Set(None),
    };
    reset_request::Entity::insert(row)
        .exec_without_returning(context.database().write())
        .await?;
    Ok(())
}

/// Sends requested resets until `stop`. Several servers share the work.
pub async fn run_requested_resets(context: Context, stop: CancellationToken) {
    loop {
        let mut random = [0; 2];
        // Without a random number, the pause is always the same.
        let _ = aws_lc_rs::rand::fill(&mut random);
        let varies = u64::from(u16::from_ne_bytes(random) % PAUSE_VARIES);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE + Duration::from_millis(varies)) => {}
        }
        if let Err(error) = send_requested_resets(&context, AFTER).await {
            tracing::error!(%error, "requested resets were not sent");
        }
    }
}

/// The requests that are due, those of all networks in turn.
const DUE: &str = "
SELECT * FROM (
    SELECT *, row_number() OVER (
        PARTITION BY network ORDER BY COALESCE(retry_at, 0), created_at, id
    ) AS turn
    FROM reset_request WHERE created_at <= $1 AND COALESCE(retry_at, 0) <= $2
) AS due
ORDER BY turn, created_at, id LIMIT $3";

/// Sends the resets that were requested at least this long ago. One that fails is logged and retried
/// later.
///
/// # Errors
/// If the database fails.
pub async fn send_requested_resets(context: &Context, ago: Duration) -> Result<(), Error> {
    let (read, now) = (context.database().read(), context.now());
    let values = [
        now.minus(ago).unix_millis().into(),
        now.unix_millis().into(),
        BATCH.into(),
    ];
    let due = Statement::from_sql_and_values(read.get_database_backend(), DUE, values);
    let requested = reset_request::Entity::find().from_raw_sql(due);
    for request in requested.all(read).await? {
        let id = request.id;
        if let Err(error) = send_requested(context, request).await {
            tracing::error!(%error, "a reset link was not sent");
            retry_later(context, id).await?;
        }
    }
    Ok(())
}

/// Moves a request whose work failed behind the others.
async fn retry_later(context: &Context, id: Uuid) -> Result<(), Error> {
    let at = context.now().plus(RETRY);
    reset_request::Entity::update_many()
        .col_expr(reset_request::Column::RetryAt, Expr::value(at))
        .filter(reset_request::Column::Id.eq(id))
        .exec(context.database().write())
        .await?;
    Ok(())
}

/// Removes a request from the queue and sends its emails, in one transaction.
async fn send_requested(context: &Context, request: reset_request::Model) -> Result<(), Error> {
    let portal = request.portal;
    let key = EmailAddress::parse(&request.email).map(|email| email.key());
    let known = by_email_key(portal, &key.unwrap_or_default())
        .one(context.database().read())
        .await?;
    let tx = context.database().begin().await?;
    let taken = reset_request::Entity::delete_by_id(request.id)
        .exec(&tx)
        .await?;
    let Some(known) = known.filter(|_| taken.rows_affected == 1) else {
        // The address is unknown, or another server was faster.
        return Ok(tx.commit().await?);
    };
    let organization = OrganizationId(known.organization_id);
    let held = HeldAccount::within(context, tx, organization, portal, known.id).await?;
    let client = Client::new(request.address, request.device, std::iter::empty());
    send(&held, portal, &client).await?;
    held.commit().await
}

async fn send(held: &HeldAccount<'_>, portal: Portal, client: &Client) -> Result<(), Error> {
    let suspended = held.organization.state().is_suspended();
    if suspended || held.account.state != UserState::Active {
        return Ok(());
    }
    let (purpose, message): (_, fn(_) -> _) = match (portal, &held.account.password_hash) {
        (Portal::User, Some(_)) => (LinkPurpose::UserPasswordReset, |link| {
            Message::UserPasswordReset { link }
        }),
        (Portal::User, None) => (LinkPurpose::UserActivation, |link| {
            Message::UserActivation { link }
        }),
        (Portal::Admin, Some(_)) => (LinkPurpose::AdministratorPasswordReset, |link| {
            Message::AdministratorPasswordReset { link }
        }),
        // An administrator who has not accepted an invitation has to be invited again, so that a
        // mailbox with an expired invitation is not enough to get access.
        (Portal::Admin, None) => return Ok(()),
    };
    // Either kind of link may be the only one that is sent.
    for purpose in [purpose, LinkPurpose::UserPasswordResetByRecoveryEmail] {
        if held.too_many_links_lately(purpose).await? {
            return Ok(());
        }
    }
    // Otherwise, entering an address that is not verified would be enough to get a link to the account.
    let to_company_email = !held.account.email_unverified;
    if to_company_email {
        let link = held.issue_link_again(purpose).await?;
        held.enqueue(&message(link)).await?;
    }
    let to_recovery_email =
        held.organization.settings.recovery_email_enabled && send_to_recovery_email(held).await?;
    let event = NewEvent::new(EventAction::PasswordResetRequested, Party::anonymous());
    let event = event.from(client);
    if to_company_email || to_recovery_email {
        held.record(event).await
    } else {
        // No link limits the number of such requests.
        held.record_repeated(event.failed(), client).await
    }
}

/// Sends a separate link to the user's recovery email, if it is verified. That link also requires
/// MFA. Returns whether it was sent.
async fn send_to_recovery_email(held: &HeldAccount<'_>) -> Result<bool, Error> {
    let verified = recovery_email(&held.account).filter(|it| it.verified_at.is_some());
    let Some(recovery) = verified else {
        return Ok(false);
    };
    let purpose = LinkPurpose::UserPasswordResetByRecoveryEmail;
    let link = held.issue_link_to(purpose, &recovery.email).await?;
    let message = Message::UserPasswordResetByRecoveryEmail { link };
    held.enqueue_to(&recovery.email, &message).await?;
    Ok(true)
}
