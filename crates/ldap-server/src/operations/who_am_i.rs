//! Says who the connection is authenticated as.

use std::sync::Arc;

use ldap::response::{Response, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};

use super::Asked;
use crate::connection::{Connection, End};
use crate::directory::Directory;

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Answers "Who am I?". An identity that has ended is an error once, and nobody after that.
    pub(super) async fn who_am_i(&mut self, asked: Asked) -> Result<ResultCode, End> {
        let name = match self.identity.clone() {
            None => None,
            Some(who) => {
                let shared = Arc::clone(&self.shared);
                let found = shared.directory.who_am_i(&who);
                match self.while_connected(found).await? {
                    Ok(name) => Some(name.to_string()),
                    Err(failed) => {
                        let (outcome, _) = self.failure(failed);
                        return self.finish(asked, outcome).await;
                    }
                }
            }
        };
        let response = Response::who_am_i(asked.id, name.as_deref());
        self.send(&response).await?;
        Ok(ResultCode::Success)
    }
}
