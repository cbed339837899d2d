use std::collections::HashSet;

use contract::bulk::{BulkAction, BulkItem, BulkRequest, BulkResult, MAX_BULK};
use contract::ids::UserId;
use sea_orm::DbErr;

use super::{
    activate, delete, expire_password, require_mfa, resend_activation, send_password_reset,
    suspend, unlock,
};
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::fields::Fields;
use crate::idempotency::{Create, Once};
use crate::permitted::{Permitted, UsersAssistOrWrite};
use crate::{Context, Error};

/// Performs an action on each of these users, one after the other and each in its own transaction.
/// A refusal does not stop the others. Requires the same permission as the action on a single user.
///
/// The result for each user is written in the same transaction, so a repeated call with the same
/// `idempotency_key` (kept for a day) performs nothing twice, even if the first one was interrupted:
/// it performs the rest and returns all results.
///
/// # Errors
/// `invalid-fields` if there are no users, too many, or duplicates; `idempotency-conflict`,
/// `forbidden`.
pub async fn bulk(
    context: &Context,
    principal: &Permitted<UsersAssistOrWrite>,
    request: &BulkRequest,
    idempotency_key: Option<&str>,
) -> Result<Once<BulkResult>, Error> {
    principal.require(request.action.needs())?;
    check(&request.ids)?;
    let once = Create {
        by: principal,
        operation: "bulk",
        key: idempotency_key,
        request,
    };
    once.begin(context).await?;
    let mut all = Once {
        value: BulkResult {
            results: Vec::with_capacity(request.ids.len()),
        },
        is_replay: idempotency_key.is_some(),
    };
    let act = async |id| one(context, principal, &once, id).await;
    for (id, outcome) in in_turn(request.ids.iter().copied(), act).await {
        let step = match outcome {
            Ok(step) => step,
            // The earlier actions are committed, so the response must still report their results.
            Err(error) => Once::done(refused(id, &error)),
        };
        all.is_replay &= step.is_replay;
        all.value.results.push(step.value);
    }
    Ok(all)
}

/// Acts on all of these, one after the other. Once the database is away, the others fail in the same
/// way without being tried: each would wait for the database too.
pub(crate) async fn in_turn<I: Copy, T>(
    all: impl IntoIterator<Item = I>,
    act: impl AsyncFn(I) -> Result<T, Error>,
) -> Vec<(I, Result<T, Error>)> {
    let mut outcomes = Vec::new();
    let mut away: Option<DbErr> = None;
    for one in all {
        let outcome = match &away {
            Some(error) => Err(Error::Database(error.clone())),
            None => act(one).await,
        };
        if let Err(error @ Error::Database(cause)) = &outcome
            && error.is_away()
        {
            away = Some(cause.clone());
        }
        outcomes.push((one, outcome));
    }
    outcomes
}

/// Performs the action on one user, and writes the result with it.
async fn one(
    context: &Context,
    principal: &AdminPrincipal,
    once: &Create<'_, BulkRequest>,
    id: UserId,
) -> Result<Once<BulkItem>, Error> {
    let tx = context.database().begin().await?;
    let mut results: Vec<BulkItem> = once.results(&tx).await?;
    if let Some(earlier) = results.iter().find(|result| result.id == id) {
        return Ok(Once::replay(earlier.clone()));
    }
    // Several users have no common version, so the request cannot expect one.
    let held = HeldAccount::within(context, tx, principal.organization(), Portal::User, id.0).await;
    let performed = match held {
        Ok(held) => perform(principal, once.request.action, &held)
            .await
            .map(|()| held),
        Err(error) => Err(error),
    };
    let result = match performed {
        Ok(held) => {
            let done = BulkItem {
                id,
                done: true,
                problem: None,
            };
            results.push(done.clone());
            once.write_results(held.tx(), &results).await?;
            held.commit().await?;
            return Ok(Once::done(done));
        }
        // Nothing was done, so a repeated call tries again.
        Err(error) if error.is_away() => return Err(error),
        Err(error) => refused(id, &error),
    };
    if once.key.is_some() {
        // The action was rolled back, so its result is written in another transaction.
        let tx = context.database().begin().await?;
        let mut results: Vec<BulkItem> = once.results(&tx).await?;
        if let Some(earlier) = results.iter().find(|result| result.id == id) {
            return Ok(Once::replay(earlier.clone()));
        }
        results.push(result.clone());
        once.write_results(&tx, &results).await?;
        tx.commit().await?;
    }
    Ok(Once::done(result))
}

/// The result for a user whose action was refused or failed.
pub(crate) fn refused(id: UserId, error: &Error) -> BulkItem {
    if error.is_internal() {
        tracing::error!(%error, user = %id, "a bulk action failed on our side");
    }
    BulkItem {
        id,
        done: false,
        problem: Some(error.problem()),
    }
}

/// Performs the action on a held user. Checks the permission for it.
///
/// # Errors
/// Those of the action.
pub(crate) async fn perform(
    principal: &AdminPrincipal,
    action: BulkAction,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    match action {
        BulkAction::Unlock => unlock::perform(&principal.permit()?, held).await,
        BulkAction::ResendActivation => {
            resend_activation::perform(&principal.permit()?, held).await
        }
        BulkAction::SendPasswordReset => {
            send_password_reset::perform(&principal.permit()?, held).await
        }
        BulkAction::RequireMfa => require_mfa::perform(&principal.permit()?, held).await,
        BulkAction::ExpirePassword => expire_password::perform(&principal.permit()?, held).await,
        BulkAction::Activate => activate::perform(&principal.permit()?, held).await,
        BulkAction::Suspend => suspend::perform(&principal.permit()?, held).await,
        BulkAction::Delete => delete::perform(&principal.permit()?, held).await,
    }
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
