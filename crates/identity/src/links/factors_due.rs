use contract::problem::ProblemType;
use rules::links::LinkPurpose;
use rules::mfa::FactorKind;
use sea_orm::ConnectionTrait;

use super::find_usable::not_usable;
use crate::accounts::Member;
use crate::{Context, Error, accounts, factors};

/// The factors that are accepted for setting a password by this link; empty if none is due.
///
/// An account with factors must use one for every reset, because access to the mailbox is only one
/// factor. A link sent to the recovery email always requires one. If MFA is required but not
/// enrolled, the organization decides whether users may reset their password themselves.
///
/// # Errors
/// `link-not-usable` for a link that sets no password; `factor-required`.
pub(super) async fn factors_due(
    context: &Context,
    db: &impl ConnectionTrait,
    purpose: LinkPurpose,
    member: &Member,
) -> Result<Vec<FactorKind>, Error> {
    let policy = member.organization.settings.mfa_policy;
    let refused = |detail| Err(Error::Refused(ProblemType::FactorRequired, detail));
    let by_themselves = match purpose {
        LinkPurpose::RecoveryEmailVerification
        | LinkPurpose::UserEmailVerification
        | LinkPurpose::UserEmailChangeUndo => return Err(not_usable()),
        LinkPurpose::UserActivation | LinkPurpose::AdministratorInvitation => {
            return Ok(Vec::new());
        }
        LinkPurpose::UserPasswordReset | LinkPurpose::UserPasswordResetByRecoveryEmail => true,
        LinkPurpose::UserPasswordResetByAdministrator
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => false,
    };
    let due = factors::due(context, db, &member.account, &policy).await?;
    if !due.is_empty() {
        return Ok(due);
    }
    if purpose == LinkPurpose::UserPasswordResetByRecoveryEmail {
        return refused("Use the link in your company mailbox, or ask your administrator");
    }
    let requirement = accounts::mfa_requirement(&member.account, &policy);
    if by_themselves && policy.refuses_reset(requirement) {
        return refused(
            "Your organization requires MFA, and you have not set it up: ask your administrator to reset your password",
        );
    }
    Ok(due)
}
