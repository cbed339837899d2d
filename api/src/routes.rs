//! Every endpoint of the API, below `/api/v1`.

pub mod jwks;

use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder};
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::Path;
use utoipa::openapi::HttpMethod;

use crate::openapi::Describe;
use crate::{
    administrators, api_keys, application_passwords, applications, bulk_jobs, continuing, devices,
    directory, events, factors, groups, hosts, imports, ldap_bind_users, links, mail_deliveries,
    mail_templates, me, organization, previews, radius, reports, saml, scheduled_changes, sessions,
    set_up, sign_in, sign_up, ssh_keys, terms, user_attributes, users, views, webhooks,
};

/// The prefix of the Admin Portal's endpoints.
pub const ADMIN: &str = "/admin";

/// Where endpoints are added: an application, or the API documentation. Applications skip the
/// documentation, because generating it takes longer than creating them.
pub trait Endpoints {
    /// Adds a handler below `prefix`, with the documentation that `#[utoipa::path]` generated next
    /// to it. See [`endpoints!`].
    fn add<P, F, Args>(&mut self, prefix: &'static str, path: P, handler: F)
    where
        P: Path + SchemaReferences + Tags<'static>,
        F: Handler<Args, Output: Responder + Describe + 'static>,
        Args: FromRequest + Describe + 'static;
}

impl Endpoints for ServiceConfig {
    fn add<P, F, Args>(&mut self, prefix: &'static str, _: P, handler: F)
    where
        P: Path + SchemaReferences + Tags<'static>,
        F: Handler<Args, Output: Responder + Describe + 'static>,
        Args: FromRequest + Describe + 'static,
    {
        let path = format!("{prefix}{}", P::path());
        for method in P::methods() {
            let route = match method {
                HttpMethod::Post => web::post(),
                HttpMethod::Put => web::put(),
                HttpMethod::Patch => web::patch(),
                HttpMethod::Delete => web::delete(),
                _ => web::get(),
            };
            self.route(&path, route.to(handler.clone()));
        }
    }
}

/// Adds handlers to [`Endpoints`]. Each is named after its module. Handlers of `both portals` are
/// added twice: for users, and below `/admin` for administrators.
macro_rules! endpoints {
    ($endpoints:ident: $($name:ident),+ $(,)?) => {
        paste::paste! {
            $($endpoints.add("", $name::[<__path_ $name>], $name::$name);)+
        }
    };
    ($endpoints:ident, both portals: $($name:ident),+ $(,)?) => {
        for prefix in ["", crate::routes::ADMIN] {
            paste::paste! {
                $($endpoints.add(prefix, $name::[<__path_ $name>], $name::$name);)+
            }
        }
    };
}
pub(crate) use endpoints;

/// Adds all endpoints.
pub fn configure(api: &mut impl Endpoints) {
    sign_in::configure(api);
    sessions::configure(api);
    links::configure(api);
    set_up::configure(api);
    sign_up::configure(api);
    me::configure(api);
    factors::configure(api);
    users::configure(api);
    ssh_keys::configure(api);
    application_passwords::configure(api);
    user_attributes::configure(api);
    scheduled_changes::configure(api);
    imports::configure(api);
    bulk_jobs::configure(api);
    views::configure(api);
    groups::configure(api);
    applications::configure(api);
    continuing::configure(api);
    devices::configure(api);
    saml::configure(api);
    administrators::configure(api);
    organization::configure(api);
    terms::configure(api);
    previews::configure(api);
    events::configure(api);
    mail_deliveries::configure(api);
    mail_templates::configure(api);
    ldap_bind_users::configure(api);
    directory::configure(api);
    webhooks::configure(api);
    radius::configure(api);
    hosts::configure(api);
    reports::configure(api);
    api_keys::configure(api);
}
