//! Settings: API keys.

use rules::role::Permission;

pub const TITLE: &str = "API keys";
pub const LEAD: &str = "For programs that call the REST API. Keys belong to the organization, not to the person who created them.";
pub const DOCS: &str = "API documentation";
pub const DOCS_ADDRESS: &str = "/api/docs";
pub const NEW: &str = "Create API key";
pub const LABEL: &str = "API keys";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "What it is for, such as HR import";
pub const NAME_MISSING: &str = "Enter a name";
pub const SCOPES: &str = "Permissions";
pub const SCOPES_MISSING: &str = "Choose at least one permission";
pub const SCOPE_BEYOND: &str = "Your own role does not allow this";
pub const EXPIRES: &str = "Expires";
pub const EXPIRES_AFTER: &str = "Expires after";
pub const LAST_USED: &str = "Last used";
pub const CREATED_BY: &str = "Created by";
pub const CREATOR_SUSPENDED: &str = "Suspended";
pub const CREATOR_REMOVED: &str = "Removed";
pub const EMPTY_TITLE: &str = "No API keys";
pub const EMPTY: &str =
    "Create one for a program that manages users, such as an import from your HR system.";
pub const NOT_ALLOWED_TITLE: &str = "Owners and managers only";
pub const NOT_ALLOWED: &str = "API keys can be seen, created and revoked by owners and managers.";
pub const REVOKE: &str = "Revoke";
pub const REVOKE_KEY: &str = "Revoke API key";
pub const CREATED_TITLE: &str = "Your new API key";
pub const CREATED_ONCE: &str =
    "Copy it now; it won't be shown again. Store it where only the program can read it.";
pub const CREATED_USE: &str = "Send it with each request as Authorization: Bearer.";

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub fn days(days: u16) -> String {
    match days {
        365 => "1 year".to_owned(),
        days => format!("{days} days"),
    }
}

pub fn revoke_title(name: &str) -> String {
    format!("Revoke {name}?")
}

pub fn revoke_body(name: &str) -> String {
    format!("Every program that uses {name} loses access immediately. This cannot be undone.")
}

pub fn revoked(name: &str) -> String {
    format!("{name} is revoked")
}

pub fn scope(scope: Permission) -> &'static str {
    match scope {
        Permission::UsersRead => "Read users",
        Permission::UsersAssist => "Help users sign in",
        Permission::UsersWrite => "Create and change users",
        Permission::GroupsRead => "Read groups",
        Permission::GroupsWrite => "Create and change groups",
        Permission::ApplicationsRead => "Read applications",
        Permission::ApplicationsWrite => "Create, change and assign applications",
        Permission::AdministratorsRead => "Read administrators",
        Permission::AdministratorsWrite => "Change administrators",
        Permission::OrganizationRead => "Read settings",
        Permission::OrganizationWrite => "Change settings",
        Permission::EventsRead => "Read events",
        Permission::ApiKeysWrite => "Manage API keys",
    }
}

pub fn scope_means(scope: Permission) -> &'static str {
    match scope {
        Permission::UsersRead => "Profiles, status, sessions and activity",
        Permission::UsersAssist => "Resend, reset, temporary password, unlock, end sessions",
        Permission::UsersWrite => "Also activate, suspend and delete",
        Permission::GroupsRead => "Names, and which users are members",
        Permission::GroupsWrite => "Also add and remove members, and delete",
        Permission::ApplicationsRead => "Also who they are open to, and why",
        Permission::ApplicationsWrite => "Also delete, and choose the factor they require",
        Permission::AdministratorsRead => "Names, emails, roles and status",
        Permission::OrganizationRead => "The organization profile",
        Permission::EventsRead => "All events and the email delivery log",
        _ => "",
    }
}
