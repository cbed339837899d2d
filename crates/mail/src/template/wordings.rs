//! What each kind of email says.

use super::account_locked::account_locked;
use super::cases::{OwnerChange, WebhookChange};
use super::credential::{
    application_password_created, application_password_revoked, ssh_key_added, ssh_key_removed,
};
use super::message::Message;
use super::placeholder::Placeholder;
use super::scheduled_changes::{scheduled_change_failed, scheduled_changes};
use super::text::moment;
use super::wording::{OPEN_PORTAL, Wording};

const NOT_REQUESTED: &str = "If you didn't request this, ignore this email. Your password won't change. If it happens again, tell your administrator.";
const NOT_EXPECTED: &str = "If you weren't expecting this, check with your administrator before using the link. Your password won't change until you do.";
const NOT_YOU: &str = "If this wasn't you, reset your password from the sign-in page now and tell your administrator.";
const CHECK_RECOVERY_EMAIL: &str = "If you weren't expecting this, sign in, check the recovery email under Security, and tell your administrator.";
const SIGN_IN_PAGE: &str = "After that, request a new one from the sign-in page.";
const ADMINISTRATOR: &str = "After that, ask your administrator for a new one.";
const NEW_PASSWORD: &str = "Choose a new password";

/// The wording of `message`, with placeholders and their values. `org` is the organization's sanitized
/// name.
pub(super) fn wording<'a>(message: &'a Message, org: &str) -> Wording<'a> {
    let new = Wording::new;
    match message {
        Message::UserActivation { link } => new("Activation", "activate your account")
            .say("You have an account at {{organization}}. Choose a password to activate it.")
            .link("Activate account", link, ADMINISTRATOR)
            .closing("If you weren't expecting this, ignore this email. The account stays inactive until the link is used."),
        Message::UserWelcome => new("Welcome", "your account is ready")
            .say("Your account at {{organization}} is active. Sign in with this email address and your existing password.")
            .button("Sign in")
            .closing("If you don't know your password, reset it from the sign-in page."),
        Message::UserPasswordReset { link } => {
            new("Password reset, requested by the user", "reset your password")
                .say("Someone, most likely you, requested a password reset for your account at {{organization}}.")
                .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
                .closing(NOT_REQUESTED)
        }
        Message::UserPasswordResetByAdministrator { link } => {
            new("Password reset, sent by an administrator", "choose a new password")
                .say("Your administrator wants you to choose a new password for your account at {{organization}}.")
                .link(NEW_PASSWORD, link, ADMINISTRATOR)
                .closing(NOT_EXPECTED)
        }
        Message::UserPasswordResetByRecoveryEmail { link } => {
            new("Password reset, to the recovery email", "reset your password")
                .say("Someone, most likely you, requested a password reset for your account at {{organization}}. You received this because it is your recovery email.")
                .say("This link also requires MFA. If you can read your company email, use the link we sent there.")
                .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
                .closing(NOT_REQUESTED)
        }
        Message::PasswordExpires { at } => {
            new("Password expires soon", "your password expires soon")
                .say("Your password for {{organization}} expires on {{time}}.").needs(Placeholder::Time, moment(*at))
                .say("Sign in and change it under Security before then.")
                .button(OPEN_PORTAL)
                .closing("If it expires, you will be asked to replace it the next time you sign in.")
        }
        Message::PasswordExpired { link } => new("Password expired", "your password has expired")
            .say("Your password for {{organization}} has expired, and you have been signed out everywhere.")
            .say("Choose a new password with this link, or sign in with the expired one and replace it.")
            .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
            .closing("If you weren't expecting this, ask your administrator."),
        Message::UserEmailChanged { new: address, link } => {
            new("Email changed, to the previous address", "your email address was changed")
                .say("An administrator of {{organization}} changed the email address of your account. You now sign in with the new one.")
                .fact("New address", address)
                .link("Undo the change", link, "After that, ask your administrator.")
                .closing("If you expected this, there is nothing to do. If not, undo the change, and tell your administrator. Undoing it also signs you out everywhere, and removes what was added to your account since.")
        }
        Message::UserActivationMoved => new("Email changed before the activation", "the email address of your account was changed")
            .say("An account at {{organization}} that has not been activated yet had this email address. An administrator gave it another one, so activation links that were sent here no longer work.")
            .button("Go to sign-in")
            .closing("If the account is yours, ask your administrator whether the new address is right. If not, ignore this email."),
        Message::UserActivationElsewhere => new("Activation sent to another address", "your activation link was sent to another address")
            .say("An administrator of {{organization}} sent the activation link of your account to another email address. Anyone who can read that mailbox can choose your password. Activation links that were sent here before no longer work.")
            .button("Go to sign-in")
            .closing("If you asked for this, there is nothing to do. If not, tell your administrator immediately."),
        Message::UserEmailIsNew => new("Email changed, to the new address", "this is your new sign-in address")
            .say("An administrator of {{organization}} changed the email address of your account to this one. Sign in with it from now on. Your password is the same.")
            .button("Sign in")
            .closing("If you don't have an account there, ignore this email."),
        Message::UserEmailVerification { link } => {
            new("Email changed: verification", "verify your email address")
                .say("This is now the email address of an account at {{organization}}. Once verified, it can receive password reset links.")
                .say("Open the link and sign in to verify it.")
                .link("Verify email address", link, "After that, sign in to the portal to get a new one.")
                .closing("If this isn't your account, ignore this email. The address can't be verified without signing in.")
        }
        Message::UserEmailUndoVoided => new("Email changed, undo voided", "the change of your email can no longer be undone")
            .say("The email address of your account at {{organization}} was changed. An owner of {{organization}} has confirmed the new address, so the link that undoes the change no longer works.")
            .button("Go to sign-in")
            .closing("If the new address isn't yours, tell your administrator now."),
        Message::UserEmailNotRestored => new("Email change undone, address taken", "your account is suspended until an administrator helps")
            .say("Someone opened the link that was sent here, and undid the change of the email address of your account at {{organization}}. This address now belongs to another account, so yours couldn't get it back. To protect your account, it was signed out everywhere and suspended.")
            .closing("Ask your administrator to give your account another email address and to activate it. If you didn't open the link, say so."),
        Message::UserEmailChangeUndone { name, email, undone, restored, factors, recovery } => {
            let wording = new("Owners: email change undone", "a user's email change was undone")
                .say("The email address of a user of {{organization}} had been changed. Someone with access to the previous address undid the change, so the user probably did not expect it.")
                .say("All sessions were ended. A password, MFA factors, SSH keys, application passwords and a recovery email that were added since the change no longer work.")
                .fact("Name", name)
                .fact(if *restored { "Email" } else { "Previous email" }, email)
                .fact("Undone address", undone)
                .fact("MFA factors removed", &factors.to_string());
            let wording = if *restored {
                wording
            } else {
                wording.say("The previous address now belongs to another user, so this user could not get it back and was suspended. Change the user's email before you activate the account.")
            };
            let wording = match recovery {
                Some(recovery) => wording.fact("Recovery email removed", recovery),
                None => wording,
            };
            wording
                .button(OPEN_PORTAL)
                .closing("All owners get this email. Look in the events for who changed the address. If this was not intended, suspend that administrator or revoke that API key.")
        }
        Message::RecoveryEmailVerification { link } => {
            new("Recovery email: verification", "verify your recovery email")
                .say("This address was entered as the recovery email of an account at {{organization}}. Once verified, it can receive password reset links.")
                .say("Open the link and sign in to verify it.")
                .link("Verify recovery email", link, "After that, enter the address again under Security.")
                .closing("If this isn't your account, ignore this email. The address can't be verified without signing in.")
        }
        Message::RecoveryEmailVerified { address } => {
            new("Recovery email: verified", "your recovery email is verified")
                .say("Password reset links for your account at {{organization}} are now also sent to your recovery email.")
                .fact("Recovery email", address)
                .button(OPEN_PORTAL)
                .closing("If this wasn't you, change your password, remove the address under Security, and tell your administrator.")
        }
        Message::RecoveryEmailReplaced { before, after } => {
            new("Recovery email: replaced by an administrator", "your recovery email was replaced")
                .say("An administrator of {{organization}} replaced the recovery email of your account. Password reset links no longer go to the previous address. They go to the new one once you have verified it.")
                .fact("Previous recovery email", before)
                .fact("New recovery email", after)
                .button(OPEN_PORTAL)
                .closing(CHECK_RECOVERY_EMAIL)
        }
        Message::RecoveryEmailRemoved { address } => {
            new("Recovery email: removed by an administrator", "your recovery email was removed")
                .say("An administrator of {{organization}} removed the recovery email of your account. Password reset links no longer go there.")
                .fact("Recovery email", address)
                .button(OPEN_PORTAL)
                .closing(CHECK_RECOVERY_EMAIL)
        }
        Message::AdministratorInvitation { link, inviter, role } => {
            new("Administrator: invitation", "you're invited to be an administrator")
                .say("You're invited to help manage {{organization}}. Choose a password to accept.")
                .fact("Invited by", inviter)
                .fact("Role", role)
                .link("Accept invitation", link, "After that, ask for a new invitation.")
                .closing("If you weren't expecting this, ignore this email. You won't have access until the link is used.")
        }
        Message::AdministratorPasswordReset { link } => {
            new("Administrator: password reset, requested", "reset your administrator password")
                .say("Someone, most likely you, requested a password reset for your administrator account at {{organization}}.")
                .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
                .closing(NOT_REQUESTED)
        }
        Message::AdministratorPasswordResetByAdministrator { link } => {
            new("Administrator: password reset, sent by another administrator", "choose a new administrator password")
                .say("Another administrator wants you to choose a new password for your administrator account at {{organization}}.")
                .link(NEW_PASSWORD, link, "After that, ask another administrator for a new one.")
                .closing("If you weren't expecting this, check with them before using the link. Your password won't change until you do.")
        }
        Message::PasswordResetSucceeded { at } => new("Password reset", "your password was reset")
            .say("Your password for {{organization}} was reset on {{time}}.").needs(Placeholder::Time, moment(*at))
            .say("You have been signed out everywhere.")
            .button("Sign in")
            .closing(NOT_YOU),
        Message::PasswordChanged { at } => new("Password changed", "your password was changed")
            .say("Your password for {{organization}} was changed on {{time}}.").needs(Placeholder::Time, moment(*at))
            .say("You have been signed out everywhere else.")
            .button(OPEN_PORTAL)
            .closing(NOT_YOU),
        Message::TemporaryPasswordSet { expires_at } => {
            new("Temporary password set", "you have a temporary password")
                .say("An administrator set a temporary password for your account at {{organization}} and will give it to you directly. Passwords are never sent by email.")
                .say("Sign in with it before {{time}}. You will then choose your own password.").needs(Placeholder::Time, moment(*expires_at))
                .button("Sign in")
                .closing("If you weren't expecting this, ask your administrator.")
        }
        Message::AccountLocked { cause, until } => account_locked(*cause, *until),
        Message::AccountUnlocked => new("Account unlocked", "your account is unlocked")
            .say("Your account at {{organization}} is unlocked. You can sign in again.")
            .button("Sign in")
            .closing("If you don't know your password, reset it from the sign-in page."),
        Message::FactorAdded { name, device, address, at } => {
            new("MFA: factor added", "an MFA factor was added")
                .say("A new factor was added to your account at {{organization}}. It can now be used to sign in.")
                .fact("Factor", name)
                .safe_fact("Device", device)
                .safe_fact("IP address", address)
                .time(*at)
                .button(OPEN_PORTAL)
                .closing("If this wasn't you, reset your password from the sign-in page, which signs you out everywhere. Then sign in and remove the factor under Security. If you can't sign in, ask your administrator to reset MFA.")
        }
        Message::FactorRemoved { name, at } => {
            new("MFA: factor removed", "an MFA factor was removed")
                .say("A factor was removed from your account at {{organization}}. It no longer works.")
                .fact("Factor", name)
                .time(*at)
                .button(OPEN_PORTAL)
                .closing(NOT_YOU)
        }
        Message::FactorsReset { at } => {
            new("MFA: reset by an administrator", "your MFA was reset")
                .say("An administrator removed all factors and recovery codes from your account at {{organization}} on {{time}}.").needs(Placeholder::Time, moment(*at))
                .say("You have been signed out everywhere. Sign in with your password, then set up MFA again under Security.")
                .button("Sign in")
                .closing("If you didn't ask for this, tell your administrator now.")
        }
        Message::RecoveryCodesMade { at } => new("MFA: new recovery codes", "new recovery codes")
            .say("New recovery codes were generated for your account at {{organization}} on {{time}}.").needs(Placeholder::Time, moment(*at))
            .say("Your old recovery codes no longer work.")
            .button(OPEN_PORTAL)
            .closing(NOT_YOU),
        Message::RecoveryCodeUsed { left, at } => {
            new("MFA: recovery code used", "a recovery code was used")
                .say("A recovery code was used to sign in to your account at {{organization}} on {{time}}.").needs(Placeholder::Time, moment(*at))
                .say("{{details}}")
                .needs(Placeholder::Details, match left {
                    0 => "It was your last one. Generate new codes under Security.".to_owned(),
                    1 => "You have 1 code left. Generate new codes under Security.".to_owned(),
                    2 | 3 => format!("You have {left} codes left. Generate new codes under Security."),
                    _ => format!("You have {left} codes left."),
                })
                .button(OPEN_PORTAL)
                .closing(NOT_YOU)
        }
        Message::PasskeyCopied { name } => {
            new("MFA: passkey possibly cloned", "a passkey was rejected")
                .say("A passkey of your account at {{organization}} may have been cloned. It was rejected and no longer works on any device.")
                .say("Under Security, add a new passkey, remove this one, and end any sessions you don't recognize.")
                .fact("Passkey", name)
                .button(OPEN_PORTAL)
                .closing("If you don't know why this happened, tell your administrator.")
        }
        Message::MfaRequired { by } => new("MFA: required", "set up MFA")
            .say("{{organization}} requires multi-factor authentication (MFA): an authenticator app on your phone, or a passkey.")
            .say("Set it up by {{time}}. After that, your account is locked until an administrator helps.").needs(Placeholder::Time, moment(*by))
            .button("Set up MFA")
            .closing("It takes about a minute: sign in and open Security."),
        Message::SshKeyAdded(change) => ssh_key_added(change),
        Message::SshKeyRemoved(change) => ssh_key_removed(change),
        Message::ApplicationPasswordCreated(change) => application_password_created(change),
        Message::ApplicationPasswordRevoked(change) => application_password_revoked(change),
        Message::NewDeviceSignIn { device, address, at } => {
            new("Sign-in from a new browser or location", "new sign-in to your account")
                .say("Someone signed in to your account at {{organization}} from a new browser or location.")
                .safe_fact("Device", device)
                .safe_fact("IP address", address)
                .time(*at)
                .button(OPEN_PORTAL)
                .closing("If this was you, there is nothing to do. If not, reset your password from the sign-in page now, which signs you out everywhere. Then tell your administrator.")
        }
        Message::TestMessage { requested_by } => new("Test email", "test email")
            .say("This is a test. If you can read it, email from {{organization}} is working.")
            .fact("Sent by", requested_by),
        Message::OrganizationSetUp => new("Organization created", "your organization is ready")
            .say("{{organization}} is set up, and you are its owner. Sign in to add users and invite administrators.")
            .button("Open the Admin Portal"),
        Message::OrganizationSignUp { link } => new("Sign-up: confirmation", "confirm your email address")
            .say("Confirm this address to create your organization at {{organization}}. You then choose a password.")
            .link("Confirm address", link, "After that, sign up again.")
            .closing("If you didn't ask for this, ignore this email. Nothing is created unless the link is used."),
        Message::OrganizationSignUpKnown => new("Sign-up: known address", "you already have an account")
            .say("Someone asked to create an organization at {{organization}} with this address. It already belongs to an administrator, so nothing was created.")
            .button("Go to sign-in")
            .closing("To create another organization, sign up with another address. If you didn't ask for this, ignore this email."),
        Message::OrganizationDeleting { at } => {
            new("Owners: organization will be deleted", "your organization will be deleted")
                .say("The operator of this server has scheduled the deletion of {{organization}} for {{time}}.").needs(Placeholder::Time, moment(*at))
                .say("Until then, nobody can sign in. After that, everything is deleted: accounts, settings and events.")
                .closing("If this is a mistake, tell the operator of the server before that date.")
        }
        Message::AdministratorAdded { name, email, role, by } => {
            new("Owners: new administrator", "new administrator")
                .say("An administrator was invited to {{organization}}.")
                .fact("Name", name)
                .fact("Email", email)
                .fact("Role", role)
                .for_owners(by)
        }
        Message::AdministratorRoleChanged { name, email, before, after, by } => {
            new("Owners: role changed", "an administrator's role was changed")
                .say("The role of an administrator of {{organization}} was changed.")
                .fact("Name", name)
                .fact("Email", email)
                .fact("Previous role", before)
                .fact("New role", after)
                .for_owners(by)
        }
        Message::OwnerChanged { change, name, email, by } => {
            let (what, details) = match change {
                OwnerChange::Suspended => ("an owner was suspended", format!("An owner of {org} was suspended.")),
                OwnerChange::Removed => ("an owner was removed", format!("An owner of {org} was removed.")),
                OwnerChange::FactorsReset => ("an owner's MFA was reset", format!("All MFA factors and recovery codes of an owner of {org} were removed.")),
            };
            new("Owners: owner suspended, removed or without MFA", "{{change}}")
                .say("{{details}}")
                .value(Placeholder::Change, what)
                .needs(Placeholder::Details, details)
                .fact("Name", name)
                .fact("Email", email)
                .for_owners(by)
        }
        Message::ApiKeyCreated { name, scopes, by } => {
            new("Owners: API key created", "new API key")
                .say("An API key of {{organization}} was created. It gives a program access to accounts.")
                .fact("Name", name)
                .fact("Scopes", scopes)
                .for_owners(by)
        }
        Message::LdapBindUserCreated { name, reads, by } => {
            new("Owners: bind user created", "new bind user")
                .say("A bind user of {{organization}} was created. It gives a program access to the LDAP directory, with names, email addresses and groups.")
                .fact("Name", name)
                .fact("Can read", reads)
                .for_owners(by)
        }
        Message::WebhookAddressSet { change, name, url, by } => {
            let (what, details) = match change {
                WebhookChange::Created => ("new webhook", format!("A webhook of {org} was created. It sends events, with names and email addresses, to another service.")),
                WebhookChange::AddressChanged => ("a webhook's address was changed", format!("The address of a webhook of {org} was changed. It sends events, with names and email addresses, to that address.")),
            };
            new("Owners: webhook created, or its address changed", "{{change}}")
                .say("{{details}}")
                .value(Placeholder::Change, what)
                .needs(Placeholder::Details, details)
                .fact("Webhook", name)
                .fact("Address", url)
                .for_owners(by)
        }
        Message::WebhookDisabled { name, url } => {
            new("Owners: webhook disabled", "a webhook was disabled")
                .say("A webhook of {{organization}} was disabled, because the receiver has accepted no event for days.")
                .fact("Webhook", name)
                .fact("Address", url)
                .button("Open the Admin Portal")
                .closing("Fix the receiver, then enable the webhook and replay the failed deliveries in the settings.")
        }
        Message::SecuritySettingsWeakened { settings, by } => {
            new("Owners: security settings weakened", "security settings were weakened")
                .say("Some settings of {{organization}} were changed and now protect accounts less than before.")
                .fact("Settings", settings)
                .for_owners(by)
        }
        Message::ScheduledChanges { changes } => scheduled_changes(changes),
        Message::ScheduledChangeFailed { change, reason } => scheduled_change_failed(change, reason),
    }
}
