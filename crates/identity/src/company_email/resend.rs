use contract::ids::UserId;
use contract::problem::ProblemType;
use mail::Message;
use rules::links::LinkPurpose;
use rules::sign_in::SignInRemedy;
use rules::state::UserState;

use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, users};

/// Sends the verification email of a user's changed company email again.
///
/// # Errors
/// `conflict` if the email is verified or the user is not active; `too-many-requests`, `not-found`,
/// `forbidden`.
pub async fn resend(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let held = users::hold(context, principal, id).await?;
    if held.account.state != UserState::Active {
        return Err(Error::NeedsRemedy(
            SignInRemedy::Activate,
            "The user is not active: activate the user first",
        ));
    }
    resend_verification(held).await
}

/// Sends the verification email of the user's own changed company email again.
///
/// # Errors
/// `conflict` if the email is verified; `too-many-requests`, `unauthenticated`.
pub async fn resend_mine(context: &Context, user: &SignedInUser) -> Result<(), Error> {
    resend_verification(user.hold(context).await?).await
}

async fn resend_verification(held: HeldAccount<'_>) -> Result<(), Error> {
    if !held.account.email_unverified {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The email is verified",
        ));
    }
    mail_verification(&held, &held.account.email).await?;
    held.commit().await
}

/// Emails a link that verifies the company email `to`. The older link is void.
pub(super) async fn mail_verification(held: &HeldAccount<'_>, to: &str) -> Result<(), Error> {
    let purpose = LinkPurpose::UserEmailVerification;
    let link = held.issue_verification_link(purpose, to).await?;
    held.enqueue_to(to, &Message::UserEmailVerification { link })
        .await?;
    Ok(())
}
