//! The session of a browser: renewing and ending it through its cookie.

mod refresh;
mod sign_out;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(refresh::user)
        .service(refresh::administrator)
        .service(sign_out::user)
        .service(sign_out::administrator);
}
