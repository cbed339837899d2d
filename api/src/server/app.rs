//! The application of a worker.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, PayloadConfig};
use actix_web::{App, Error};
use identity::Context;
use ldap_server::Figures;
use mail::DevelopmentMailbox;

use super::Origins;
use crate::assets::{self, PortalHosts};
use crate::config::Config;
use crate::connections::{self, NetworkShares};
use crate::events::StreamPatience;
use crate::http::allow;
use crate::http::body::{BodyTimeout, MAX_BODY};
use crate::http::client_address::TrustedProxies;
use crate::http::host_check::{self, KnownHosts};
use crate::http::origin_check::PortalOrigins;
use crate::http::rate_limit::{self, Limits};
use crate::http::security_headers::{self, Hsts};
use crate::http::session_cookie::CookieSecurity;
use crate::http::stopping::{self, RunningRequests};
use crate::http::{access_log, head, pieces, request_id};
use crate::ldap::LdapSwitch;
use crate::mail_deliveries;
use crate::metrics::{self, Metrics, MetricsClients};
use crate::sign_up::SignUpSwitch;
use crate::{continuing, docs, health, mailbox, openid, organization, radius, routes, saml};

/// What all workers share.
#[derive(Clone)]
pub struct Shared {
    context: Data<Context>,
    requests: Data<RunningRequests>,
    origins: Data<PortalOrigins>,
    hosts: Option<Data<PortalHosts>>,
    known_hosts: Data<KnownHosts>,
    cookies: Data<CookieSecurity>,
    proxies: Data<TrustedProxies>,
    hsts: Data<Hsts>,
    limits: Data<Limits>,
    at_a_time: Data<NetworkShares>,
    body_timeout: Data<BodyTimeout>,
    stream_patience: Data<StreamPatience>,
    metrics: Data<Metrics>,
    metrics_clients: Data<MetricsClients>,
    mailbox: Option<Data<DevelopmentMailbox>>,
    sign_up: Data<SignUpSwitch>,
    ldap: Data<LdapSwitch>,
}

impl Shared {
    /// Creates it from the configuration.
    pub fn new(
        config: &Config,
        origins: &Origins,
        (context, requests, mailbox): (Context, RunningRequests, Option<DevelopmentMailbox>),
    ) -> Self {
        let server = &config.server;
        let https = |origin: &str| origin.starts_with("https://");
        let hosts = match (&server.public_url, &server.admin_public_url) {
            (Some(user), Some(admin)) => Some(Data::new(PortalHosts {
                user: user.authority().to_owned(),
                admin: admin.authority().to_owned(),
            })),
            _ => None,
        };
        Self {
            context: Data::new(context),
            requests: Data::new(requests),
            origins: Data::new(origins.accepted()),
            hosts,
            known_hosts: Data::new(KnownHosts::of(origins.authorities())),
            cookies: Data::new(CookieSecurity {
                user: https(&origins.user),
                admin: https(origins.admin()),
            }),
            proxies: Data::new(server.proxies.clone()),
            hsts: Data::new(Hsts(https(&origins.user) && https(origins.admin()))),
            limits: Data::new(Limits::new(&config.limits)),
            at_a_time: Data::new(NetworkShares::new(server.max_connections)),
            body_timeout: Data::new(BodyTimeout(server.request_timeout)),
            stream_patience: Data::new(StreamPatience(server.keep_alive)),
            metrics: Data::from(Arc::new(Metrics::default())),
            metrics_clients: Data::new(MetricsClients(server.metrics_clients.clone())),
            mailbox: mailbox.map(Data::new),
            sign_up: Data::new(SignUpSwitch::new(server.organization_sign_up)),
            ldap: Data::new(LdapSwitch::new(&config.ldap)),
        }
    }
}

impl Shared {
    /// What the LDAP server counts.
    pub fn ldap_figures(&self) -> Arc<Figures> {
        self.metrics.ldap_figures()
    }
}

/// Creates the application of one worker.
pub fn app(
    shared: Shared,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(shared.context.clone())
        .app_data(shared.requests.clone())
        .app_data(shared.origins.clone())
        .app_data(shared.known_hosts.clone())
        .app_data(shared.cookies.clone())
        .app_data(shared.proxies.clone())
        .app_data(shared.hsts.clone())
        .app_data(shared.limits.clone())
        .app_data(shared.at_a_time.clone())
        .app_data(shared.body_timeout.clone())
        .app_data(shared.stream_patience.clone())
        .app_data(shared.metrics.clone())
        .app_data(shared.metrics_clients.clone())
        .app_data(shared.sign_up.clone())
        .app_data(shared.ldap.clone())
        .app_data(PayloadConfig::new(MAX_BODY))
        .configure(|config| {
            if let Some(hosts) = shared.hosts {
                config.app_data(hosts);
            }
            if let Some(mailbox) = shared.mailbox {
                config.app_data(mailbox).configure(mailbox::configure);
            }
            routes::jwks::configure(config);
            continuing::configure_pages(config);
            openid::configure_protocol(config);
            saml::configure_protocol(config);
            radius::configure_protocol(config);
            config
                .service(health::live)
                .service(health::ready)
                .service(metrics::metrics)
                .configure(docs::configure)
                .service(mail_deliveries::preview_page)
                .service(organization::show_logo)
                .service(
                    web::scope("/api/v1")
                        .configure(routes::configure)
                        .default_service(web::to(allow::unmatched))
                        .wrap(from_fn(allow::unread_parts)),
                )
                .service(web::scope("/api").default_service(web::to(allow::unmatched)))
                .default_service(web::to(assets::app));
        })
        .wrap(from_fn(head::middleware))
        .wrap(from_fn(stopping::middleware))
        .wrap(from_fn(host_check::middleware))
        .wrap(from_fn(rate_limit::every_request))
        .wrap(from_fn(connections::at_a_time))
        .wrap(from_fn(security_headers::middleware))
        .wrap(from_fn(access_log::middleware))
        .wrap(from_fn(request_id::middleware))
        .wrap(from_fn(pieces::middleware))
        .wrap(from_fn(connections::follow))
}
