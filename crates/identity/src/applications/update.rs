use contract::applications::{Application, OidcSettings, OidcSettingsChanges, UpdateApplication};
use contract::events::EventAction;
use contract::ids::ApplicationId;
use entity::application::{ActiveModel, Entity, Model};
use entity::application_session::EndReason;
use entity::oidc_grant;
use rules::application::{ApplicationProtocol, OpenTo};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait};

use super::create::make_key;
use super::end::end_all;
use super::oidc_settings::{self, Stored};
use super::oidc_values;
use super::protocol_settings::differing;
use super::saml_change::SamlChange;
use super::show::{party, show};
use super::values::{self, named, taken};
use crate::accounts::{end_lost_applications, end_sessions_of_locked, revoke_grants};
use crate::actor::AdminPrincipal;
use crate::changes::Changes;
use crate::events::{NewEvent, record};
use crate::fields::Fields;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Changes an application, if `version` is current. Ends the sessions of users who may no longer open
/// it or use it.
///
/// # Errors
/// `invalid-fields` with all invalid fields, `taken`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    version: impl Into<Precondition>,
    request: UpdateApplication,
) -> Result<Application, Error> {
    let expected: Precondition = version.into();
    let mut changes = checked(request)?;
    let (oidc, saml) = (changes.oidc.take(), changes.saml.take());
    let tx = context.database().begin().await?;
    let before = hold(&tx, principal.organization(), id).await?;
    expected.check(before.version)?;
    let wanted = apply(changes, before.clone())?;
    let oidc = match oidc {
        Some(patch) => Some(OidcChange::read(&tx, &before, &patch).await?),
        None => None,
    };
    let oidc = oidc.filter(OidcChange::changes);
    let saml = match saml {
        Some(patch) => SamlChange::read(&tx, &before, &patch).await?,
        None => None,
    };
    let mut changed = Changes::default();
    let row = written(&before, wanted, &mut changed);
    if changed.is_empty() && oidc.is_none() && saml.is_none() {
        let same = show(context, &tx, before).await?;
        // Immediately, not when the connection is next used, because others wait for the application.
        tx.rollback().await?;
        return Ok(same);
    }
    let after = Entity::update(row).exec(&tx).await.map_err(taken)?;
    if before.enabled && !after.enabled {
        end_all(context, &tx, &after, EndReason::ApplicationDisabled).await?;
    }
    if before.open_to == OpenTo::Everyone && after.open_to == OpenTo::Assigned {
        end_lost_applications(context, &tx, &[after.id]).await?;
    }
    if before.on_lock.maintains() && !after.on_lock.maintains() {
        end_sessions_of_locked(context, &tx, &after).await?;
    }
    let of_oidc = oidc.as_ref().map(OidcChange::names);
    let of_saml = saml.as_ref().map(SamlChange::names);
    for setting in of_oidc.into_iter().chain(of_saml).flatten() {
        changed.note(setting);
    }
    let mut event = event(principal, &before, &after, &changed);
    if let Some(oidc) = oidc {
        event = oidc.write(context, &tx, &after, event).await?;
    }
    if let Some(saml) = saml {
        event = saml.write(&tx, &after, event).await?;
    }
    record(context, &tx, principal.organization(), event).await?;
    let shown = show(context, &tx, after).await?;
    tx.commit().await?;
    make_key(context, &shown).await;
    Ok(shown)
}

/// A change of the OpenID Connect settings.
pub(super) struct OidcChange {
    stored: Stored,
    before: OidcSettings,
    after: OidcSettings,
}

impl OidcChange {
    /// Reads the settings, and validates the result of the change.
    ///
    /// # Errors
    /// `invalid-fields` with all invalid fields.
    pub async fn read(
        tx: &impl ConnectionTrait,
        application: &Model,
        patch: &OidcSettingsChanges,
    ) -> Result<Self, Error> {
        let stored = Stored::find(tx, application.id).await?;
        let stored = stored.ok_or_else(|| {
            let message = "Only applications that use OpenID Connect have these settings";
            Error::field("oidc", "not_allowed", message)
        })?;
        let before = stored.settings();
        let after = patch.apply(&before);
        let mut fields = Fields::default();
        oidc_values::check(&mut fields, &after);
        fields.finish()?;
        Ok(Self {
            stored,
            before,
            after,
        })
    }

    fn changes(&self) -> bool {
        self.before != self.after
    }

    /// The names of the changed settings.
    fn names(&self) -> Vec<String> {
        differing("oidc", &self.before, &self.after)
    }

    /// Writes the change, and adds the settings that decide who gets codes to the event. Turning
    /// offline access off revokes it. Changing the names of users revokes everything.
    async fn write<'a>(
        self,
        context: &Context,
        tx: &impl ConnectionTrait,
        application: &Model,
        mut event: NewEvent<'a>,
    ) -> Result<NewEvent<'a>, Error> {
        let (before, after) = (&self.before, &self.after);
        if before.redirect_uris != after.redirect_uris {
            let (old, new) = (
                before.redirect_uris.join(" "),
                after.redirect_uris.join(" "),
            );
            event = event.with("redirect_uris", format!("{old} → {new}"));
        }
        if before.subject != after.subject {
            // Before the change is written, because the notice must contain the names that the
            // application knows.
            let ended = end_all(context, tx, application, EndReason::SubjectChanged).await?;
            let (old, new) = (before.subject.as_str(), after.subject.as_str());
            event = event
                .with("subject", format!("{old} → {new}"))
                .with("sessions_ended", ended.to_string());
        }
        if before.offline && !after.offline {
            let which = Condition::all()
                .add(oidc_grant::Column::ApplicationId.eq(application.id))
                .add(oidc_grant::Column::Offline.eq(true));
            revoke_grants(context, tx, which).await?;
        }
        oidc_settings::write(tx, application, Some(&self.stored.row), self.after).await?;
        Ok(event)
    }
}

