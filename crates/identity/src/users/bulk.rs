use std::collections::HashSet;

use contract::bulk::{BulkAction, BulkItem, BulkRequest, BulkResult, MAX_BULK};
use contract::ids::UserId;
use sea_orm::DbErr;

use super::held_user::hold;
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
    principal.require(request.action.needs())?;
    check(&request.ids)?;
    let mut results = Vec::with_capacity(request.ids.len());
    let mut away: Option<DbErr> = None;
    for &id in &request.ids {
        let outcome = match &away {
            // Without trying the other users: each would wait for the database too.
            Some(error) => Err(Error::Database(error.clone())),
            None => one(context, principal, request.action, id).await,
        };
        // The earlier actions are committed, so the response must still report their results.
        if let Err(error) = &outcome
            && error.is_internal()
        {
            tracing::error!(%error, user = %id, "a bulk action failed on our side");
        }
        if let Err(error @ Error::Database(cause)) = &outcome
            && error.is_away()
        {
            away = Some(cause.clone());
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
    action: BulkAction,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    match action {
        BulkAction::Unlock => unlock::perform(&principal.permit()?, &held).await?,
        BulkAction::ResendActivation => {
            resend_activation::perform(&principal.permit()?, &held).await?
        }
        BulkAction::SendPasswordReset => {
            send_password_reset::perform(&principal.permit()?, &held).await?
        }
        BulkAction::RequireMfa => require_mfa::perform(&principal.permit()?, &held).await?,
        BulkAction::ExpirePassword => expire_password::perform(&principal.permit()?, &held).await?,
        BulkAction::Activate => activate::perform(&principal.permit()?, &held).await?,
        BulkAction::Suspend => suspend::perform(&principal.permit()?, &held).await?,
        BulkAction::Delete => delete::perform(&principal.permit()?, &held).await?,
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
