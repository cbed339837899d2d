//! What an operator monitors.

use std::time::Duration;

use contract::api_keys::CreateApiKey;
use harness::{Backend, Installation, on_both_databases, until};
use rules::role::Permission;
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

/// A line of the log says which request it is about, of which trace, and who sent it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_json_log_names_route_trace_and_sender() {
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set("log", "format", "'json'");
    installation.set("server", "trusted_proxies", "['127.0.0.0/8', '::1/128']");
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let new = CreateApiKey {
        name: "HR import".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&new).await.unwrap();
    let me = owner.administrator_me().await.unwrap();
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    for (path, bearer, id) in [
        ("/api/v1/users?limit=1", key.key, "edge-1"),
        ("/api/v1/admin/me", owner.token().unwrap(), "edge-2"),
    ] {
        let answer = harness::plain_http()
            .get(format!("{}{path}", server.origin))
            .bearer_auth(bearer)
            .header("X-Request-Id", id)
            .header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
    }
    let line = async |id: &str| {
        until(Duration::from_secs(10), "the line in the log", async || {
            let log = server.log();
            let lines = log
                .lines()
                .filter_map(|line| serde_json::from_str(line).ok());
            let mut answered = lines.filter(|line: &Value| line["message"] == "answered");
            answered.find(|line| line["span"]["id"] == id)
        })
        .await
    };
    let of_key = line("edge-1").await;
    assert_eq!(of_key["route"], "/api/v1/users");
    assert_eq!(of_key["span"]["trace"], trace);
    assert_eq!(of_key["span"]["key"], key.api_key.id.to_string());
    let of_owner = line("edge-2").await;
    assert_eq!(of_owner["span"]["account"], me.id.to_string());
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
