//! Every endpoint of the API, below `/api/v1`.

pub mod jwks;

use actix_web::dev::HttpServiceFactory;
use actix_web::web::ServiceConfig;
use utoipa_actix_web::{OpenApiFactory, service_config};

use crate::{
    administrators, api_keys, events, factors, links, mail_deliveries, me, organization, sessions,
    set_up, sign_in, users,
};

/// What endpoints are added to: an application, or the document that describes them. The
/// applications do without the document, which takes longer to make than they do.
pub trait Endpoints {
    /// Adds one.
    fn service(
        &mut self,
        endpoint: impl HttpServiceFactory + OpenApiFactory + 'static,
    ) -> &mut Self;

    /// Adds those that `add` adds.
    fn configure(&mut self, add: impl FnOnce(&mut Self)) -> &mut Self {
        add(self);
        self
    }
}

impl Endpoints for ServiceConfig {
    fn service(
        &mut self,
        endpoint: impl HttpServiceFactory + OpenApiFactory + 'static,
    ) -> &mut Self {
        ServiceConfig::service(self, endpoint)
    }
}

impl Endpoints for service_config::ServiceConfig<'_> {
    fn service(
        &mut self,
        endpoint: impl HttpServiceFactory + OpenApiFactory + 'static,
    ) -> &mut Self {
        service_config::ServiceConfig::service(self, endpoint)
    }
}

/// Adds them all.
pub fn configure(config: &mut impl Endpoints) {
    config
        .configure(sign_in::configure)
        .configure(sessions::configure)
        .configure(links::configure)
        .configure(set_up::configure)
        .configure(me::configure)
        .configure(factors::configure)
        .configure(users::configure)
        .configure(administrators::configure)
        .configure(organization::configure)
        .configure(events::configure)
        .configure(mail_deliveries::configure)
        .configure(api_keys::configure);
}
