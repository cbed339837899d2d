//! What each kind of email says.

use time::OffsetDateTime;

use super::message::{
    LockCause, Message, OwnerChange, ScheduledKind, ScheduledLine, WebhookChange,
};
use super::text::moment;
use super::wording::{OPEN_PORTAL, Wording};

const NOT_REQUESTED: &str = "If you didn't request this, ignore this email. Your password won't change. If it happens again, tell your administrator.";
const NOT_EXPECTED: &str = "If you weren't expecting this, check with your administrator before using the link. Your password won't change until you do.";
const NOT_YOU: &str = "If this wasn't you, reset your password from the sign-in page now and tell your administrator.";
const CHECK_RECOVERY_EMAIL: &str = "If you weren't expecting this, sign in, check the recovery email under Security, and tell your administrator.";
const SIGN_IN_PAGE: &str = "After that, request a new one from the sign-in page.";
const ADMINISTRATOR: &str = "After that, ask your administrator for a new one.";
const NEW_PASSWORD: &str = "Choose a new password";

/// The wording of `message`. `org` is the organization's sanitized name.
pub(super) fn wording<'a>(message: &'a Message, org: &str) -> Wording<'a> {
    let new = Wording::new;
    match message {
        Message::UserActivation { link } => new("Activation", "activate your account")
            .say(format!("You have an account at {org}. Choose a password to activate it."))
            .link("Activate account", link, ADMINISTRATOR)
            .closing("If you weren't expecting this, ignore this email. The account stays inactive until the link is used."),
        Message::UserWelcome => new("Welcome", "your account is ready")
            .say(format!("Your account at {org} is active. Sign in with this email address and your existing password."))
            .button("Sign in")
            .closing("If you don't know your password, reset it from the sign-in page."),
        Message::UserPasswordReset { link } => {
            new("Password reset, requested by the user", "reset your password")
                .say(format!("Someone, most likely you, requested a password reset for your account at {org}."))
                .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
                .closing(NOT_REQUESTED)
        }
        Message::UserPasswordResetByAdministrator { link } => {
            new("Password reset, sent by an administrator", "choose a new password")
                .say(format!("Your administrator wants you to choose a new password for your account at {org}."))
                .link(NEW_PASSWORD, link, ADMINISTRATOR)
                .closing(NOT_EXPECTED)
        }
        Message::UserPasswordResetByRecoveryEmail { link } => {
            new("Password reset, to the recovery email", "reset your password")
                .say(format!("Someone, most likely you, requested a password reset for your account at {org}. You received this because it is your recovery email."))
                .say("This link also requires MFA. If you can read your company email, use the link we sent there.")
                .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
                .closing(NOT_REQUESTED)
        }
        Message::PasswordExpires { at } => {
            new("Password expires soon", "your password expires soon")
                .say(format!("Your password for {org} expires on {}.", moment(*at)))
                .say("Sign in and change it under Security before then.")
                .button(OPEN_PORTAL)
                .closing("If it expires, you will be asked to replace it the next time you sign in.")
        }
        Message::PasswordExpired { link } => new("Password expired", "your password has expired")
            .say(format!("Your password for {org} has expired, and you have been signed out everywhere."))
            .say("Choose a new password with this link, or sign in with the expired one and replace it.")
            .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
            .closing("If you weren't expecting this, ask your administrator."),
        Message::UserEmailChanged { new: address, link } => {
            new("Email changed, to the previous address", "your email address was changed")
                .say(format!("An administrator of {org} changed the email address of your account. You now sign in with the new one."))
                .fact("New address", address)
                .link("Undo the change", link, "After that, ask your administrator.")
                .closing("If you expected this, there is nothing to do. If not, undo the change, and tell your administrator. Undoing it also signs you out everywhere, and removes what was added to your account since.")
        }
        Message::UserActivationMoved => new("Email changed before the activation", "the email address of your account was changed")
            .say(format!("An account at {org} that has not been activated yet had this email address. An administrator gave it another one, so activation links that were sent here no longer work."))
            .button("Go to sign-in")
            .closing("If the account is yours, ask your administrator whether the new address is right. If not, ignore this email."),
        Message::UserEmailIsNew => new("Email changed, to the new address", "this is your new sign-in address")
            .say(format!("An administrator of {org} changed the email address of your account to this one. Sign in with it from now on. Your password is the same."))
            .button("Sign in")
            .closing("If you don't have an account there, ignore this email."),
        Message::UserEmailVerification { link } => {
            new("Email changed: verification", "verify your email address")
                .say(format!("This is now the email address of an account at {org}. Once verified, it can receive password reset links."))
                .say("Open the link and sign in to verify it.")
                .link("Verify email address", link, "After that, sign in to the portal to get a new one.")
                .closing("If this isn't your account, ignore this email. The address can't be verified without signing in.")
        }
        Message::UserEmailUndoVoided => new("Email changed, undo voided", "the change of your email can no longer be undone")
            .say(format!("The email address of your account at {org} was changed. An owner of {org} has confirmed the new address, so the link that undoes the change no longer works."))
            .button("Go to sign-in")
            .closing("If the new address isn't yours, tell your administrator now."),
        Message::UserEmailChangeUndone { name, email, undone, factors, recovery } => {
            let wording = new("Owners: email change undone", "a user's email change was undone")
                .say(format!("The email address of a user of {org} had been changed. Someone with access to the previous address undid the change, so the user probably did not expect it."))
                .say("All sessions were ended. A password, MFA factors and a recovery email that were added since the change no longer work.")
                .fact("Name", name)
                .fact("Email", email)
                .fact("Undone address", undone)
                .fact("MFA factors removed", &factors.to_string());
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
                .say(format!("This address was entered as the recovery email of an account at {org}. Once verified, it can receive password reset links."))
                .say("Open the link and sign in to verify it.")
                .link("Verify recovery email", link, "After that, enter the address again under Security.")
                .closing("If this isn't your account, ignore this email. The address can't be verified without signing in.")
        }
        Message::RecoveryEmailVerified { address } => {
            new("Recovery email: verified", "your recovery email is verified")
                .say(format!("Password reset links for your account at {org} are now also sent to your recovery email."))
                .fact("Recovery email", address)
                .button(OPEN_PORTAL)
                .closing("If this wasn't you, change your password, remove the address under Security, and tell your administrator.")
        }
        Message::RecoveryEmailReplaced { before, after } => {
            new("Recovery email: replaced by an administrator", "your recovery email was replaced")
                .say(format!("An administrator of {org} replaced the recovery email of your account. Password reset links no longer go to the previous address. They go to the new one once you have verified it."))
                .fact("Previous recovery email", before)
                .fact("New recovery email", after)
                .button(OPEN_PORTAL)
                .closing(CHECK_RECOVERY_EMAIL)
        }
        Message::RecoveryEmailRemoved { address } => {
            new("Recovery email: removed by an administrator", "your recovery email was removed")
                .say(format!("An administrator of {org} removed the recovery email of your account. Password reset links no longer go there."))
                .fact("Recovery email", address)
                .button(OPEN_PORTAL)
                .closing(CHECK_RECOVERY_EMAIL)
        }
        Message::AdministratorInvitation { link, inviter, role } => {
            new("Administrator: invitation", "you're invited to be an administrator")
                .say(format!("You're invited to help manage {org}. Choose a password to accept."))
                .fact("Invited by", inviter)
                .fact("Role", role)
                .link("Accept invitation", link, "After that, ask for a new invitation.")
                .closing("If you weren't expecting this, ignore this email. You won't have access until the link is used.")
        }
        Message::AdministratorPasswordReset { link } => {
            new("Administrator: password reset, requested", "reset your administrator password")
                .say(format!("Someone, most likely you, requested a password reset for your administrator account at {org}."))
                .link(NEW_PASSWORD, link, SIGN_IN_PAGE)
                .closing(NOT_REQUESTED)
        }
        Message::AdministratorPasswordResetByAdministrator { link } => {
            new("Administrator: password reset, sent by another administrator", "choose a new administrator password")
                .say(format!("Another administrator wants you to choose a new password for your administrator account at {org}."))
                .link(NEW_PASSWORD, link, "After that, ask another administrator for a new one.")
                .closing("If you weren't expecting this, check with them before using the link. Your password won't change until you do.")
        }
        Message::PasswordResetSucceeded { at } => new("Password reset", "your password was reset")
            .say(format!("Your password for {org} was reset on {}.", moment(*at)))
            .say("You have been signed out everywhere.")
            .button("Sign in")
            .closing(NOT_YOU),
        Message::PasswordChanged { at } => new("Password changed", "your password was changed")
            .say(format!("Your password for {org} was changed on {}.", moment(*at)))
            .say("You have been signed out everywhere else.")
            .button(OPEN_PORTAL)
            .closing(NOT_YOU),
        Message::TemporaryPasswordSet { expires_at } => {
            new("Temporary password set", "you have a temporary password")
                .say(format!("An administrator set a temporary password for your account at {org} and will give it to you directly. Passwords are never sent by email."))
                .say(format!("Sign in with it before {}. You will then choose your own password.", moment(*expires_at)))
                .button("Sign in")
                .closing("If you weren't expecting this, ask your administrator.")
        }
        Message::AccountLocked { cause, until } => account_locked(*cause, *until, org),
        Message::AccountUnlocked => new("Account unlocked", "your account is unlocked")
            .say(format!("Your account at {org} is unlocked. You can sign in again."))
            .button("Sign in")
            .closing("If you don't know your password, reset it from the sign-in page."),
        Message::FactorAdded { name, device, address, at } => {
            new("MFA: factor added", "an MFA factor was added")
                .say(format!("A new factor was added to your account at {org}. It can now be used to sign in."))
                .fact("Factor", name)
                .fact("Device", device)
                .fact("IP address", address)
                .time(*at)
                .button(OPEN_PORTAL)
                .closing("If this wasn't you, reset your password from the sign-in page, which signs you out everywhere. Then sign in and remove the factor under Security. If you can't sign in, ask your administrator to reset MFA.")
        }
        Message::FactorRemoved { name, at } => {
            new("MFA: factor removed", "an MFA factor was removed")
                .say(format!("A factor was removed from your account at {org}. It no longer works."))
                .fact("Factor", name)
                .time(*at)
                .button(OPEN_PORTAL)
                .closing(NOT_YOU)
        }
        Message::FactorsReset { at } => {
            new("MFA: reset by an administrator", "your MFA was reset")
                .say(format!("An administrator removed all factors and recovery codes from your account at {org} on {}.", moment(*at)))
                .say("You have been signed out everywhere. Sign in with your password, then set up MFA again under Security.")
                .button("Sign in")
                .closing("If you didn't ask for this, tell your administrator now.")
        }
        Message::RecoveryCodesMade { at } => new("MFA: new recovery codes", "new recovery codes")
            .say(format!("New recovery codes were generated for your account at {org} on {}.", moment(*at)))
            .say("Your old recovery codes no longer work.")
            .button(OPEN_PORTAL)
            .closing(NOT_YOU),
        Message::RecoveryCodeUsed { left, at } => {
            new("MFA: recovery code used", "a recovery code was used")
                .say(format!("A recovery code was used to sign in to your account at {org} on {}.", moment(*at)))
                .say(match left {
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
                .say(format!("A passkey of your account at {org} may have been cloned. It was rejected and no longer works on any device."))
                .say("Under Security, add a new passkey, remove this one, and end any sessions you don't recognize.")
                .fact("Passkey", name)
                .button(OPEN_PORTAL)
                .closing("If you don't know why this happened, tell your administrator.")
        }
        Message::MfaRequired { by } => new("MFA: required", "set up MFA")
            .say(format!("{org} requires multi-factor authentication (MFA): an authenticator app on your phone, or a passkey."))
            .say(format!("Set it up by {}. After that, your account is locked until an administrator helps.", moment(*by)))
            .button("Set up MFA")
            .closing("It takes about a minute: sign in and open Security."),
        Message::NewDeviceSignIn { device, address, at } => {
            new("Sign-in from a new browser or place", "new sign-in to your account")
                .say(format!("Someone signed in to your account at {org} from a new browser or place."))
                .fact("Device", device)
                .fact("IP address", address)
                .time(*at)
                .button(OPEN_PORTAL)
                .closing("If this was you, there is nothing to do. If not, reset your password from the sign-in page now, which signs you out everywhere. Then tell your administrator.")
        }
        Message::TestMessage { requested_by } => new("Test email", "test email")
            .say(format!("This is a test. If you can read it, email from {org} is working."))
            .fact("Sent by", requested_by),
        Message::OrganizationSetUp => new("Organization created", "your organization is ready")
            .say(format!("{org} is set up, and you are its owner. Sign in to add users and invite administrators."))
            .button("Open the Admin Portal"),
        Message::AdministratorAdded { name, email, role, by } => {
            new("Owners: new administrator", "new administrator")
                .say(format!("An administrator was invited to {org}."))
                .fact("Name", name)
                .fact("Email", email)
                .fact("Role", role)
                .for_owners(by)
        }
        Message::AdministratorRoleChanged { name, email, before, after, by } => {
            new("Owners: role changed", "an administrator's role was changed")
                .say(format!("The role of an administrator of {org} was changed."))
                .fact("Name", name)
                .fact("Email", email)
                .fact("Previous role", before)
                .fact("New role", after)
                .for_owners(by)
        }
        Message::OwnerChanged { change, name, email, by } => {
            let (phrase, sentence) = match change {
                OwnerChange::Suspended => ("an owner was suspended", format!("An owner of {org} was suspended.")),
                OwnerChange::Removed => ("an owner was removed", format!("An owner of {org} was removed.")),
                OwnerChange::FactorsReset => ("an owner's MFA was reset", format!("All MFA factors and recovery codes of an owner of {org} were removed.")),
            };
            new("Owners: owner suspended, removed or without MFA", phrase)
                .say(sentence)
                .fact("Name", name)
                .fact("Email", email)
                .for_owners(by)
        }
        Message::ApiKeyCreated { name, scopes, by } => {
            new("Owners: API key created", "new API key")
                .say(format!("An API key of {org} was created. It gives a program access to accounts."))
                .fact("Name", name)
                .fact("Scopes", scopes)
                .for_owners(by)
        }
        Message::WebhookAddressSet { change, name, url, by } => {
            let (phrase, sentence) = match change {
                WebhookChange::Created => ("new webhook", format!("A webhook of {org} was created. It sends events, with names and email addresses, to another service.")),
                WebhookChange::AddressChanged => ("a webhook's address was changed", format!("The address of a webhook of {org} was changed. It sends events, with names and email addresses, to that address.")),
            };
            new("Owners: webhook created, or its address changed", phrase)
                .say(sentence)
                .fact("Webhook", name)
                .fact("Address", url)
                .for_owners(by)
        }
        Message::WebhookDisabled { name, url } => {
            new("Owners: webhook disabled", "a webhook was disabled")
                .say(format!("A webhook of {org} was disabled, because the receiver has accepted no event for days."))
                .fact("Webhook", name)
                .fact("Address", url)
                .button("Open the Admin Portal")
                .closing("Mend the receiver, then enable the webhook and replay the failed deliveries in the settings.")
        }
        Message::SecuritySettingsWeakened { settings, by } => {
            new("Owners: security settings weakened", "security settings were weakened")
                .say(format!("Some settings of {org} were changed and now protect accounts less than before."))
                .fact("Settings", settings)
                .for_owners(by)
        }
        Message::ScheduledChanges { changes } => scheduled_changes(changes, org),
        Message::ScheduledChangeFailed { change, name, email, at, by, reason } => {
            new("Administrators: scheduled change not performed", "a scheduled change was not performed")
                .say(format!("{} of a user of {org} was due and was not performed. {reason}.", scheduled(*change)))
                .fact("Name", name)
                .fact("Email", email)
                .fact("Due", at)
                .fact("Scheduled by", by)
                .button(OPEN_PORTAL)
                .closing("If it is still needed, open the user in the Admin Portal.")
        }
    }
}

/// The change at the beginning of a sentence.
const fn scheduled(change: ScheduledKind) -> &'static str {
    match change {
        ScheduledKind::Activation => "An activation",
        ScheduledKind::Suspension => "A suspension",
    }
}

