//! What administrators and users see of it: sessions, problems, and a preview of the claims.

use std::time::Duration;

use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, on_both_databases, problem_type};

use super::Setting;
use crate::applications::application;

on_both_databases!(
    a_session_is_seen_and_ended_alone,
    problems_are_told_in_words_and_are_not_endless,
    a_preview_is_what_the_application_gets,
);

async fn a_session_is_seen_and_ended_alone(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let mine = here.ada.portal.my_application_sessions().await.unwrap();
    assert_eq!((mine.total, &*mine.items[0].name), (1, "Grafana"));
    assert!(mine.items[0].current);
    assert_eq!(claims["sid"], mine.items[0].id.to_string());
    let every = ListQuery::default();
    let all = here.owner.application_sessions(here.rp.id, &every).await;
    let all = all.unwrap();
    assert_eq!(
        (all.items[0].user_id, all.items[0].id),
        (here.user, mine.items[0].id)
    );
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let grace = harness::Surfer::signed_in(&here.server, grace).await;
    let id = mine.items[0].id;
    let theirs = grace.portal.end_my_application_session(id).await;
    assert_eq!(problem_type(theirs), ProblemType::NotFound);
    here.ada
        .portal
        .end_my_application_session(id)
        .await
        .unwrap();
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);
    let again = here.ada.portal.end_my_application_session(id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    assert!(
        here.ada
            .portal
            .my_application_sessions()
            .await
            .unwrap()
            .items
            .is_empty()
    );
    // The session of the portal goes on.
    assert!(here.ada.portal.me().await.is_ok());
    // After signing out, the person is listed nowhere.
    here.rp.tokens(&here.ada, &[]).await;
    here.ada.portal.sign_out().await.unwrap();
    let all = here.owner.application_sessions(here.rp.id, &every).await;
    assert!(all.unwrap().items.is_empty());
}

async fn problems_are_told_in_words_and_are_not_endless(backend: Backend) {
    let here = Setting::new(backend).await;
    let wrong = "https://app.example.com/callback/";
    for _ in 0..3 {
        // Those within a second are counted as one.
        for _ in 0..2 {
            here.ada
                .get(&here.rp.authorize_path(&[("redirect_uri", wrong)]))
                .await;
        }
        here.server.clock.advance(Duration::from_secs(1));
    }
    let problems = here.owner.application_problems(here.rp.id).await.unwrap();
    assert_eq!((problems.total, problems.items[0].count), (1, 3));
    assert_eq!(problems.items[0].received.as_deref(), Some(wrong));
    assert!(problems.items[0].message.contains("not registered"));
    let (status, _) = here.rp.redeem("x").await;
    assert_eq!(status, 400);
    let problems = here.owner.application_problems(here.rp.id).await.unwrap();
    assert_eq!(problems.items[0].code, "invalid_grant");
    for number in 0..30 {
        here.server.clock.advance(Duration::from_secs(3));
        let wrong = format!("https://evil.example/{number}");
        here.ada
            .get(&here.rp.authorize_path(&[("redirect_uri", &wrong)]))
            .await;
    }
    let problems = here.owner.application_problems(here.rp.id).await.unwrap();
    assert_eq!(problems.items.len(), 20);
    let last = problems.items[0].received.as_deref();
    assert_eq!(last, Some("https://evil.example/29"));
    // A stranger who causes many quickly does not have them all written down.
    here.server.clock.advance(Duration::from_secs(60));
    for number in 0..20 {
        let flood = format!("https://flood.example/{number}");
        here.ada
            .get(&here.rp.authorize_path(&[("redirect_uri", &flood)]))
            .await;
    }
    let problems = here.owner.application_problems(here.rp.id).await.unwrap();
    let received = problems
        .items
        .iter()
        .filter_map(|one| one.received.as_deref());
    let flood = received.filter(|received| received.contains("flood"));
    assert_eq!(flood.count(), 5);
}

async fn a_preview_is_what_the_application_gets(backend: Backend) {
    let here = Setting::new(backend).await;
    let preview = here
        .owner
        .preview_claims(here.rp.id, here.user)
        .await
        .unwrap();
    let every = "openid profile email phone address groups";
    let tokens = here.rp.tokens(&here.ada, &[("scope", every)]).await;
    let mut claims = here.rp.verified(&tokens["id_token"]).await;
    let claims = claims.as_object_mut().unwrap();
    for name in ["nonce", "sid", "at_hash", "iat", "exp", "auth_time"] {
        claims.remove(name);
    }
    let mut shown = preview.id_token.clone();
    for name in ["iat", "exp", "auth_time"] {
        shown.remove(name);
    }
    assert_eq!(shown, *claims);
    let person = here.rp.userinfo(&tokens).await.1;
    assert_eq!(preview.userinfo, *person.as_object().unwrap());
    // It issues nothing.
    assert!(
        here.ada
            .portal
            .my_application_sessions()
            .await
            .unwrap()
            .total
            == 1
    );
    let bookmark = application(&here.owner, "Wiki").await;
    let none = here.owner.preview_claims(bookmark.id, here.user).await;
    assert_eq!(problem_type(none), ProblemType::NotFound);
}
