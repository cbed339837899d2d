use contract::sign_in::PasswordRequirements;
use contract::sign_up::SignUpDetails;
use rules::passwords::PasswordPolicy;

use super::find::find;
use crate::{Context, Error};

/// Returns what the page of the emailed link shows. Changes nothing.
///
/// # Errors
/// `link-not-usable`.
pub async fn inspect(context: &Context, token: &str) -> Result<SignUpDetails, Error> {
    let found = find(context, context.database().read(), token).await?;
    Ok(SignUpDetails {
        name: found.name,
        organization_name: found.organization_name,
        requirements: PasswordRequirements {
            policy: PasswordPolicy::default(),
            email: found.email,
            username: String::new(),
        },
        expires_at: found.expires_at,
    })
}
