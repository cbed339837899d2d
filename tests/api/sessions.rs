//! Sessions: refresh tokens work once, ending takes effect immediately, and tokens cannot be
//! forged.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use client::{Client, Portal};
use contract::me::ChangePassword;
use contract::problem::ProblemType;
use harness::{
    Backend, TestDatabase, TestServer, USER_PASSWORD, cookie, on_both_databases, problem_type,
    session_cookie,
};
use rules::lifetimes::USER_SESSION_IDLE;
use serde_json::{Value, json};

use crate::groups::events;

on_both_databases!(
    a_spent_refresh_token_ends_the_session,
    checking_a_session_does_not_extend_it,
    refresh_requires_the_portals_origin,
    an_encoded_path_does_not_change_the_required_origin,
    an_access_token_lives_five_minutes_and_renews,
    a_tab_keeps_its_own_account,
    forged_tokens_are_rejected,
    a_changed_password_ends_the_other_sessions,
    people_can_end_only_their_own_sessions,
    a_session_ends_after_thirty_days_however_often_it_is_used,
    only_what_has_ended_is_recorded,
);

async fn a_spent_refresh_token_ends_the_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let http = harness::plain_http();
    let post = |path: &str, cookie: &str, body: Value| {
        http.post(format!("{}/api/v1{path}", server.origin))
            .header("Origin", &server.origin)
            .header("Cookie", cookie)
            .json(&body)
            .send()
    };
    let begun = post("/sign-in", "", json!({"email": "ada@example.com"}))
        .await
        .unwrap();
    let transaction = cookie(&begun, "sign-in").unwrap();
    let done = post(
        "/sign-in/password",
        &transaction,
        json!({"password": USER_PASSWORD}),
    )
    .await
    .unwrap();
    let attributes = session_cookie(&done, "refresh").unwrap();
    assert!(
        attributes.contains("HttpOnly") && attributes.contains("SameSite=Strict"),
        "{attributes}"
    );
    let first = cookie(&done, "refresh").unwrap();

    let refresh = |cookie: String| {
        http.post(format!("{}/api/v1/session/refresh", server.origin))
            .header("Origin", &server.origin)
            .header("Cookie", cookie)
            .send()
    };
    let renewed = refresh(first.clone()).await.unwrap();
    assert_eq!(renewed.status(), 200);
    let second = cookie(&renewed, "refresh").unwrap();
    assert_ne!(first, second);
    let token = renewed.json::<Value>().await.unwrap()["accessToken"]
        .as_str()
        .unwrap()
        .to_owned();
    let me = server.anonymous(Portal::User);
    me.set_token(Some(token));
    assert!(me.me().await.is_ok());

    // For a few seconds it could be the browser itself, whose response was lost.
    server.clock.advance(Duration::from_secs(10));
    let check = |cookie: &str| {
        http.get(format!("{}/api/v1/session", server.origin))
            .header("Cookie", cookie)
            .send()
    };
    for cookie in [&first, &second] {
        let valid = check(cookie).await.unwrap();
        assert_eq!(valid.status(), 204);
        assert!(!valid.headers().contains_key("set-cookie"));
    }
    assert_eq!(refresh(first).await.unwrap().status(), 401);
    assert_eq!(check(&second).await.unwrap().status(), 401);
    assert_eq!(refresh(second).await.unwrap().status(), 401);
    assert_eq!(problem_type(me.me().await), ProblemType::Unauthenticated);
}

async fn checking_a_session_does_not_extend_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, &user.email, USER_PASSWORD)
        .await;
    let is_over = |checked: Result<(), client::Error>| {
        assert_eq!(problem_type(checked), ProblemType::Unauthenticated);
    };
    let anonymous = server.anonymous(Portal::Admin);
    is_over(anonymous.check_idle_session().await);
    // A session of the Admin Portal lasts for an hour after its last use.
    for _ in 0..3 {
        server.clock.advance(Duration::from_secs(15 * 60));
        owner.check_idle_session().await.unwrap();
    }
    owner.refresh().await.unwrap();
    for _ in 0..3 {
        server.clock.advance(Duration::from_secs(15 * 60));
        owner.check_idle_session().await.unwrap();
    }
    ada.check_idle_session().await.unwrap();
    owner.suspend_user(user.id).await.unwrap();
    is_over(ada.check_idle_session().await);
    // The administrator's access token has expired, so suspending the user used the session.
    server
        .clock
        .advance(Duration::from_millis(60 * 60 * 1000 - 1));
    owner.check_idle_session().await.unwrap();
    server.clock.advance(Duration::from_millis(1));
    is_over(owner.check_idle_session().await);
    is_over(owner.refresh().await);
}

