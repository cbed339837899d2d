//! Serves a connection from its beginning to its end.

use std::sync::Arc;
use std::time::Duration;

use ldap::message::Undecodable;
use ldap::request::Kind;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::tls::accept;
use super::{Connection, End, Input, Output, Stream};
use crate::directory::Directory;
use crate::{Client, Encryption, Shared};

/// How long a client that is being disconnected may take to notice.
const DISCONNECT: Duration = Duration::from_secs(1);

/// Serves a connection until it ends, and says why it did.
pub(crate) async fn serve<D, S>(
    shared: Arc<Shared<D>>,
    stream: S,
    mut client: Client,
    encryption: Encryption,
    stop: CancellationToken,
) -> End
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let limits = (&*shared.admission, shared.settings.patience.step);
    let (stream, start_tls) = match encryption {
        Encryption::Tls(acceptor) => {
            let stream = tokio::select! {
                () = stop.cancelled() => return End::Stopping,
                stream = accept(&acceptor, stream, &client, limits) => stream,
            };
            client.is_encrypted = true;
            match stream {
                Ok(stream) => (stream, None),
                Err(end) => return end,
            }
        }
        Encryption::StartTls(acceptor) => (Stream::Plain(stream), acceptor),
    };
    let mut connection = Connection {
        shared,
        client,
        identity: None,
        start_tls,
        stream,
        input: Input::default(),
        output: Output::default(),
        stop,
        has_begun: false,
    };
    let end = connection.requests().await;
    connection.close(&end).await;
    end
}

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Processes requests until the connection ends.
    async fn requests(&mut self) -> End {
        loop {
            if let Err(end) = self.request().await {
                return end;
            }
        }
    }

    async fn request(&mut self) -> Result<(), End> {
        let (limit, waits) = (self.limit(), self.waits());
        let next = tokio::select! {
            // Requests that have arrived meanwhile are not processed anymore.
            biased;
            () = self.stop.cancelled() => return Err(End::Stopping),
            next = self.input.next(&mut self.stream, limit, waits) => next?,
        };
        self.has_begun = true;
        self.output.begin(self.shared.settings.patience.response);
        let began = Instant::now();
        match next {
            Ok(request) => self.answer(request).await,
            Err(Undecodable::Envelope(problem)) => Err(End::Malformed(problem)),
            Err(Undecodable::Request(refused)) => {
                // Even a bind that cannot be read ends what was before.
                if refused.kind == Kind::Bind {
                    self.identity = None;
                }
                let Some(response) = refused.response() else {
                    return Ok(());
                };
                self.send(&response).await?;
                self.note("unreadable", refused.outcome.code, began.elapsed());
                Ok(())
            }
        }
    }

    async fn close(&mut self, end: &End) {
        self.output.begin(DISCONNECT);
        let last = async {
            if let Some(notice) = end.notice() {
                let _ = self.send(&notice).await;
            }
            let _ = self.stream.shutdown().await;
        };
        // The connection is closed in any case.
        let _ = timeout(DISCONNECT, last).await;
    }
}
