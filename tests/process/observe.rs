//! What an operator monitors.

use harness::{Backend, Installation, on_both_databases};
use serde_json::Value;

use crate::people::set_up;

on_both_databases!(a_running_server_can_be_watched);

async fn a_running_server_can_be_watched(backend: Backend) {
    let installation = Installation::new(backend).await;
    let away = installation.fail(&["health"]).await;
    assert!(away.contains("no response"), "{away}");
    let first = installation.start().await;
    set_up(&first).await;
    let new = first.ready_after;
    first.stop().await;

    let server = installation.start().await;
    let get = async |path: &str| {
        reqwest::get(format!("{}{path}", server.origin))
            .await
            .unwrap()
    };
    for (path, status) in [("/health/live", "live"), ("/health/ready", "ready")] {
        let answer = get(path).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.json::<Value>().await.unwrap()["status"], status);
    }
    assert_eq!(installation.succeed(&["health"]).await, "ready\n");

    let again = server.ready_after;
    let memory = resident_kib(server.pid());
    println!(
        "{backend:?}: ready after {new:?} (new) and {again:?} (existing), {memory} KiB resident"
    );
    server.stop().await;
}

fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
