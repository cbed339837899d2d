use contract::events::EventAction;
use contract::ids::WebhookId;
use contract::webhooks::{UpdateWebhook, Webhook};
use entity::Document;
use entity::webhook::{ActiveModel, Entity};
use mail::WebhookChange;
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::give_up::give_up_queued;
use super::secrets::{secrets, show_all};
use super::show::{origin, party, show};
use super::tell_owners::tell_owners;
use super::values;
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{Permitted, WebhooksWrite};
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Changes a webhook, if `version` is current. Disabling it gives up what is queued. Owners are told
/// about another address.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<WebhooksWrite>,
    id: WebhookId,
    version: impl Into<Precondition>,
    request: &UpdateWebhook,
) -> Result<Webhook, Error> {
    let UpdateWebhook {
        name,
        url,
        events,
        enabled,
    } = request;
    let expected: Precondition = version.into();
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = name.as_deref();
    let name = name.and_then(|name| values::name(&mut fields, name));
    let url = url.as_deref();
    let url = url.and_then(|url| values::url(&mut fields, url));

    let tx = context.database().begin().await?;
    let before = hold(&tx, organization, id).await?;
    expected.check(before.version)?;
    let events = events.as_deref();
    let events = events.map(|it| values::events(&mut fields, it, &before.events));
    fields.finish()?;
    let mut changed = Vec::new();
    let mut event = principal
        .event(EventAction::WebhookUpdated)
        .to(party(&before));
    let mut row = ActiveModel::default();
    if let Some(name) = name.filter(|name| *name != before.name) {
        changed.push("name");
        event = event.with("name", name.as_str());
        row.name = Set(name);
    }
    if let Some(url) = url.filter(|url| *url != before.url) {
        changed.push("url");
        event = event.with("url", origin(&url));
        row.url = Set(url);
    }
    // A newer server stores them in another order.
    let is_same = |events: &[_]| {
        events.len() == before.events.len() && events.iter().all(|it| before.events.contains(it))
    };
    if let Some(events) = events.filter(|events| !is_same(events)) {
        changed.push("events");
        row.events = Set(Document(events));
    }
    let enabled = enabled.filter(|enabled| *enabled != before.enabled);
    if let Some(enabled) = enabled {
        changed.push("enabled");
        event = event.with("enabled", enabled.to_string());
        row.enabled = Set(enabled);
        row.disabled_at = Set(None);
        row.failing_since = Set(None);
    }
    let shown = show_all(secrets(&tx, organization.0, before.id).await?);
    if changed.is_empty() {
        return Ok(show(before, shown));
    }
    row.id = Unchanged(before.id);
    row.version = Set(before.version.incremented());
    let after = Entity::update(row).exec(&tx).await?;
    if changed.contains(&"url") {
        let change = WebhookChange::AddressChanged;
        tell_owners(context, &tx, principal, &after, change).await?;
    }
    let event = event.with("fields", changed.join(", "));
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    if enabled == Some(false) {
        give_up_queued(context, organization, id, "the webhook was disabled").await;
    }
    Ok(show(after, shown))
}
