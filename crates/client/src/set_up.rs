//! The first organization of a server.

use contract::set_up::SetUp;

use crate::{Client, Error};

impl Client {
    /// Creates the first organization and its owner.
    ///
    /// # Errors
    /// `link-not-usable`, `invalid-fields`.
    pub async fn set_up(&self, body: &SetUp) -> Result<(), Error> {
        self.post("/set-up", body).await
    }
}
