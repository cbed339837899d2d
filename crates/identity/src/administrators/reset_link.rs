use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;

use crate::accounts::party;
use crate::actor::Party;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, accounts, factors, outbox};

/// A reset link for the administrator with this address, for whoever operates the server: no
/// mail is sent, a lock ends, and the answer is a secret that works once within 24 hours.
///
/// # Errors
/// `not-found`; `conflict` when the administrator is suspended; `invalid-fields`.
pub async fn reset_link_for_operator(context: &Context, email: &str) -> Result<String, Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let tx = context.database().begin().await?;
    let account = accounts::find_by_email_key(&tx, Portal::Admin, &email.key())
        .await?
        .ok_or(Error::NotFound)?;
    if account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The administrator is suspended: another owner has to activate them",
        ));
    }
    accounts::unlock(&tx, account.id).await?;
    let purpose = LinkPurpose::AdministratorPasswordResetByAdministrator;
    let link = accounts::issue_link(context, &tx, &account, purpose).await?;
    let act = Act::new(EventAction::PasswordResetLinkMade, Party::system()).to(party(&account));
    record(context, &tx, OrganizationId(account.organization_id), act).await?;
    tx.commit().await?;
    Ok(link.address.as_str().to_owned())
}

/// Takes all factors of the administrator with this address away and ends a lock, for whoever
/// operates the server. Where a factor is required, a new enrolment period begins.
///
/// # Errors
/// `not-found`; `invalid-fields`.
pub async fn reset_factors_for_operator(context: &Context, email: &str) -> Result<(), Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let tx = context.database().begin().await?;
    let account = accounts::find_by_email_key(&tx, Portal::Admin, &email.key())
        .await?
        .ok_or(Error::NotFound)?;
    accounts::unlock(&tx, account.id).await?;
    factors::remove_all(context, &tx, &account).await?;
    let act = Act::new(EventAction::FactorsReset, Party::system()).to(party(&account));
    record(context, &tx, OrganizationId(account.organization_id), act).await?;
    let at = context.now().to_utc();
    outbox::enqueue(context, &tx, &account, &Message::FactorsReset { at }).await?;
    tx.commit().await?;
    Ok(())
}
