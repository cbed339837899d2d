//! All texts of the app, one module per feature.
//!
//! Sentence case, verbs on buttons, and the product's vocabulary for nouns. The texts of the shared
//! components are in `ui-kit`; those of the password rules are in `rules`, which the server uses
//! too.

pub mod access;
pub mod administrators;
pub mod affected;
pub mod api_keys;
pub mod applications;
pub mod applications_activity;
pub mod applications_attributes;
pub mod applications_certificates;
pub mod applications_claims;
pub mod applications_saml;
pub mod applications_sign_on;
pub mod bulk;
pub mod bulk_jobs;
pub mod connecting;
pub mod directory;
pub mod events;
pub mod events_live;
pub mod exports;
pub mod failure;
pub mod groups;
pub mod home;
pub mod hosts;
pub mod imports;
pub mod ldap_bind_users;
pub mod links;
pub mod mail_deliveries;
pub mod mail_templates;
pub mod mapped_values;
pub mod me;
pub mod mfa;
pub mod organization;
pub mod organization_terms;
pub mod policies;
pub mod radius;
pub mod resource_access;
pub mod resources;
pub mod scheduled_changes;
pub mod security;
pub mod sessions;
pub mod settings;
pub mod shell;
pub mod sign_in_diagnosis;
pub mod sign_up;
pub mod status;
pub mod terms;
pub mod user_attributes;
pub mod users;
pub mod views;
pub mod webhooks;

pub const PRODUCT: &str = "Latchkey";
pub const PORTAL: &str = "Latchkey Admin Portal";
pub const CANCEL: &str = "Cancel";
pub const DONE: &str = "Done";
pub const REMOVE: &str = "Remove";
pub const REMOVED: &str = "Removed";
pub const UNDO: &str = "Undo";
pub const OPEN: &str = "Open";
pub const CLOSE: &str = "Close";
pub const CLEAR_FILTERS: &str = "Clear search and filters";
pub const WHOLE_LIST: &str = "Show the whole list";
pub const REFUSED_TITLE: &str = "The list can't be shown this way";
pub const REFUSED: &str = "The link contains an invalid filter or sort order. The link may be mistyped, or the field \
                           may have been deleted.";
pub const NO_PAGE_TITLE: &str = "This page of the list does not exist";
pub const NO_PAGE: &str =
    "The link is incomplete, or was made for a different search, filter or sort order.";
pub const FIRST_PAGE: &str = "Go to the first page";
pub const SAVE: &str = "Save changes";
pub const SAVED: &str = "Saved";
pub const ACTIONS: &str = "Actions";
pub const NOT_PERMITTED_TITLE: &str = "You don't have permission";
pub const NOT_PERMITTED: &str = "Your role does not allow this. Ask an owner of your organization.";
pub const NEVER: &str = "Never";
pub const NOT_SAVED: &str = "The browser could not save the file";
pub const REFRESH: &str = "Refresh";
pub const MORE: &str = "Show more";

/// "1 user", "3 users".
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        ui_kit::prelude::number(n),
        if n == 1 { one } else { many }
    )
}

/// The length of a list, as far as the server counted it.
pub fn listed(n: u64, one: &str, many: &str) -> String {
    if n > contract::page::MOST_COUNTED {
        format!("{} {many}", ui_kit::prelude::short_length(n))
    } else {
        count(n, one, many)
    }
}

/// Shown below a list with a single page.
pub fn all_shown(total: u64) -> String {
    count(total, "result", "results")
}
