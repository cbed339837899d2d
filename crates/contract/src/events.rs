//! Events: an append-only record of every security-relevant action. The exception: repeated
//! failures update one event, which counts them.

pub mod chain;

use std::collections::BTreeMap;

pub use rules::event::{Outcome, PartyKind};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::EventId;

rules::named_values! {
    /// The codes of all actions that are recorded as events: the values of `action`, and of its
    /// filter.
    #[expect(missing_docs, reason = "the codes say it")]
    pub enum EventAction {
        SignInSucceeded = "sign_in.succeeded",
        SignInFailed = "sign_in.failed",
        SignInRefused = "sign_in.refused",
        SignInFactorFailed = "sign_in.factor_failed",
        SessionSignedOut = "session.signed_out",
        SessionEnded = "session.ended",
        SessionRefreshTokenReused = "session.refresh_token_reused",
        BrowserForgotten = "browser.forgotten",
        SessionProved = "session.proved",
        SessionProofFailed = "session.proof_failed",
        DeviceCodesBlocked = "device.codes_blocked",
        AccountLocked = "account.locked",
        FactorAdded = "factor.added",
        FactorRemoved = "factor.removed",
        FactorRenamed = "factor.renamed",
        FactorCopied = "factor.copied",
        FactorsReset = "factors.reset",
        RecoveryCodesMade = "recovery_codes.made",
        RecoveryCodeUsed = "recovery_code.used",
        MfaEnrollmentExtended = "mfa.enrollment_extended",
        SshKeyAdded = "ssh_key.added",
        SshKeyRemoved = "ssh_key.removed",
        SshKeysExported = "ssh_keys.exported",
        ApplicationPasswordCreated = "application_password.created",
        ApplicationPasswordRevoked = "application_password.revoked",
        ApplicationPasswordsExported = "application_passwords.exported",
        ApplicationPasswordFailed = "application_password.failed",
        ApplicationPasswordRefused = "application_password.refused",
        RecoveryEmailEntered = "recovery_email.entered",
        RecoveryEmailVerified = "recovery_email.verified",
        RecoveryEmailRemoved = "recovery_email.removed",
        RecoveryEmailChangeFailed = "recovery_email.change_failed",
        TermsAccepted = "terms.accepted",
        TermsPublished = "terms.published",
        PasswordChanged = "password.changed",
        PasswordChangeFailed = "password.change_failed",
        PasswordExpired = "password.expired",
        PasswordReset = "password.reset",
        PasswordResetRequested = "password.reset_requested",
        PasswordResetSent = "password.reset_sent",
        PasswordResetLinkMade = "password.reset_link_made",
        PasswordResetFactorFailed = "password.reset_factor_failed",
        PasswordTemporarySet = "password.temporary_set",
        UserCreated = "user.created",
        UserUpdated = "user.updated",
        UserProfileUpdated = "user.profile_updated",
        UserEmailChanged = "user.email_changed",
        UserEmailVerified = "user.email_verified",
        UserEmailChangeUndone = "user.email_change_undone",
        UserEmailUndoVoided = "user.email_undo_voided",
        UserActivated = "user.activated",
        UserActivationSent = "user.activation_sent",
        UserActivatedByLink = "user.activated_by_link",
        UserSuspended = "user.suspended",
        UserChangeScheduled = "user.change_scheduled",
        UserScheduledChangeCanceled = "user.scheduled_change_canceled",
        UserScheduledChangeFailed = "user.scheduled_change_failed",
        UserUnlocked = "user.unlocked",
        UserDeleted = "user.deleted",
        UsersExported = "users.exported",
        ImportUploaded = "import.uploaded",
        ImportStarted = "import.started",
        ImportStopped = "import.stopped",
        ImportFinished = "import.finished",
        ImportResultDownloaded = "import.result_downloaded",
        ImportDeleted = "import.deleted",
        BulkJobStarted = "bulk_job.started",
        BulkJobStopped = "bulk_job.stopped",
        BulkJobFinished = "bulk_job.finished",
        BulkJobResultDownloaded = "bulk_job.result_downloaded",
        GroupCreated = "group.created",
        GroupUpdated = "group.updated",
        GroupDeleted = "group.deleted",
        GroupMemberAdded = "group.member_added",
        GroupMemberRemoved = "group.member_removed",
        AdministratorInvited = "administrator.invited",
        AdministratorInvitationSent = "administrator.invitation_sent",
        AdministratorInvitationAccepted = "administrator.invitation_accepted",
        AdministratorUpdated = "administrator.updated",
        AdministratorActivated = "administrator.activated",
        AdministratorSuspended = "administrator.suspended",
        AdministratorUnlocked = "administrator.unlocked",
        AdministratorRemoved = "administrator.removed",
        AdministratorsExported = "administrators.exported",
        OrganizationCreated = "organization.created",
        OrganizationUpdated = "organization.updated",
        OrganizationSuspended = "organization.suspended",
        OrganizationResumed = "organization.resumed",
        OrganizationDeletionScheduled = "organization.deletion_scheduled",
        OrganizationDeletionCanceled = "organization.deletion_canceled",
        OrganizationExported = "organization.exported",
        AttributeCreated = "attribute.created",
        AttributeUpdated = "attribute.updated",
        AttributeDeleted = "attribute.deleted",
        ApplicationCreated = "application.created",
        ApplicationUpdated = "application.updated",
        ApplicationDeleted = "application.deleted",
        ApplicationAssigned = "application.assigned",
        ApplicationUnassigned = "application.unassigned",
        ApplicationSecretCreated = "application.secret_created",
        ApplicationSecretDeleted = "application.secret_deleted",
        ApplicationCertificateCreated = "application.certificate_created",
        ApplicationCertificateActivated = "application.certificate_activated",
        ApplicationCertificateDeleted = "application.certificate_deleted",
        ApplicationOpened = "application.opened",
        ApplicationRefused = "application.refused",
        ApplicationTokenReused = "application.token_reused",
        ApplicationSessionEnded = "application.session_ended",
        ApplicationAccessWithdrawn = "application.access_withdrawn",
        EventsExported = "events.exported",
        ApiKeyCreated = "api_key.created",
        ApiKeyLimited = "api_key.limited",
        ApiKeyRevoked = "api_key.revoked",
        RadiusClientCreated = "radius_client.created",
        RadiusClientUpdated = "radius_client.updated",
        RadiusClientDeleted = "radius_client.deleted",
        RadiusClientSecretReplaced = "radius_client.secret_replaced",
        NetworkConnected = "network.connected",
        NetworkFailed = "network.failed",
        NetworkRefused = "network.refused",
        HostCreated = "host.created",
        HostUpdated = "host.updated",
        HostDeleted = "host.deleted",
        HostKeyReplaced = "host.key_replaced",
        HostRefused = "host.refused",
        LdapBindUserCreated = "ldap_bind_user.created",
        LdapBindUserRevoked = "ldap_bind_user.revoked",
        LdapBindUserFailed = "ldap_bind_user.failed",
        LdapPosixNumbersImported = "ldap.posix_numbers_imported",
        LdapPasswordFailed = "ldap.password_failed",
        LdapPasswordRefused = "ldap.password_refused",
        WebhookCreated = "webhook.created",
        WebhookUpdated = "webhook.updated",
        WebhookDeleted = "webhook.deleted",
        WebhookSecretCreated = "webhook.secret_created",
        WebhookSecretDeleted = "webhook.secret_deleted",
        WebhookTestSent = "webhook.test_sent",
        WebhookReplayed = "webhook.replayed",
        WebhookDisabled = "webhook.disabled",
        MailTemplateUpdated = "mail_template.updated",
        MailTemplateReset = "mail_template.reset",
        MailTestSent = "mail.test_sent",
        MailFailed = "mail.failed",
    }
}

