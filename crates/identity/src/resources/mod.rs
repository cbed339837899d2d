//! What hosts and RADIUS clients share. An administrator gives each of them a credential, with which it asks
//! about users, and chooses the groups whose members have access.

mod authenticate;
mod common_groups;
mod create;
mod credential;
mod delete;
mod groups;
mod list;
mod show;
mod table;
mod update;

pub(crate) use authenticate::authenticate;
pub(crate) use common_groups::common_groups;
pub(crate) use create::create;
pub(crate) use credential::{NewCredential, replace_credential};
pub(crate) use delete::delete;
pub(crate) use groups::{names_of, validate_groups};
pub(crate) use list::{get, list};
pub(crate) use show::{party, show_all};
pub(crate) use table::{Facts, ResourceTable};
pub(crate) use update::{Update, update};
