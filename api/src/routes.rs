//! Every endpoint of the API, below `/api/v1`.

pub mod jwks;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    administrators, api_keys, events, links, mail_deliveries, me, organization, sessions, set_up,
    sign_in, users,
};

/// Adds them all.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .configure(sign_in::configure)
        .configure(sessions::configure)
        .configure(links::configure)
        .configure(set_up::configure)
        .configure(me::configure)
        .configure(users::configure)
        .configure(administrators::configure)
        .configure(organization::configure)
        .configure(events::configure)
        .configure(mail_deliveries::configure)
        .configure(api_keys::configure);
}
