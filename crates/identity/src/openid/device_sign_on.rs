use ::oidc::scope::Scopes;
use entity::{application, application_session, device_authorization, session};
use rules::access::WantedFactor;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::client::{Registered, find_by_id};
use super::consent;
use super::grant::grant_device;
use super::sign_on::authentication;
use crate::Error;
use crate::accounts::HeldAccount;
use crate::requests::{Asked, SignOnRequest, Wishes};

/// The request of a device without a browser.
pub(crate) struct DeviceSignOn {
    registered: Registered,
    scopes: Scopes,
}

impl DeviceSignOn {
    /// The request of a row, with the current settings of its application. `None` if the settings do not
    /// allow such requests anymore.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of(
        db: &impl ConnectionTrait,
        row: &device_authorization::Model,
    ) -> Result<Option<Self>, Error> {
        let registered = find_by_id(db, row.application_id).await?;
        let registered = registered.filter(|one| one.stored.row.device_grant);
        Ok(registered.map(|registered| Self {
            registered,
            scopes: row.scopes.0.iter().copied().collect(),
        }))
    }
}

impl SignOnRequest for DeviceSignOn {
    /// The identifier of the grant.
    type Granted = Uuid;

    fn application(&self) -> &application::Model {
        &self.registered.application
    }

    /// A device requires nothing beyond the policy of its application.
    fn wishes(&self) -> Wishes {
        Wishes {
            silent: false,
            sign_in_again: false,
            choose_account: false,
            max_age: None,
            factor: WantedFactor::None,
            factor_required: false,
        }
    }

    fn scopes(&self) -> Vec<String> {
        let scopes = self.scopes.iter();
        scopes.map(|one| one.as_str().to_owned()).collect()
    }

    fn is_for_somebody_else(&self, _: &HeldAccount<'_>) -> bool {
        false
    }

    async fn needs_consent(&self, held: &HeldAccount<'_>, _: Option<Asked>) -> Result<bool, Error> {
        if !self.registered.stored.row.consent {
            return Ok(false);
        }
        let given = consent::of(held, self.application()).await?;
        Ok(given.is_none_or(|given| !given.covers(&self.scopes)))
    }

    async fn give_consent(&self, held: &HeldAccount<'_>) -> Result<(), Error> {
        consent::give(held, self.application(), &self.scopes).await
    }

    async fn grant(
        &self,
        held: &HeldAccount<'_>,
        opened: &application_session::Model,
        session: &session::Model,
    ) -> Result<Uuid, Error> {
        let client = &self.registered.stored.row;
        let authentication = authentication(session);
        grant_device(held, client, opened.id, (&self.scopes, &authentication)).await
    }
}
