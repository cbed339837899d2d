//! Applications that users open, who they are open to, and the gate.
//!
//! Opening an application holds the user and then takes a shared lock on the application. Changing who
//! may open it holds the user, if the change is about one, and then locks the application exclusively.
//! So an application is never opened with an assignment that was just removed. Ending an account's
//! sessions locks in the same order, so it cannot deadlock with a change of an application.

mod access;
mod assign_group;
mod assign_user;
mod assigned;
mod assignment;
mod certificates;
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
mod launch;
mod learned;
mod list;
mod mine;
mod of_user;
mod oidc_guide;
mod oidc_settings;
mod oidc_values;
mod open;
mod opened;
mod pin;
mod problems;
mod protocol_settings;
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
mod templates;
mod update;
mod values;
mod waits;

pub use access::{access, check_access};
pub(crate) use assign_group::insert_group;
pub use assign_group::{assign_group, unassign_group};
pub use assign_user::{assign_user, unassign_user};
pub use assigned::{groups, users};
pub(crate) use assignment::{is_open_to, open_among};
pub use certificates::{activate_certificate, create_certificate, delete_certificate};
pub use create::create;
pub(crate) use create::{NewApplication, insert};
pub use delete::delete;
pub use end_session::end_session;
pub use export::{ExportedApplication, export_for_operator};
pub(crate) use gate::{Person, may_continue, proved};
pub use get::get;
pub use grants::{my_grants, withdraw_my_grant};
pub use guide::guide;
pub(crate) use held_application::{find, share};
pub(crate) use learned::{group_names, mapped_attributes, mapped_profile, mapped_value};
pub use list::list;
pub use mine::mine;
pub use of_user::of_user;
pub(crate) use oidc_settings::Stored;
pub use open::open;
pub(crate) use opened::opened;
pub use pin::{pin, unpin};
pub use problems::problems;
pub(crate) use saml_addresses::SamlAddresses;
pub use saml_metadata::read_metadata;
pub(crate) use saml_settings::StoredSaml;
pub(crate) use secrets::insert_secret;
pub use secrets::{create_secret, delete_secret};
pub use sessions::{end_my_session, my_sessions, sessions};
pub(crate) use show::party;
pub use templates::{create_from_template, template, templates};
pub use update::update;
pub(crate) use waits::{asked_since, use_up, wait_for};
