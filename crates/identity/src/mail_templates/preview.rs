use contract::mail_deliveries::MailPreview;
use contract::mail_templates::MailWords;

use super::check::check;
use super::find::sample;
use crate::mail_deliveries::preview_in;
use crate::permitted::{OrganizationPreview, Permitted};
use crate::{Context, Error};

/// Returns a preview of a kind of email in these words, with sample data and inactive links. Nothing is
/// saved or sent.
///
/// # Errors
/// `invalid-fields`, `not-found`, `forbidden`.
pub async fn preview(
    context: &Context,
    principal: &Permitted<OrganizationPreview>,
    kind: &str,
    words: &MailWords,
) -> Result<MailPreview, Error> {
    let message = sample(context, kind)?;
    let words = check(&message, words)?;
    preview_in(context, principal.organization(), &message, words).await
}
