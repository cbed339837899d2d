//! The device grant (RFC 8628): a device gets tokens once the person who reads its code has approved (attack classes
//! 14 and 34).

use std::time::Duration;

use contract::applications::OidcSettings;
use contract::continuing::RequestAnswer;
use contract::devices::{AnswerDevice, WaitingDevice};
use contract::problem::ProblemType;
use harness::{Backend, RelyingParty, Surfer, on_both_databases, problem_type, web};
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::{Value, json};

use super::{ADA, Setting};
use crate::groups::events;

on_both_databases!(
    a_device_is_signed_in_by_its_code,
    a_public_application_needs_no_redirect_address,
    a_device_that_asks_too_often_waits_longer,
    both_codes_expire,
    a_code_works_once,
    a_code_is_for_its_own_application,
    the_setting_decides,
    requests_are_checked,
);

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// An application that devices can use.
pub fn for_devices() -> OidcSettings {
    OidcSettings {
        device_grant: true,
        ..web()
    }
}

/// What a device got when it began.
pub struct Device {
    code: String,
    user_code: String,
}

impl Device {
    pub async fn begin(rp: &RelyingParty) -> Self {
        Self::with(rp, "openid email offline_access").await
    }

    pub async fn with(rp: &RelyingParty, scope: &str) -> Self {
        let (status, answer) = rp.post("/oidc/device", &[("scope", scope)]).await;
        assert_eq!(status, 200, "{answer}");
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        Self {
            code: text("device_code"),
            user_code: text("user_code"),
        }
    }

    /// Asks for the tokens.
    pub async fn poll(&self, rp: &RelyingParty) -> (u16, Value) {
        self.poll_with(rp, &[]).await
    }

    pub async fn poll_with(&self, rp: &RelyingParty, headers: &[(&str, &str)]) -> (u16, Value) {
        let form = [("grant_type", GRANT), ("device_code", self.code.as_str())];
        rp.post_with("/oidc/token", &form, headers).await
    }

    pub async fn error(&self, rp: &RelyingParty) -> Value {
        let (status, answer) = self.poll(rp).await;
        assert_eq!(status, 400, "{answer}");
        answer["error"].clone()
    }

    pub async fn tokens(&self, rp: &RelyingParty) -> Value {
        let (status, tokens) = self.poll(rp).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    pub async fn find(&self, person: &Surfer) -> Result<WaitingDevice, client::Error> {
        person.portal.find_device(&self.user_code).await
    }

    pub async fn answer(
        &self,
        person: &Surfer,
        answer: RequestAnswer,
    ) -> Result<(), client::Error> {
        let body = AnswerDevice {
            user_code: self.user_code.clone(),
            answer,
        };
        person.portal.answer_device(&body).await
    }

    pub async fn approve(&self, person: &Surfer) -> Result<(), client::Error> {
        self.answer(person, RequestAnswer::Approve).await
    }
}

pub async fn setting(backend: Backend) -> Setting {
    Setting::with(backend, for_devices()).await
}

async fn a_device_is_signed_in_by_its_code(backend: Backend) {
    let here = setting(backend).await;
    let scope = [("scope", "openid email offline_access")];
    let (_, begun) = here.rp.post("/oidc/device", &scope).await;
    let page = format!("{}/device", here.server.origin);
    assert_eq!(begun["verification_uri"], page.as_str());
    let code = begun["user_code"].as_str().unwrap();
    let complete = format!("{page}?user_code={code}");
    assert_eq!(begun["verification_uri_complete"], complete.as_str());
    assert_eq!(
        (&begun["interval"], &begun["expires_in"]),
        (&json!(5), &json!(600))
    );

    let device = Device::begin(&here.rp).await;
    assert_eq!(device.error(&here.rp).await, "authorization_pending");
    let shown = device.find(&here.ada).await.unwrap();
    assert_eq!(shown.application.name, "Grafana");
    assert_eq!(shown.scopes, ["openid", "email", "offline_access"]);
    assert!(!shown.address.is_empty());
    assert!(!shown.organization.is_empty());
    // As people type it.
    let typed = device.user_code.replace('-', " ").to_lowercase();
    let body = AnswerDevice {
        user_code: typed,
        answer: RequestAnswer::Approve,
    };
    here.ada.portal.answer_device(&body).await.unwrap();
    let tokens = device.tokens(&here.rp).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(
        (&claims["email"], &claims["acr"]),
        (&json!(ADA), &json!("pwd"))
    );
    assert!(claims.get("nonce").is_none());
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);

    // It is seen, and can be ended, as any other.
    let mine = here.ada.portal.my_application_sessions().await.unwrap();
    assert_eq!(claims["sid"], mine.items[0].id.to_string());
    let grants = here.ada.portal.my_application_grants().await.unwrap();
    assert!(grants.items[0].offline_until.is_some());
    assert_eq!(events(&here.owner, "application.opened").await.len(), 1);
    // A device that waits is no problem.
    let problems = here.owner.application_problems(here.rp.id).await.unwrap();
    assert_eq!(problems.total, 0);
    let withdrawn = here.ada.portal.withdraw_my_application_grant(here.rp.id);
    withdrawn.await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);
}

