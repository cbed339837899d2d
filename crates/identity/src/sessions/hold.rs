use contract::problem::ProblemType;
use entity::session;

use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
use crate::{Context, Error};

impl SignedIn {
    /// Holds the person's account, and checks that their session is still valid.
    ///
    /// # Errors
    /// `unauthenticated` if the session has ended since the request was authenticated.
    pub(crate) async fn hold<'a>(&self, context: &'a Context) -> Result<HeldAccount<'a>, Error> {
        let (held, _) = self.hold_with_session(context).await?;
        Ok(held)
    }

    /// As [`hold`](Self::hold), and returns the session.
    ///
    /// # Errors
    /// `unauthenticated` if the session has ended since the request was authenticated.
    pub(crate) async fn hold_with_session<'a>(
        &self,
        context: &'a Context,
    ) -> Result<(HeldAccount<'a>, session::Model), Error> {
        let held = HeldAccount::in_session(context, self.account, self.session).await?;
        held.ok_or_else(over)
    }
}

/// The error for a request whose session has ended.
pub(super) fn over() -> Error {
    Error::Refused(ProblemType::Unauthenticated, "Your session has ended")
}
