//! The table: paths, keys, names, permissions and panels of the settings tabs, in order.

use rules::role::Permission::{
    ApiKeysWrite, EventsRead, OrganizationRead, OrganizationWrite, UsersRead,
};
use ui_kit::prelude::Icon;

use super::{Below, NewItem, SettingsTab};
use crate::words::{
    api_keys, directory, hosts, ldap_bind_users, mail_deliveries, mail_templates, mfa,
    organization, organization_terms, radius, security, settings, user_attributes, webhooks,
};

macro_rules! settings_tabs {
    ($(
        $(#[$doc:meta])*
        $address:ident = $path:literal, $id:ident { $($fact:ident: $value:expr,)+ }
    )+) => {
        $($(#[$doc])* pub const $address: &str = $path;)+

        /// The key of a tab's content.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SettingsTabId { $($(#[$doc])* $id,)+ }

        /// The settings tabs, in order.
        pub static SETTINGS_TABS: &[SettingsTab] = &[$(
            SettingsTab { id: SettingsTabId::$id, address: $address, $($fact: $value,)+ },
        )+];
    };
}

settings_tabs! {
    /// The first settings tab: the organization's profile.
    SETTINGS = "/admin/settings", Profile {
        group: settings::GROUP_ORGANIZATION,
        name: organization::TITLE_PROFILE,
        title: organization::TITLE_PROFILE,
        icon: Icon::Settings,
        synonyms: "organization name contact email time zone event retention delete old events",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: how pages and emails look.
    APPEARANCE = "/admin/settings/appearance", Appearance {
        group: settings::GROUP_ORGANIZATION,
        name: organization::TITLE_APPEARANCE,
        title: organization::TITLE_APPEARANCE,
        icon: Icon::Settings,
        synonyms: "branding color accent logo help text theme",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: the organization's own terms.
    ORGANIZATION_TERMS = "/admin/settings/terms", Terms {
        group: settings::GROUP_ORGANIZATION,
        name: settings::NAME_TERMS,
        title: organization_terms::TITLE,
        icon: Icon::Settings,
        synonyms: "terms of service acceptable use policy consent accept",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: password policy.
    PASSWORDS = "/admin/settings/passwords", Passwords {
        group: settings::GROUP_SECURITY,
        name: security::PASSWORDS,
        title: security::PASSWORDS,
        icon: Icon::Lock,
        synonyms: "security settings password policy rules length complexity common reuse history presets nist",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: password aging.
    PASSWORD_AGING = "/admin/settings/password-aging", PasswordAging {
        group: settings::GROUP_SECURITY,
        name: security::AGING,
        title: security::AGING,
        icon: Icon::Lock,
        synonyms: "security settings expire expiry maximum minimum age reminders deadline rotation",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: MFA.
    MFA = "/admin/settings/mfa", Mfa {
        group: settings::GROUP_SECURITY,
        name: settings::NAME_MFA,
        title: mfa::CARD,
        icon: Icon::Shield,
        synonyms: "security settings two-factor 2fa require enrollment period passkey",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: lockout.
    LOCKOUT = "/admin/settings/lockout", Lockout {
        group: settings::GROUP_SECURITY,
        name: security::LOCKOUT,
        title: security::LOCKOUT,
        icon: Icon::Lock,
        synonyms: "security settings failed attempts wrong passwords lock unlock automatically end sessions",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: recovery email.
    RECOVERY_EMAIL = "/admin/settings/recovery-email", RecoveryEmail {
        group: settings::GROUP_SECURITY,
        name: security::RECOVERY,
        title: security::RECOVERY,
        icon: Icon::Mail,
        synonyms: "security settings password reset personal address",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: the User Portal.
    USER_PORTAL_SETTINGS = "/admin/settings/user-portal", UserPortal {
        group: settings::GROUP_PROFILES,
        name: settings::NAME_USER_PORTAL,
        title: organization::TITLE_USER_PORTAL,
        icon: Icon::Settings,
        synonyms: "edit profile fields permissions self-service",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: user attributes.
    USER_ATTRIBUTES = "/admin/settings/attributes", UserAttributes {
        group: settings::GROUP_PROFILES,
        name: user_attributes::TITLE,
        title: user_attributes::TITLE,
        icon: Icon::User,
        synonyms: "custom fields profile own",
        needs: UsersRead,
        below: Below::Items(NewItem {
            needs: OrganizationWrite,
            name: user_attributes::NEW,
            synonyms: "add new custom field attribute profile",
        }),
    }
    /// Settings: email.
    MAIL = "/admin/settings/mail", Mail {
        group: settings::GROUP_EMAIL,
        name: mail_deliveries::TITLE,
        title: mail_deliveries::TITLE,
        icon: Icon::Mail,
        synonyms: "email smtp delivery log test message previews",
        needs: EventsRead,
        below: Below::Nothing,
    }
    /// Settings: the words of emails.
    MAIL_TEMPLATES = "/admin/settings/wording", MailTemplates {
        group: settings::GROUP_EMAIL,
        name: mail_templates::TITLE,
        title: mail_templates::TITLE,
        icon: Icon::Mail,
        synonyms: "email templates texts subject heading button reword customize placeholders",
        needs: OrganizationRead,
        below: Below::Kinds,
    }
    /// Settings: the LDAP directory.
    DIRECTORY = "/admin/settings/directory", Directory {
        group: settings::GROUP_DIRECTORY,
        name: settings::NAME_DIRECTORY,
        title: directory::TITLE,
        icon: Icon::Users,
        synonyms: "ldaps dn suffix base passwords posix uid gid unix linux numbers import",
        needs: OrganizationRead,
        below: Below::Nothing,
    }
    /// Settings: bind users of the LDAP directory.
    BIND_USERS = "/admin/settings/bind-users", BindUsers {
        group: settings::GROUP_DIRECTORY,
        name: ldap_bind_users::TITLE,
        title: ldap_bind_users::TITLE,
        icon: Icon::Key,
        synonyms: "ldap dn service account directory",
        needs: OrganizationRead,
        below: Below::New(NewItem {
            needs: OrganizationWrite,
            name: ldap_bind_users::NEW,
            synonyms: "add new ldap bind dn service account",
        }),
    }
    /// Settings: RADIUS clients.
    NETWORK_ACCESS = "/admin/settings/network", NetworkAccess {
        group: settings::GROUP_DIRECTORY,
        name: radius::TITLE,
        title: radius::TITLE,
        icon: Icon::External,
        synonyms: "radius wifi wi-fi vpn vlan access point freeradius 802.1x",
        needs: OrganizationRead,
        below: Below::Items(NewItem {
            needs: OrganizationWrite,
            name: radius::NEW,
            synonyms: "add new access point wifi wi-fi vpn",
        }),
    }
    /// Settings: Linux hosts.
    HOSTS = "/admin/settings/hosts", Hosts {
        group: settings::GROUP_DIRECTORY,
        name: hosts::TITLE,
        title: hosts::TITLE,
        icon: Icon::Key,
        synonyms: "ssh sshd sssd sudo servers keys linux machines",
        needs: OrganizationRead,
        below: Below::Items(NewItem {
            needs: OrganizationWrite,
            name: hosts::NEW,
            synonyms: "add new linux server ssh",
        }),
    }
    /// Settings: API keys.
    API_KEYS = "/admin/settings/api-keys", ApiKeys {
        group: settings::GROUP_INTEGRATIONS,
        name: api_keys::TITLE,
        title: api_keys::TITLE,
        icon: Icon::Key,
        synonyms: "tokens rest api scopes permissions integrations",
        needs: ApiKeysWrite,
        below: Below::New(NewItem {
            needs: ApiKeysWrite,
            name: api_keys::NEW,
            synonyms: "add new api key token",
        }),
    }
    /// Settings: webhooks.
    WEBHOOKS = "/admin/settings/webhooks", Webhooks {
        group: settings::GROUP_INTEGRATIONS,
        name: webhooks::TITLE,
        title: webhooks::TITLE,
        icon: Icon::External,
        synonyms: "events integrations http callback notification deliveries replay",
        needs: EventsRead,
        below: Below::Items(NewItem {
            needs: OrganizationWrite,
            name: webhooks::NEW,
            synonyms: "add new webhook events http",
        }),
    }
}
