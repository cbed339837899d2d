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
    if wanted == before && oidc.is_none() && saml.is_none() {
        let same = show(context, &tx, before).await?;
        // Immediately, not when the connection is next used, because others wait for the application.
        tx.rollback().await?;
        return Ok(same);
    }
    let row = ActiveModel {
        id: Unchanged(before.id),
        description: Set(wanted.description),
        letter: Set(wanted.letter),
        color: Set(wanted.color),
        enabled: Set(wanted.enabled),
        visible: Set(wanted.visible),
        category: Set(wanted.category),
        launch_url: Set(wanted.launch_url),
        open_to: Set(wanted.open_to),
        factor: Set(wanted.factor),
        fresh_minutes: Set(wanted.fresh_minutes),
        on_lock: Set(wanted.on_lock),
        version: Set(before.version + 1),
        ..named(wanted.name)
    };
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
    let settings = of_oidc.into_iter().chain(of_saml).flatten();
    let mut event = event(principal, &before, &after, settings);
    if let Some(oidc) = oidc {
        event = oidc.write(context, &tx, &after, event).await?;
    }
    if let Some(saml) = saml {
        event = saml.write(&tx, &after, event).await?;
    }
    record(context, &tx, principal.organization(), event).await?;
    let changed = show(context, &tx, after).await?;
    tx.commit().await?;
    make_key(context, &changed).await;
    Ok(changed)
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

/// The row after the changes.
///
/// # Errors
/// `invalid-fields` if a bookmark would have no address.
pub(super) fn apply(changes: UpdateApplication, mut row: Model) -> Result<Model, Error> {
    if let Some(name) = changes.name {
        row.name = name;
    }
    if let Some(description) = changes.description.into_option() {
        row.description = description;
    }
    if let Some(letter) = changes.letter {
        row.letter = letter;
    }
    if let Some(category) = changes.category.into_option() {
        row.category = category;
    }
    if let Some(launch_url) = changes.launch_url.into_option() {
        row.launch_url = launch_url;
    }
    if row.protocol == ApplicationProtocol::Bookmark && row.launch_url.is_none() {
        let message = "A bookmark needs the address that it opens";
        return Err(Error::field("launchUrl", "required", message));
    }
    if let Some(minutes) = changes.fresh_minutes.into_option() {
        row.fresh_minutes = minutes.and_then(|minutes| i32::try_from(minutes).ok());
    }
    row.color = changes.color.unwrap_or(row.color);
    row.enabled = changes.enabled.unwrap_or(row.enabled);
    row.visible = changes.visible.unwrap_or(row.visible);
    row.open_to = changes.open_to.unwrap_or(row.open_to);
    row.factor = changes.factor.unwrap_or(row.factor);
    row.on_lock = changes.on_lock.unwrap_or(row.on_lock);
    Ok(row)
}

/// The event, with the names of the changed fields and of the changed `settings` of the protocol. It
/// has the values of those that decide who may open what.
fn event<'a>(
    principal: &'a AdminPrincipal,
    before: &Model,
    after: &Model,
    settings: impl Iterator<Item = String>,
) -> NewEvent<'a> {
    let fields = [
        ("name", before.name != after.name),
        ("description", before.description != after.description),
        ("letter", before.letter != after.letter),
        ("color", before.color != after.color),
        ("enabled", before.enabled != after.enabled),
        ("visible", before.visible != after.visible),
        ("category", before.category != after.category),
        ("launchUrl", before.launch_url != after.launch_url),
        ("openTo", before.open_to != after.open_to),
        ("factor", before.factor != after.factor),
        ("freshMinutes", before.fresh_minutes != after.fresh_minutes),
        ("onLock", before.on_lock != after.on_lock),
    ];
    let changed = fields.into_iter().filter(|(_, changed)| *changed);
    let mut names: Vec<_> = changed.map(|(name, _)| name.to_owned()).collect();
    names.extend(settings);
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
        .with("fields", names.join(", "));
    details
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .fold(event, |event, (name, before, after)| {
            event.with(name, format!("{before} → {after}"))
        })
}
