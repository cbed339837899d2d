use std::time::Duration;

use rules::time::Timestamp;
use tokio_util::sync::CancellationToken;

use super::delete_organizations::delete_organizations;
use super::sweep::{sweep, sweep_requests};
use super::sweep_jobs::{sweep_imports, sweep_jobs};
use crate::{
    Context, events, mfa_enrollment, oidc_keys, password_aging, resealing, sessions, signing_keys,
};

/// How often the signing keys are reloaded and, if due, rotated. Much shorter than the time for
/// which a new key is published before it is used.
const KEYS_EVERY: Duration = Duration::from_secs(60);
/// How far each round looks back for expired sessions. Much longer than a round.
const EXPIRED_SINCE: Duration = Duration::from_secs(60 * 60);
/// The number of rounds between two sweeps.
const ROUNDS_TO_A_SWEEP: u32 = 60;

/// Runs the scheduled jobs until `stop`. A job that fails is logged and retried in the next round.
pub async fn run(context: Context, stop: CancellationToken) {
    let mut round = 0;
    loop {
        // First, so that a new server can sign tokens for applications soon.
        if let Err(error) = oidc_keys::keep(&context).await {
            tracing::error!(%error, "the keys for tokens of applications could not be kept");
        }
        if let Err(error) = sweep_requests(&context).await {
            tracing::error!(%error, "the sweep of requests of applications failed");
        }
        if round == 0 {
            match resealing::seal_plain_hashes(&context).await {
                Ok(0) => {}
                Ok(hashes) => tracing::info!(hashes, "encrypted password hashes"),
                Err(error) => tracing::error!(%error, "encrypting password hashes failed"),
            }
            match sweep(&context).await {
                Ok(0) => {}
                Ok(rows) => tracing::debug!(rows, "removed old rows"),
                Err(error) => tracing::error!(%error, "the sweep failed"),
            }
            match sweep_jobs(&context, &stop).await {
                Ok(0) => {}
                Ok(jobs) => tracing::debug!(jobs, "removed old bulk jobs"),
                Err(error) => tracing::error!(%error, "the sweep of bulk jobs failed"),
            }
            match sweep_imports(&context, &stop).await {
                Ok(0) => {}
                Ok(imports) => tracing::debug!(imports, "removed old imports"),
                Err(error) => tracing::error!(%error, "the sweep of imports failed"),
            }
            match events::delete_old(&context, &stop).await {
                Ok(0) => {}
                Ok(events) => tracing::info!(events, "deleted old events"),
                Err(error) => tracing::error!(%error, "deleting old events failed"),
            }
        }
        match delete_organizations(&context, &stop).await {
            Ok(0) => {}
            Ok(organizations) => tracing::info!(organizations, "deleted organizations"),
            Err(error) => tracing::error!(%error, "deleting organizations failed"),
        }
        // Now and then all, in case no server ran meanwhile.
        let since = if round == 0 {
            Timestamp::from_unix_millis(0)
        } else {
            context.now().minus(EXPIRED_SINCE)
        };
        match sessions::end_expired(&context, since, &stop).await {
            Ok(0) => {}
            Ok(accounts) => tracing::debug!(accounts, "ended what was opened in expired sessions"),
            Err(error) => tracing::error!(%error, "ending what was opened in sessions failed"),
        }
        round = (round + 1) % ROUNDS_TO_A_SWEEP;
        match password_aging::send_expiry_emails(&context, &stop).await {
            Ok(0) => {}
            Ok(accounts) => {
                tracing::info!(accounts, "notified users of expiring and expired passwords")
            }
            Err(error) => tracing::error!(%error, "notifying users of expiring passwords failed"),
        }
        match mfa_enrollment::send_enrollment_emails(&context, &stop).await {
            Ok(0) => {}
            Ok(accounts) => tracing::info!(accounts, "notified users of enrollment periods"),
            Err(error) => tracing::error!(%error, "notifying users of enrollment periods failed"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(KEYS_EVERY) => {}
        }
        if let Err(error) = signing_keys::rotate_if_due(&context).await {
            tracing::error!(%error, "the signing keys could not be loaded");
        }
        if let Err(error) = events::keep_chains(&context, &stop).await {
            tracing::error!(%error, "the chains of events could not be kept");
        }
    }
}
