//! Sign-in.

pub const LOADING: &str = "Loading";
pub const CONTINUE: &str = "Continue";
pub const SIGN_UP: &str = "Create an organization";
pub const SIGN_IN: &str = "Sign in";
pub const WITH_PASSKEY: &str = "Sign in with a passkey";
pub const TITLE_PASSWORD: &str = "Enter your password";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_MISSING: &str = "Enter your password";
/// Shown after the message about a wrong password.
pub const MAYBE_LOCKED: &str = " If you're sure it's right, your account may be locked in new browsers: wait a minute, or reset your password.";

pub const SIGNED_OUT: &str = "You are signed out.";
pub const EXPIRED: &str = "Your session has ended. Sign in again to pick up where you left off.";
pub const LOCKED_MEANWHILE: &str =
    "Your account is now locked. Sign in with the correct password to see until when.";
pub const TIMED_OUT: &str =
    "Sign-in timed out. Start again. If this appears immediately, allow cookies for this site.";
pub const START_AGAIN: &str = "This sign-in can't continue. Start again.";

pub const TITLE_FACTOR: &str = "Verify it's you";
pub const TITLE_REPLACE: &str = "Choose a new password";
pub const REPLACE_TEMPORARY: &str =
    "You signed in with a temporary password. Replace it with one that only you know.";
pub const REPLACE_EXPIRED: &str = "Your password has expired. Choose a new one to continue.";
pub const REPLACE: &str = "Save and sign in";

pub const TITLE_TERMS: &str = "Accept the terms";
pub const TERMS_DECLINED: &str = "You have not accepted the terms, so you are not signed in. If you have questions about them, ask your administrator.";

pub const TITLE_LOCKED: &str = "Your account is locked";
pub const LOCKED_PASSWORDS: &str =
    "Too many wrong passwords. Passkeys and browsers you've signed in with before still work.";
pub const LOCKED_FACTORS: &str = "Too many wrong codes or passkeys.";
pub const LOCKED_UNTIL_UNLOCKED: &str = "It stays locked until an administrator unlocks it.";
pub const LOCKED_ENROLLMENT: &str =
    "Your organization requires MFA, and the time to set it up is over.";
pub const TITLE_SUSPENDED: &str = "Your account is suspended";
pub const SUSPENDED: &str = "You can't sign in until an administrator activates the account again. Your password is unchanged.";
pub const TITLE_ORGANIZATION: &str = "Your organization is suspended";
pub const ORGANIZATION_SUSPENDED: &str =
    "Nobody in your organization can sign in at the moment. Your password is unchanged.";
pub const ORGANIZATION_SUSPENDED_NEXT: &str = "Contact the operator of this server.";
pub const TITLE_STAGED: &str = "Your account is not active yet";
pub const STAGED: &str = "You can sign in as soon as an administrator activates it.";
pub const TITLE_TEMPORARY: &str = "The temporary password has expired";
pub const TEMPORARY: &str = "A temporary password works for 24 hours, and this one is older.";

/// What the administrator who has locked the account says.
pub fn lock_note(note: &str) -> String {
    format!("Reason: {note}")
}

/// When a lock ends automatically; `relative` is empty when that is less than a minute away.
pub fn unlocks(relative: &str, exact: &str) -> String {
    if relative.is_empty() {
        format!("It unlocks automatically at {exact}.")
    } else {
        format!("It unlocks automatically {relative}, at {exact}.")
    }
}
