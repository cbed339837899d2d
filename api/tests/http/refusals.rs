use reqwest::Method;

use crate::support::{Server, header, problem};

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems_below_the_api() {
    let server = Server::start().await;
    for path in [
        "/api",
        "/api/none",
        "/api/v1",
        "/api/v1/none",
        "/api/v2/users",
    ] {
        let (status, code, _) = problem(server.get(path).await).await;
        assert_eq!((status, code.as_str()), (404, "not-found"), "{path}");
    }
    let response = server
        .request(Method::PUT, "/api/v1/users")
        .send()
        .await
        .unwrap();
    assert_eq!(header(&response, "allow"), "GET, HEAD, POST");
    let (status, code, _) = problem(response).await;
    assert_eq!((status, code.as_str()), (405, "method-not-allowed"));
    let response = server
        .request(Method::POST, "/anywhere")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(response).await.0, 405);
}

#[tokio::test]
async fn bodies_are_refused_in_one_way() {
    let server = Server::start().await;
    let send = |kind: &'static str, body: Vec<u8>| {
        let request = server.request(Method::POST, "/api/v1/links/inspect");
        let request = if kind.is_empty() {
            request
        } else {
            request.header("Content-Type", kind)
        };
        request.body(body).send()
    };
    let json = "application/json";
    let good = br#"{"purpose":"user_activation","token":"x"}"#.to_vec();
    let cases = [
        ("", good.clone(), 415),
        ("text/plain", good.clone(), 415),
        (
            "application/x-www-form-urlencoded",
            b"token=x".to_vec(),
            415,
        ),
        ("application/json; charset=latin1", good.clone(), 415),
        (json, vec![b'a'; 65 * 1024], 413),
        (json, Vec::new(), 400),
        (json, b"{".to_vec(), 400),
        (json, b"\xff\xfe".to_vec(), 400),
        (json, "[".repeat(60_000).into_bytes(), 400),
        (json, br#"{"purpose":"other","token":"x"}"#.to_vec(), 400),
        ("application/json; charset=utf-8", good, 410),
    ];
    for (kind, body, status) in cases {
        let response = send(kind, body).await.unwrap();
        assert_eq!(problem(response).await.0, status, "{kind}");
    }
}

#[tokio::test]
async fn credentials_are_one_header_and_nothing_else() {
    let server = Server::start().await;
    let answer = server.sign_in(&server.base).await;
    let body: serde_json::Value = answer.json().await.unwrap();
    let token = body["accessToken"]["accessToken"].as_str().unwrap();
    let ask = || server.request(Method::GET, "/api/v1/admin/me");
    let right = ask().header("Authorization", format!("bearer {token}"));
    assert_eq!(right.send().await.unwrap().status(), 200);
    let wrong = [
        ask(),
        ask().header("Authorization", token),
        ask().header("Authorization", format!("Basic {token}")),
        ask().header("Authorization", format!("Bearer  {token}")),
        ask()
            .header("Authorization", format!("Bearer {token}"))
            .header("Authorization", format!("Bearer {token}")),
        ask().header("Authorization", format!("Bearer {}", "x".repeat(6000))),
    ];
    for request in wrong {
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "www-authenticate"), "Bearer");
        assert_eq!(problem(response).await.1, "unauthenticated");
    }
    let response = ask()
        .header("Authorization", "Bearer x")
        .send()
        .await
        .unwrap();
    let told = header(&response, "www-authenticate");
    assert!(told.starts_with("Bearer error=\"invalid_token\", error_description=\""));
    let query = format!("/api/v1/admin/me?access_token={token}");
    let (status, code, body) = problem(server.get(&query).await).await;
    assert_eq!((status, code.as_str()), (400, "malformed-request"));
    assert!(!body.to_string().contains(token));
}
