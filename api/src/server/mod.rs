//! Starting a server from a configuration, and stopping it gracefully.

mod app;
mod error;
mod ldap;
mod lock;
mod master_key;
mod origins;
mod private_file;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use identity::addresses::Addresses;
use identity::clock::{Clock, SystemClock};
use identity::crypto::PasswordHasher;
use identity::{
    Context, Database, Parts, bulk_jobs, housekeeping, imports, links, openid, outbox, resealing,
    scheduled_changes, sign_up, signing_keys, webhooks,
};
use mail::{DevelopmentMailbox, Transport};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use app::Shared;
pub use error::StartError;
pub use ldap::RunningLdap;
pub use lock::DataLock;
pub(crate) use lock::make_private_database;
pub use master_key::{LOOKS_EVERY, load as load_master_key};
pub use origins::Origins;
pub use private_file::replace as replace_private_file;

use crate::config::{Config, MailConfig, ServerConfig};
use crate::connections::{Listening, NetworkShares, Patience, allow_more_files, listen};
use crate::http::stopping::RunningRequests;
use crate::openid::HttpNotifier;

/// Replacements for tests.
#[derive(Default)]
pub struct Overrides {
    /// The clock; by default the system clock.
    pub clock: Option<Arc<dyn Clock>>,
    /// Receives the emails if no SMTP server is configured; by default a mailbox of this server alone.
    pub mailbox: Option<DevelopmentMailbox>,
}

/// A running server.
pub struct RunningServer {
    /// The listen address.
    pub address: SocketAddr,
    /// The public addresses of the portals.
    pub origins: Origins,
    /// The context of its use cases.
    pub context: Context,
    /// The mailbox in memory, when no SMTP server is configured.
    pub mailbox: Option<DevelopmentMailbox>,
    /// The LDAP server, if it is switched on.
    pub ldap: Option<RunningLdap>,
    requests: RunningRequests,
    patience: Duration,
    handle: ServerHandle,
    server: JoinHandle<()>,
    stop: CancellationToken,
    tasks: TaskTracker,
    _lock: Option<DataLock>,
}

/// Opens and migrates the database, and listens. If any step fails, nothing is started.
///
/// # Errors
/// Why it cannot start.
pub async fn start(config: Config, overrides: Overrides) -> Result<RunningServer, StartError> {
    let lock = DataLock::take(&config.database)?;
    let listener = TcpListener::bind(config.server.listen)
        .map_err(|error| StartError::Listen(config.server.listen, error))?;
    let address = listener.local_addr().map_err(StartError::Server)?;
    let ldap_listeners = ldap::Listeners::bind(&config.ldap)?;
    let origins = Origins::of(&config.server, address);
    let context = open(&config, &origins, overrides.clock).await?;
    let prepare = async {
        identity::migrate(context.database()).await?;
        resealing::accept_plain_hashes(&context).await?;
        signing_keys::load(&context).await
    };
    context.database().one_at_a_time(prepare).await?;

    let (transport, mailbox) = match &config.mail {
        MailConfig::Smtp(smtp) => (Transport::Smtp(smtp.clone()), None),
        MailConfig::Mailbox => {
            let mailbox = overrides.mailbox.unwrap_or_default();
            (Transport::Mailbox(mailbox.clone()), Some(mailbox))
        }
    };
    let (notifier, sender) = senders(&config.server).map_err(StartError::Server)?;
    let requests = RunningRequests::default();
    let parts = (context.clone(), requests.clone(), mailbox.clone());
    let shared = Shared::new(&config, &origins, parts);
    let ldap = ldap_listeners
        .map(|listeners| listeners.start(&config, context.clone(), shared.ldap_figures()))
        .transpose()?;
    let app = move || app::app(shared.clone());
    let server = listen(app, listener, listening(&config.server)).map_err(StartError::Server)?;
    let handle = server.handle();

    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    let server = tokio::spawn(async move {
        if let Err(error) = server.await {
            tracing::error!(%error, "the HTTP server failed");
        }
    });
    tasks.spawn(sign_up::run(
        context.clone(),
        transport.clone(),
        stop.clone(),
    ));
    tasks.spawn(outbox::run(context.clone(), transport, stop.clone()));
    tasks.spawn(openid::run_notices(
        context.clone(),
        Arc::new(notifier),
        stop.clone(),
    ));
    tasks.spawn(webhooks::run(
        context.clone(),
        Arc::new(sender),
        stop.clone(),
    ));
    tasks.spawn(context.database().clone().watch(stop.clone()));
    tasks.spawn(housekeeping::run(context.clone(), stop.clone()));
    tasks.spawn(links::run_requested_resets(context.clone(), stop.clone()));
    tasks.spawn(imports::run(context.clone(), stop.clone()));
    tasks.spawn(bulk_jobs::run(context.clone(), stop.clone()));
    tasks.spawn(scheduled_changes::run(context.clone(), stop.clone()));
    tasks.spawn(master_key::follow(context.clone(), stop.clone()));
    tasks.close();
    tracing::info!(%address, "listening");
    Ok(RunningServer {
        address,
        origins,
        context,
        mailbox,
        ldap,
        requests,
        patience: config.server.shutdown_timeout,
        handle,
        server,
        stop,
        tasks,
        _lock: lock,
    })
}

