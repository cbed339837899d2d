//! The texts of a user's events, addressed to that user.

use contract::events::{Event, EventAction};

const REFUSED: &str = "A sign-in with the correct password was refused";

/// What happened. An unknown action is shown by its readable name.
pub fn happened(event: &Event) -> String {
    let detail = |name| event.detail.get(name).map(String::as_str);
    match (EventAction::parse(&event.action), detail("count")) {
        (Some(EventAction::SignInRefused), _) => refused(detail("reason")),
        (Some(EventAction::SessionEnded), Some(count)) if count != "1" => {
            format!("{count} sessions were ended")
        }
        (Some(EventAction::ApplicationOpened), _) => match &event.target {
            Some(application) => format!("You opened {}", application.name),
            None => "You opened an application".to_owned(),
        },
        (Some(EventAction::ApplicationSessionEnded), _) => {
            format!("You were signed out of {}", application(event))
        }
        (Some(EventAction::ApplicationAccessWithdrawn), _) => {
            format!("You withdrew the access of {}", application(event))
        }
        (action, _) => action
            .and_then(words)
            .map_or_else(|| readable(&event.action), str::to_owned),
    }
}

/// The text of `action` for the user; `None` if users never see it.
const fn words(action: EventAction) -> Option<&'static str> {
    Some(match action {
        EventAction::SignInSucceeded => "You signed in",
        EventAction::SignInFailed => "Someone tried to sign in with a wrong password",
        EventAction::SignInRefused => REFUSED,
        EventAction::SignInFactorFailed => "Someone with your password failed MFA",
        EventAction::SessionSignedOut => "You signed out",
        EventAction::SessionEnded => "A session was ended",
        EventAction::SessionRefreshTokenReused => {
            "A session was ended because its token was reused"
        }
        EventAction::BrowserForgotten => "A browser was forgotten",
        EventAction::SessionProved => "You confirmed your identity",
        EventAction::SessionProofFailed => "An identity check failed",
        EventAction::DeviceCodesBlocked => "Too many wrong device codes were entered",
        EventAction::AccountLocked => "Your account was locked",
        EventAction::FactorAdded => "You added an MFA factor",
        EventAction::FactorRemoved => "You removed an MFA factor",
        EventAction::FactorRenamed => "You renamed an MFA factor",
        EventAction::FactorCopied => "A passkey was rejected; it may have been cloned",
        EventAction::FactorsReset => "Your MFA was reset",
        EventAction::RecoveryCodesMade => "You generated new recovery codes",
        EventAction::RecoveryCodeUsed => "A recovery code was used",
        EventAction::MfaEnrollmentExtended => "You were given more time to set up MFA",
        EventAction::TermsAccepted => "You accepted the terms of your organization",
        EventAction::SshKeyAdded => "An SSH key was added",
        EventAction::SshKeyRemoved => "An SSH key was removed",
        EventAction::ApplicationPasswordCreated => "You created an application password",
        EventAction::ApplicationPasswordRevoked => "An application password was revoked",
        EventAction::ApplicationPasswordFailed => {
            "An application or device used a wrong application password"
        }
        EventAction::ApplicationPasswordRefused => "One of your application passwords was refused",
        EventAction::NetworkConnected => "You connected to a network",
        EventAction::NetworkFailed => "A wrong password was used to connect to a network",
        EventAction::NetworkRefused => "A network refused your connection",
        EventAction::HostRefused => "A Linux host did not accept your SSH keys",
        EventAction::LdapPasswordFailed => {
            "An application or device used a wrong password for your account"
        }
        EventAction::LdapPasswordRefused => {
            "An application or device used your correct password, but was refused"
        }
        EventAction::RecoveryEmailEntered => "A recovery email was added",
        EventAction::RecoveryEmailVerified => "Your recovery email was verified",
        EventAction::RecoveryEmailRemoved => "Your recovery email was removed",
        EventAction::RecoveryEmailChangeFailed => {
            "Couldn't change your recovery email; the password was wrong"
        }
        EventAction::PasswordChanged => "You changed your password",
        EventAction::PasswordChangeFailed => {
            "Couldn't change your password; the current password was wrong"
        }
        EventAction::PasswordExpired => "Your password expired",
        EventAction::PasswordReset => "You reset your password",
        EventAction::PasswordResetRequested => "A reset email was requested",
        EventAction::PasswordResetSent => "A reset email was sent to you",
        EventAction::PasswordResetFactorFailed => "A password reset failed MFA",
        EventAction::PasswordTemporarySet => "You were given a temporary password",
        EventAction::MailFailed => "An email to you could not be delivered",
        EventAction::UserCreated => "Your account was created",
        EventAction::UserUpdated => "Your account was updated",
        EventAction::UserProfileUpdated => "You updated your profile",
        EventAction::UserEmailChanged => "Your email was changed",
        EventAction::UserEmailVerified => "Your email was verified",
        EventAction::UserEmailChangeUndone => "The change of your email was undone",
        EventAction::UserEmailUndoVoided => "The change of your email can no longer be undone",
        EventAction::UserActivated => "Your account was activated",
        EventAction::UserActivationSent => "The activation email was sent again",
        EventAction::UserActivatedByLink => "You activated your account",
        EventAction::UserSuspended => "Your account was suspended",
        EventAction::UserUnlocked => "Your account was unlocked",
        EventAction::GroupMemberAdded => "You were added to a group",
        EventAction::GroupMemberRemoved => "You were removed from a group",
        EventAction::ApplicationOpened => "You opened an application",
        EventAction::ApplicationRefused => "An application did not open",
        EventAction::ApplicationTokenReused => {
            "The access of an application was revoked because a code or token was reused"
        }
        EventAction::ApplicationSessionEnded => "You were signed out of an application",
        EventAction::ApplicationAccessWithdrawn => "You withdrew the access of an application",
        EventAction::ApplicationAssigned => "You were given access to an application",
        EventAction::ApplicationUnassigned => "You lost access to an application",
        EventAction::PasswordResetLinkMade
        | EventAction::UserChangeScheduled
        | EventAction::UserScheduledChangeCanceled
        | EventAction::UserScheduledChangeFailed
        | EventAction::UserDeleted
        | EventAction::ImportUploaded
        | EventAction::ImportStarted
        | EventAction::ImportStopped
        | EventAction::ImportFinished
        | EventAction::ImportResultDownloaded
        | EventAction::ImportDeleted
        | EventAction::BulkJobStarted
        | EventAction::BulkJobStopped
        | EventAction::BulkJobFinished
        | EventAction::BulkJobResultDownloaded
        | EventAction::AttributeCreated
        | EventAction::AttributeUpdated
        | EventAction::AttributeDeleted
        | EventAction::GroupCreated
        | EventAction::GroupUpdated
        | EventAction::GroupDeleted
        | EventAction::AdministratorInvited
        | EventAction::AdministratorInvitationSent
        | EventAction::AdministratorInvitationAccepted
        | EventAction::AdministratorUpdated
        | EventAction::AdministratorActivated
        | EventAction::AdministratorSuspended
        | EventAction::AdministratorUnlocked
        | EventAction::AdministratorRemoved
        | EventAction::OrganizationCreated
        | EventAction::OrganizationUpdated
        | EventAction::OrganizationSuspended
        | EventAction::OrganizationResumed
        | EventAction::OrganizationDeletionScheduled
        | EventAction::OrganizationDeletionCanceled
        | EventAction::OrganizationExported
        | EventAction::ApplicationCreated
        | EventAction::ApplicationUpdated
        | EventAction::ApplicationDeleted
        | EventAction::ApplicationSecretCreated
        | EventAction::ApplicationSecretDeleted
        | EventAction::ApplicationCertificateCreated
        | EventAction::ApplicationCertificateActivated
        | EventAction::ApplicationCertificateDeleted
        | EventAction::UsersExported
        | EventAction::SshKeysExported
        | EventAction::ApplicationPasswordsExported
        | EventAction::TermsPublished
        | EventAction::AdministratorsExported
        | EventAction::EventsExported
        | EventAction::ApiKeyCreated
        | EventAction::ApiKeyLimited
        | EventAction::ApiKeyRevoked
        | EventAction::RadiusClientCreated
        | EventAction::RadiusClientUpdated
        | EventAction::RadiusClientDeleted
        | EventAction::RadiusClientSecretReplaced
        | EventAction::HostCreated
        | EventAction::HostUpdated
        | EventAction::HostDeleted
        | EventAction::HostKeyReplaced
        | EventAction::LdapPosixNumbersImported
        | EventAction::LdapBindUserCreated
        | EventAction::LdapBindUserRevoked
        | EventAction::LdapBindUserFailed
        | EventAction::WebhookCreated
        | EventAction::WebhookUpdated
        | EventAction::WebhookDeleted
        | EventAction::WebhookSecretCreated
        | EventAction::WebhookSecretDeleted
        | EventAction::WebhookTestSent
        | EventAction::WebhookReplayed
        | EventAction::WebhookDisabled
        | EventAction::MailTemplateUpdated
        | EventAction::MailTemplateReset
        | EventAction::MailTestSent => return None,
    })
}

