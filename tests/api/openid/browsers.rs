//! A request goes on only in the browser in which it was made (attack class 24), and with whose cookies.

use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use harness::{
    Backend, RelyingParty, Surfer, field, location, on_both_databases, problem_type, web,
};

use super::{ADA, Setting, asked};

on_both_databases!(
    another_browser_cannot_go_on_with_a_request,
    nobody_is_signed_in_as_somebody_else_by_a_link,
    all_tabs_of_a_browser_work,
    a_request_expires,
    a_person_can_refuse,
    the_cookie_is_for_applications_only,
);

async fn another_browser_cannot_go_on_with_a_request(backend: Backend) {
    let here = Setting::new(backend).await;
    let attacker = Surfer::new(&here.server);
    let token = asked(&attacker.get(&here.rp.authorize_path(&[])).await);
    // The victim opens the attacker's address, signed in and with a request of their own.
    asked(
        &here
            .ada
            .get(&here.rp.authorize_path(&[("prompt", "login")]))
            .await,
    );
    let shown = here.ada.portal.authorization_request(&token).await;
    assert_eq!(problem_type(shown), ProblemType::NotFound);
    let go_on = here
        .ada
        .portal
        .continue_authorization(&token, ContinueAuthorization::default());
    assert_eq!(problem_type(go_on.await), ProblemType::NotFound);
    let answer = here
        .ada
        .get(&format!("/oidc/continue?request={token}"))
        .await;
    assert_eq!(answer.status(), 400);
    // So nobody goes on with it for the attacker.
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&attacker.get(&path).await), token);
}

async fn nobody_is_signed_in_as_somebody_else_by_a_link(backend: Backend) {
    let here = Setting::new(backend).await;
    let eve = "eve@example.com";
    here.server.active_user(&here.owner, eve).await;
    let attacker = Surfer::signed_in(&here.server, eve).await;
    let wish = [("prompt", "consent")];
    let token = asked(&attacker.get(&here.rp.authorize_path(&wish)).await);
    let approve = ContinueAuthorization {
        answer: Some(RequestAnswer::Approve),
        ..ContinueAuthorization::default()
    };
    // All that is left is to open the address, which the attacker sends to others.
    let continued = attacker.portal.continue_authorization(&token, approve);
    let address = continued.await.unwrap().address;
    let with_request = Surfer::new(&here.server);
    asked(&with_request.get(&here.rp.authorize_path(&[])).await);
    for victim in [&Surfer::new(&here.server), &with_request, &here.ada] {
        let answer = victim.get(&address).await;
        assert_eq!(answer.status(), 400);
        assert!(!answer.headers().contains_key("location"));
    }
    let back = location(&attacker.get(&address).await);
    let code = field(&back, "code").unwrap();
    // A request of the victim's own browser does not take the attacker's session either.
    let own = asked(&with_request.get(&here.rp.authorize_path(&[])).await);
    let path = format!("/oidc/continue?request={own}");
    assert_eq!(asked(&with_request.get(&path).await), own);
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn all_tabs_of_a_browser_work(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let surfer = Surfer::new(&here.server);
    let first = asked(&surfer.get(&here.rp.authorize_path(&[("state", "1")])).await);
    let second = asked(&surfer.get(&other.authorize_path(&[("state", "2")])).await);
    surfer.sign_in(ADA).await;
    for (token, rp, state) in [(second, &other, "2"), (first, &here.rp, "1")] {
        let answer = surfer.get(&format!("/oidc/continue?request={token}")).await;
        let address = location(&answer);
        assert_eq!(field(&address, "state").as_deref(), Some(state));
        let code = field(&address, "code").unwrap();
        assert_eq!(rp.redeem(&code).await.0, 200);
    }
}

async fn a_request_expires(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let token = asked(&surfer.get(&here.rp.authorize_path(&[])).await);
    here.server
        .clock
        .advance(rules::lifetimes::AUTHORIZATION_REQUEST);
    let shown = surfer.portal.authorization_request(&token).await;
    assert_eq!(problem_type(shown), ProblemType::NotFound);
    let answer = surfer.get(&format!("/oidc/continue?request={token}")).await;
    assert_eq!(answer.status(), 400);
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("Open the application again")
    );
}