impl EventAction {
    /// The action's name in the list of events.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SignInSucceeded => "Signed in",
            Self::SignInFailed => "Sign-in failed",
            Self::SignInRefused => "Sign-in refused",
            Self::SignInFactorFailed => "MFA failed",
            Self::SessionSignedOut => "Signed out",
            Self::SessionEnded => "Sessions ended",
            Self::SessionRefreshTokenReused => "Session ended: refresh token reused",
            Self::BrowserForgotten => "Known browser forgotten",
            Self::SessionProved => "Identity confirmed",
            Self::SessionProofFailed => "Identity check failed",
            Self::DeviceCodesBlocked => "Device codes blocked: too many wrong ones",
            Self::AccountLocked => "Account locked",
            Self::FactorAdded => "MFA factor added",
            Self::FactorRemoved => "MFA factor removed",
            Self::FactorRenamed => "MFA factor renamed",
            Self::FactorCopied => "Passkey rejected: possible clone",
            Self::FactorsReset => "MFA reset",
            Self::RecoveryCodesMade => "Recovery codes generated",
            Self::RecoveryCodeUsed => "Recovery code used",
            Self::MfaEnrollmentExtended => "Enrollment period extended",
            Self::SshKeyAdded => "SSH key added",
            Self::SshKeyRemoved => "SSH key removed",
            Self::SshKeysExported => "SSH keys exported",
            Self::ApplicationPasswordCreated => "Application password created",
            Self::ApplicationPasswordRevoked => "Application password revoked",
            Self::ApplicationPasswordsExported => "Application passwords exported",
            Self::ApplicationPasswordFailed => "Wrong application password",
            Self::ApplicationPasswordRefused => "Application password refused",
            Self::RecoveryEmailEntered => "Recovery email entered",
            Self::RecoveryEmailVerified => "Recovery email verified",
            Self::RecoveryEmailRemoved => "Recovery email removed",
            Self::RecoveryEmailChangeFailed => "Recovery email change failed",
            Self::TermsAccepted => "Terms accepted",
            Self::TermsPublished => "Terms published",
            Self::PasswordChanged => "Password changed",
            Self::PasswordChangeFailed => "Password change failed",
            Self::PasswordExpired => "Password expired",
            Self::PasswordReset => "Password reset",
            Self::PasswordResetRequested => "Reset email requested",
            Self::PasswordResetSent => "Reset email sent",
            Self::PasswordResetLinkMade => "Reset link created on the server",
            Self::PasswordResetFactorFailed => "Password reset: MFA failed",
            Self::PasswordTemporarySet => "Temporary password set",
            Self::UserCreated => "User created",
            Self::UserUpdated => "User updated",
            Self::UserProfileUpdated => "Profile edited by user",
            Self::UserEmailChanged => "Email changed",
            Self::UserEmailVerified => "Email verified",
            Self::UserEmailChangeUndone => "Email change undone",
            Self::UserEmailUndoVoided => "Email change undo voided",
            Self::UserActivated => "User activated",
            Self::UserActivationSent => "Activation email sent",
            Self::UserActivatedByLink => "Activation link used",
            Self::UserSuspended => "User suspended",
            Self::UserChangeScheduled => "User change scheduled",
            Self::UserScheduledChangeCanceled => "Scheduled user change canceled",
            Self::UserScheduledChangeFailed => "Scheduled user change not performed",
            Self::UserUnlocked => "User unlocked",
            Self::UserDeleted => "User deleted",
            Self::UsersExported => "Users exported",
            Self::ImportUploaded => "Import file uploaded",
            Self::ImportStarted => "Import started",
            Self::ImportStopped => "Import stopped",
            Self::ImportFinished => "Import finished",
            Self::ImportResultDownloaded => "Import result downloaded",
            Self::ImportDeleted => "Import deleted",
            Self::BulkJobStarted => "Bulk job started",
            Self::BulkJobStopped => "Bulk job stopped",
            Self::BulkJobFinished => "Bulk job finished",
            Self::BulkJobResultDownloaded => "Bulk job result downloaded",
            Self::GroupCreated => "Group created",
            Self::GroupUpdated => "Group updated",
            Self::GroupDeleted => "Group deleted",
            Self::GroupMemberAdded => "Added to group",
            Self::GroupMemberRemoved => "Removed from group",
            Self::AdministratorInvited => "Administrator invited",
            Self::AdministratorInvitationSent => "Invitation resent",
            Self::AdministratorInvitationAccepted => "Invitation accepted",
            Self::AdministratorUpdated => "Administrator updated",
            Self::AdministratorActivated => "Administrator activated",
            Self::AdministratorSuspended => "Administrator suspended",
            Self::AdministratorUnlocked => "Administrator unlocked",
            Self::AdministratorRemoved => "Administrator removed",
            Self::AdministratorsExported => "Administrators exported",
            Self::OrganizationCreated => "Organization created",
            Self::OrganizationUpdated => "Settings changed",
            Self::OrganizationSuspended => "Organization suspended",
            Self::OrganizationResumed => "Organization resumed",
            Self::OrganizationDeletionScheduled => "Organization deletion scheduled",
            Self::OrganizationDeletionCanceled => "Organization deletion canceled",
            Self::OrganizationExported => "Organization exported",
            Self::AttributeCreated => "Attribute created",
            Self::AttributeUpdated => "Attribute updated",
            Self::AttributeDeleted => "Attribute deleted",
            Self::ApplicationCreated => "Application created",
            Self::ApplicationUpdated => "Application updated",
            Self::ApplicationDeleted => "Application deleted",
            Self::ApplicationAssigned => "Application assigned",
            Self::ApplicationUnassigned => "Application unassigned",
            Self::ApplicationSecretCreated => "Application secret created",
            Self::ApplicationSecretDeleted => "Application secret deleted",
            Self::ApplicationCertificateCreated => "Application certificate created",
            Self::ApplicationCertificateActivated => "Application certificate activated",
            Self::ApplicationCertificateDeleted => "Application certificate deleted",
            Self::ApplicationOpened => "Application opened",
            Self::ApplicationRefused => "Application refused",
            Self::ApplicationTokenReused => "Application access revoked: code or token reused",
            Self::ApplicationSessionEnded => "Signed out of application",
            Self::ApplicationAccessWithdrawn => "Application access withdrawn by user",
            Self::EventsExported => "Events exported",
            Self::ApiKeyCreated => "API key created",
            Self::ApiKeyLimited => "API key scopes reduced",
            Self::ApiKeyRevoked => "API key revoked",
            Self::RadiusClientCreated => "RADIUS client created",
            Self::RadiusClientUpdated => "RADIUS client changed",
            Self::RadiusClientDeleted => "RADIUS client deleted",
            Self::RadiusClientSecretReplaced => "RADIUS client secret replaced",
            Self::NetworkConnected => "Connected to network",
            Self::NetworkFailed => "Wrong network password",
            Self::NetworkRefused => "Network access refused",
            Self::HostCreated => "Linux host created",
            Self::HostUpdated => "Linux host changed",
            Self::HostDeleted => "Linux host deleted",
            Self::HostKeyReplaced => "Linux host key replaced",
            Self::HostRefused => "SSH sign-in to host refused",
            Self::LdapBindUserCreated => "Bind user created",
            Self::LdapBindUserRevoked => "Bind user revoked",
            Self::LdapBindUserFailed => "Wrong bind user password",
            Self::LdapPosixNumbersImported => "UIDs and GIDs imported",
            Self::LdapPasswordFailed => "Wrong LDAP password",
            Self::LdapPasswordRefused => "LDAP password refused",
            Self::WebhookCreated => "Webhook created",
            Self::WebhookUpdated => "Webhook changed",
            Self::WebhookDeleted => "Webhook deleted",
            Self::WebhookSecretCreated => "Webhook secret created",
            Self::WebhookSecretDeleted => "Webhook secret deleted",
            Self::WebhookTestSent => "Webhook tested",
            Self::WebhookReplayed => "Webhook deliveries replayed",
            Self::WebhookDisabled => "Webhook disabled: deliveries failed",
            Self::MailTemplateUpdated => "Email reworded",
            Self::MailTemplateReset => "Email wording reset to default",
            Self::MailTestSent => "Test email sent",
            Self::MailFailed => "Email could not be delivered",
        }
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::event))]
pub struct Event {
    /// Identifier, in the order in which events were written.
    pub id: EventId,
    /// The place in the order in which events became visible, for `after`. Absent for up to a minute,
    /// or until a client sends a request with `after`. An event that counts repeated failures gets a
    /// new position whenever their number has doubled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// When it happened.
    pub at: Timestamp,
    /// The action: `user.created`, `sign_in.failed`, …. The list of events documents all codes.
    #[cfg_attr(feature = "openapi", schema(example = "user.suspended"))]
    pub action: String,
    /// Whether the action succeeded.
    pub outcome: Outcome,
    /// Who performed the action.
    pub actor: EventParty,
    /// The account or object that it affected, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<EventParty>,
    /// The client's address; absent for actions of the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The client's browser and operating system; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Additional details: `reason`, `fields`, ….
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, String>,
}

/// Query parameters of the stream of events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct StreamQuery {
    /// The filter of the list of events: only matching events are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Begins with the events after this `position`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 0))]
    pub after: Option<u64>,
}

/// The actor or target of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventParty {
    /// `user`, `administrator`, `group`, `api_key`, `application`, `webhook`, `radius_client`,
    /// `host`, `ldap_bind_user`, `organization`, `system`, `anonymous`.
    pub kind: String,
    /// Identifier; absent for `system` and `anonymous`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The name at the time of the event.
    pub name: String,
    /// The email address at the time of the event; absent if there is none. People can change their
    /// name, but only administrators their address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
