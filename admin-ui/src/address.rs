//! Addresses of the app's own pages, and going to them.

pub use portal_kit::route::*;
use ui_kit::prelude::Icon;

use crate::words::{api_keys, mail_deliveries, mfa, organization, security};

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

/// A page of the settings, as a tab and as a result of the search for everything.
pub struct SettingsTab {
    /// Its address.
    pub address: &'static str,
    /// What its tab says.
    pub name: &'static str,
    /// What the search says.
    pub title: &'static str,
    /// Its icon in the search.
    pub icon: Icon,
    /// Other words by which the search finds it.
    pub synonyms: &'static str,
}

/// The tabs of the settings, in their order.
pub const SETTINGS_TABS: [SettingsTab; 9] = [
    SettingsTab {
        address: SETTINGS,
        name: organization::TAB_PROFILE,
        title: organization::TITLE_PROFILE,
        icon: Icon::Settings,
        synonyms: "organization name contact",
    },
    SettingsTab {
        address: PASSWORDS,
        name: security::PASSWORDS,
        title: security::PASSWORDS,
        icon: Icon::Lock,
        synonyms: "security settings password policy rules length",
    },
    SettingsTab {
        address: PASSWORD_AGING,
        name: security::AGING,
        title: security::AGING,
        icon: Icon::Lock,
        synonyms: "security settings expiry deadline rotation",
    },
    SettingsTab {
        address: MFA,
        name: organization::TAB_MFA,
        title: mfa::CARD,
        icon: Icon::Shield,
        synonyms: "security settings two-factor 2fa enrollment passkey",
    },
    SettingsTab {
        address: LOCKOUT,
        name: security::LOCKOUT,
        title: security::LOCKOUT,
        icon: Icon::Lock,
        synonyms: "security settings failed attempts unlock",
    },
    SettingsTab {
        address: RECOVERY_EMAIL,
        name: security::RECOVERY,
        title: security::RECOVERY,
        icon: Icon::Mail,
        synonyms: "security settings reset",
    },
    SettingsTab {
        address: USER_PORTAL_SETTINGS,
        name: organization::TAB_USER_PORTAL,
        title: organization::TITLE_USER_PORTAL,
        icon: Icon::Settings,
        synonyms: "profile fields permissions",
    },
    SettingsTab {
        address: API_KEYS,
        name: organization::TAB_API_KEYS,
        title: api_keys::TITLE,
        icon: Icon::Key,
        synonyms: "tokens integrations",
    },
    SettingsTab {
        address: MAIL,
        name: organization::TAB_MAIL,
        title: mail_deliveries::TITLE,
        icon: Icon::Mail,
        synonyms: "email smtp delivery log test message previews",
    },
];
