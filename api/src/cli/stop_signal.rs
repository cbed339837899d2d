use std::io;

/// Starts to listen for SIGTERM and SIGINT (Ctrl+C), which then no longer end the process. The returned future
/// waits for one of them.
///
/// # Errors
/// If the signals cannot be received.
#[cfg(unix)]
pub(super) fn listen() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// The same where there is only Ctrl+C.
#[cfg(not(unix))]
pub(super) fn listen() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
