//! Events: an append-only record of every security-relevant action. The exception: repeated
//! failures update one event, which counts them.

pub mod chain;

use std::collections::BTreeMap;

pub use rules::event::{Outcome, PartyKind};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::EventId;

/// Defines [`EventAction`]. Each row is an action: its code, and its name in the list of events.
macro_rules! event_actions {
    ($($action:ident = $code:tt, $label:literal;)+) => {
        rules::named_values! {
            /// The codes of all actions that are recorded as events: the values of `action`, and of its
            /// filter.
            #[expect(missing_docs, reason = "the codes say it")]
            pub enum EventAction {
                $($action = $code,)+
            }
        }

        impl EventAction {
            /// The action's name in the list of events.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$action => $label,)+
                }
            }
        }
    };
}

event_actions! {
    SignInSucceeded = "sign_in.succeeded", "Signed in";
    SignInFailed = "sign_in.failed", "Sign-in failed";
    SignInRefused = "sign_in.refused", "Sign-in refused";
    SignInFactorFailed = "sign_in.factor_failed", "MFA failed";
    SessionSignedOut = "session.signed_out", "Signed out";
    SessionEnded = "session.ended", "Sessions ended";
    SessionRefreshTokenReused = "session.refresh_token_reused", "Session ended: refresh token reused";
    BrowserForgotten = "browser.forgotten", "Known browser forgotten";
    SessionProved = "session.proved", "Identity confirmed";
    SessionProofFailed = "session.proof_failed", "Identity check failed";
    DeviceCodesBlocked = "device.codes_blocked", "Device codes blocked: too many wrong ones";
    AccountLocked = "account.locked", "Account locked";
    FactorAdded = "factor.added", "MFA factor added";
    FactorRemoved = "factor.removed", "MFA factor removed";
    FactorRenamed = "factor.renamed", "MFA factor renamed";
    FactorCopied = "factor.copied", "Passkey rejected: possible clone";
    FactorsReset = "factors.reset", "MFA reset";
    RecoveryCodesMade = "recovery_codes.made", "Recovery codes generated";
    RecoveryCodeUsed = "recovery_code.used", "Recovery code used";
    MfaEnrollmentExtended = "mfa.enrollment_extended", "Enrollment period extended";
    SshKeyAdded = "ssh_key.added", "SSH key added";
    SshKeyRemoved = "ssh_key.removed", "SSH key removed";
    SshKeysExported = "ssh_keys.exported", "SSH keys exported";
    ApplicationPasswordCreated = "application_password.created", "Application password created";
    ApplicationPasswordRevoked = "application_password.revoked", "Application password revoked";
    ApplicationPasswordsExported = "application_passwords.exported", "Application passwords exported";
    ApplicationPasswordFailed = "application_password.failed", "Wrong application password";
    ApplicationPasswordRefused = "application_password.refused", "Application password refused";
    RecoveryEmailEntered = "recovery_email.entered", "Recovery email entered";
    RecoveryEmailVerified = "recovery_email.verified", "Recovery email verified";
    RecoveryEmailRemoved = "recovery_email.removed", "Recovery email removed";
    RecoveryEmailChangeFailed = "recovery_email.change_failed", "Recovery email change failed";
    TermsAccepted = "terms.accepted", "Terms accepted";
    TermsPublished = "terms.published", "Terms published";
    PasswordChanged = "password.changed", "Password changed";
    PasswordChangeFailed = "password.change_failed", "Password change failed";
    PasswordExpired = "password.expired", "Password expired";
    PasswordReset = "password.reset", "Password reset";
    PasswordResetRequested = "password.reset_requested", "Reset email requested";
    PasswordResetSent = "password.reset_sent", "Reset email sent";
    PasswordResetLinkMade = "password.reset_link_made", "Reset link created on the server";
    PasswordResetFactorFailed = "password.reset_factor_failed", "Password reset: MFA failed";
    PasswordTemporarySet = "password.temporary_set", "Temporary password set";
    UserCreated = "user.created", "User created";
    UserUpdated = "user.updated", "User updated";
    UserProfileUpdated = "user.profile_updated", "Profile edited by user";
    UserEmailChanged = "user.email_changed", "Email changed";
    UserEmailVerified = "user.email_verified", "Email verified";
    UserEmailChangeUndone = "user.email_change_undone", "Email change undone";
    UserEmailUndoVoided = "user.email_undo_voided", "Email change undo voided";
    UserActivated = "user.activated", "User activated";
    UserActivationSent = "user.activation_sent", "Activation email sent";
    UserActivatedByLink = "user.activated_by_link", "Activation link used";
    UserSuspended = "user.suspended", "User suspended";
    UserChangeScheduled = "user.change_scheduled", "User change scheduled";
    UserScheduledChangeCanceled = "user.scheduled_change_canceled", "Scheduled user change canceled";
    UserScheduledChangeFailed = "user.scheduled_change_failed", "Scheduled user change not performed";
    UserUnlocked = "user.unlocked", "User unlocked";
    UserDeleted = "user.deleted", "User deleted";
    UsersExported = "users.exported", "Users exported";
    ImportUploaded = "import.uploaded", "Import file uploaded";
    ImportStarted = "import.started", "Import started";
    ImportStopped = "import.stopped", "Import stopped";
    ImportFinished = "import.finished", "Import finished";
    ImportResultDownloaded = "import.result_downloaded", "Import result downloaded";
    ImportDeleted = "import.deleted", "Import deleted";
    BulkJobStarted = "bulk_job.started", "Bulk job started";
    BulkJobStopped = "bulk_job.stopped", "Bulk job stopped";
    BulkJobFinished = "bulk_job.finished", "Bulk job finished";
    BulkJobResultDownloaded = "bulk_job.result_downloaded", "Bulk job result downloaded";
    GroupCreated = "group.created", "Group created";
    GroupUpdated = "group.updated", "Group updated";
    GroupDeleted = "group.deleted", "Group deleted";
    GroupMemberAdded = "group.member_added", "Added to group";
    GroupMemberRemoved = "group.member_removed", "Removed from group";
    AdministratorInvited = "administrator.invited", "Administrator invited";
    AdministratorInvitationSent = "administrator.invitation_sent", "Invitation resent";
    AdministratorInvitationAccepted = "administrator.invitation_accepted", "Invitation accepted";
    AdministratorUpdated = "administrator.updated", "Administrator updated";
    AdministratorActivated = "administrator.activated", "Administrator activated";
    AdministratorSuspended = "administrator.suspended", "Administrator suspended";
    AdministratorUnlocked = "administrator.unlocked", "Administrator unlocked";
    AdministratorRemoved = "administrator.removed", "Administrator removed";
    AdministratorsExported = "administrators.exported", "Administrators exported";
    OrganizationCreated = "organization.created", "Organization created";
    OrganizationUpdated = "organization.updated", "Settings changed";
    OrganizationSuspended = "organization.suspended", "Organization suspended";
    OrganizationResumed = "organization.resumed", "Organization resumed";
    OrganizationDeletionScheduled = "organization.deletion_scheduled", "Organization deletion scheduled";
    OrganizationDeletionCanceled = "organization.deletion_canceled", "Organization deletion canceled";
    OrganizationExported = "organization.exported", "Organization exported";
    AttributeCreated = "attribute.created", "Attribute created";
    AttributeUpdated = "attribute.updated", "Attribute updated";
    AttributeDeleted = "attribute.deleted", "Attribute deleted";
    ApplicationCreated = "application.created", "Application created";
    ApplicationUpdated = "application.updated", "Application updated";
    ApplicationDeleted = "application.deleted", "Application deleted";
    ApplicationAssigned = "application.assigned", "Application assigned";
    ApplicationUnassigned = "application.unassigned", "Application unassigned";
    ApplicationSecretCreated = "application.secret_created", "Application secret created";
    ApplicationSecretDeleted = "application.secret_deleted", "Application secret deleted";
    ApplicationCertificateCreated = "application.certificate_created", "Application certificate created";
    ApplicationCertificateActivated = "application.certificate_activated", "Application certificate activated";
    ApplicationCertificateDeleted = "application.certificate_deleted", "Application certificate deleted";
    ApplicationOpened = "application.opened", "Application opened";
    ApplicationRefused = "application.refused", "Application refused";
    ApplicationTokenReused = "application.token_reused", "Application access revoked: code or token reused";
    ApplicationSessionEnded = "application.session_ended", "Signed out of application";
    ApplicationAccessWithdrawn = "application.access_withdrawn", "Application access withdrawn by user";
    EventsExported = "events.exported", "Events exported";
    ApiKeyCreated = "api_key.created", "API key created";
    ApiKeyLimited = "api_key.limited", "API key scopes reduced";
    ApiKeyRevoked = "api_key.revoked", "API key revoked";
    RadiusClientCreated = "radius_client.created", "RADIUS client created";
    RadiusClientUpdated = "radius_client.updated", "RADIUS client changed";
    RadiusClientDeleted = "radius_client.deleted", "RADIUS client deleted";
    RadiusClientSecretReplaced = "radius_client.secret_replaced", "RADIUS client secret replaced";
    NetworkConnected = "network.connected", "Connected to network";
    NetworkFailed = "network.failed", "Wrong network password";
    NetworkRefused = "network.refused", "Network access refused";
    HostCreated = "host.created", "Linux host created";
    HostUpdated = "host.updated", "Linux host changed";
    HostDeleted = "host.deleted", "Linux host deleted";
    HostKeyReplaced = "host.key_replaced", "Linux host key replaced";
    HostRefused = "host.refused", "SSH sign-in to host refused";
    LdapBindUserCreated = "ldap_bind_user.created", "Bind user created";
    LdapBindUserRevoked = "ldap_bind_user.revoked", "Bind user revoked";
    LdapBindUserFailed = "ldap_bind_user.failed", "Wrong bind user password";
    LdapPosixNumbersImported = "ldap.posix_numbers_imported", "UIDs and GIDs imported";
    LdapPasswordFailed = "ldap.password_failed", "Wrong LDAP password";
    LdapPasswordRefused = "ldap.password_refused", "LDAP password refused";
    WebhookCreated = "webhook.created", "Webhook created";
    WebhookUpdated = "webhook.updated", "Webhook changed";
    WebhookDeleted = "webhook.deleted", "Webhook deleted";
    WebhookSecretCreated = "webhook.secret_created", "Webhook secret created";
    WebhookSecretDeleted = "webhook.secret_deleted", "Webhook secret deleted";
    WebhookTestSent = "webhook.test_sent", "Webhook tested";
    WebhookReplayed = "webhook.replayed", "Webhook deliveries replayed";
    WebhookDisabled = "webhook.disabled", "Webhook disabled: deliveries failed";
    MailTemplateUpdated = "mail_template.updated", "Email reworded";
    MailTemplateReset = "mail_template.reset", "Email wording reset to default";
    MailTestSent = "mail.test_sent", "Test email sent";
    MailFailed = "mail.failed", "Email could not be delivered";
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