async fn refresh_requires_the_portals_origin(backend: Backend) {
    let server = TestServer::start(backend).await;
    let http = harness::plain_http();
    for origin in [
        None,
        Some("https://evil.example"),
        Some("null"),
        Some("http://127.0.0.1"),
    ] {
        let mut request = http.post(format!("{}/api/v1/session/refresh", server.origin));
        if let Some(origin) = origin {
            request = request.header("Origin", origin);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 403, "{origin:?}");
        assert!(
            answer
                .headers()
                .get("access-control-allow-origin")
                .is_none()
        );
    }
}

async fn an_encoded_path_does_not_change_the_required_origin(backend: Backend) {
    let (user, admin) = ("https://id.example.com", "https://id-admin.example.com");
    let server = TestServer::start_on(TestDatabase::installed(backend).await, |config| {
        config.server.public_url = Some(user.parse().unwrap());
        config.server.admin_public_url = Some(admin.parse().unwrap());
    })
    .await;
    let http = harness::plain_http();
    for path in ["admin", "%61dmin", "%61%64%6d%69%6e"] {
        for (origin, status) in [(user, 403), (admin, 401)] {
            let answer = http
                .post(format!("{}/api/v1/{path}/session/refresh", server.origin))
                .header("Origin", origin)
                .send()
                .await
                .unwrap();
            assert_eq!(answer.status(), status, "{path} {origin}");
        }
    }
}

async fn an_access_token_lives_five_minutes_and_renews(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let before = owner.token().unwrap();
    server.clock.advance(Duration::from_secs(5 * 60 + 1));
    let stale = server.anonymous(Portal::Admin);
    stale.set_token(Some(before.clone()));
    assert_eq!(
        problem_type(stale.administrator_me().await),
        ProblemType::Unauthenticated
    );
    // The client with the cookie renews automatically.
    owner.administrator_me().await.unwrap();
    assert_ne!(owner.token().unwrap(), before);
}

async fn a_tab_keeps_its_own_account(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    // Each tab has its own access token; the cookies are the browser's.
    let browser = harness::http();
    let tab = async |email: &str| {
        server.active_user(&owner, email).await;
        let tab = Client::new(browser.clone(), &server.origin, Portal::User);
        tab.begin_sign_in(email).await.unwrap();
        tab.submit_password(USER_PASSWORD).await.unwrap();
        tab
    };
    let ada = tab("ada@example.com").await;
    let eve = tab("eve@example.com").await;
    server.clock.advance(Duration::from_secs(5 * 60 + 1));
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
    assert_eq!(ada.token(), None);
    assert_eq!(eve.me().await.unwrap().email, "eve@example.com");
}

async fn forged_tokens_are_rejected(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    // The server has cached that this token is valid.
    owner.administrator_me().await.unwrap();
    let token = owner.token().unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let with = |base: &Value, key: &str, value: Value| {
        let mut changed = base.clone();
        changed[key] = value;
        changed
    };
    let mut forged = vec![String::new(), "a.b.c".to_owned(), format!("{token}x")];
    for header in [
        with(&header, "alg", json!("none")),
        with(&header, "alg", json!("HS256")),
        with(&header, "typ", json!("JWT")),
        with(&header, "kid", json!("../../dev/null")),
        with(&header, "jku", json!("https://evil.example/jwks.json")),
        with(&header, "jwk", json!({"kty": "OKP"})),
    ] {
        forged.push(format!("{}.{}.{}", encode(&header), parts[1], parts[2]));
        forged.push(format!("{}.{}.", encode(&header), parts[1]));
    }
    for claims in [
        with(&claims, "exp", json!(99_999_999_999_i64)),
        with(&claims, "aud", json!("latchkey:user-portal")),
        with(&claims, "iss", json!("https://evil.example")),
        with(&claims, "sub", json!(uuid::Uuid::nil())),
    ] {
        forged.push(format!("{}.{}.{}", parts[0], encode(&claims), parts[2]));
    }
    for token in forged {
        let client = server.anonymous(Portal::Admin);
        client.set_token(Some(token.clone()));
        let answer = client.administrator_me().await;
        assert_eq!(
            problem_type(answer),
            ProblemType::Unauthenticated,
            "{token}"
        );
    }
    assert!(owner.administrator_me().await.is_ok());
}