/// Opens the context of use cases without listening, for the command line. The clock is the system clock if
/// there is none here.
///
/// # Errors
/// If the master key or the database cannot be used.
pub async fn open(
    config: &Config,
    origins: &Origins,
    clock: Option<Arc<dyn Clock>>,
) -> Result<Context, StartError> {
    let master_key = load_master_key(&config.security.master_key, config.database.sqlite_file())?;
    if let Some(file) = config.database.sqlite_file() {
        make_private_database(file)?;
    }
    let database = Database::open(config.database.url().reveal()).await?;
    Ok(Context::new(Parts {
        database,
        clock: clock.unwrap_or_else(|| Arc::new(SystemClock)),
        master_key,
        hasher: PasswordHasher::new(config.security.hashing)?,
        addresses: Addresses::new(&origins.user, origins.admin.as_deref()),
    }))
}

fn listening(server: &ServerConfig) -> Listening {
    Listening {
        workers: worker_count(server.workers),
        patience: Patience {
            head: server.request_timeout,
            idle: server.keep_alive,
        },
        connections: NetworkShares::new(allow_more_files(server.max_connections)),
        proxies: server.proxies.clone(),
    }
}

/// Sends notices of ended sessions, and sends webhooks. They may reach different networks, because an
/// administrator reads what receivers of webhooks respond.
fn senders(server: &ServerConfig) -> std::io::Result<(HttpNotifier, HttpNotifier)> {
    let applications = server.logout_notice_networks.clone();
    let receivers = server.webhook_networks.clone();
    Ok((
        HttpNotifier::new(applications, "server.logout_notice_networks")?,
        HttpNotifier::new(receivers, "server.webhook_networks")?,
    ))
}

fn worker_count(configured: usize) -> usize {
    if configured == 0 {
        std::thread::available_parallelism().map_or(1, usize::from)
    } else {
        configured
    }
}

impl RunningServer {
    /// Completes running requests, then the tasks that they spawned, then background work, and closes
    /// the database. The threads of HTTP and LDAP are stopped last, because database connections end with the worker
    /// that opened them.
    pub async fn stop(self) {
        tracing::info!("stopping");
        let ldap = async {
            if let Some(ldap) = &self.ldap {
                ldap.stop(self.patience).await;
            }
        };
        tokio::join!(self.requests.finish(self.patience), ldap);
        self.context.background().close();
        self.context.background().wait().await;
        self.stop.cancel();
        self.tasks.wait().await;
        self.handle.stop(true).await;
        if let Err(error) = self.server.await {
            tracing::warn!(%error, "the HTTP server did not stop");
        }
        if let Err(error) = self.context.database().clone().close().await {
            tracing::warn!(%error, "the database did not close");
        }
        drop(self.ldap);
        tracing::info!("stopped");
    }
}
