//! The mail delivery log.

mod list;
mod send_test;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(send_test::send_test);
}
