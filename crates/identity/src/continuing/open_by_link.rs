use contract::ids::ApplicationId;
use contract::problem::ProblemType;

use crate::requests::Browser;
use crate::{Context, Error, applications};

/// Where a link to an application leads.
pub enum OpenedByLink {
    /// To the application.
    Open(String),
    /// To the portal, where the person signs in, verifies a factor, or learns why the application does
    /// not open.
    Portal,
}

/// Opens an application by its link, for the user who is signed in.
///
/// # Errors
/// If the server fails.
pub async fn open_by_link(
    context: &Context,
    browser: &Browser<'_>,
    id: ApplicationId,
) -> Result<OpenedByLink, Error> {
    let Some(user) = browser.user(context).await? else {
        return Ok(OpenedByLink::Portal);
    };
    match applications::open(context, &user, id).await {
        Ok(opened) => Ok(OpenedByLink::Open(opened.address)),
        Err(Error::StepUp(_) | Error::DoesNotOpen(..) | Error::NotFound) => {
            Ok(OpenedByLink::Portal)
        }
        Err(Error::Refused(ProblemType::Conflict | ProblemType::Unauthenticated, _)) => {
            Ok(OpenedByLink::Portal)
        }
        Err(error) => Err(error),
    }
}
