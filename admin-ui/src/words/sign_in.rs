//! Signing in.

pub const TITLE: &str = "Administrator sign-in";
pub const LEAD: &str = "Manage users, administrators and settings.";
pub const EMAIL: &str = "Email";
pub const WITH_PASSKEY: &str = "Sign in with a passkey";
pub const FACTOR_TITLE: &str = "Confirm that it is you";
pub const EMAIL_MISSING: &str = "Enter your email address, such as name@example.com";
pub const CONTINUE: &str = "Continue";
pub const PASSWORD_TITLE: &str = "Enter your password";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_MISSING: &str = "Enter your password";
pub const SIGN_IN: &str = "Sign in";
pub const FORGOT: &str = "Reset administrator password";
pub const USER_PORTAL: &str = "User Portal sign-in";
pub const REPLACE_TITLE: &str = "Choose a new password";
pub const REPLACE_TEMPORARY: &str = "Your password was temporary. Choose one that only you know.";
pub const REPLACE_EXPIRED: &str = "Your password has expired. Choose a new one to go on.";
pub const REPLACE: &str = "Save and sign in";
pub const EXPIRED: &str = "This sign-in took longer than 10 minutes and has ended. Enter your email address to begin again.";
pub const SIGNED_OUT: &str = "You are signed out.";
pub const SESSION_ENDED: &str =
    "Your session has ended. Sign in again to go on; you will be back where you were.";
pub const LOCKED_MEANWHILE: &str = "Your account is now locked: a wrong password or code was given too many times. Sign in with the right password to see until when.";
pub const LOCKED_TITLE: &str = "Your account is locked";
pub const LOCKED_ATTEMPTS: &str = "There were too many wrong passwords in a row.";
pub const LOCKED_FACTORS: &str = "There were too many wrong second factors in a row.";
pub const LOCKED_ENROLMENT: &str =
    "Your organization requires a second factor, and the time to enrol one is over.";
pub const LOCKED_NEXT_ENROLMENT: &str =
    "Ask an owner of your organization for more time; the last owner can be helped on the server.";
pub const LOCKED_ADMINISTRATOR: &str = "Another administrator locked it.";
pub const LOCKED_NEXT: &str = "Reset your password to unlock it now, or ask another administrator of your organization to unlock it.";
pub const LOCKED_NEXT_ADMINISTRATOR: &str =
    "Ask another administrator of your organization to unlock it.";
pub const SUSPENDED_TITLE: &str = "Your account is suspended";
pub const SUSPENDED_NEXT: &str =
    "Ask an owner of your organization to activate it again. Your password is unchanged.";
pub const TEMPORARY_TITLE: &str = "The temporary password has expired";
pub const TEMPORARY_NEXT: &str =
    "Reset your password by mail, or ask another administrator for a new link.";
pub const STAGED_TITLE: &str = "Your account is not active yet";
pub const STAGED_NEXT: &str = "Ask an owner of your organization when it will be.";
pub const AGAIN: &str = "Sign in as someone else";
pub const RESET: &str = "Reset password";

pub fn unlocks(when: &str) -> String {
    format!("It unlocks by itself {when}.")
}
