use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Certificate;

/// How often the server checks whether the files have changed.
pub const LOOKS_EVERY: Duration = Duration::from_secs(10);

impl Certificate {
    /// Watches the files until `stop`, so that a renewed certificate reaches a running server.
    pub async fn follow(self: Arc<Self>, stop: CancellationToken) {
        let mut is_unreadable = false;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOKS_EVERY) => {}
            }
            match self.refresh() {
                Ok(true) => tracing::info!("the certificate of the LDAP server was replaced"),
                Ok(false) => {}
                // A file that is missing all the time is reported once.
                Err(error) if !is_unreadable => {
                    tracing::warn!(%error, "the LDAP server keeps its current certificate");
                    is_unreadable = true;
                    continue;
                }
                Err(_) => continue,
            }
            is_unreadable = false;
        }
    }
}
