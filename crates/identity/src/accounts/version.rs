use contract::problem::ProblemType;
use entity::account;

use crate::Error;

/// The object was changed by someone else in the meantime.
pub(crate) const fn stale_version() -> Error {
    Error::Refused(
        ProblemType::StaleVersion,
        "Load it again, then make your change",
    )
}

/// Refuses a change that is based on a version other than the current one.
///
/// # Errors
/// `stale-version`.
pub(crate) fn check_version(account: &account::Model, version: u64) -> Result<(), Error> {
    if i64::try_from(version) == Ok(account.version) {
        Ok(())
    } else {
        Err(stale_version())
    }
}
