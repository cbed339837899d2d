//! Prometheus metrics: they count, clients cannot inflate the number of series, and only some
//! addresses can read them.

use std::collections::BTreeMap;
use std::time::Duration;

use client::Portal;
use contract::problem::ProblemType;
use harness::{Backend, Installation, Server, free_port, on_both_databases, problem_type, until};
use reqwest::{Method, StatusCode};

use crate::people::{pending_user, set_up};

on_both_databases!(requests_hashing_and_waiting_emails_are_counted);

/// The result of one scrape: integer values by name and labels.
type Figures = BTreeMap<String, u64>;

async fn scrape(server: &Server) -> Figures {
    let url = format!("{}/metrics", server.origin);
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), 200);
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = answer.text().await.unwrap();
    assert!(text.ends_with("# EOF\n"), "{text}");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            Some((name.to_owned(), value.parse().ok()?))
        })
        .collect()
}

/// A counter that was never incremented is absent.
fn counted(figures: &Figures, method: &str, route: &str, status: &str) -> u64 {
    let labels = format!("{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}}");
    let name = format!("latchkey_http_requests_total{labels}");
    figures.get(&name).copied().unwrap_or_default()
}

async fn send(server: &Server, method: &str, path: &str) -> StatusCode {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let url = format!("{}{path}", server.origin);
    let answer = harness::plain_http().request(method, url).send().await;
    answer.unwrap().status()
}

async fn requests_hashing_and_waiting_emails_are_counted(backend: Backend) {
    let mut installation = Installation::new(backend).await;
    // No SMTP server listens there, so emails wait.
    installation.set_smtp(free_port());
    for limit in ["sign_in_per_minute", "sign_in_burst"] {
        installation.set("limits", limit, "1000000");
    }
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let before = scrape(&server).await;
    assert_eq!(before["latchkey_password_hash_queue"], 0);

    pending_user(&owner, "ada@example.com").await;
    for _ in 0..3 {
        assert_eq!(send(&server, "GET", "/api/v1/users").await, 401);
    }
    assert_eq!(send(&server, "HEAD", "/health/live").await, 200);
    let after = scrape(&server).await;
    let more = |method, route, status| {
        counted(&after, method, route, status) - counted(&before, method, route, status)
    };
    assert_eq!(more("GET", "/api/v1/users", "4xx"), 3);
    assert_eq!(more("POST", "/api/v1/users", "2xx"), 1);
    assert_eq!(more("HEAD", "/health/live", "2xx"), 1);
    assert_eq!(more("GET", "/metrics", "2xx"), 1);
    let took =
        "latchkey_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/users\"}";
    let now = after[took];
    assert_eq!(now - before.get(took).copied().unwrap_or_default(), 3);
    let waiting = |figures: &Figures| figures["latchkey_mail_queue"];
    assert_eq!(waiting(&after) - waiting(&before), 1);

    let more = |name: &str| after[name] - before[name];
    assert_eq!(more("latchkey_events_total{action=\"user.created\"}"), 1);
    let signed_in = "latchkey_events_total{action=\"sign_in.succeeded\"}";
    assert_eq!(after[signed_in], 1);
    let hashed = "latchkey_password_hash_duration_seconds_count";
    assert!(after[hashed] >= 2, "{}", after[hashed]);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        after[&format!("latchkey_build_info{{version=\"{version}\"}}")],
        1
    );
    assert!(after["process_resident_memory_bytes"] > 1_000_000);
    assert!(after["process_open_fds"] > 3);
    let pools: &[&str] = match backend {
        Backend::Sqlite => &["read", "write"],
        Backend::Postgres => &["all"],
    };
    for pool in pools {
        let of =
            |state| format!("latchkey_database_connections{{pool=\"{pool}\",state=\"{state}\"}}");
        let open = after[&of("idle")] + after[&of("in_use")];
        let most = after[&format!("latchkey_database_connections_max{{pool=\"{pool}\"}}")];
        assert!((1..=most).contains(&open), "{pool}: {open} of {most}");
        let waiting = format!("latchkey_database_waiting{{pool=\"{pool}\"}}");
        assert!(after.contains_key(&waiting), "{pool}");
    }
    until(Duration::from_secs(30), "a failed delivery", async || {
        let figures = scrape(&server).await;
        let retried = figures["latchkey_mail_deliveries_total{outcome=\"retried\"}"];
        (retried >= 1).then_some(())
    })
    .await;

    hashing_is_seen(&server).await;
    server.stop().await;
}