async fn a_public_application_needs_no_redirect_address(backend: Backend) {
    let settings = OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        redirect_uris: Vec::new(),
        device_grant: true,
        ..OidcSettings::default()
    };
    let here = Setting::with(backend, settings).await;
    let device = Device::with(&here.rp, "openid offline_access").await;
    device.approve(&here.ada).await.unwrap();
    let tokens = device.tokens(&here.rp).await;
    // The settings do not allow offline access, so this ends with the session.
    assert_eq!(tokens["scope"], "openid");
    here.ada.portal.sign_out().await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);
}

async fn a_device_that_asks_too_often_waits_longer(backend: Backend) {
    let here = setting(backend).await;
    let device = Device::begin(&here.rp).await;
    for (after, error) in [
        (0, "authorization_pending"),
        (5, "authorization_pending"),
        // From now on 10 seconds, and then 15.
        (1, "slow_down"),
        (5, "slow_down"),
        (15, "authorization_pending"),
    ] {
        here.server.clock.advance(Duration::from_secs(after));
        assert_eq!(device.error(&here.rp).await, error, "after {after} seconds");
    }
    // Another device is not concerned.
    let other = Device::begin(&here.rp).await;
    assert_eq!(other.error(&here.rp).await, "authorization_pending");
    device.approve(&here.ada).await.unwrap();
    device.tokens(&here.rp).await;
}

async fn both_codes_expire(backend: Backend) {
    let here = setting(backend).await;
    let (waiting, approved) = (Device::begin(&here.rp).await, Device::begin(&here.rp).await);
    approved.approve(&here.ada).await.unwrap();
    here.server.clock.advance(Duration::from_secs(601));
    for device in [waiting, approved] {
        assert_eq!(device.error(&here.rp).await, "expired_token");
        let late = device.approve(&here.ada).await;
        assert_eq!(problem_type(late), ProblemType::NotFound);
        assert_eq!(device.error(&here.rp).await, "expired_token");
    }
}

async fn a_code_works_once(backend: Backend) {
    let here = setting(backend).await;
    let device = Device::begin(&here.rp).await;
    device.approve(&here.ada).await.unwrap();
    let again = device.approve(&here.ada).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    let (one, other) = tokio::join!(device.poll(&here.rp), device.poll(&here.rp));
    let mut statuses = [one.0, other.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400], "{one:?} {other:?}");
    assert_eq!(device.error(&here.rp).await, "invalid_grant");
}

async fn a_code_is_for_its_own_application(backend: Backend) {
    let here = setting(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", for_devices()).await;
    let device = Device::begin(&here.rp).await;
    assert_eq!(device.error(&other).await, "invalid_grant");
    device.approve(&here.ada).await.unwrap();
    assert_eq!(device.error(&other).await, "invalid_grant");
    // It is no code of a browser either.
    let (_, refused) = here.rp.redeem_with(&device.code, "", None).await;
    assert_eq!(refused["error"], "invalid_request");
    assert_eq!(
        here.rp.redeem(&device.code).await.1["error"],
        "invalid_grant"
    );
    // Neither has used it up.
    device.tokens(&here.rp).await;
}

async fn the_setting_decides(backend: Backend) {
    let here = setting(backend).await;
    let off = |settings: &mut OidcSettings| settings.device_grant = false;
    let device = Device::begin(&here.rp).await;
    let approved = Device::begin(&here.rp).await;
    approved.approve(&here.ada).await.unwrap();
    here.change(off).await;
    let (status, refused) = here.rp.post("/oidc/device", &[("scope", "openid")]).await;
    assert_eq!(
        (status, &refused["error"]),
        (400, &json!("unauthorized_client"))
    );
    assert_eq!(
        problem_type(device.find(&here.ada).await),
        ProblemType::NotFound
    );
    assert_eq!(
        problem_type(device.approve(&here.ada).await),
        ProblemType::NotFound
    );
    for device in [device, approved] {
        assert_eq!(device.error(&here.rp).await, "unauthorized_client");
    }
    let problems = here.owner.application_problems(here.rp.id).await.unwrap();
    assert_eq!(problems.items[0].code, "unauthorized_client");
}

async fn requests_are_checked(backend: Backend) {
    let here = setting(backend).await;
    for (form, error) in [
        (&[][..], "invalid_scope"),
        (&[("scope", "email")][..], "invalid_scope"),
        (
            &[("scope", "openid"), ("scope", "openid")][..],
            "invalid_request",
        ),
    ] {
        let (status, answer) = here.rp.post("/oidc/device", form).await;
        assert_eq!((status, &answer["error"]), (400, &json!(error)), "{form:?}");
    }
    let mut stranger = here.rp.clone();
    stranger.secret = Some("wrong".to_owned());
    let form = [("scope", "openid")];
    let (status, answer) = stranger.post("/oidc/device", &form).await;
    assert_eq!((status, &answer["error"]), (401, &json!("invalid_client")));
    let form = [("grant_type", GRANT), ("device_code", "x")];
    let (status, answer) = here.rp.post("/oidc/token", &form).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_grant")));

    let discovery = here.ada.get("/.well-known/openid-configuration").await;
    let discovery: Value = discovery.json().await.unwrap();
    let endpoint = format!("{}/oidc/device", here.server.origin);
    assert_eq!(
        discovery["device_authorization_endpoint"],
        endpoint.as_str()
    );
    let grants = discovery["grant_types_supported"].as_array().unwrap();
    assert!(grants.contains(&json!(GRANT)));
}
