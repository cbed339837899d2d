use std::time::Duration;

use contract::ids::OrganizationId;
use entity::link;
use mail::Notice;
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::accounts::{self, party, state};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, links, outbox};

/// More than this many links in [`WITHIN`] fill a mailbox and help nobody.
const AT_MOST: u64 = 5;
const WITHIN: Duration = Duration::from_secs(60 * 60);

/// Asks for a reset link. What follows from the address happens after the answer, so that
/// the answer and its time are the same for every address.
///
/// # Errors
/// `invalid-fields` when it is not an address.
pub fn request_reset(
    context: &Context,
    portal: Portal,
    email: &str,
    client: Client,
) -> Result<(), Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let task = context.clone();
    context.after_answer(async move {
        if let Err(error) = send(&task, portal, &email, &client).await {
            tracing::error!(%error, "a reset link was not sent");
        }
    });
    Ok(())
}

async fn send(
    context: &Context,
    portal: Portal,
    email: &EmailAddress,
    client: &Client,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let Some(account) = accounts::find_by_email_key(&tx, portal, &email.key()).await? else {
        return Ok(());
    };
    let Some(account) = accounts::hold_again(&tx, &account).await? else {
        return Ok(());
    };
    if state(&account) != UserState::Active {
        return Ok(());
    }
    let purpose = match portal {
        Portal::User => LinkPurpose::UserPasswordReset,
        Portal::Admin => LinkPurpose::AdministratorPasswordReset,
    };
    let recent = link::Entity::find()
        .filter(link::Column::AccountId.eq(account.id))
        .filter(link::Column::Purpose.eq(purpose.as_str()))
        .filter(link::Column::CreatedAt.gt(context.now().minus(WITHIN).unix_millis()))
        .count(&tx)
        .await?;
    if recent >= AT_MOST {
        return Ok(());
    }
    let link = links::issue(context, &tx, &account, purpose).await?;
    let notice = match portal {
        Portal::User => Notice::UserPasswordReset { link },
        Portal::Admin => Notice::AdministratorPasswordReset { link },
    };
    outbox::enqueue(context, &tx, &account, &notice).await?;
    let act = Act::new("password.reset_requested", crate::actor::Party::anonymous());
    let act = act.to(party(&account)).from(client);
    record(context, &tx, OrganizationId(account.organization_id), act).await?;
    tx.commit().await?;
    context.mail_waits().notify_one();
    Ok(())
}