async fn a_changed_password_ends_the_other_sessions(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let one = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let other = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let wrong = ChangePassword {
        current_password: "not the password".to_owned(),
        new_password: "a password of my own".to_owned(),
    };
    let refused = one.change_password(&wrong).await.unwrap_err();
    assert_eq!(
        refused.problem().unwrap().errors[0].field,
        "currentPassword"
    );
    let right = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        ..wrong
    };
    one.change_password(&right).await.unwrap();
    assert!(one.me().await.is_ok());
    assert_eq!(problem_type(other.me().await), ProblemType::Unauthenticated);
    server
        .sign_in(Portal::User, "ada@example.com", "a password of my own")
        .await;
}

async fn people_can_end_only_their_own_sessions(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    server.active_user(&owner, "grace@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let other = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let grace = server
        .sign_in(Portal::User, "grace@example.com", USER_PASSWORD)
        .await;
    let graces = grace.my_sessions().await.unwrap();
    for session in &graces.items {
        assert_eq!(
            problem_type(ada.end_my_session(session.id).await),
            ProblemType::NotFound
        );
    }
    let mine = ada.my_sessions().await.unwrap();
    assert!(mine.items.iter().filter(|session| session.current).count() == 1);
    assert!(
        mine.items
            .iter()
            .all(|session| session.device == "Firefox on Linux")
    );
    ada.end_my_other_sessions().await.unwrap();
    assert_eq!(problem_type(other.me().await), ProblemType::Unauthenticated);
    assert!(ada.me().await.is_ok());
    assert!(grace.me().await.is_ok());
}

async fn a_session_ends_after_thirty_days_however_often_it_is_used(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let millisecond = Duration::from_millis(1);
    for _ in 0..30 {
        // A session that is not used ends after a day.
        server.clock.advance(USER_SESSION_IDLE - millisecond);
        ada.refresh().await.unwrap();
    }
    server.clock.advance(millisecond * 29);
    ada.check_idle_session().await.unwrap();
    ada.refresh().await.unwrap();
    server.clock.advance(millisecond);
    let over = ada.check_idle_session().await;
    assert_eq!(problem_type(over), ProblemType::Unauthenticated);
    assert_eq!(
        problem_type(ada.refresh().await),
        ProblemType::Unauthenticated
    );
}

async fn only_what_has_ended_is_recorded(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let sign_in = || server.sign_in(Portal::User, "ada@example.com", USER_PASSWORD);
    let recorded = async |action: &str| events(&owner, action).await.len();
    let ada = sign_in().await;
    // The other session is that of the activation.
    for (ended, in_all) in [(1, 1), (0, 1)] {
        assert_eq!(ada.end_my_other_sessions().await.unwrap().ended, ended);
        assert_eq!(recorded("session.ended").await, in_all);
    }
    for (ended, in_all) in [(1, 2), (0, 2)] {
        let done = owner.end_user_sessions(user.id).await.unwrap();
        assert_eq!(done.ended, ended);
        assert_eq!(recorded("session.ended").await, in_all);
    }
    let ada = sign_in().await;
    ada.sign_out().await.unwrap();
    assert_eq!(recorded("session.signed_out").await, 1);
    let ada = sign_in().await;
    owner.end_user_sessions(user.id).await.unwrap();
    ada.sign_out().await.unwrap();
    assert_eq!(recorded("session.signed_out").await, 1);
}
