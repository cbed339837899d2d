use contract::mail_templates::MailTemplate;

use super::find::{row, sample};
use super::show::show;
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error};

/// Returns a kind of email with its words.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    kind: &str,
) -> Result<MailTemplate, Error> {
    let message = sample(context, kind)?;
    let row = row(context.database().read(), principal, kind).await?;
    Ok(show(&message, row))
}
