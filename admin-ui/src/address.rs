//! Addresses of the app's own pages, and going to them.

pub use portal_kit::route::*;

/// Home.
pub const HOME: &str = "/admin/";
/// The users.
pub const USERS: &str = "/admin/users";
/// The administrators.
pub const ADMINISTRATORS: &str = "/admin/administrators";
/// The events.
pub const EVENTS: &str = "/admin/events";
/// The settings; their first tab.
pub const SETTINGS: &str = "/admin/settings";
/// Settings: what passwords must be.
pub const PASSWORDS: &str = "/admin/settings/passwords";
/// Settings: how long passwords last.
pub const PASSWORD_AGING: &str = "/admin/settings/password-aging";
/// Settings: MFA.
pub const MFA: &str = "/admin/settings/mfa";
/// Settings: failed attempts.
pub const LOCKOUT: &str = "/admin/settings/lockout";
/// Settings: the recovery email.
pub const RECOVERY_EMAIL: &str = "/admin/settings/recovery-email";
/// Settings: the User Portal.
pub const USER_PORTAL_SETTINGS: &str = "/admin/settings/user-portal";
/// Settings: API keys.
pub const API_KEYS: &str = "/admin/settings/api-keys";
/// Settings: mail.
pub const MAIL: &str = "/admin/settings/mail";
/// The tabs of the settings, in their order.
pub const SETTINGS_TABS: [&str; 9] = [
    SETTINGS,
    PASSWORDS,
    PASSWORD_AGING,
    MFA,
    LOCKOUT,
    RECOVERY_EMAIL,
    USER_PORTAL_SETTINGS,
    API_KEYS,
    MAIL,
];
/// The administrator's own account.
pub const ACCOUNT: &str = "/admin/account";
/// Signing in.
pub const SIGN_IN: &str = "/admin/sign-in";
/// Asking for a reset link.
pub const FORGOT_PASSWORD: &str = "/admin/forgot-password";
/// The terms of service.
pub const TERMS: &str = "/admin/terms";
/// The other portal's sign-in.
pub const USER_SIGN_IN: &str = "/sign-in";
