//! The stream of events: server-sent events that continue after the last one, and end with the session.

use std::time::{Duration, Instant};

use client::Portal;
use contract::events::{Event, StreamQuery};
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestDatabase, TestServer, on_both_databases};
use reqwest::Response;
use rules::role::Role;

on_both_databases!(
    a_stream_continues_after_the_last_event,
    a_stream_ends_with_the_session,
    an_organization_has_ten_streams_at_once,
    a_quiet_stream_outlasts_short_idle_connections,
    the_typed_client_reads_a_stream,
);

async fn open(server: &TestServer, token: &str, query: &str, last: Option<u64>) -> Response {
    let url = format!("{}/api/v1/events/stream{query}", server.origin);
    let mut request = harness::plain_http().get(url).bearer_auth(token);
    if let Some(last) = last {
        request = request.header("Last-Event-ID", last);
    }
    request.send().await.unwrap()
}

/// The text of the stream until it contains `wanted` or ends.
async fn until(stream: &mut Response, wanted: &str) -> String {
    let mut text = String::new();
    while !(text.contains(wanted) && text.ends_with("\n\n")) {
        let part = tokio::time::timeout(Duration::from_secs(30), stream.chunk());
        let Some(part) = part.await.expect("the stream is silent").unwrap() else {
            break;
        };
        text.push_str(std::str::from_utf8(&part).unwrap());
    }
    text
}

/// The events in the text of a stream, with their ids.
fn events(text: &str) -> Vec<(u64, Event)> {
    let blocks = text.split("\n\n").filter_map(|block| {
        let (id, data) = block.strip_prefix("id: ")?.split_once("\ndata: ")?;
        Some((id.parse().unwrap(), serde_json::from_str(data).unwrap()))
    });
    blocks.collect()
}

async fn a_stream_continues_after_the_last_event(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let token = owner.token().unwrap();
    server.pending_user(&owner, "before@example.com").await;
    let mut stream = open(&server, &token, "?filter=action:user.created", None).await;
    assert_eq!(stream.status(), 200);
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    until(&mut stream, "retry:").await;
    server.pending_user(&owner, "ada@example.com").await;
    let first = events(&until(&mut stream, "ada@example.com").await);
    assert_eq!(first.len(), 1);
    let (id, event) = &first[0];
    assert_eq!(event.action, "user.created");
    assert_eq!(event.position, Some(*id));
    drop(stream);

    server.pending_user(&owner, "bob@example.com").await;
    let mut stream = open(&server, &token, "?filter=action:user.created", Some(*id)).await;
    let next = events(&until(&mut stream, "bob@example.com").await);
    assert_eq!(next.len(), 1);
    assert!(next[0].0 > *id);
    let mut all = open(&server, &token, "?after=0", None).await;
    let all = events(&until(&mut all, "bob@example.com").await);
    assert!(all.is_sorted_by_key(|(id, _)| *id) && all.len() > 3);

    for query in ["?after=x", "?filter=color:red", "?limit=1"] {
        let refused = open(&server, &token, query, None).await;
        assert_eq!(refused.status(), 400, "{query}");
    }
}

async fn a_stream_ends_with_the_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let email = "reader@example.com";
    server.administrator(&owner, email, Role::ReadOnly).await;
    let reader = server
        .sign_in(Portal::Admin, email, ADMINISTRATOR_PASSWORD)
        .await;
    let token = reader.token().unwrap();
    let mut stream = open(&server, &token, "", None).await;
    assert_eq!(stream.status(), 200);
    until(&mut stream, "retry:").await;
    reader.sign_out().await.unwrap();
    // Returns because the stream ends.
    let rest = until(&mut stream, "what never comes").await;
    assert!(!rest.contains("what never comes"));
    assert_eq!(open(&server, &token, "", None).await.status(), 401);
}

async fn an_organization_has_ten_streams_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let mut streams = Vec::new();
    for _ in 0..10 {
        let mut stream = open(&server, &token, "", None).await;
        until(&mut stream, "retry:").await;
        streams.push(stream);
    }
    let refused = open(&server, &token, "", None).await;
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
}

async fn a_quiet_stream_outlasts_short_idle_connections(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let idle = Duration::from_secs(4);
    let server = TestServer::start_on(database, |config| config.server.keep_alive = idle).await;
    let owner = server.owner().await;
    let token = owner.token().unwrap();
    let mut stream = open(&server, &token, "?filter=action:user.created", None).await;
    until(&mut stream, "retry:").await;
    let begun = Instant::now();
    while begun.elapsed() < idle * 2 {
        let beat = until(&mut stream, "nothing new").await;
        assert!(beat.contains("nothing new"), "the stream has ended");
    }
    server.pending_user(&owner, "ada@example.com").await;
    let text = until(&mut stream, "ada@example.com").await;
    assert!(text.contains("ada@example.com"), "{text}");
    // It ends by itself, before the connection is cut off.
    let rest = until(&mut stream, "what never comes").await;
    assert!(!rest.contains("what never comes"));
}

async fn the_typed_client_reads_a_stream(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut query = StreamQuery {
        filter: Some("action:user.created".to_owned()),
        after: None,
    };
    let mut stream = owner.event_stream(&query).await.unwrap();
    // The stream begins now.
    stream.next().await.unwrap().unwrap();
    server.pending_user(&owner, "ada@example.com").await;
    let mut arrived = stream.next().await.unwrap().unwrap();
    while arrived.events.is_empty() {
        arrived = stream.next().await.unwrap().unwrap();
    }
    assert_eq!(arrived.events[0].position, arrived.position);
    drop(stream);

    server.pending_user(&owner, "bob@example.com").await;
    query.after = arrived.position;
    let mut stream = owner.event_stream(&query).await.unwrap();
    let mut next = stream.next().await.unwrap().unwrap();
    while next.events.is_empty() {
        next = stream.next().await.unwrap().unwrap();
    }
    assert_eq!(next.events.len(), 1);
    assert!(next.position > arrived.position);

    query.filter = Some("color:red".to_owned());
    let refused = owner.event_stream(&query).await.unwrap_err();
    assert!(refused.is(ProblemType::InvalidQuery));
}
