use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{perform_due, remind};
use crate::Context;

/// How often to look for changes that are due. People enter minutes.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Performs scheduled changes, and reminds administrators of them, until `stop`. What fails is logged
/// and tried again.
pub async fn run(context: Context, stop: CancellationToken) {
    loop {
        match perform_due(&context, &stop).await {
            Ok(0) => {}
            Ok(changes) => tracing::info!(changes, "performed scheduled changes"),
            Err(error) => tracing::error!(%error, "performing scheduled changes failed"),
        }
        match remind(&context, &stop).await {
            Ok(0) => {}
            Ok(changes) => tracing::info!(changes, "reminded administrators of changes"),
            Err(error) => tracing::error!(%error, "reminding of scheduled changes failed"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}
