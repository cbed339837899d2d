use rules::time::Timestamp;

use super::enter::clear;
use crate::Error;
use crate::accounts::{HeldAccount, recovery_email};

/// Removes the recovery email if it was entered or verified at `since` or later. Returns the address
/// if it was removed.
///
/// # Errors
/// If the database fails.
pub(crate) async fn remove_since(
    held: &HeldAccount<'_>,
    since: Timestamp,
) -> Result<Option<String>, Error> {
    let is_new = |at: Option<Timestamp>| at.is_some_and(|at| at >= since);
    match recovery_email(&held.account) {
        Some(now) if is_new(Some(now.entered_at)) || is_new(now.verified_at) => {
            clear(held).await?;
            Ok(Some(now.email))
        }
        _ => Ok(None),
    }
}
