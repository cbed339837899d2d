//! Exports that continue an incomplete file.

use client::Portal;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases};
use reqwest::Method;
use serde_json::Value;

use crate::exports::{ask, create, file};

on_both_databases!(
    a_file_is_continued_after_any_row,
    a_place_that_is_unknown_is_refused,
);

async fn a_file_is_continued_after_any_row(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for name in ["zoe", "ada", "max"] {
        create(&owner, name).await;
    }
    for list in ["users", "administrators", "events"] {
        for parameters in ["columns=id&bom=true", "format=jsonl&columns=id"] {
            let path = format!("{list}/export?{parameters}");
            let whole = file(&server, &owner, &path).await;
            let mut rest = &*whole;
            let mut rows = 0;
            while let Some((row, after)) = rest.split_once('\n') {
                rest = after;
                let object = serde_json::from_str::<Value>(row).unwrap_or_default();
                let id = object["id"].as_str().unwrap_or(row).trim_end();
                if id.ends_with("id") {
                    // The header.
                    continue;
                }
                rows += 1;
                let path = format!("{path}&after={id}");
                assert_eq!(file(&server, &owner, &path).await, rest, "{path}");
            }
            assert!(rows > 0, "{whole}");
        }
    }
    let rows = file(&server, &owner, "users/export?columns=id,username").await;
    let (_, first) = rows.split_once('\n').unwrap();
    let (id, _) = first.split_once(',').unwrap();
    let path = format!("users/export?columns=username&after={id}");
    let filtered = format!("{path}&filter=username:max");
    assert_eq!(file(&server, &owner, &filtered).await, "max\r\n");
    let answer = ask(&server, Method::GET, &owner.token().unwrap(), &path).await;
    assert_eq!(
        answer.headers()["content-type"],
        "text/csv; charset=utf-8; header=absent"
    );
    assert_eq!(answer.text().await.unwrap(), "ada\r\nmax\r\n");

    // The event says that this is a part of the file.
    let events = file(&server, &owner, "events/export?format=jsonl").await;
    let recorded = format!(r#""after":"{id}""#);
    assert_eq!(events.matches(&recorded).count(), 4, "{events}");
}

async fn a_place_that_is_unknown_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = create(&owner, "ada").await;
    server.organization("Other Ltd", "other@example.com").await;
    let refused = async |path: &str| {
        let answer = ask(&server, Method::GET, &owner.token().unwrap(), path).await;
        assert_eq!(answer.status(), 400, "{path}");
        answer.json::<Value>().await.unwrap()
    };
    let unknown = "0199f3c0-0000-7000-8000-000000000000".to_owned();
    // An administrator is not in the list of users, and a user is not in that of administrators.
    let administrator = owner.administrator_me().await.unwrap().id.to_string();
    for id in [unknown, administrator] {
        let problem = refused(&format!("users/export?after={id}")).await;
        assert_eq!(problem["errors"][0]["field"], "after", "{problem}");
    }
    let other = server.sign_in(Portal::Admin, "other@example.com", ADMINISTRATOR_PASSWORD);
    let elsewhere = other.await.administrator_me().await.unwrap().id.to_string();
    for id in [user.id.to_string(), elsewhere] {
        let problem = refused(&format!("administrators/export?after={id}")).await;
        assert_eq!(problem["errors"][0]["field"], "after", "{problem}");
    }
    let problem = refused("events/export?after=17").await;
    assert_eq!(problem["type"], "urn:latchkey:problem:malformed-request");
}
