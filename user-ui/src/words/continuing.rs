//! Signing in to an application.

pub const THE_APPLICATION: &str = "The application";
pub const OPENING: &str = "Opening…";
pub const TO_APPLICATIONS: &str = "Go to Applications";
pub const NOT_YOURS: &str =
    "It is not one of your applications. If you need it, ask your administrator.";
pub const SET_UP: &str = "Set up a factor";
pub const EXPIRED_TITLE: &str = "This sign-in has ended";
pub const EXPIRED: &str =
    "It has expired, was finished, or was started in another browser. Open the application again.";
pub const CONTINUE: &str = "Continue";
pub const TERMS_TITLE: &str = "Accept the terms";
pub const OTHER_ACCOUNT: &str = "Use another account";
pub const ALLOW: &str = "Allow";
pub const DENY: &str = "Don't allow";
pub const CONSENT_KEPT: &str = "If you allow it, you are not asked again.";

/// The lead of the sign-in page.
pub fn sign_in_to(name: &str) -> String {
    format!("Sign in to continue to {name}.")
}

/// The question which account to use.
pub fn continue_as(name: &str, email: &str) -> String {
    format!("Continue as {name} ({email})?")
}

/// Says that the application names somebody else.
pub fn suggests(application: &str, hint: &str, email: &str) -> String {
    format!("{application} suggests {hint}; you are signed in as {email}.")
}

/// The reason for the question for the password.
pub fn asks_to_sign_in(application: &str, email: &str) -> String {
    format!("{application} asks you to sign in again as {email}.")
}

/// The title of the question whether the application may have the data.
pub fn wants(name: &str) -> String {
    format!("{name} wants to know who you are")
}

pub fn consent(name: &str) -> String {
    format!("If you allow it, {name} gets:")
}

/// What an application gets for a scope; `None` if there is nothing to say about it.
pub fn scope(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "openid" => "An identifier of your account",
        "profile" => "Your name and username",
        "email" => "Your email address",
        "phone" => "Your phone number",
        "address" => "Your postal address",
        "groups" => "The groups you are in",
        "offline_access" => "Access to this data while you are signed out",
        _ => return None,
    })
}

pub fn waits(name: &str) -> String {
    format!("{name} opens once you have set up a factor.")
}

pub fn go_on(name: &str) -> String {
    format!("Continue to {name}")
}
