//! The words of an organization for its emails.

use std::collections::HashMap;

use contract::mail_templates::MailWords;
use entity::mail_template::{Column, Entity, Model};
use mail::Words;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Error;

/// The organization's words for a kind of email; none for the default ones.
///
/// # Errors
/// When the database fails.
pub(super) async fn words_of(
    db: &impl ConnectionTrait,
    organization: Uuid,
    kind: &str,
) -> Result<Option<Words>, Error> {
    let row = Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Kind.eq(kind))
        .one(db)
        .await?;
    Ok(row.and_then(words_in))
}

/// The organization's words, by the kind of email.
///
/// # Errors
/// When the database fails.
pub(crate) async fn all_words(
    db: &impl ConnectionTrait,
    organization: Uuid,
) -> Result<HashMap<String, Words>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Words.is_not_null())
        .all(db)
        .await?;
    let words = rows
        .into_iter()
        .filter_map(|row| Some((row.kind.clone(), words_in(row)?)));
    Ok(words.collect())
}

fn words_in(row: Model) -> Option<Words> {
    row.words.map(|words| as_words(&words))
}

/// The words, as an email is rendered in them.
pub(crate) fn as_words(words: &MailWords) -> Words {
    Words {
        subject: words.subject.clone(),
        heading: words.heading.clone(),
        text: words.text.clone(),
        button: words.button.clone(),
    }
}
