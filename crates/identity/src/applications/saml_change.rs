use contract::applications::{SamlSettings, SamlSettingsChanges};
use entity::application::Model;
use rules::saml::NameIdFormat;
use sea_orm::ConnectionTrait;

use super::protocol_settings::differing;
use super::saml_settings::{self, StoredSaml};
use super::saml_values;
use crate::Error;
use crate::events::NewEvent;
use crate::fields::Fields;

/// A change of the SAML settings.
pub(super) struct SamlChange {
    stored: StoredSaml,
    after: SamlSettings,
}

impl SamlChange {
    /// Reads the settings, and validates the result of the change. `None` if nothing changes.
    ///
    /// # Errors
    /// `invalid-fields` with all invalid fields.
    pub async fn read(
        tx: &impl ConnectionTrait,
        application: &Model,
        patch: &SamlSettingsChanges,
    ) -> Result<Option<Self>, Error> {
        let stored = StoredSaml::find(tx, application.id).await?;
        let stored = stored.ok_or_else(|| {
            let message = "Only applications that use SAML have these settings";
            Error::field("saml", "not_allowed", message)
        })?;
        let after = patch.apply(stored.settings());
        let mut fields = Fields::default();
        saml_values::check(&mut fields, &after);
        fields.finish()?;
        let change = Self { stored, after };
        Ok(Some(change).filter(|change| change.after != *change.stored.settings()))
    }

    /// The format of the names of users after the change.
    pub const fn name_id(&self) -> NameIdFormat {
        self.after.name_id
    }

    /// The names of the changed settings.
    pub fn names(&self) -> Vec<String> {
        differing("saml", self.stored.settings(), &self.after)
    }

    /// Writes the change, and adds the settings that decide who gets assertions to the event.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn write<'a>(
        self,
        tx: &impl ConnectionTrait,
        application: &Model,
        mut event: NewEvent<'a>,
    ) -> Result<NewEvent<'a>, Error> {
        let details = |settings: &SamlSettings| {
            let urls = settings.consumers.iter().map(|one| one.url.as_str());
            let encrypted = settings.encryption_certificate.is_some();
            [
                ("entity_id", settings.entity_id.clone()),
                ("consumers", urls.collect::<Vec<_>>().join(" ")),
                ("encrypted", encrypted.to_string()),
                ("requests_signed", settings.requests_signed.to_string()),
            ]
        };
        let before = details(self.stored.settings());
        for ((name, old), (_, new)) in before.into_iter().zip(details(&self.after)) {
            if old != new {
                event = event.with(name, format!("{old} → {new}"));
            }
        }
        saml_settings::write(tx, application, Some(&self.stored.row), self.after).await?;
        Ok(event)
    }
}
