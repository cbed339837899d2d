//! Mailed links and the resets that they are for.

mod inspect;
mod request_reset;
mod request_reset_administrator;
mod set_password;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(inspect::inspect)
        .service(request_reset::request_reset)
        .service(request_reset_administrator::request_reset_administrator)
        .service(set_password::set_password);
}