/// The request with validated values.
///
/// # Errors
/// `invalid-fields` with all invalid fields.
pub(super) fn checked(mut request: UpdateApplication) -> Result<UpdateApplication, Error> {
    use contract::change::Change;
    let mut fields = Fields::default();
    if let Some(name) = &request.name {
        request.name = values::name(&mut fields, name);
    }
    if let Change::Set(text) = request.description {
        let description = values::description(&mut fields, Some(text));
        request.description = Change::from_option(description);
    }
    if let Some(letter) = &request.letter {
        request.letter = values::letter(&mut fields, letter);
    }
    if let Change::Set(text) = request.category {
        let category = values::category(&mut fields, Some(text));
        request.category = Change::from_option(category);
    }
    if let Change::Set(text) = request.launch_url {
        let url = values::launch_url(&mut fields, Some(&text));
        request.launch_url = Change::from_option(url);
    }
    if let Change::Set(minutes) = request.fresh_minutes {
        values::fresh_minutes(&mut fields, Some(minutes));
    }
    fields.finish()?;
    Ok(request)
}

/// The row after the changes, except for those of the settings of its protocol.
///
/// # Errors
/// `invalid-fields` if a bookmark would have no address.
pub(super) fn apply(changes: UpdateApplication, mut row: Model) -> Result<Model, Error> {
    let UpdateApplication {
        name,
        description,
        letter,
        color,
        enabled,
        visible,
        category,
        launch_url,
        open_to,
        factor,
        fresh_minutes,
        on_lock,
        oidc: _,
        saml: _,
    } = changes;
    if let Some(description) = description.into_option() {
        row.description = description;
    }
    if let Some(category) = category.into_option() {
        row.category = category;
    }
    if let Some(launch_url) = launch_url.into_option() {
        row.launch_url = launch_url;
    }
    if row.protocol == ApplicationProtocol::Bookmark && row.launch_url.is_none() {
        let message = "A bookmark needs the address that it opens";
        return Err(Error::field("launchUrl", "required", message));
    }
    if let Some(minutes) = fresh_minutes.into_option() {
        row.fresh_minutes = minutes.and_then(|minutes| i32::try_from(minutes).ok());
    }
    row.name = name.unwrap_or(row.name);
    row.letter = letter.unwrap_or(row.letter);
    row.color = color.unwrap_or(row.color);
    row.enabled = enabled.unwrap_or(row.enabled);
    row.visible = visible.unwrap_or(row.visible);
    row.open_to = open_to.unwrap_or(row.open_to);
    row.factor = factor.unwrap_or(row.factor);
    row.on_lock = on_lock.unwrap_or(row.on_lock);
    Ok(row)
}

/// The row to write, with the fields that change noted in `changes`.
fn written(before: &Model, wanted: Model, changes: &mut Changes) -> ActiveModel {
    let Model {
        id,
        organization_id: _,
        name,
        name_key: _,
        search_words: _,
        description,
        letter,
        color,
        template: _,
        protocol: _,
        enabled,
        visible,
        category,
        launch_url,
        open_to,
        factor,
        fresh_minutes,
        on_lock,
        created_at: _,
        version: _,
    } = wanted;
    let named = if name == before.name {
        ActiveModel::default()
    } else {
        changes.note("name");
        named(name)
    };
    ActiveModel {
        id: Unchanged(id),
        description: changes.value("description", Some(description), &before.description),
        letter: changes.value("letter", Some(letter), &before.letter),
        color: changes.value("color", Some(color), &before.color),
        enabled: changes.value("enabled", Some(enabled), &before.enabled),
        visible: changes.value("visible", Some(visible), &before.visible),
        category: changes.value("category", Some(category), &before.category),
        launch_url: changes.value("launchUrl", Some(launch_url), &before.launch_url),
        open_to: changes.value("openTo", Some(open_to), &before.open_to),
        factor: changes.value("factor", Some(factor), &before.factor),
        fresh_minutes: changes.value("freshMinutes", Some(fresh_minutes), &before.fresh_minutes),
        on_lock: changes.value("onLock", Some(on_lock), &before.on_lock),
        version: Set(before.version.incremented()),
        ..named
    }
}

/// The event, with the names of what changed, and the values of what decides who may open what.
fn event<'a>(
    principal: &'a AdminPrincipal,
    before: &Model,
    after: &Model,
    changed: &Changes,
) -> NewEvent<'a> {
    let host = |row: &Model| values::host(row.launch_url.as_deref());
    let minutes = |row: &Model| {
        let minutes = row.fresh_minutes;
        minutes.map_or_else(
            || "once per session".to_owned(),
            |minutes| minutes.to_string(),
        )
    };
    let text = str::to_owned;
    let details = [
        ("name", before.name.clone(), after.name.clone()),
        ("host", host(before), host(after)),
        (
            "enabled",
            before.enabled.to_string(),
            after.enabled.to_string(),
        ),
        (
            "open_to",
            text(before.open_to.as_str()),
            text(after.open_to.as_str()),
        ),
        (
            "factor",
            text(before.factor.as_str()),
            text(after.factor.as_str()),
        ),
        ("fresh_minutes", minutes(before), minutes(after)),
        (
            "on_lock",
            text(before.on_lock.as_str()),
            text(after.on_lock.as_str()),
        ),
    ];
    let event = principal
        .event(EventAction::ApplicationUpdated)
        .to(party(after))
        .with("fields", changed.fields());
    details
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .fold(event, |event, (name, before, after)| {
            event.with(name, format!("{before} → {after}"))
        })
}
