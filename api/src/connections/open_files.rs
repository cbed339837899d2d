use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Open files other than client connections: the database, emails, the log.
const OTHER_FILES: u64 = 128;

/// Raises the limit of open files to the hard limit, because an attacker can open more connections
/// than the usual limit of 1,024. Returns how many connections there is room for, at most `wanted`.
pub fn allow_more_files(wanted: usize) -> usize {
    let needed = OTHER_FILES.saturating_add(u64::try_from(wanted).unwrap_or(u64::MAX));
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|files| files < needed) {
        let raised = Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        };
        match setrlimit(Resource::Nofile, raised) {
            Ok(()) => limit = raised,
            Err(error) => tracing::debug!(%error, "the limit of open files stays as it is"),
        }
    }
    let room = limit.current;
    let room = room.map_or(u64::MAX, |files| files.saturating_sub(OTHER_FILES).max(16));
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    if room < wanted {
        tracing::warn!(
            connections = room,
            "the limit of open files allows fewer connections than configured"
        );
    }
    wanted.min(room)
}
