use contract::me::ChangePassword;
use entity::organization;
use mail::Notice;
use sea_orm::EntityTrait;
use time::OffsetDateTime;

use super::{prepare, requirements, write};
use crate::accounts::{self, Attempt, Judged, judge, lock_at, party, portal_of};
use crate::events::{Act, record};
use crate::sessions::Owner;
use crate::{Context, Error, outbox, sessions};

/// Changes the caller's own password. A wrong present one counts as a failed attempt. Every
/// other session ends.
///
/// # Errors
/// `invalid-fields` with `currentPassword` or `newPassword`, `account-locked`, `busy`.
#[expect(private_bounds, reason = "only the two signed-in types are owners")]
pub async fn change<'a>(
    context: &Context,
    owner: impl Into<Owner<'a>>,
    request: &ChangePassword,
) -> Result<(), Error> {
    let owner = owner.into();
    let read = context.database().read();
    let account = entity::account::Entity::find_by_id(owner.account)
        .one(read)
        .await?
        .ok_or(Error::NotFound)?;
    let organization = organization::Entity::find_by_id(account.organization_id)
        .one(read)
        .await?
        .ok_or(Error::NotFound)?;
    let attempt = Attempt {
        account: Some(&account),
        password: &request.current_password,
        failure: "password.change_failed",
        client: owner.client,
    };
    if judge(context, attempt).await? == Judged::Wrong {
        return Err(Error::field(
            "currentPassword",
            "wrong",
            "This is not your present password",
        ));
    }
    if request.new_password == request.current_password {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the present one",
        ));
    }
    let requirements = requirements(&account, &organization)?;
    let new = prepare(context, &requirements, &request.new_password, "newPassword").await?;

    let tx = context.database().begin().await?;
    let account = accounts::find(&tx, owner.organization, portal_of(&account), account.id).await?;
    if let Some(lock) = lock_at(&account, context.now()) {
        return Err(Error::Locked(lock));
    }
    write(context, &tx, account.id, &new, None).await?;
    sessions::end_others(context, &tx, account.id, owner.session, "password_changed").await?;
    let act = Act::new("password.changed", owner.party).to(party(&account));
    record(context, &tx, owner.organization, act.from(owner.client)).await?;
    let at = OffsetDateTime::from_unix_timestamp(context.now().unix_seconds())
        .map_err(|_| Error::internal("the clock is out of range"))?;
    outbox::enqueue(context, &tx, &account, &Notice::PasswordChanged { at }).await?;
    tx.commit().await?;
    Ok(())
}
