use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Open files that are no connections of clients: the database, emails, the log.
const OTHER_FILES: u64 = 128;

/// Raises the number of files that this process may have open to what the system allows. The usual
/// limit of 1,024 is less than an attacker can open connections. Returns how many connections there
/// is room for, at most `wanted`.
pub fn allow_more_files(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let limit = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(error) => {
            tracing::debug!(%error, "the limit of open files stays as it is");
            limit.current
        }
    };
    let room = limit.map_or(u64::MAX, |files| files.saturating_sub(OTHER_FILES).max(16));
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    if room < wanted {
        tracing::warn!(
            connections = room,
            "the limit of open files allows fewer connections than server.max_connections"
        );
    }
    wanted.min(room)
}
