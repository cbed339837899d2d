//! Signing in.

pub const TITLE: &str = "Sign in";
pub const CONTINUE: &str = "Continue";
pub const WITH_PASSKEY: &str = "Sign in with a passkey";
pub const EMAIL_MISSING: &str = "Enter your company email address";
pub const TITLE_PASSWORD: &str = "Enter your password";
pub const PASSWORD_MISSING: &str = "Enter your password";
/// Follows the words for a wrong password.
pub const MAYBE_LOCKED: &str = " After several wrong ones an account is locked for a while: if you are sure of your password, wait a minute, then try it once more.";
pub const ADMINISTRATORS: &str = "Administrator sign-in";

pub const SIGNED_OUT: &str = "You are signed out.";
pub const EXPIRED: &str =
    "Your session has ended. Sign in again to go on; you will be back where you were.";
pub const LOCKED_MEANWHILE: &str = "Your account is now locked: a wrong password or code was given too many times. Sign in with the right password to see until when.";
pub const GIVEN_UP: &str = "That sign-in was given up: it took longer than 10 minutes, or this browser did not keep its cookie. Begin again; if you read this at once, allow cookies for this site in your browser's settings.";
pub const CANNOT_GO_ON: &str = "That sign-in could not go on. Begin again.";

pub const TITLE_FACTOR: &str = "Confirm that it is you";
pub const TITLE_REPLACE: &str = "Choose a new password";
pub const REPLACE_TEMPORARY: &str =
    "You signed in with a temporary password. Replace it with one that only you know.";
pub const REPLACE_EXPIRED: &str = "Your password has expired. Choose a new one to go on.";
pub const REPLACE: &str = "Save and sign in";

pub const TITLE_LOCKED: &str = "Your account is locked";
pub const LOCKED_ATTEMPTS: &str = "A wrong password was entered too many times.";
pub const LOCKED_FACTORS: &str = "A wrong code or passkey was given too many times.";
pub const LOCKED_FACTORS_FOR_GOOD: &str = "It stays locked until an administrator unlocks it.";
pub const LOCKED_FACTORS_NEXT: &str = "Your administrator can unlock the account at once. If it was not you, someone knows your password: tell your administrator, and change it once you are in.";
pub const LOCKED_ENROLMENT: &str =
    "Your organization requires a second factor, and the time to set one up is over.";
pub const LOCKED_ENROLMENT_NEXT: &str = "Contact your administrator: they can give you more time.";
pub const LOCKED_BY_ADMINISTRATOR: &str =
    "An administrator locked it, and only an administrator can unlock it.";
pub const LOCKED_NEXT: &str = "If you know your password, your administrator can unlock the account at once. If you forgot it, reset it: that unlocks the account too.";
pub const LOCKED_CONTACT: &str = "Contact your administrator to find out why.";
pub const LOCKED_FOR_GOOD: &str =
    "It stays locked until an administrator unlocks it or you reset your password.";
pub const TITLE_SUSPENDED: &str = "Your account is suspended";
pub const SUSPENDED: &str = "Nobody can sign in to it until an administrator activates it again. Your password need not be changed.";
pub const SUSPENDED_NEXT: &str = "Contact your administrator if you think that this is a mistake.";
pub const TITLE_STAGED: &str = "Your account is not active yet";
pub const STAGED: &str =
    "It waits for your first day. You can sign in as soon as an administrator activates it.";
pub const STAGED_NEXT: &str = "If your first day has come, contact your administrator.";
pub const TITLE_TEMPORARY: &str = "The temporary password has expired";
pub const TEMPORARY: &str = "A temporary password works for 24 hours, and this one is older.";
pub const TEMPORARY_NEXT: &str =
    "Ask your administrator for a new one, or reset your password by mail.";

/// When a lock ends by itself; `relative` is empty when that is less than a minute away.
pub fn unlocks(relative: &str, exact: &str) -> String {
    if relative.is_empty() {
        format!("It unlocks by itself at {exact}.")
    } else {
        format!("It unlocks by itself {relative}, at {exact}.")
    }
}
