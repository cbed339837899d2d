use std::sync::Arc;

use ::saml::keys::{CryptoError, SigningKey};

use super::registered::Registered;
use crate::actor::Client;
use crate::crypto::{Lane, Place};
use crate::{Context, Error, application_keys};

/// Signs answers. That takes a while, so it runs in the pool for costly work, and a place is taken before
/// anything is written.
pub(crate) struct Signer {
    key: Arc<SigningKey>,
    place: Place,
}

impl Signer {
    /// Takes a place, and finds the current key of the application.
    ///
    /// # Errors
    /// If there is no place, or no key.
    pub(super) async fn take(
        context: &Context,
        client: &Client,
        registered: &Registered,
    ) -> Result<Self, Error> {
        let place = context.hasher().place(client.asker(Lane::Known))?;
        let read = context.database().read();
        let key = application_keys::signing_key(context, read, registered.application.id).await?;
        Ok(Self { key, place })
    }

    /// Signs.
    ///
    /// # Errors
    /// If the key does not sign.
    pub(super) async fn sign(
        self,
        write: impl FnOnce(&SigningKey) -> Result<String, CryptoError> + Send + 'static,
    ) -> Result<String, Error> {
        let (mut place, key) = (self.place, self.key);
        place
            .compute(move || write(&key))
            .await?
            .map_err(|error| Error::internal(error.to_string()))
    }
}
