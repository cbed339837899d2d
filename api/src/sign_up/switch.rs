use identity::Error;

/// Whether the configuration allows people to sign up organizations (`server.organization_sign_up`).
#[derive(Clone, Copy, Debug)]
pub struct SignUpSwitch(bool);

impl SignUpSwitch {
    /// From the configuration.
    pub const fn new(is_on: bool) -> Self {
        Self(is_on)
    }

    /// Whether it is allowed.
    pub const fn is_on(&self) -> bool {
        self.0
    }

    /// Refuses on a server that does not allow it, as if there was no such endpoint.
    ///
    /// # Errors
    /// `not-found`.
    pub fn require(&self) -> Result<(), Error> {
        if self.is_on() {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }
}
