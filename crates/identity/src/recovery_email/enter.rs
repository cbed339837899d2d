//! What entering and removing have in common, whoever does it.

use std::time::Duration;

use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::account::{self, Column};
use entity::organization;
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::LinkPurpose;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{Context, Error, accounts, outbox};

/// How long to wait once too many verifications were mailed.
const WAIT: Duration = Duration::from_secs(60 * 60);

/// Whether an organization uses recovery emails.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_enabled(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<bool, Error> {
    let found = organization::Entity::find_by_id(organization.0)
        .one(db)
        .await?;
    Ok(match found {
        Some(found) => found.settings.recovery_email_enabled,
        None => false,
    })
}

/// Reads an address that may become the recovery email of `account`.
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
    let verified = accounts::recovery_email(account).filter(|now| now.verified_at.is_some());
    if verified.is_some_and(|now| now.email == email.as_str()) {
        return Err(Error::field(
            "email",
            "unchanged",
            "This is the recovery email already, and it is verified",
        ));
    }
    Ok(email)
}

/// Writes a new recovery email, unverified, and mails its verification there.
pub(super) async fn enter(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    email: &EmailAddress,
) -> Result<(), Error> {
    accounts::void_purpose(
        context,
        tx,
        account.id,
        LinkPurpose::UserPasswordResetByRecoveryEmail,
    )
    .await?;
    write(context, tx, account, Some(email)).await?;
    mail_verification(context, tx, account, email.as_str()).await
}

/// Takes the recovery email away, with the links that were mailed there.
pub(super) async fn clear(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(), Error> {
    if account.recovery_email.is_none() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "There is no recovery email",
        ));
    }
    for purpose in [
        LinkPurpose::RecoveryEmailVerification,
        LinkPurpose::UserPasswordResetByRecoveryEmail,
    ] {
        accounts::void_purpose(context, tx, account.id, purpose).await?;
    }
    write(context, tx, account, None).await
}

/// Mails the verification once more; the older link is void.
pub(super) async fn mail_again(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(), Error> {
    let conflict = |detail| Err(Error::Refused(ProblemType::Conflict, detail));
    match accounts::recovery_email(account) {
        None => conflict("There is no recovery email"),
        Some(now) if now.verified_at.is_some() => conflict("The recovery email is verified"),
        Some(now) => mail_verification(context, tx, account, &now.email).await,
    }
}

async fn mail_verification(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    to: &str,
) -> Result<(), Error> {
    let purpose = LinkPurpose::RecoveryEmailVerification;
    if accounts::too_many_lately(context, tx, account.id, purpose).await? {
        return Err(Error::TooManyRequests(WAIT));
    }
    let link = accounts::issue_link(context, tx, account, purpose).await?;
    let message = Message::RecoveryEmailVerification { link };
    outbox::enqueue_to(context, tx, account, to, &message).await?;
    Ok(())
}

async fn write(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    email: Option<&EmailAddress>,
) -> Result<(), Error> {
    let now = context.now();
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
        .filter(Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    Ok(())
}
