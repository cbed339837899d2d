//! The first organization.

mod make;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(make::make);
}
