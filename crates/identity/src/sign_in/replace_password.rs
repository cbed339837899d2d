use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, sign_in};
use mail::Notice;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::transaction::{
    Advanced, advance, check_may_sign_in, find, organization_of, replace_reason,
};
use crate::accounts::{hold_again, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, factors, outbox, passwords, sessions};

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
    let Some(id) = row.account_id else {
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
    let organization = organization_of(read, &account).await?;
    check_factor(context, read, &row, &account).await?;
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
    let current = hold_again(&tx, account.id).await?;
    let row = find(context, &tx, portal, token).await?;
    let current = current.filter(|now| now.password_set_at == account.password_set_at);
    let Some(account) = current else {
        return Err(wrong_step);
    };
    check_may_sign_in(context, &account)?;
    check_factor(context, &tx, &row, &account).await?;
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

/// Refuses before a factor was given that is due.
async fn check_factor(
    context: &Context,
    db: &impl ConnectionTrait,
    row: &sign_in::Model,
    account: &account::Model,
) -> Result<(), Error> {
    let policy = factors::policy_of(&organization_of(db, account).await?)?;
    let due = factors::due(context, db, account, &policy).await?;
    if row.factor.is_some() || due.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(
            ProblemType::WrongStep,
            "A second factor comes first",
        ))
    }
}
