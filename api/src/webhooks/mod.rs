//! Webhooks and their delivery log.

mod create;
mod create_secret;
mod delete;
mod delete_secret;
mod get;
mod get_delivery;
mod list;
mod list_deliveries;
mod replay;
mod replay_failed;
mod send_test;
mod sender;
mod update;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        create, create_secret, delete, delete_secret, get, get_delivery, list, list_deliveries, replay,
        replay_failed, send_test, update,
    );
}
