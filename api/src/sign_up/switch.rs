use identity::Error;

/// Whether the configuration allows people to sign up organizations (`server.organization_sign_up`).
#[derive(Clone, Copy, Debug)]
pub struct SignUpSwitch(pub bool);

impl SignUpSwitch {
    /// Refuses on a server that does not allow it, as if there was no such endpoint.
    ///
    /// # Errors
    /// `not-found`.
    pub fn require(&self) -> Result<(), Error> {
        if self.0 { Ok(()) } else { Err(Error::NotFound) }
    }
}
