//! Compares a value with those of an entry.

use std::sync::Arc;

use ldap::request::Compare;
use ldap::response::ResultCode;
use tokio::io::{AsyncRead, AsyncWrite};

use super::{Asked, authenticate_first};
use crate::connection::{Connection, End};
use crate::directory::Directory;

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Answers a comparison. `None` if the client has abandoned it.
    pub(super) async fn compare(
        &mut self,
        asked: Asked,
        request: &Compare,
    ) -> Result<Option<ResultCode>, End> {
        let Some(who) = self.identity.clone() else {
            return self.finish(asked, authenticate_first()).await.map(Some);
        };
        let shared = Arc::clone(&self.shared);
        let compared = shared.directory.compare(&who, request);
        let outcome = match self.while_wanted(asked.id, compared).await? {
            None => return Ok(None),
            Some(Ok(code)) => code.into(),
            Some(Err(failed)) => self.failure(failed).0,
        };
        self.finish(asked, outcome).await.map(Some)
    }
}
