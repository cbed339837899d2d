//! Workers of a test, and waiting for what they do.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::Error;

/// How long a test waits.
const PATIENCE: Duration = Duration::from_secs(120);

/// A worker that is running.
pub(super) struct Worker {
    task: JoinHandle<()>,
    stop: CancellationToken,
}

impl Worker {
    /// Starts what ends with the token.
    pub fn start<F>(run: impl FnOnce(CancellationToken) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let stop = CancellationToken::new();
        Self {
            task: tokio::spawn(run(stop.clone())),
            stop,
        }
    }

    /// Stops it, and waits until it has ended.
    pub async fn stop(self) -> Result<(), Error> {
        self.stop.cancel();
        let ended = self.task.await;
        ended.map_err(|error| Error::internal(error.to_string()))
    }
}

/// Looks until there is something, with a `pause` in between. Says `otherwise` if there is nothing for too long.
pub(super) async fn wait_for<T>(
    otherwise: &str,
    pause: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Error>,
) -> Result<T, Error> {
    let found = async {
        loop {
            if let Some(found) = look().await? {
                return Ok::<_, Error>(found);
            }
            tokio::time::sleep(pause).await;
        }
    };
    let found = tokio::time::timeout(PATIENCE, found).await;
    found.map_err(|_| Error::internal(otherwise))?
}
