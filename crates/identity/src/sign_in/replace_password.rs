use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::session::EndReason;
use mail::Message;

use super::earlier_steps::{check_factor, check_terms};
use super::transaction::{
    Advanced, check_may_sign_in, check_not_refused, complete, expired, find, replace_reason,
};
use crate::accounts::{HeldAccount, find_member};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::Lane;
use crate::events::NewEvent;
use crate::passwords::Chooser;
use crate::{Context, Error, passwords};

/// The step that replaces a temporary or expired password, after that password was verified.
///
/// # Errors
/// `invalid-fields` with `newPassword`, `wrong-step`, `sign-in-expired`, `busy`, and the errors for
/// accounts that may not sign in.
pub async fn replace_password(
    context: &Context,
    portal: Portal,
    token: &str,
    new_password: &str,
    client: &Client,
) -> Result<Advanced, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    check_not_refused(context, read, &row).await?;
    let wrong_step = || Error::Refused(ProblemType::WrongStep, "Another step is required first");
    let id = row.account_id.ok_or_else(wrong_step)?;
    let member = find_member(read, id).await?.ok_or_else(wrong_step)?;
    let account = &member.account;
    check_may_sign_in(context, &member, &row)?;
    if replace_reason(context, &member).is_none() {
        return Err(wrong_step());
    }
    check_factor(&row, &member)?;
    check_terms(&member)?;
    let requirements = passwords::requirements(account, &member.organization);
    let mut place = context.hasher().place(client.asker(Lane::Known))?;
    let chosen_for = (account, Chooser::ProvedPassword);
    let new =
        passwords::choose(context, &mut place, chosen_for, &requirements, new_password).await?;
    // Where passwords are remembered, `choose` has refused the current one.
    let is_current = requirements.policy.remembered() == 0
        && passwords::is_current(context, account, new_password, &mut place).await?;
    drop(place);
    if is_current {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the current one",
        ));
    }

    // Deleting an account deletes its sign-ins too.
    let held = HeldAccount::by_id(context, id).await?.ok_or_else(expired)?;
    let row = find(context, held.tx(), portal, token).await?;
    check_not_refused(context, held.tx(), &row).await?;
    let meanwhile_changed = row.account_id != Some(id);
    if meanwhile_changed || held.account.password_set_at != account.password_set_at {
        return Err(wrong_step());
    }
    check_may_sign_in(context, &held, &row)?;
    check_factor(&row, &held)?;
    check_terms(&held)?;
    passwords::write(&held, &new, None).await?;
    held.end_sessions(EndReason::PasswordChanged, None).await?;
    held.forget_browsers(None).await?;
    let event = NewEvent::new(EventAction::PasswordChanged, held.owner());
    held.record(event.from(client)).await?;
    let at = context.now().to_utc();
    held.enqueue(&Message::PasswordChanged { at }).await?;
    // Writing the new password deleted all sign-ins of the account, including this one.
    let advanced = complete(&held, &row, client).await?;
    held.commit().await?;
    Ok(advanced)
}
