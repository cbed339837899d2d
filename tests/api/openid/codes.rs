//! A code works once, for the application, address and verifier that it belongs to (attack classes 3 to 5).

use std::time::Duration;

use harness::{
    Backend, CALLBACK, RelyingParty, TestDatabase, TestServer, VERIFIER, on_both_databases, web,
};
use identity::crypto::Asker;
use rules::openid::PkcePolicy;

use super::Setting;
use crate::groups::events;

on_both_databases!(
    a_code_is_good_for_its_own_application_only,
    of_many_that_redeem_a_code_one_wins,
    a_busy_server_uses_nothing_up,
    a_second_use_revokes_what_the_first_one_gave,
    a_code_is_good_for_a_minute,
    no_one_gets_around_pkce,
);

async fn a_code_is_good_for_its_own_application_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let other_verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl";
    assert_eq!(other.redeem(&code).await.1["error"], "invalid_grant");
    for (address, verifier) in [
        ("https://app.example.com/other", Some(VERIFIER)),
        ("https://app.example.com/callback/", Some(VERIFIER)),
        (CALLBACK, Some(other_verifier)),
        (CALLBACK, None),
    ] {
        let (status, answer) = here.rp.redeem_with(&code, address, verifier).await;
        assert_eq!((status, &answer["error"]), (400, &"invalid_grant".into()));
    }
    // Somebody who has only the code cannot use it up either.
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    assert!(
        events(&here.owner, "application.token_reused")
            .await
            .is_empty()
    );
}

async fn of_many_that_redeem_a_code_one_wins(backend: Backend) {
    let here = Setting::new(backend).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let mut tasks = Vec::new();
    for _ in 0..50 {
        let rp = &here.rp;
        let code = code.clone();
        tasks.push(async move { rp.redeem(&code).await.0 });
    }
    let mut won = 0;
    let mut running: Vec<_> = tasks.into_iter().map(Box::pin).collect();
    // All at once: each is polled before any is awaited to its end.
    let mut statuses = Vec::new();
    std::future::poll_fn(|context| {
        running.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(status) => {
                statuses.push(status);
                false
            }
            std::task::Poll::Pending => true,
        });
        if running.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    for status in &statuses {
        assert!([200, 400].contains(status), "{status}");
        won += usize::from(*status == 200);
    }
    assert_eq!((statuses.len(), won), (50, 1));
    assert_eq!(
        events(&here.owner, "application.token_reused").await.len(),
        1
    );
}

async fn a_busy_server_uses_nothing_up(backend: Backend) {
    let database = TestDatabase::installed(backend).await;
    let server = TestServer::start_on(database, |config| config.security.hashing.queue = 1);
    let here = Setting::on(server.await, web()).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let hasher = here.server.running.context.hasher();
    let all = hasher.place(Asker::default()).unwrap();
    for _ in 0..2 {
        let busy = here.rp.redeem(&code).await.1;
        assert_eq!(busy["error"], "temporarily_unavailable");
        let busy = here.rp.refresh(&tokens).await.1;
        assert_eq!(busy["error"], "temporarily_unavailable");
    }
    drop(all);
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
    let reused = events(&here.owner, "application.token_reused").await;
    assert!(reused.is_empty());
}

async fn a_second_use_revokes_what_the_first_one_gave(backend: Backend) {
    let here = Setting::new(backend).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let (_, tokens) = here.rp.redeem(&code).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);
    let inactive = here.rp.introspect(&tokens["access_token"]).await;
    assert_eq!(inactive, serde_json::json!({"active": false}));
    let reused = events(&here.owner, "application.token_reused").await;
    assert_eq!(reused.len(), 1);
    assert_eq!(reused[0].actor.name, "Grafana");
    // It costs the user nothing but this.
    assert!(here.rp.tokens(&here.ada, &[]).await["access_token"].is_string());
}

async fn a_code_is_good_for_a_minute(backend: Backend) {
    let here = Setting::new(backend).await;
    let code = here.rp.code(&here.ada, &[]).await;
    here.server.clock.advance(Duration::from_secs(61));
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
}

async fn no_one_gets_around_pkce(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.pkce = PkcePolicy::IfSent)
        .await;
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    // A verifier for a request without a challenge means that somebody removed the challenge.
    let code = here.rp.code(&here.ada, &without).await;
    assert_eq!(here.rp.redeem(&code).await.0, 400);
    assert_eq!(here.rp.redeem_with(&code, CALLBACK, None).await.0, 200);
    let code = here.rp.code(&here.ada, &[]).await;
    for verifier in [
        None,
        Some(""),
        Some("x"),
        Some(&VERIFIER[1..]),
        Some(&*"a".repeat(129)),
    ] {
        assert_eq!(here.rp.redeem_with(&code, CALLBACK, verifier).await.0, 400);
    }
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}
