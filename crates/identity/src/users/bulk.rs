use std::collections::HashSet;

use contract::bulk::{BulkAct, BulkItem, BulkRequest, BulkResult, MAX_BULK};
use contract::ids::UserId;

use super::act::hold;
use super::{
    activate, delete, expire_password, require_mfa, resend_activation, send_password_reset,
    suspend, unlock,
};
use crate::actor::AdminPrincipal;
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersAssistOrWrite};
use crate::{Context, Error};

/// Performs an action on each of these users, one after the other and each in its own transaction.
/// A refusal does not stop the others. Requires the same permission as the action on a single user.
///
/// # Errors
/// `invalid-fields` if there are no users, too many, or duplicates; `forbidden`.
pub async fn bulk(
    context: &Context,
    principal: &Permitted<UsersAssistOrWrite>,
    request: &BulkRequest,
) -> Result<BulkResult, Error> {
    principal.require(request.act.needs())?;
    check(&request.ids)?;
    let mut results = Vec::with_capacity(request.ids.len());
    for &id in &request.ids {
        let outcome = one(context, principal, request.act, id).await;
        // The earlier actions are committed, so the response must still report their results.
        if let Err(error) = &outcome
            && error.is_internal()
        {
            tracing::error!(%error, user = %id, "a bulk act failed on our side");
        }
        let problem = outcome.err().map(|error| error.problem());
        results.push(BulkItem {
            id,
            done: problem.is_none(),
            problem,
        });
    }
    Ok(BulkResult { results })
}

async fn one(
    context: &Context,
    principal: &AdminPrincipal,
    act: BulkAct,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    match act {
        BulkAct::Unlock => unlock::act(&principal.permit()?, &held).await?,
        BulkAct::ResendActivation => resend_activation::act(&principal.permit()?, &held).await?,
        BulkAct::SendPasswordReset => send_password_reset::act(&principal.permit()?, &held).await?,
        BulkAct::RequireMfa => require_mfa::act(&principal.permit()?, &held).await?,
        BulkAct::ExpirePassword => expire_password::act(&principal.permit()?, &held).await?,
        BulkAct::Activate => activate::act(&principal.permit()?, &held).await?,
        BulkAct::Suspend => suspend::act(&principal.permit()?, &held).await?,
        BulkAct::Delete => delete::act(&principal.permit()?, &held).await?,
    }
    held.commit().await
}

fn check(ids: &[UserId]) -> Result<(), Error> {
    let mut fields = Fields::default();
    if ids.is_empty() {
        fields.refuse("ids", "required", "List at least one user");
    } else if ids.len() > MAX_BULK {
        let message = format!("List at most {MAX_BULK} users; send the others in another request");
        fields.refuse("ids", "too_many", message);
    } else if ids.iter().collect::<HashSet<_>>().len() < ids.len() {
        fields.refuse("ids", "duplicate", "List each user once");
    }
    fields.finish()
}