/// During many parallel guesses the metrics show the waiting passwords.
async fn hashing_is_seen(server: &Server) {
    let mut guessers = tokio::task::JoinSet::new();
    for number in 0..8 {
        let browser = server.anonymous(Portal::User);
        guessers.spawn(async move {
            let email = format!("nobody{number}@example.com");
            browser.begin_sign_in(&email).await.unwrap();
            loop {
                let refused = browser.submit_password("not the password").await;
                assert_eq!(problem_type(refused), ProblemType::WrongCredentials);
            }
        });
    }
    let queue = async || scrape(server).await["latchkey_password_hash_queue"];
    let patience = Duration::from_secs(30);
    until(patience, "passwords in the queue", async || {
        (queue().await > 1).then_some(())
    })
    .await;
    guessers.shutdown().await;
    until(patience, "an empty queue", async || {
        (queue().await == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_paths_create_no_time_series() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    let anything = async || {
        let random = uuid::Uuid::now_v7();
        for method in ["GET", "POST", "FROB"] {
            for path in [
                "/",
                "/assets/",
                "/admin/",
                "/api/",
                "/api/v1/",
                "/api/v1/users/",
            ] {
                send(&server, method, &format!("{path}{random}")).await;
            }
            send(
                &server,
                method,
                &format!("/api/v1/users/{random}/sessions/{random}"),
            )
            .await;
        }
        let figures = scrape(&server).await;
        let random = random.to_string();
        let names: Vec<_> = figures.into_keys().collect();
        assert!(
            names.iter().all(|name| !name.contains(&random)),
            "{names:?}"
        );
        names
    };
    // A scrape is counted only after it was answered.
    anything().await;
    let known = anything().await;
    for _ in 0..3 {
        assert_eq!(anything().await, known);
    }
    let unmatched = "method=\"other\",route=\"unmatched\",status=\"4xx\"";
    assert!(
        known.iter().any(|name| name.contains(unmatched)),
        "{known:?}"
    );
}

/// The headers of a request that came through a proxy, or pretends to.
const FROM_ELSEWHERE: [&[(&str, &str)]; 7] = [
    &[("Forwarded", "for=203.0.113.9")],
    &[("Forwarded", "for=127.0.0.1")],
    &[("X-Forwarded-For", "203.0.113.9")],
    &[("X-Forwarded-For", "127.0.0.1, 203.0.113.9")],
    &[("X-Forwarded-For", "; drop table")],
    &[("X-Forwarded-For", "")],
    &[
        ("X-Forwarded-For", "203.0.113.9"),
        ("Forwarded", "for=127.0.0.1"),
    ],
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_listed_clients_can_read_metrics() {
    for proxies in [None, Some("['127.0.0.0/8', '::1/128']")] {
        let mut installation = Installation::new(Backend::Sqlite).await;
        if let Some(proxies) = proxies {
            installation.set("server", "trusted_proxies", proxies);
        }
        let server = installation.start().await;
        scrape(&server).await;
        for headers in FROM_ELSEWHERE {
            let mut request = harness::plain_http().get(format!("{}/metrics", server.origin));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 404, "{headers:?} with {proxies:?}");
            let text = answer.text().await.unwrap();
            assert!(!text.contains("latchkey_"), "{text}");
        }
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_over_the_limit_are_counted() {
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set("limits", "sign_in_burst", "2");
    // So slow that no request is regained in between.
    installation.set("limits", "sign_in_per_minute", "1");
    let server = installation.start().await;
    for _ in 0..4 {
        send(&server, "POST", "/api/v1/password-reset").await;
    }
    let figures = scrape(&server).await;
    let limited = figures.get("latchkey_rate_limited_total{limit=\"sign_in\"}");
    assert!(limited.is_some_and(|count| *count >= 1), "{figures:?}");
    server.stop().await;
}

/// The example alerts and the example dashboard use only metrics that exist.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_examples_use_metrics_that_exist() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    scrape(&server).await;
    let url = format!("{}/metrics", server.origin);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    let deploy = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/");
    for file in ["prometheus-rules.yml", "grafana-dashboard.json"] {
        let example = std::fs::read_to_string(format!("{deploy}{file}")).unwrap();
        let words = example.split(|c: char| !c.is_ascii_lowercase() && c != '_');
        let mut known = 0;
        for word in words.filter(|word| word.starts_with("latchkey_")) {
            let family = ["_total", "_bucket", "_sum", "_count"]
                .iter()
                .find_map(|suffix| word.strip_suffix(suffix))
                .unwrap_or(word);
            assert!(
                text.contains(&format!("# TYPE {family} ")),
                "{file}: {word}"
            );
            known += 1;
        }
        assert!(known > 5, "{file}: {known}");
    }
    server.stop().await;
}
