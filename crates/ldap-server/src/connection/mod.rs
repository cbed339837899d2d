//! One connection: its requests are processed one after the other, in the order in which they arrive. While
//! one is processed, the connection is read further, to notice whether the client still wants the response.

mod end;
mod input;
mod output;
mod proxy;
mod serve;
mod stream;
mod tls;

use std::sync::Arc;

use ldap::message::DEFAULT_LIMIT;
use ldap::response::Response;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

pub(crate) use end::End;
pub(crate) use proxy::client_of;
pub(crate) use serve::serve;

use crate::directory::Directory;
use crate::{Client, Shared};
use input::{GivenUp, Input, Waits};
use output::Output;
use stream::Stream;

/// The maximum length of a message before the client is authenticated. The requests of such clients that are
/// processed are short, and strangers must not be able to fill the memory.
const ANONYMOUS_LIMIT: usize = 16 * 1024;

/// One connection.
pub(crate) struct Connection<D: Directory, S> {
    pub shared: Arc<Shared<D>>,
    pub client: Client,
    /// Who it is authenticated as.
    pub identity: Option<D::Identity>,
    /// What starts TLS on it, if it has none yet and can have it.
    start_tls: Option<TlsAcceptor>,
    stream: Stream<S>,
    input: Input,
    output: Output,
    stop: CancellationToken,
    /// Whether it has sent a request.
    has_begun: bool,
}

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Whether StartTLS can be used.
    pub const fn offers_tls(&self) -> bool {
        self.start_tls.is_some()
    }

    /// Whether passwords may be sent on it.
    pub fn is_confidential(&self) -> bool {
        self.client.is_encrypted
            || self.shared.settings.danger_plain_passwords && self.client.is_local()
    }

    /// Sends a response after those that were added before.
    pub async fn send(&mut self, response: &Response) -> Result<(), End> {
        self.add(response).await?;
        let patience = self.shared.settings.patience.step;
        self.output.flush(&mut self.stream, patience).await
    }

    /// Adds a response. It is sent with the next ones.
    pub async fn add(&mut self, response: &Response) -> Result<(), End> {
        let patience = self.shared.settings.patience.step;
        let (stream, output) = (&mut self.stream, &mut self.output);
        output.add(stream, response, patience).await
    }

    /// Does the work for the request with number `id` as long as the client wants it. Returns `None` if the
    /// client has abandoned the request.
    pub async fn while_wanted<T>(
        &mut self,
        id: i32,
        work: impl Future<Output = T>,
    ) -> Result<Option<T>, End> {
        let limit = self.limit();
        tokio::select! {
            biased;
            done = work => Ok(Some(done)),
            given_up = self.input.given_up(&mut self.stream, Some(id), limit) => match given_up {
                GivenUp::Abandoned => Ok(None),
                GivenUp::Closed => Err(End::Closed),
            },
        }
    }

    /// Does the work for a request that cannot be abandoned (RFC 4511, section 4.11).
    pub async fn while_connected<T>(&mut self, work: impl Future<Output = T>) -> Result<T, End> {
        let limit = self.limit();
        tokio::select! {
            biased;
            done = work => Ok(done),
            _ = self.input.given_up(&mut self.stream, None, limit) => Err(End::Closed),
        }
    }

    const fn limit(&self) -> usize {
        if self.identity.is_some() {
            DEFAULT_LIMIT
        } else {
            ANONYMOUS_LIMIT
        }
    }

    fn waits(&self) -> Waits {
        let patience = self.shared.settings.patience;
        let beginning = if !self.has_begun {
            patience.step
        } else if self.identity.is_some() {
            patience.authenticated
        } else {
            patience.anonymous
        };
        Waits {
            beginning,
            rest: patience.step,
        }
    }
}
