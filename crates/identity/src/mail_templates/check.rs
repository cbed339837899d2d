use contract::mail_templates::MailWords;
use mail::Message;
use rules::role::Permission;

use crate::Error;
use crate::actor::AdminPrincipal;
use crate::fields::Fields;
use crate::outbox::as_words;

/// Requires the permission to reword an email that administrators get too: otherwise, somebody who may
/// not change administrators could hide from owners what they are warned about.
///
/// # Errors
/// `forbidden`, `proof-required`.
pub(super) fn check_permission(principal: &AdminPrincipal, message: &Message) -> Result<(), Error> {
    if message.reaches_administrators() {
        principal.require(Permission::AdministratorsWrite)?;
    }
    Ok(())
}

/// Trims and validates words for the kind of `message`.
///
/// # Errors
/// `invalid-fields`.
pub(super) fn check(message: &Message, words: &MailWords) -> Result<MailWords, Error> {
    let lines: Vec<_> = words.text.trim().lines().map(str::trim_end).collect();
    let words = MailWords {
        subject: words.subject.trim().to_owned(),
        heading: words.heading.trim().to_owned(),
        text: lines.join("\n"),
        button: words.button.as_deref().map(|it| it.trim().to_owned()),
    };
    let mut fields = Fields::default();
    for (field, error) in message.check_words(&as_words(&words)) {
        fields.refuse(field.into(), error.code(), error.to_string());
    }
    fields.finish()?;
    Ok(words)
}
