//! API keys.

mod create;
mod list;
mod revoke;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create)
        .service(list::list)
        .service(revoke::revoke);
}
