//! Starting and stopping the LDAP server.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use identity::Context;
use ldap_server::{Certificate, Encryption, Figures, Patience, Server, Settings};
use tokio::runtime::{Builder, Runtime};

use super::{StartError, worker_count};
use crate::config::{Config, LdapConfig};
use crate::connections::allow_more_files;
use crate::ldap::{OrganizationsDirectory, PlacesByNetwork};

/// A running LDAP server. It has its own threads, so that it does not slow down HTTP or the background
/// work. They end when this is dropped, which must be after the database is closed: connections to the
/// database may have been opened by them.
pub struct RunningLdap {
    /// The address for connections that begin with TLS.
    pub address: Option<SocketAddr>,
    /// The address for connections on which the client starts TLS.
    pub starttls_address: Option<SocketAddr>,
    server: Server<OrganizationsDirectory>,
    /// None only while it is dropped.
    runtime: Option<Runtime>,
}

/// The addresses are in use, so that nothing is started if one of them is not free.
pub(super) struct Listeners {
    tls: Option<TcpListener>,
    starttls: Option<TcpListener>,
}

impl Listeners {
    /// Listens. Returns `None` if the LDAP server is switched off.
    pub fn bind(config: &LdapConfig) -> Result<Option<Self>, StartError> {
        let listeners = Self {
            tls: config.listen.map(bind).transpose()?,
            starttls: config.starttls_listen.map(bind).transpose()?,
        };
        let is_on = listeners.tls.is_some() || listeners.starttls.is_some();
        Ok(is_on.then_some(listeners))
    }

    /// Accepts connections.
    pub fn start(
        self,
        config: &Config,
        context: Context,
        figures: Arc<Figures>,
    ) -> Result<RunningLdap, StartError> {
        let certificate = config.ldap.certificate.clone();
        let certificate = certificate.map(Certificate::load).transpose()?;
        let certificate = certificate.map(Arc::new);
        let acceptor = certificate.as_deref().map(Certificate::acceptor);
        let acceptor = acceptor.transpose()?;
        let proxies = config.ldap.trusted_proxies.clone();
        let admission = PlacesByNetwork::new(connections(config), proxies);
        let server = Server::new(
            OrganizationsDirectory::new(context),
            Arc::new(admission),
            settings(&config.ldap),
            figures,
        );
        let runtime = Builder::new_multi_thread()
            .worker_threads(worker_count(config.server.workers))
            .thread_name("ldap")
            .enable_all()
            .build()
            .map_err(StartError::Ldap)?;
        let running = RunningLdap {
            address: address(self.tls.as_ref())?,
            starttls_address: address(self.starttls.as_ref())?,
            server,
            runtime: Some(runtime),
        };
        if let (Some(listener), Some(acceptor)) = (self.tls, acceptor.clone()) {
            running.listen(listener, Encryption::Tls(acceptor))?;
        }
        if let Some(listener) = self.starttls {
            running.listen(listener, Encryption::StartTls(acceptor))?;
        }
        running.follow(certificate);
        Ok(running)
    }
}

impl RunningLdap {
    fn listen(&self, listener: TcpListener, encryption: Encryption) -> Result<(), StartError> {
        let Some(runtime) = &self.runtime else {
            return Ok(());
        };
        let _inside = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener).map_err(StartError::Ldap)?;
        let address = listener.local_addr().map_err(StartError::Ldap)?;
        self.server.listen(listener, encryption);
        tracing::info!(%address, "listening for LDAP");
        Ok(())
    }

    /// Replaces the certificate when its files change.
    fn follow(&self, certificate: Option<Arc<Certificate>>) {
        if let (Some(runtime), Some(certificate)) = (&self.runtime, certificate) {
            let stop = self.server.stopping().clone();
            runtime.spawn(certificate.follow(stop));
        }
    }

    /// Completes running requests, for at most `patience`, and closes all connections.
    pub async fn stop(&self, patience: Duration) {
        self.server.stop(patience).await;
    }
}

impl Drop for RunningLdap {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Waiting for it would block the thread that drops it.
            runtime.shutdown_background();
        }
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    let listener = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    listener.map_err(|error| StartError::Listen(address, error))
}

fn address(listener: Option<&TcpListener>) -> Result<Option<SocketAddr>, StartError> {
    let address: io::Result<_> = listener.map(TcpListener::local_addr).transpose();
    address.map_err(StartError::Ldap)
}

/// How many connections there is room for, besides those of HTTP.
fn connections(config: &Config) -> usize {
    let http = config.server.max_connections;
    let room = allow_more_files(http.saturating_add(config.ldap.max_connections));
    room.saturating_sub(http).max(16)
}

fn settings(config: &LdapConfig) -> Settings {
    Settings {
        patience: Patience {
            authenticated: config.idle_timeout,
            ..Patience::default()
        },
        danger_plain_passwords: config.danger_plain_passwords,
        version: env!("CARGO_PKG_VERSION"),
    }
}
