//! Applications that users open, who they are open to, and the gate.
//!
//! Opening an application holds the user and then takes a shared lock on the application. Changing who
//! may open it holds the user, if the change is about one, and then locks the application exclusively.
//! So an application is never opened with an assignment that was just removed. Ending an account's
//! sessions locks in the same order, so it cannot deadlock with a change of an application.

mod assign_group;
mod assign_user;
mod assigned;
mod assigned_among;
mod assignment;
mod certificates;
mod check_access;
mod count_access;
mod create;
mod delete;
mod end;
mod end_session;
mod export;
mod gate;
mod get;
mod grants;
mod guide;
mod held_application;
mod launch_address;
mod list;
mod list_mine;
mod list_of_user;
mod list_problems;
mod mapped_values;
mod oidc_guide;
mod oidc_settings;
mod oidc_values;
mod open;
mod open_pairs;
mod pin;
mod proposed;
mod protocol_settings;
mod record_opening;
mod revoke_passwords;
mod saml_addresses;
mod saml_change;
mod saml_guide;
mod saml_metadata;
mod saml_settings;
mod saml_template;
mod saml_values;
mod secrets;
mod sessions;
mod show;
mod step_up;
mod templates;
mod update;
mod values;

pub(crate) use assign_group::insert_group;
pub use assign_group::{assign_group, unassign_group};
pub use assign_user::{assign_user, unassign_user};
pub use assigned::{groups, users};
pub(crate) use assigned_among::{Reassignment, assigned_among};
pub(crate) use assignment::{is_open_to, open_among};
pub use certificates::{activate_certificate, create_certificate, delete_certificate};
pub use check_access::check_access;
pub use count_access::count_access;
pub use create::create;
pub(crate) use create::{NewApplication, insert};
pub use delete::delete;
pub use end_session::end_session;
pub use export::{ExportedApplication, export_for_operator};
pub(crate) use gate::{Person, does_not_open, may_continue, proved, working_factors};
pub use get::get;
pub use grants::{my_grants, withdraw_my_grant};
pub use guide::guide;
pub(crate) use held_application::share;
pub use list::list;
pub use list_mine::mine;
pub use list_of_user::of_user;
pub use list_problems::problems;
pub(crate) use mapped_values::{
    group_names, mapped_attributes, mapped_profile, mapped_value, require_to_show_groups,
};
pub(crate) use oidc_settings::Stored;
pub use open::open;
pub(crate) use open_pairs::open_pairs;
pub use pin::{pin, unpin};
pub(crate) use proposed::{Gated, proposed};
pub(crate) use record_opening::record_opening;
pub(crate) use saml_addresses::SamlAddresses;
pub use saml_metadata::read_metadata;
pub(crate) use saml_settings::StoredSaml;
pub(crate) use secrets::insert_secret;
pub use secrets::{create_secret, delete_secret};
pub use sessions::{end_my_session, my_sessions, sessions};
pub(crate) use show::party;
pub(crate) use step_up::{asked_since, use_up, wait_for};
pub use templates::{create_from_template, template, templates};
pub use update::update;
