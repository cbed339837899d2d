use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol, Request};
use actix_service::{IntoServiceFactory, ServiceFactoryExt, apply_fn_factory, map_config};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, Extensions, Response, Server, Service, ServiceFactory};
use actix_web::http::KeepAlive;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::deadline::{Deadline, Patience};
use super::shares::NetworkShares;
use super::watched::Watched;
use crate::http::client_address::TrustedProxies;
use crate::http::pieces::PIECE;

/// Seconds for responses to be delivered after all requests have completed.
const LAST_BYTES: u64 = 10;
/// How long a client that is being disconnected may take to notice.
const DISCONNECT: Duration = Duration::from_secs(1);
/// actix-web's own deadlines come first, because it responds with 408 where it can.
const AFTER_ACTIX: Duration = Duration::from_secs(1);

/// How connections are accepted.
#[derive(Clone, Debug)]
pub struct Listening {
    /// Threads that serve requests.
    pub workers: usize,
    /// How long a client may take.
    pub patience: Patience,
    /// The connections that may be open.
    pub connections: NetworkShares,
    /// The trusted proxies. Their connections belong to many clients, so they have no share.
    pub proxies: TrustedProxies,
}

/// A connection as actix-http takes it.
type Accepted = (Watched, Protocol, Option<SocketAddr>);

/// Serves the applications that `app` creates, one for each worker, over HTTP/1.1. This is what
/// `HttpServer::listen` of actix-web does, with a deadline on every connection.
///
/// # Errors
/// If the listener cannot be used.
pub fn listen<F, I, S, B>(app: F, listener: TcpListener, listening: Listening) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    <S::Service as Service<Request>>::Future: 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let builder = Server::build()
        .workers(listening.workers)
        .shutdown_timeout(LAST_BYTES)
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let listening = Arc::new(listening);
    let builder = builder.listen("latchkey", listener, move || {
        let Patience { head, idle } = listening.patience;
        let stopping = stopping.clone();
        let app = app()
            .into_factory()
            .map_err(|error| error.into().error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(KeepAlive::Timeout(idle))
            .client_request_timeout(head)
            .client_disconnect_timeout(DISCONNECT)
            .h1_write_buffer_size(PIECE)
            .on_connect_ext(|connection: &Watched, data: &mut Extensions| {
                data.insert(Rc::clone(connection.deadline()));
            })
            .finish(map_config(app, |()| AppConfig::default()));
        let listening = Arc::clone(&listening);
        apply_fn_factory(http, move |stream: TcpStream, http: &_| {
            serve(&listening, stream, http)
        })
    })?;
    Ok(builder.run())
}

/// Serves a connection until it ends or its deadline has passed. Closes it immediately if there are too
/// many.
fn serve<H>(
    listening: &Listening,
    stream: TcpStream,
    http: &H,
) -> impl Future<Output = Result<(), DispatchError>> + use<H>
where
    H: Service<Accepted, Response = (), Error = DispatchError>,
{
    let peer = stream.peer_addr().ok();
    let address = peer.map(|peer| peer.ip().to_canonical());
    let limited = address.filter(|address| !listening.proxies.trusts(*address));
    let served = listening.connections.take(limited).map(|sharing| {
        let patience = Patience {
            head: listening.patience.head + AFTER_ACTIX,
            idle: listening.patience.idle + AFTER_ACTIX,
        };
        let deadline = Rc::new(Deadline::new(patience, Instant::now()));
        let watched = Watched::new(stream, Rc::clone(&deadline));
        (
            http.call((watched, Protocol::Http1, peer)),
            deadline,
            sharing,
        )
    });
    async move {
        let Some((served, deadline, _sharing)) = served else {
            return Ok(());
        };
        tokio::select! {
            ended = served => ended,
            // Dropping it closes the connection.
            () = deadline.passed() => Ok(()),
        }
    }
}
