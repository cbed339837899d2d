//! Setting and removing a recovery email, for users and administrators.

use std::time::Duration;

use contract::problem::ProblemType;
use entity::account::{self, Column};
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::links::LinkPurpose;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::accounts::HeldAccount;
use crate::{Error, accounts};

/// The wait after too many verification emails.
const WAIT: Duration = Duration::from_secs(60 * 60);

/// Who sets, verifies or removes a recovery email.
pub(super) enum By {
    User,
    Administrator,
}

/// Refuses if the organization does not use recovery emails.
pub(super) fn check_enabled(held: &HeldAccount<'_>, by: By) -> Result<(), Error> {
    if held.organization.settings.recovery_email_enabled {
        return Ok(());
    }
    let (kind, detail) = match by {
        By::User => (
            ProblemType::Forbidden,
            "Your organization does not use recovery emails",
        ),
        By::Administrator => (
            ProblemType::Conflict,
            "Turn the recovery email on first: Settings, Recovery email",
        ),
    };
    Err(Error::Refused(kind, detail))
}

/// Parses and checks an address for the recovery email of `account`.
pub(super) fn address(account: &account::Model, text: &str) -> Result<EmailAddress, Error> {
    let email = EmailAddress::parse(text)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    if email.key() == account.email_key {
        return Err(Error::field(
            "email",
            "company_email",
            "Use a personal address: this is the company email",
        ));
    }
    if verified(account).is_some_and(|now| now == email.as_str()) {
        return Err(Error::field(
            "email",
            "unchanged",
            "This is already the recovery email, and it is verified",
        ));
    }
    Ok(email)
}

/// The recovery email of `account`, if it is verified.
pub(super) fn verified(account: &account::Model) -> Option<&str> {
    account.recovery_email_verified_at?;
    account.recovery_email.as_deref()
}

/// Sets a new, unverified recovery email, and sends the verification email to it.
pub(super) async fn enter(held: &HeldAccount<'_>, email: &EmailAddress) -> Result<(), Error> {
    let purpose = LinkPurpose::UserPasswordResetByRecoveryEmail;
    held.void_links(Some(purpose)).await?;
    write(held, Some(email)).await?;
    mail_verification(held, email.as_str()).await
}

/// Removes the recovery email, and voids the links sent to it.
pub(super) async fn clear(held: &HeldAccount<'_>) -> Result<(), Error> {
    if held.account.recovery_email.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "There is no recovery email",
        ));
    }
    for purpose in [
        LinkPurpose::RecoveryEmailVerification,
        LinkPurpose::UserPasswordResetByRecoveryEmail,
    ] {
        held.void_links(Some(purpose)).await?;
    }
    write(held, None).await
}

/// Sends the verification email again. The older link is void.
pub(super) async fn resend_verification(held: &HeldAccount<'_>) -> Result<(), Error> {
    let conflict = |detail| Err(Error::Refused(ProblemType::Conflict, detail));
    match accounts::recovery_email(&held.account) {
        None => conflict("There is no recovery email"),
        Some(now) if now.verified_at.is_some() => conflict("The recovery email is verified"),
        Some(now) => mail_verification(held, &now.email).await,
    }
}

/// Emails the user at the previous verified recovery email and at the company email. The latter gets
/// none if nobody has proved that it is the user's. `held` still has the previous state.
pub(super) async fn tell(
    held: &HeldAccount<'_>,
    before: &str,
    message: &Message,
) -> Result<(), Error> {
    held.enqueue_to(before, message).await?;
    if !held.account.email_unverified {
        held.enqueue(message).await?;
    }
    Ok(())
}

async fn mail_verification(held: &HeldAccount<'_>, to: &str) -> Result<(), Error> {
    let purpose = LinkPurpose::RecoveryEmailVerification;
    if held.too_many_links_lately(purpose).await? {
        return Err(Error::TooManyRequests(WAIT));
    }
    let link = held.issue_verification_link(purpose, to).await?;
    held.enqueue_to(to, &Message::RecoveryEmailVerification { link })
        .await?;
    Ok(())
}

async fn write(held: &HeldAccount<'_>, email: Option<&EmailAddress>) -> Result<(), Error> {
    let now = held.context().now();
    account::Entity::update_many()
        .col_expr(
            Column::RecoveryEmail,
            Expr::value(email.map(EmailAddress::as_str)),
        )
        .col_expr(
            Column::RecoveryEmailEnteredAt,
            Expr::value(email.map(|_| now)),
        )
        .col_expr(
            Column::RecoveryEmailVerifiedAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.account.id))
        .exec(held.tx())
        .await?;
    Ok(())
}
