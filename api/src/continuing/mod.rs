//! How a person continues with a request of an application: what the page of the User Portal needs, and
//! the way back to the application.

mod continue_in_browser;
mod continue_in_portal;
mod get_request;
mod open_by_link;

use actix_web::web::{self, ServiceConfig};
use oidc::form_post::SCRIPT_PATH;

use crate::requests::pages;
use crate::routes::{Endpoints, endpoints};

/// The endpoints of the REST API.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: continue_in_portal, get_request);
}

/// The addresses that browsers open. They are not part of the REST API.
pub fn configure_pages(config: &mut ServiceConfig) {
    config
        .service(
            web::resource(continue_in_browser::PATH)
                .route(web::get().to(continue_in_browser::continue_in_browser)),
        )
        .service(web::resource("/open/{id}").route(web::get().to(open_by_link::open_by_link)))
        .service(web::resource(SCRIPT_PATH).route(web::get().to(pages::script)))
        .service(web::resource(pages::STYLE_PATH).route(web::get().to(pages::style)));
}
