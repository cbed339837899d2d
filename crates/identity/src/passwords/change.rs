use contract::me::ChangePassword;
use entity::organization;
use mail::Notice;
use sea_orm::EntityTrait;

use super::{choose, requirements, write};
use crate::accounts::{self, Attempt, Judged, judge, lock_at, party};
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
        sign_in: None,
        password: &request.current_password,
        failure: "password.change_failed",
        client: owner.client,
    };
    if judge(context, attempt).await? == Judged::Wrong {
        return Err(wrong());
    }
    if request.new_password == request.current_password {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the present one",
        ));
    }
    let requirements = requirements(&account, &organization)?;
    let password = &request.new_password;
    let new = choose(context, &account, &requirements, password, "newPassword").await?;

    let tx = context.database().begin().await?;
    let current = accounts::hold_again(&tx, &account).await?;
    // Replaced in the meantime: what was judged is the present password no more.
    let current = current.filter(|now| now.password_set_at == account.password_set_at);
    let account = current.ok_or_else(wrong)?;
    if let Some(lock) = lock_at(&account, context.now()) {
        return Err(Error::Locked(lock));
    }
    write(context, &tx, account.id, &new, None).await?;
    sessions::end_others(context, &tx, account.id, owner.session, "password_changed").await?;
    let act = Act::new("password.changed", owner.party).to(party(&account));
    record(context, &tx, owner.organization, act.from(owner.client)).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, &tx, &account, &Notice::PasswordChanged { at }).await?;
    tx.commit().await?;
    Ok(())
}

fn wrong() -> Error {
    Error::field(
        "currentPassword",
        "wrong",
        "This is not your present password",
    )
}
