//! Starts TLS, at the beginning of a connection or when the client asks for it.

use std::time::Duration;

use ldap::response::{Outcome, Response, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::{Connection, End, Stream};
use crate::directory::Directory;
use crate::{Admission, Client};

/// Waits for the handshake. Each one costs a signature, and strangers can begin as many as they like. So those of
/// one network wait for each other, within the time that a handshake may take.
pub(super) async fn accept<S: AsyncRead + AsyncWrite + Unpin>(
    acceptor: &TlsAcceptor,
    stream: S,
    client: &Client,
    (admission, patience): (&dyn Admission, Duration),
) -> Result<Stream<S>, End> {
    let handshake = async {
        let _admitted = admission.handshake(client.address).await;
        acceptor.accept(stream).await
    };
    match timeout(patience, handshake).await {
        Ok(Ok(stream)) => Ok(Stream::Tls(Box::new(stream))),
        Ok(Err(error)) => {
            tracing::debug!(%error, client = %client.address, "the TLS handshake failed");
            Err(End::Handshake)
        }
        Err(_) => Err(End::Slow),
    }
}

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Answers StartTLS, and starts it.
    pub(crate) async fn start_tls(&mut self, id: i32) -> Result<ResultCode, End> {
        let Some(acceptor) = self.start_tls.take() else {
            let outcome = if self.client.is_encrypted {
                Outcome::new(ResultCode::OperationsError, "TLS is already in use")
            } else {
                Outcome::new(ResultCode::ProtocolError, "the server has no certificate")
            };
            let code = outcome.code;
            self.send(&Response::start_tls(id, outcome)).await?;
            return Ok(code);
        };
        // Somebody who can change what is sent could have added requests, which would be processed as if they
        // had been sent with TLS. For the same reason, nobody is authenticated anymore.
        self.input.discard();
        self.identity = None;
        let outcome = Outcome::from(ResultCode::Success);
        self.send(&Response::start_tls(id, outcome)).await?;
        let Stream::Plain(stream) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            return Err(End::Handshake);
        };
        let patience = self.shared.settings.patience.step;
        let limits = (&*self.shared.admission, patience);
        self.stream = accept(&acceptor, stream, &self.client, limits).await?;
        self.client.is_encrypted = true;
        Ok(ResultCode::Success)
    }
}
