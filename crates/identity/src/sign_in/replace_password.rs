use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, organization};
use mail::Notice;
use sea_orm::EntityTrait;

use super::transaction::{Advanced, advance, check_may_sign_in, find, replace_reason};
use crate::accounts::{hold_again, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, outbox, passwords, sessions};

/// The step that replaces a temporary or expired password, after it was given.
///
/// # Errors
/// `invalid-fields` with `newPassword`, `wrong-step`, `sign-in-expired`, `busy`, and whatever
/// keeps the account from signing in.
pub async fn replace_password(
    context: &Context,
    portal: Portal,
    token: &str,
    new_password: &str,
    client: &Client,
) -> Result<Advanced, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    let wrong_step = Error::Refused(ProblemType::WrongStep, "Another step comes first");
    let (Some(_), Some(id)) = (row.password_proved_at, row.account_id) else {
        return Err(wrong_step);
    };
    let account = account::Entity::find_by_id(id).one(read).await?;
    let Some(account) = account else {
        return Err(wrong_step);
    };
    check_may_sign_in(context, &account)?;
    if replace_reason(context, &account).is_none() {
        return Err(wrong_step);
    }
    let organization = organization::Entity::find_by_id(account.organization_id)
        .one(read)
        .await?
        .ok_or(Error::NotFound)?;
    let requirements = passwords::requirements(&account, &organization)?;
    let field = "newPassword";
    let new = passwords::choose(context, &account, &requirements, new_password, field).await?;
    let old = account.password_hash.as_deref();
    let normalized = rules::password::normalize(new_password);
    if context.hasher().verify(normalized, old).await? {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the present one",
        ));
    }

    let tx = context.database().begin().await?;
    let current = hold_again(&tx, &account).await?;
    let row = find(context, &tx, portal, token).await?;
    let current = current.filter(|now| now.password_set_at == account.password_set_at);
    let Some(account) = current else {
        return Err(wrong_step);
    };
    check_may_sign_in(context, &account)?;
    passwords::write(context, &tx, account.id, &new, None).await?;
    sessions::end_all(context, &tx, account.id, "password_changed", None).await?;
    let act = Act::new("password.changed", party(&account)).to(party(&account));
    let organization = OrganizationId(account.organization_id);
    record(context, &tx, organization, act.from(client)).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, &tx, &account, &Notice::PasswordChanged { at }).await?;
    let account = account::Entity::find_by_id(id).one(&tx).await?;
    let Some(account) = account else {
        return Err(wrong_step);
    };
    let advanced = advance(context, &tx, &row, &account, client).await?;
    tx.commit().await?;
    Ok(advanced)
}
