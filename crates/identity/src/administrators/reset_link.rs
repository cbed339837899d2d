use contract::events::EventAction;
use contract::problem::ProblemType;
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::links::LinkPurpose;
use rules::state::UserState;

use crate::accounts::HeldAccount;
use crate::actor::Party;
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::{Context, Error, factors};

/// Creates a password reset link for the administrator with this email, for the person who operates
/// the server. No email is sent. The account is unlocked. The returned link is a secret that works
/// once, for 24 hours.
///
/// # Errors
/// `not-found`, `conflict` if the administrator is suspended, `invalid-fields`.
pub async fn reset_link_for_operator(context: &Context, email: &str) -> Result<String, Error> {
    let held = hold_by_email(context, email).await?;
    if held.account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The administrator is suspended: another owner has to activate them",
        ));
    }
    held.unlock().await?;
    let purpose = LinkPurpose::AdministratorPasswordResetByAdministrator;
    let link = held.issue_link(purpose).await?;
    let action = EventAction::PasswordResetLinkMade;
    held.record(NewEvent::new(action, Party::system())).await?;
    held.commit().await?;
    Ok(link.address.as_str().to_owned())
}

/// Removes all factors of the administrator with this email and unlocks the account, for the person
/// who operates the server. If MFA is required, a new enrollment period begins.
///
/// # Errors
/// `not-found`, `invalid-fields`.
pub async fn reset_factors_for_operator(context: &Context, email: &str) -> Result<(), Error> {
    let held = hold_by_email(context, email).await?;
    held.unlock().await?;
    factors::remove_all(&held).await?;
    held.record(NewEvent::new(EventAction::FactorsReset, Party::system()))
        .await?;
    let at = context.now().to_utc();
    held.enqueue(&Message::FactorsReset { at }).await?;
    held.commit().await
}

async fn hold_by_email<'a>(context: &'a Context, email: &str) -> Result<HeldAccount<'a>, Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let held = HeldAccount::by_email_key(context, Portal::Admin, &email.key()).await?;
    held.ok_or(Error::NotFound)
}
