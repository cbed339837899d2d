//! What the operating system says about this process (Linux).

use std::fs;

/// Ticks per second in `/proc`: `USER_HZ`, which is the same for all programs on Linux.
const TICKS: f64 = 100.0;

/// The figures of a process, as Prometheus clients name them.
pub(super) struct Process {
    pub cpu_seconds: f64,
    pub resident_bytes: u64,
    pub started_at: f64,
    pub open_files: usize,
}

/// Reads them. `None` where there is no `/proc`.
pub(super) fn read() -> Option<Process> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may contain anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    // Counted as in proc(5), where the field after the name is the third.
    let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    let boot = fs::read_to_string("/proc/stat").ok()?;
    let booted_at: f64 = named(&boot, "btime ")?.parse().ok()?;
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let resident = named(&status, "VmRSS:")?.trim().strip_suffix(" kB")?;
    Some(Process {
        cpu_seconds: (ticks(14)? + ticks(15)?) / TICKS,
        resident_bytes: resident.trim().parse::<u64>().ok()? * 1024,
        started_at: booted_at + ticks(22)? / TICKS,
        open_files: fs::read_dir("/proc/self/fd").ok()?.count(),
    })
}

fn named<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name))
}
