//! The Admin Portal: a single-page app for the administrators of an organization.
//!
//! Each feature has a folder with the same name as in the server. All texts are in [`words`]. What
//! every feature needs (calls, forms, lists in the address) is next to this file.

mod address;
mod administrators;
mod api_keys;
mod app;
mod applications;
mod bulk_jobs;
mod components;
mod events;
mod groups;
mod home;
mod hosts;
mod imports;
mod item_actions;
mod ldap_bind_users;
mod links;
mod list;
mod list_address;
mod mail_deliveries;
mod mail_templates;
mod me;
mod organization;
mod previews;
mod radius;
mod random;
mod remedies;
mod resources;
mod route;
mod scheduled_changes;
mod session;
mod settings;
mod settings_tabs;
mod shell;
mod user_attributes;
mod users;
mod webhooks;
mod words;

fn main() {
    let Some(root) = app::root_element() else {
        return;
    };
    portal_kit::install(&settings::SETTINGS);
    leptos::mount::mount_to(root, app::App).forget();
}
