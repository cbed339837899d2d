use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::session::EndReason;
use entity::sign_in;
use mail::Message;

use super::transaction::{Advanced, check_may_sign_in, complete, find, replace_reason};
use crate::accounts::{Member, find_member, hold_member, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, accounts, outbox, passwords};

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
    let wrong_step = || Error::Refused(ProblemType::WrongStep, "Another step comes first");
    let id = row.account_id.ok_or_else(wrong_step)?;
    let member = find_member(read, id).await?.ok_or_else(wrong_step)?;
    let account = &member.account;
    check_may_sign_in(context, account)?;
    if replace_reason(context, account).is_none() {
        return Err(wrong_step());
    }
    check_factor(&row, &member)?;
    let requirements = passwords::requirements(account, &member.organization);
    let field = "newPassword";
    let new = passwords::choose(context, account, &requirements, new_password, field).await?;
    let old = account.password_hash.as_deref();
    let normalized = rules::password::normalize(new_password);
    if context.hasher().verify(normalized, old).await? {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the current one",
        ));
    }

    let tx = context.database().begin().await?;
    let held = hold_member(&tx, id).await?;
    let row = find(context, &tx, portal, token).await?;
    let held = held.filter(|now| now.account.password_set_at == account.password_set_at);
    let member = held.ok_or_else(wrong_step)?;
    let account = &member.account;
    check_may_sign_in(context, account)?;
    check_factor(&row, &member)?;
    passwords::write(context, &tx, account.id, &new, None).await?;
    accounts::end_sessions(context, &tx, account.id, EndReason::PasswordChanged, None).await?;
    let act = Act::new(EventAction::PasswordChanged, party(account)).to(party(account));
    let organization = OrganizationId(account.organization_id);
    record(context, &tx, organization, act.from(client)).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, &tx, account, &Message::PasswordChanged { at }).await?;
    // All sign-ins of the account went with the old password, this one among them.
    let advanced = complete(context, &tx, &row, &member, client).await?;
    tx.commit().await?;
    Ok(advanced)
}

/// Refuses before a factor was given that is due.
fn check_factor(row: &sign_in::Model, member: &Member) -> Result<(), Error> {
    let policy = member.organization.settings.mfa_policy;
    if row.factor.is_none() && accounts::factor_is_due(&member.account, &policy) {
        return Err(Error::Refused(ProblemType::WrongStep, "MFA comes first"));
    }
    Ok(())
}
