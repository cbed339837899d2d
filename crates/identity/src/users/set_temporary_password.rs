use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::{SetTemporaryPassword, TemporaryPassword};
use entity::organization;
use entity::session::EndReason;
use mail::Message;
use rules::lifetimes::TEMPORARY_PASSWORD;
use rules::state::UserState;
use sea_orm::EntityTrait;

use crate::accounts::{party, shut_out};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::passwords::{self, Temporary};
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts, outbox};

/// Sets a temporary password, typed or generated, that must be replaced at the next sign-in
/// and opens none after 24 hours. Ends a lock and all sessions; the user is told by mail,
/// without the password. A staged user is told nothing.
///
/// # Errors
/// `invalid-fields` with `password`, `not-found`, `forbidden`, `busy`.
pub async fn set_temporary_password(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
    request: &SetTemporaryPassword,
) -> Result<TemporaryPassword, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let account = accounts::find(read, organization, Portal::User, id.0).await?;
    let owner = organization::Entity::find_by_id(organization.0)
        .one(read)
        .await?
        .ok_or(Error::NotFound)?;
    let requirements = passwords::requirements(&account, &owner);
    let generated = match request.password {
        Some(_) => None,
        None => Some(passwords::generate(&requirements)?),
    };
    let password = request.password.as_ref().or(generated.as_ref());
    let password = password.map(String::as_str).unwrap_or_default();
    let new = passwords::prepare(context, &requirements, password, "password").await?;

    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    let expires_at = context.now().plus(TEMPORARY_PASSWORD);
    passwords::write(context, &tx, account.id, &new, Some(Temporary(expires_at))).await?;
    let ended = shut_out(context, &tx, account.id, EndReason::TemporaryPassword).await?;
    let act = Act::new(EventAction::PasswordTemporarySet, principal.party())
        .to(party(&account))
        .from(principal.client())
        .with("sessions_ended", ended.to_string());
    record(context, &tx, organization, act).await?;
    if account.state == UserState::Active {
        let message = Message::TemporaryPasswordSet {
            expires_at: expires_at.to_utc(),
        };
        outbox::enqueue(context, &tx, &account, &message).await?;
    }
    tx.commit().await?;
    Ok(TemporaryPassword {
        password: generated,
        expires_at,
    })
}