fn scheduled_changes(changes: &[ScheduledLine], org: &str) -> Wording<'static> {
    let wording = Wording::new(
        "Administrators: scheduled changes",
        "scheduled changes of users",
    )
    .say(format!(
        "These activations and suspensions of users of {org} are due within a day."
    ));
    let listed = changes.iter().fold(wording, |wording, line| {
        let label = match line.change {
            ScheduledKind::Activation => "Activation",
            ScheduledKind::Suspension => "Suspension",
        };
        wording
            .fact(label, &line.at)
            .fact("Name", &line.name)
            .fact("Email", &line.email)
            .fact("Scheduled by", &line.by)
    });
    listed
        .button(OPEN_PORTAL)
        .closing("To cancel one, open the user in the Admin Portal.")
}

fn account_locked(cause: LockCause, until: Option<OffsetDateTime>, org: &str) -> Wording<'static> {
    let (why, closing) = match cause {
        LockCause::FailedPasswords => (
            "in new browsers after too many wrong passwords",
            "If this wasn't you, someone may be guessing your password. Tell your administrator.",
        ),
        LockCause::FailedFactors => (
            "after too many wrong MFA codes",
            "If this wasn't you, someone may know your password. Reset it now and tell your administrator.",
        ),
        LockCause::MfaEnrollmentPeriod => (
            "because MFA was not set up in time",
            "Ask your administrator for more time.",
        ),
        LockCause::Administrator => (
            "by an administrator",
            "If you don't know why, ask your administrator.",
        ),
    };
    let by_passwords = cause == LockCause::FailedPasswords;
    let next = match until {
        Some(until) if by_passwords => format!(
            "It unlocks automatically on {}. Resetting your password from the sign-in page unlocks it now.",
            moment(until)
        ),
        Some(until) => format!("It unlocks automatically on {}.", moment(until)),
        None if by_passwords => {
            "It stays locked until you reset your password or an administrator unlocks it."
                .to_owned()
        }
        None => "It stays locked until an administrator unlocks it.".to_owned(),
    };
    let mut wording = Wording::new("Account locked", "your account is locked")
        .say(format!("Your account at {org} was locked {why}."));
    if by_passwords {
        wording = wording
            .say("Browsers that you've signed in with before still work, and so do passkeys.");
    }
    wording.say(next).button("Go to sign-in").closing(closing)
}
