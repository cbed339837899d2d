use contract::mail_templates::{MailPlaceholder, MailTemplate, MailWords};
use entity::mail_template::Model;
use mail::{Message, Words};

/// Builds the API's representation of the kind of `message`, whose row is `row`.
pub(super) fn show(message: &Message, row: Option<Model>) -> MailTemplate {
    let default_words = as_contract(message.default_words());
    let placeholders = message.placeholders().into_iter();
    let placeholders = placeholders.map(|(placeholder, required)| MailPlaceholder {
        name: placeholder.name().to_owned(),
        description: placeholder.description().to_owned(),
        required,
    });
    let version = row.as_ref().map_or(0, |row| row.version.number());
    let changed = row.as_ref();
    let updated_by = changed.map(|row| row.updated_by.clone());
    let updated_at = changed.map(|row| row.updated_at);
    let own = row.and_then(|row| row.words);
    MailTemplate {
        kind: message.kind().to_owned(),
        label: message.label().to_owned(),
        customized: own.is_some(),
        words: own.map_or_else(|| default_words.clone(), |words| words.0),
        default_words,
        placeholders: placeholders.collect(),
        reaches_administrators: message.reaches_administrators(),
        updated_by,
        updated_at,
        version,
    }
}

fn as_contract(words: Words) -> MailWords {
    MailWords {
        subject: words.subject,
        heading: words.heading,
        text: words.text,
        button: words.button,
    }
}
