//! Accepts connections.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::connection::{End, client_of, serve};
use crate::{Admission, Admitted, Client, Directory, Figures, Settings, Shared};

/// The pause after a connection could not be accepted, for example because too many files are open.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// How connections are encrypted.
#[derive(Clone)]
pub enum Encryption {
    /// From their first byte on.
    Tls(TlsAcceptor),
    /// When the client asks for it, if there is a certificate.
    StartTls(Option<TlsAcceptor>),
}

/// The server. It runs until [`Self::stop`].
pub struct Server<D> {
    shared: Arc<Shared<D>>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl<D: Directory> Server<D> {
    /// A server that does not listen yet.
    pub fn new(
        directory: D,
        admission: Arc<dyn Admission>,
        settings: Settings,
        figures: Arc<Figures>,
    ) -> Self {
        let shared = Shared {
            directory,
            admission,
            settings,
            figures,
        };
        Self {
            shared: Arc::new(shared),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }
    }

    /// Accepts connections, on the runtime in which it is called.
    pub fn listen(&self, listener: TcpListener, encryption: Encryption) {
        let listening = Listening {
            shared: Arc::clone(&self.shared),
            stop: self.stop.clone(),
            tasks: self.tasks.clone(),
            encryption,
        };
        self.tasks.spawn(listening.run(listener));
    }

    /// What is cancelled when the server stops.
    pub const fn stopping(&self) -> &CancellationToken {
        &self.stop
    }

    /// Accepts no more connections, tells the clients, and waits at most `patience` for requests that are
    /// being processed.
    pub async fn stop(&self, patience: Duration) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait())
            .await
            .is_err()
        {
            let connections = self.shared.figures.open();
            tracing::warn!(
                connections,
                "stopping while LDAP requests are still running"
            );
        }
    }
}

/// A connection that may be open.
struct Arrived {
    stream: TcpStream,
    client: Client,
    admitted: Admitted,
}

impl Arrived {
    /// Waits until the proxy says who the client is, which then counts instead of the proxy.
    async fn introduced<D>(
        mut self,
        shared: &Shared<D>,
        stop: &CancellationToken,
    ) -> Result<Self, End> {
        let proxy = self.client;
        let address = tokio::select! {
            () = stop.cancelled() => return Err(End::Stopping),
            address = client_of(&mut self.stream, shared.settings.patience.step) => address,
        };
        if address == Err(End::Unintroduced) {
            let proxy = proxy.address;
            tracing::warn!(%proxy, "an LDAP connection of a trusted proxy has no PROXY header");
        }
        let Some(address) = address? else {
            return Ok(self);
        };
        let client = Client::behind_proxy(proxy, address);
        drop(self.admitted);
        let Some(admitted) = shared.admission.admit(Some(client.address)) else {
            shared.figures.observe_refused();
            return Err(End::TooMany);
        };
        Ok(Self {
            stream: self.stream,
            client,
            admitted,
        })
    }
}

/// What a listener needs.
struct Listening<D> {
    shared: Arc<Shared<D>>,
    stop: CancellationToken,
    tasks: TaskTracker,
    encryption: Encryption,
}

impl<D: Directory> Listening<D> {
    async fn run(self, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                () = self.stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => self.admit(stream, peer),
                Err(error) => self.pause(&error).await,
            }
        }
    }

    fn admit(&self, stream: TcpStream, peer: SocketAddr) {
        let client = Client::new(peer.ip());
        let is_proxy = self.shared.admission.is_proxy(client.address);
        // A proxy opens the connections of many clients, whose addresses it says later.
        let address = (!is_proxy).then_some(client.address);
        let Some(admitted) = self.shared.admission.admit(address) else {
            self.shared.figures.observe_refused();
            return;
        };
        // Responses are written in one piece, so nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&self.shared);
        let (encryption, stop) = (self.encryption.clone(), self.stop.clone());
        self.tasks.spawn(async move {
            let figures = Arc::clone(&shared.figures);
            let _open = figures.connected();
            let arrived = Arrived {
                stream,
                client,
                admitted,
            };
            let arrived = if is_proxy {
                arrived.introduced(&shared, &stop).await
            } else {
                Ok(arrived)
            };
            let (client, end) = match arrived {
                Ok(Arrived {
                    stream,
                    client,
                    admitted: _admitted,
                }) => {
                    let end = serve(shared, stream, client, encryption, stop).await;
                    (client, end)
                }
                Err(end) => (client, end),
            };
            tracing::debug!(client = %client.address, ?end, "an LDAP connection has ended");
        });
    }

    /// Waits before the next attempt, because the same failure would follow at once.
    async fn pause(&self, error: &io::Error) {
        tracing::warn!(%error, "an LDAP connection could not be accepted");
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(AFTER_FAILURE) => {}
        }
    }
}
