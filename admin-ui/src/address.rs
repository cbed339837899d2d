//! The paths of the app's own pages, and navigation to them.

pub use portal_kit::route::*;
use ui_kit::prelude::Icon;

use crate::words::{
    api_keys, directory, hosts, ldap_bind_users, mail_deliveries, mail_templates, mfa,
    organization, organization_terms, radius, security, user_attributes, webhooks,
};

/// Home.
pub const HOME: &str = "/admin/";
/// The users.
pub const USERS: &str = "/admin/users";
/// The imports of users.
pub const IMPORTS: &str = "/admin/imports";
/// The bulk jobs.
pub const BULK_JOBS: &str = "/admin/bulk-jobs";
/// The scheduled changes of users.
pub const SCHEDULED_CHANGES: &str = "/admin/scheduled-changes";
/// The groups.
pub const GROUPS: &str = "/admin/groups";
/// The applications.
pub const APPLICATIONS: &str = "/admin/applications";
/// The administrators.
pub const ADMINISTRATORS: &str = "/admin/administrators";
/// The events.
pub const EVENTS: &str = "/admin/events";
/// The first settings tab.
pub const SETTINGS: &str = "/admin/settings";
/// Settings: password policy.
pub const PASSWORDS: &str = "/admin/settings/passwords";
/// Settings: password aging.
pub const PASSWORD_AGING: &str = "/admin/settings/password-aging";
/// Settings: MFA.
pub const MFA: &str = "/admin/settings/mfa";
/// Settings: lockout.
pub const LOCKOUT: &str = "/admin/settings/lockout";
/// Settings: recovery email.
pub const RECOVERY_EMAIL: &str = "/admin/settings/recovery-email";
/// Settings: the User Portal.
pub const USER_PORTAL_SETTINGS: &str = "/admin/settings/user-portal";
/// Settings: how pages and emails look.
pub const APPEARANCE: &str = "/admin/settings/appearance";
/// Settings: the organization's own terms.
pub const ORGANIZATION_TERMS: &str = "/admin/settings/terms";
/// Settings: user attributes.
pub const USER_ATTRIBUTES: &str = "/admin/settings/attributes";
/// Settings: API keys.
pub const API_KEYS: &str = "/admin/settings/api-keys";
/// Settings: webhooks.
pub const WEBHOOKS: &str = "/admin/settings/webhooks";
/// Settings: the LDAP directory.
pub const DIRECTORY: &str = "/admin/settings/directory";
/// Settings: bind users of the LDAP directory.
pub const BIND_USERS: &str = "/admin/settings/bind-users";
/// Settings: RADIUS clients.
pub const NETWORK_ACCESS: &str = "/admin/settings/network";
/// Settings: Linux hosts.
pub const HOSTS: &str = "/admin/settings/hosts";
/// Settings: email.
pub const MAIL: &str = "/admin/settings/mail";
/// Settings: the words of emails.
pub const MAIL_TEMPLATES: &str = "/admin/settings/wording";
/// The administrator's own account.
pub const ACCOUNT: &str = "/admin/account";
/// The sign-in page.
pub const SIGN_IN: &str = "/admin/sign-in";
/// The page to sign up an organization.
pub const SIGN_UP: &str = "/admin/sign-up";
/// The page to request a reset link.
pub const FORGOT_PASSWORD: &str = "/admin/forgot-password";
/// The terms of service.
pub const TERMS: &str = "/admin/terms";
/// The sign-in page of the User Portal.
pub const USER_SIGN_IN: &str = "/sign-in";

/// A page of the settings, as a tab and as a result of the global search.
pub struct SettingsTab {
    /// The path.
    pub address: &'static str,
    /// The name on the tab.
    pub name: &'static str,
    /// The name in the global search.
    pub title: &'static str,
    /// The icon in the global search.
    pub icon: Icon,
    /// Other words that find it in the global search.
    pub synonyms: &'static str,
}

/// The settings tabs, in order.
pub const SETTINGS_TABS: [SettingsTab; 18] = [
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
        address: APPEARANCE,
        name: organization::TAB_APPEARANCE,
        title: organization::TITLE_APPEARANCE,
        icon: Icon::Settings,
        synonyms: "branding color accent logo help text theme",
    },
    SettingsTab {
        address: ORGANIZATION_TERMS,
        name: organization_terms::TAB,
        title: organization_terms::TITLE,
        icon: Icon::Settings,
        synonyms: "terms of service acceptable use policy consent accept",
    },
    SettingsTab {
        address: USER_ATTRIBUTES,
        name: organization::TAB_ATTRIBUTES,
        title: user_attributes::TITLE,
        icon: Icon::User,
        synonyms: "custom fields profile own",
    },
    SettingsTab {
        address: API_KEYS,
        name: organization::TAB_API_KEYS,
        title: api_keys::TITLE,
        icon: Icon::Key,
        synonyms: "tokens integrations",
    },
    SettingsTab {
        address: WEBHOOKS,
        name: organization::TAB_WEBHOOKS,
        title: webhooks::TITLE,
        icon: Icon::External,
        synonyms: "events integrations http callback notification replay",
    },
    SettingsTab {
        address: DIRECTORY,
        name: organization::TAB_DIRECTORY,
        title: directory::TITLE,
        icon: Icon::Users,
        synonyms: "ldaps dn suffix base posix uid gid unix linux numbers import",
    },
    SettingsTab {
        address: BIND_USERS,
        name: organization::TAB_BIND_USERS,
        title: ldap_bind_users::TITLE,
        icon: Icon::Key,
        synonyms: "ldap dn service account directory",
    },
    SettingsTab {
        address: NETWORK_ACCESS,
        name: organization::TAB_NETWORK,
        title: radius::TITLE,
        icon: Icon::External,
        synonyms: "radius wifi wi-fi vpn vlan access point freeradius 802.1x",
    },
    SettingsTab {
        address: HOSTS,
        name: organization::TAB_HOSTS,
        title: hosts::TITLE,
        icon: Icon::Key,
        synonyms: "ssh sshd servers keys linux machines",
    },
    SettingsTab {
        address: MAIL,
        name: organization::TAB_MAIL,
        title: mail_deliveries::TITLE,
        icon: Icon::Mail,
        synonyms: "email smtp delivery log test message previews",
    },
    SettingsTab {
        address: MAIL_TEMPLATES,
        name: organization::TAB_MAIL_TEMPLATES,
        title: mail_templates::TITLE,
        icon: Icon::Mail,
        synonyms: "email templates texts subject reword customize",
    },
];