async fn a_person_can_refuse(backend: Backend) {
    let here = Setting::new(backend).await;
    let token = asked(
        &here
            .ada
            .get(&here.rp.authorize_path(&[("prompt", "consent")]))
            .await,
    );
    let deny = ContinueAuthorization {
        answer: Some(RequestAnswer::Deny),
        ..ContinueAuthorization::default()
    };
    let address = here.ada.portal.continue_authorization(&token, deny).await;
    let address = location(&here.ada.get(&address.unwrap().address).await);
    assert_eq!(field(&address, "error").as_deref(), Some("access_denied"));
    assert_eq!(field(&address, "code"), None);
    let again = here
        .ada
        .get(&format!("/oidc/continue?request={token}"))
        .await;
    assert_eq!(again.status(), 400);
}

async fn the_cookie_is_for_applications_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = harness::plain_http();
    let begin = |path: &str| {
        surfer
            .post(format!("{}/api/v1{path}", here.server.origin))
            .header("Origin", &here.server.origin)
    };
    let begun = begin("/sign-in")
        .json(&serde_json::json!({"email": ADA}))
        .send()
        .await
        .unwrap();
    let sign_in = harness::cookie(&begun, "-sign-in").unwrap();
    let password = serde_json::json!({"password": harness::USER_PASSWORD});
    let done = begin("/sign-in/password")
        .header("Cookie", sign_in)
        .json(&password)
        .send();
    let done = done.await.unwrap();
    let set = harness::session_cookie(&done, "-sso=").unwrap();
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Lax"),
        "{set}"
    );
    let sso = harness::cookie(&done, "-sso=").unwrap();
    let refresh = harness::cookie(&done, "-refresh=").unwrap();
    let authorize = async |cookie: &str| {
        let url = format!(
            "{}{}",
            here.server.origin,
            here.rp.authorize_path(&[("prompt", "none")])
        );
        let http = harness::http_builder().redirect(reqwest::redirect::Policy::none());
        let answer = http
            .build()
            .unwrap()
            .get(url)
            .header("Cookie", cookie)
            .send()
            .await;
        field(&location(&answer.unwrap()), "code").is_some()
    };
    assert!(authorize(&sso).await);
    // Neither opens what the other is for.
    let (_, sso_token) = sso.split_once('=').unwrap();
    let (refresh_name, refresh_token) = refresh.split_once('=').unwrap();
    let (sso_name, _) = sso.split_once('=').unwrap();
    assert!(!authorize(&format!("{sso_name}={refresh_token}")).await);
    let as_refresh = format!("{refresh_name}={sso_token}");
    let refused = begin("/session/refresh")
        .header("Cookie", as_refresh)
        .send()
        .await;
    assert_eq!(refused.unwrap().status(), 401);
    // Each renewal replaces it.
    let renewed = begin("/session/refresh")
        .header("Cookie", &refresh)
        .send()
        .await
        .unwrap();
    let next = harness::cookie(&renewed, "-sso=").unwrap();
    assert!(!authorize(&sso).await && authorize(&next).await);
    let next_refresh = harness::cookie(&renewed, "-refresh=").unwrap();
    let gone = surfer
        .delete(format!("{}/api/v1/session", here.server.origin))
        .header("Origin", &here.server.origin)
        .header("Cookie", next_refresh)
        .send()
        .await
        .unwrap();
    assert!(
        harness::session_cookie(&gone, "-sso=")
            .unwrap()
            .contains("Max-Age=0")
    );
    assert!(!authorize(&next).await);
}
