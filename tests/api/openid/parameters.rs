//! Parameters that an endpoint must not take from where they are (attack class 27), at each endpoint that
//! applications call.

use harness::{
    Backend, CALLBACK, VERIFIER, challenge, encoded, location, on_both_databases, posted,
};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::Setting;

on_both_databases!(
    parameters_are_read_from_one_place_only,
    an_access_token_is_sent_in_one_place_only,
    what_is_posted_for_a_browser_is_read_from_the_form_only,
);

/// The endpoints that authenticate an application, with a form that each accepts.
fn endpoints<'a>(
    request: &[(&'a str, &'a str)],
    code: &'a str,
    token: &'a str,
) -> [(&'static str, Vec<(&'a str, &'a str)>); 4] {
    let mut pushed = request.to_vec();
    pushed.retain(|(name, _)| *name != "client_id");
    let redeem = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    [
        ("/oidc/par", pushed),
        ("/oidc/introspect", vec![("token", token)]),
        ("/oidc/token", redeem),
        ("/oidc/revoke", vec![("token", token)]),
    ]
}

/// A request of the application to an endpoint.
fn request(here: &Setting, path: &str) -> RequestBuilder {
    let url = format!("{}{path}", here.server.origin);
    let secret = here.rp.secret.as_deref();
    here.ada
        .http
        .post(url)
        .basic_auth(&here.rp.client_id, secret)
}

async fn answer(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

async fn parameters_are_read_from_one_place_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let code = here.rp.code(&here.ada, &[]).await;
    let challenge = challenge(VERIFIER);
    let parameters = here.rp.request(&[], &challenge);
    let invalid = (400, json!("invalid_request"));
    let long = "x".repeat(100 * 1024);
    for (path, form) in endpoints(&parameters, &code, token) {
        let body = encoded(&form);
        let (name, value) = form[0];
        let spelled = format!("%{:02X}{}={value}", name.as_bytes()[0], &name[1..]);
        let many: String = (0..101).map(|number| format!("&a{number}=")).collect();
        for twice in [
            format!("{body}&{name}={value}"),
            format!("{body}&{name}=other"),
            format!("{name}=&{body}"),
            format!("{body}&{spelled}"),
            format!("{body}&unknown=1&unknown=2"),
            format!("{body}{many}"),
            format!("{body}&a=%ff"),
        ] {
            let sent = posted(request(&here, path), &[]).body(twice.clone());
            let (status, refused) = answer(sent).await;
            assert_eq!(
                (status, refused["error"].clone()),
                invalid,
                "{path} {twice}"
            );
        }
        // In the address, alone or beside a form.
        for (query, form) in [(&*body, &[][..]), ("a=b", &*form), (&*spelled, &form[1..])] {
            let sent = posted(request(&here, &format!("{path}?{query}")), form);
            let (status, refused) = answer(sent).await;
            assert_eq!(
                (status, refused["error"].clone()),
                invalid,
                "{path}?{query}"
            );
        }
        let (status, refused) = answer(request(&here, path).json(&json!({name: value}))).await;
        assert_eq!((status, refused["error"].clone()), invalid, "{path}");
        let twice = posted(request(&here, path), &form).header("Authorization", "Basic eDp5");
        assert_eq!(answer(twice).await.0, 400, "{path}");
        let huge = posted(request(&here, path), &[(name, &*long)]);
        assert!((400..500).contains(&answer(huge).await.0), "{path}");
        // Nothing was used up, and the form is accepted as it is. The last one revokes.
        let (status, accepted) = answer(posted(request(&here, path), &form)).await;
        assert!([200, 201].contains(&status), "{path}: {accepted}");
        assert_ne!(accepted["active"], json!(false), "{path}");
    }
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
}

async fn an_access_token_is_sent_in_one_place_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let form = [("access_token", token)];
    let url = format!("{}/oidc/userinfo", here.server.origin);
    let post = |form: &[(&str, &str)]| posted(here.ada.http.post(&url), form);
    for twice in [
        post(&form).bearer_auth(token),
        post(&[form[0], form[0]]),
        post(&[]).bearer_auth(token).bearer_auth(token),
    ] {
        assert_eq!(answer(twice).await.0, 400);
    }
    let in_address = here.ada.http.post(format!("{url}?{}", encoded(&form)));
    assert!((400..500).contains(&answer(posted(in_address, &[])).await.0));
    assert_eq!(answer(post(&form)).await.0, 200);
    assert_eq!(answer(post(&[]).bearer_auth(token)).await.0, 200);
}

async fn what_is_posted_for_a_browser_is_read_from_the_form_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let challenge = challenge(VERIFIER);
    let form = here.rp.request(&[], &challenge);
    let evil = encoded(&[("redirect_uri", "https://evil.example/"), ("state", "evil")]);
    let path = format!("/oidc/authorize?{evil}");
    let again = location(&here.ada.post(&path, "null", &form).await);
    assert_eq!(again, format!("/oidc/authorize?{}", encoded(&form)));
    let long = "x".repeat(100 * 1024);
    for path in ["/oidc/authorize", "/oidc/logout"] {
        let answer = here.ada.post(path, "null", &[("state", &*long)]).await;
        assert!(answer.status().is_client_error(), "{path}: {answer:?}");
        assert!(answer.headers().get("location").is_none(), "{path}");
    }
}
