//! Previews of the emails for administrators: the list, and pages at encrypted paths.

use std::time::Duration;

use client::Portal;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, http, on_both_databases};

on_both_databases!(
    every_kind_is_shown_with_the_organizations_name,
    a_preview_page_is_available_for_ten_minutes,
);

async fn every_kind_is_shown_with_the_organizations_name(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server
        .organization("Other & Sons", "other@example.com")
        .await;
    let other = server
        .sign_in(Portal::Admin, "other@example.com", ADMINISTRATOR_PASSWORD)
        .await;
    for (client, own, others) in [
        (&owner, "Example Ltd", "Other &"),
        (&other, "Other & Sons", "Example Ltd"),
    ] {
        let previews = client.mail_previews().await.unwrap();
        let kinds: Vec<_> = previews.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, mail::Message::KINDS);
        for one in previews {
            assert!(one.text.contains(own), "{}: {}", one.kind, one.text);
            assert!(!one.text.contains(others), "{}: {}", one.kind, one.text);
            let page = http().get(format!("{}{}", server.origin, one.page));
            let page = page.send().await.unwrap();
            assert_eq!(page.status(), 200);
            let policy = page.headers()["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"));
            let html = page.text().await.unwrap();
            let escaped = own.replace('&', "&#38;");
            assert!(html.contains(&escaped), "{}: {html}", one.kind);
            assert!(!html.contains(others), "{}", one.kind);
        }
    }
    // No email was sent, and no link was created.
    assert_eq!(server.mails("owner@example.com", "activate"), 0);
}

async fn a_preview_page_is_available_for_ten_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let page = owner.mail_previews().await.unwrap()[0].page.clone();
    let status = async |path: &str| {
        let answer = http().get(format!("{}{path}", server.origin)).send().await;
        answer.unwrap().status().as_u16()
    };
    assert_eq!(status(&page).await, 200);
    let mut changed = page.clone().into_bytes();
    let last = changed.last_mut().unwrap();
    *last = if *last == b'A' { b'B' } else { b'A' };
    let before_last = changed.len() - 5;
    changed[before_last] = if changed[before_last] == b'A' {
        b'B'
    } else {
        b'A'
    };
    assert_eq!(status(&String::from_utf8(changed).unwrap()).await, 404);
    for path in [
        "/mail-previews/x",
        "/mail-previews/%00",
        "/mail-previews/user_activation",
    ] {
        assert_eq!(status(path).await, 404, "{path}");
    }
    server.clock.advance(Duration::from_secs(10 * 60));
    assert_eq!(status(&page).await, 404);
}
