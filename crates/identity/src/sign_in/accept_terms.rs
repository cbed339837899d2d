use contract::events::EventAction;
use contract::problem::ProblemType;
use contract::terms::AcceptTerms;

use super::earlier_steps::check_factor;
use super::transaction::{
    Advanced, Step, advance, check_may_sign_in, check_not_refused, expired, find,
};
use crate::accounts::{HeldAccount, terms_due};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::{Context, Error, terms};

/// The step that accepts the organization's terms.
///
/// # Errors
/// `conflict` if the version is not the current one; `wrong-step`, `sign-in-expired`, and the errors for
/// accounts that may not sign in.
pub async fn accept_terms(
    context: &Context,
    portal: Portal,
    token: &str,
    request: AcceptTerms,
    client: &Client,
) -> Result<Advanced, Error> {
    let read = context.database().read();
    let wrong_step = || Error::Refused(ProblemType::WrongStep, "Another step is required first");
    let row = find(context, read, portal, token).await?;
    let id = row.account_id.ok_or_else(wrong_step)?;
    // Deleting an account deletes its sign-ins too.
    let held = HeldAccount::by_id(context, id).await?.ok_or_else(expired)?;
    let row = find(context, held.tx(), portal, token).await?;
    check_not_refused(context, held.tx(), &row).await?;
    if row.account_id != Some(id) {
        return Err(wrong_step());
    }
    check_may_sign_in(context, &held, &row)?;
    check_factor(&row, &held)?;
    if !terms_due(&held) {
        return Err(wrong_step());
    }
    let event = NewEvent::new(EventAction::TermsAccepted, held.owner()).from(client);
    terms::accept_within(&held, request, client, event).await?;
    // The next step depends on what was just written.
    let held = held.read_again().await?;
    let step = Step {
        before: row.clone(),
        after: row,
    };
    advance(held, &step, client).await
}
