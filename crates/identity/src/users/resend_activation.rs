use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::users::User;
use rules::state::UserState;

use super::mail_activation;
use super::read::read;
use crate::accounts::party;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts};

/// Mails a new activation link; the older ones are void.
///
/// # Errors
/// `conflict` unless the user is active and has no password, `not-found`, `forbidden`.
pub async fn resend_activation(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    if account.state != UserState::Active {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The user is not active: activate the user first",
        ));
    }
    if account.password_hash.is_some() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The user has a password: send a password reset instead",
        ));
    }
    mail_activation(context, &tx, &account).await?;
    let act = Act::new(EventAction::UserActivationSent, principal.party())
        .to(party(&account))
        .from(principal.client());
    record(context, &tx, organization, act).await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
