//! The time from the start of the process until it is ready, and its memory then.

use std::time::Duration;

use crate::Pace;
use crate::bench_installation::BenchInstallation;
use crate::load::{Connection, get, median};
use crate::table::{Limit, Row};

/// Both rows.
pub async fn measure(bench: &BenchInstallation, pace: Pace) -> [Row; 2] {
    let (mut ready, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..pace.rounds() {
        let server = bench.installation.start().await;
        ready.push(server.ready_after.as_secs_f64() * 1000.0);
        // The time includes one response from the database and the other work at start.
        let list = get("/api/v1/users", &bench.key);
        let answer = Connection::open(&server.origin).await.ask(&list).await;
        assert_eq!(answer.status, 200);
        tokio::time::sleep(Duration::from_millis(500)).await;
        memory.push(resident_mib(server.pid()));
        server.stop().await;
    }
    let (ready, memory) = (median(ready), median(memory));
    [
        Row {
            figure: format!("start to ready with {} users on SQLite", bench.users),
            measured: format!("{ready:.1} ms"),
            baseline: String::new(),
            value: ready,
            limit: Limit::AtMost(50.0),
        },
        Row {
            figure: "memory when idle".to_owned(),
            measured: format!("{memory:.1} MiB"),
            baseline: String::new(),
            value: memory,
            limit: Limit::AtMost(30.0),
        },
    ]
}

fn resident_mib(process: u32) -> f64 {
    memory_mib(process, "VmRSS:")
}

/// The peak memory of a process.
pub fn peak_mib(process: u32) -> f64 {
    memory_mib(process, "VmHWM:")
}

/// Resets the peak to the memory that a process has now.
pub fn reset_peak(process: u32) {
    std::fs::write(format!("/proc/{process}/clear_refs"), "5").unwrap();
}

fn memory_mib(process: u32, what: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    let kib = line.unwrap().trim().trim_end_matches(" kB");
    kib.parse::<f64>().unwrap() / 1024.0
}
