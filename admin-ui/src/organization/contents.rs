//! The content of each settings tab.

use leptos::prelude::*;

use super::security::Part;
use super::{
    appearance, directory, profile, profile_permissions, security, terms, with_organization,
};
use crate::api_keys::ApiKeysSettings;
use crate::hosts::HostsSettings;
use crate::ldap_bind_users::BindUsersSettings;
use crate::mail_deliveries::MailSettings;
use crate::mail_templates::MailTemplateSettings;
use crate::radius::NetworkSettings;
use crate::settings_tabs::SettingsTabId as Id;
use crate::user_attributes::AttributesSettings;
use crate::webhooks::WebhooksSettings;

pub(super) fn content(tab: Id) -> AnyView {
    match tab {
        Id::Profile => with_organization(profile::view),
        Id::Appearance => with_organization(appearance::view),
        Id::Terms => terms::view(),
        Id::Passwords => policy(Part::Passwords),
        Id::PasswordAging => policy(Part::Aging),
        Id::Mfa => policy(Part::Mfa),
        Id::Lockout => policy(Part::Lockout),
        Id::RecoveryEmail => policy(Part::RecoveryEmail),
        Id::UserPortal => with_organization(profile_permissions::view),
        Id::UserAttributes => view! { <AttributesSettings/> }.into_any(),
        Id::Mail => view! { <MailSettings/> }.into_any(),
        Id::MailTemplates => view! { <MailTemplateSettings/> }.into_any(),
        Id::Directory => with_organization(directory::view),
        Id::BindUsers => view! { <BindUsersSettings/> }.into_any(),
        Id::NetworkAccess => view! { <NetworkSettings/> }.into_any(),
        Id::Hosts => view! { <HostsSettings/> }.into_any(),
        Id::ApiKeys => view! { <ApiKeysSettings/> }.into_any(),
        Id::Webhooks => view! { <WebhooksSettings/> }.into_any(),
    }
}

fn policy(part: Part) -> AnyView {
    with_organization(move |editing| security::view(editing, part))
}
