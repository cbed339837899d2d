use mail::{CredentialChange, DoneBy};

use super::HeldAccount;

/// The facts of the email about a change of a credential that its user has named. What the user wrote goes to
/// a verified address only, so that nobody can use this server to send texts to strangers: otherwise the
/// email says `neutral`.
pub(crate) fn credential_change(
    held: &HeldAccount<'_>,
    (name, neutral): (&str, &str),
    what: &str,
    by: DoneBy,
) -> CredentialChange {
    let is_unverified = held.account.email_unverified;
    let by = if is_unverified {
        DoneBy {
            name: "The user, or an administrator".to_owned(),
            ..by
        }
    } else {
        by
    };
    CredentialChange {
        name: if is_unverified { neutral } else { name }.to_owned(),
        what: what.to_owned(),
        by,
    }
}
