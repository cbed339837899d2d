use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::users::{LockUser, User};
use rules::state::UserState;
use rules::status::LockReason;

use super::held_user::hold;
use crate::accounts::lock_at;
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

/// The longest reason.
const REASON: usize = 200;

/// Locks a user until an administrator unlocks them, and ends their sessions. The user sees the reason
/// after the correct password.
///
/// # Errors
/// `invalid-fields`, `conflict` unless the user is active, or if an administrator has locked them
/// already; `not-found`, `forbidden`.
pub async fn lock(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    request: &LockUser,
) -> Result<User, Error> {
    let mut fields = Fields::default();
    let note = fields.optional("reason", request.reason.clone(), REASON);
    fields.finish()?;
    let held = hold(context, principal, id).await?;
    let refused = |detail| Err(Error::Refused(ProblemType::Conflict, detail));
    if held.account.state != UserState::Active {
        return refused("The user is not active, and cannot sign in anyway");
    }
    let lock = lock_at(&held.account, context.now());
    if lock.is_some_and(|lock| lock.reason == LockReason::Administrator) {
        return refused("An administrator has locked the user already");
    }
    let mut event = principal.event(EventAction::AccountLocked);
    if let Some(note) = &note {
        event = event.with("note", note.as_str());
    }
    held.lock_by_administrator(note, event).await?;
    held.commit_and_read().await
}
