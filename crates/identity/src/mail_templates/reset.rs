use contract::events::EventAction;
use entity::mail_template::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::check::check_permission;
use super::find::{hold, sample};
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Restores the default words of a kind of email, if `version` is current. Requires
/// `organization:write`, and `administrators:write` if administrators get this kind too.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`, `proof-required`.
pub async fn reset(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    kind: &str,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let message = sample(context, kind)?;
    check_permission(principal, &message)?;

    let tx = context.database().begin().await?;
    let before = hold(&tx, principal, kind).await?;
    expected.check(before.as_ref().map_or(0, |row| row.version.number()))?;
    let Some(before) = before.filter(|row| row.words.is_some()) else {
        return Ok(());
    };
    let row = ActiveModel {
        id: Unchanged(before.id),
        words: Set(None),
        updated_by: Set(principal.party().name),
        updated_at: Set(context.now()),
        version: Set(before.version.incremented()),
        ..Default::default()
    };
    Entity::update(row).exec(&tx).await?;
    let event = principal.event(EventAction::MailTemplateReset);
    let event = event.with("kind", kind);
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(())
}
