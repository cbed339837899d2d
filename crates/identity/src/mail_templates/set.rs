use contract::events::EventAction;
use contract::mail_templates::{MailTemplate, MailWords};
use entity::mail_template::{ActiveModel, Column, Entity};
use entity::{Document, Version};
use sea_orm::{ActiveValue::Set, EntityTrait, TryInsertResult, Unchanged};

use super::check::{check, check_permission};
use super::find::{hold, row, sample};
use super::show::show;
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::{Precondition, stale_version};
use crate::{Context, Error};

/// Replaces the words of a kind of email, if `version` is current. Requires `organization:write`, and
/// `administrators:write` if administrators get this kind too.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `not-found`, `forbidden`, `proof-required`.
pub async fn set(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    kind: &str,
    version: impl Into<Precondition>,
    words: &MailWords,
) -> Result<MailTemplate, Error> {
    let expected: Precondition = version.into();
    let message = sample(context, kind)?;
    check_permission(principal, &message)?;
    let words = check(&message, words)?;
    let organization = principal.organization();

    let tx = context.database().begin().await?;
    let before = hold(&tx, principal, kind).await?;
    expected.check(before.as_ref().map_or(0, |row| row.version.number()))?;
    let changed = before
        .as_ref()
        .and_then(|row| row.words.as_deref())
        .is_none_or(|before| *before != words);
    if !changed {
        return Ok(show(&message, before));
    }
    let row_to_write = ActiveModel {
        words: Set(Some(Document(words))),
        updated_by: Set(principal.party().name),
        updated_at: Set(context.now()),
        ..Default::default()
    };
    if let Some(before) = before {
        let row = ActiveModel {
            id: Unchanged(before.id),
            version: Set(before.version.incremented()),
            ..row_to_write
        };
        Entity::update(row).exec(&tx).await?;
    } else {
        let row = ActiveModel {
            id: Set(context.new_id()),
            organization_id: Set(organization.0),
            kind: Set(message.kind().to_owned()),
            version: Set(Version::FIRST),
            ..row_to_write
        };
        let inserted = Entity::insert(row)
            .on_conflict_do_nothing_on([Column::OrganizationId, Column::Kind])
            .exec_without_returning(&tx)
            .await?;
        // Somebody else was first.
        if !matches!(inserted, TryInsertResult::Inserted(1)) {
            return Err(stale_version());
        }
    }
    let event = principal.event(EventAction::MailTemplateUpdated);
    record(context, &tx, organization, event.with("kind", kind)).await?;
    let after = row(&tx, principal, kind).await?;
    tx.commit().await?;
    Ok(show(&message, after))
}
