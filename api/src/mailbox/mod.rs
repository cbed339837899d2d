//! The development mailbox: pages with the emails of a server without SMTP.

mod api;
mod pages;
mod view;

use actix_web::web::ServiceConfig;

/// Adds the pages.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(pages::list)
        .service(pages::style)
        .service(pages::one)
        .service(pages::one_html)
        .service(api::json);
}