/// The application that an event is about: its target if the user did it, or else a detail.
fn application(event: &Event) -> &str {
    let target = event.target.as_ref();
    let target = target.filter(|target| target.kind == "application");
    let name = target.map(|target| &target.name);
    name.or_else(|| event.detail.get("application"))
        .map_or("an application", String::as_str)
}

/// Who did it, if it was not the user and is known.
pub fn by(event: &Event) -> Option<String> {
    match &*event.actor.kind {
        "administrator" => Some(format!("by {}, administrator", event.actor.name)),
        "api_key" => Some(format!("by {}, API key", event.actor.name)),
        _ => None,
    }
}

fn refused(reason: Option<&str>) -> String {
    let why = match reason {
        Some("account-locked") => "your account was locked",
        Some("account-suspended") => "your account was suspended",
        Some("organization-suspended") => "your organization was suspended",
        Some("account-staged") => "your account was not active yet",
        Some("temporary-password-expired") => "the temporary password had expired",
        _ => return REFUSED.to_owned(),
    };
    format!("{REFUSED}: {why}")
}

/// `user.mfa_required` → "User mfa required".
fn readable(name: &str) -> String {
    let text = name.replace(['.', '_'], " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_action_can_be_read() {
        assert_eq!(readable("user.mfa_required"), "User mfa required");
        assert_eq!(readable(""), "");
    }
}
