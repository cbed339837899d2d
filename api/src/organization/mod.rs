//! The organization.

mod get;
mod public;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get::get)
        .service(update::update)
        .service(public::public);
}
