//! What libraries do beyond signing a person in and out: the device grant, authentication with private keys,
//! posted responses, introspection and revocation.
//!
//! As in `clients.rs`, a program uses the library, and the test plays the browser.

use contract::applications::{CreateApplication, OidcSettings};
use contract::continuing::RequestAnswer;
use contract::devices::AnswerDevice;
use harness::saml::Form;
use harness::{Surfer, free_port, posted};
use rules::application::OpenTo;
use rules::openid::ClientAuthentication;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::clients::CALLBACK;
use crate::process::{Program, node};
use crate::setting::{ADA, Registered, Setting, open, sent_to};
use crate::{file, installed};

const GROUPS: [&str; 1] = ["Engineering"];

/// All on one server, at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn libraries_use_the_other_endpoints() {
    let setting = Setting::new().await;
    let ada = setting.browser(ADA).await;
    tokio::join!(
        openid_client_signs_a_device_in(&setting, &ada),
        openid_client_authenticates_with_private_keys(&setting, &ada),
        openid_client_reads_a_posted_response(&setting, &ada),
        authlib_introspects_and_revokes(&setting, &ada),
    );
}

/// The first device is approved after it was told to slow down, the second one is denied.
async fn openid_client_signs_a_device_in(setting: &Setting, ada: &Surfer) {
    let settings = OidcSettings {
        device_grant: true,
        ..OidcSettings::default()
    };
    let device = setting.register("Device", settings, &GROUPS).await;
    let command = node(
        setting.installation.folder(),
        "clients/openid_client_device.mjs",
    );
    let mut program = start(setting, command, &device);
    let answer = async |user_code: String, answer: RequestAnswer| {
        let body = AnswerDevice { user_code, answer };
        ada.portal.answer_device(&body).await.unwrap();
    };

    let user_code = program.hear().await;
    for error in ["authorization_pending", "slow_down"] {
        assert_eq!(program.hear().await, error);
    }
    let found = ada.portal.find_device(&user_code).await.unwrap();
    assert_eq!(found.application.name, "Device");
    answer(user_code, RequestAnswer::Approve).await;
    program.tell("approved").await;
    is_ada(&program.hear().await);

    answer(program.hear().await, RequestAnswer::Deny).await;
    program.tell("denied").await;
    assert_eq!(program.hear().await, "access_denied");
    program.ended().await;
}

/// With one key for ES256 and one for RS256, and in vain with a key that is not registered.
async fn openid_client_authenticates_with_private_keys(setting: &Setting, ada: &Surfer) {
    let mut command = node(
        setting.installation.folder(),
        "clients/openid_client_keys.mjs",
    );
    command
        .env("ISSUER", &setting.server.origin)
        .env("REDIRECT_URI", CALLBACK);
    let mut program = Program::start(&mut command);
    let settings = OidcSettings {
        auth: ClientAuthentication::PrivateKey,
        jwks: Some(program.hear().await),
        ..redirected_to(CALLBACK)
    };
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::oidc("Private keys", settings)
    };
    let made = setting.owner.create_application(&new, None).await.unwrap();
    program.tell(&made.id.to_string()).await;

    let answer = sent_to(ada, &program.hear().await, CALLBACK).await;
    program.tell(&answer).await;
    let person: Value = serde_json::from_str(&program.hear().await).unwrap();
    assert_eq!(person["email"], ADA);
    assert_eq!(program.hear().await, "401");
    program.ended().await;
}

async fn openid_client_reads_a_posted_response(setting: &Setting, ada: &Surfer) {
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    let settings = redirected_to(&callback);
    let application = setting.register("Form post", settings, &GROUPS).await;
    let mut command = node(
        setting.installation.folder(),
        "clients/openid_client_form_post.mjs",
    );
    command.env("REDIRECT_URI", &callback);
    let mut program = start(setting, command, &application);

    let shown = open(ada, &program.hear().await).await;
    let form = Form::with(&shown.text, "code").unwrap_or_else(|| panic!("{shown:?}"));
    assert_eq!(form.action, callback);
    let sent = posted(ada.http.post(&form.action), &form.pairs());
    let response = sent.send().await.unwrap();
    is_ada(&response.text().await.unwrap());
    program.ended().await;
}

/// Both kinds of token, before and after the refresh token is revoked.
async fn authlib_introspects_and_revokes(setting: &Setting, ada: &Surfer) {
    let settings = redirected_to(CALLBACK);
    let application = setting.register("Tokens", settings, &GROUPS).await;
    let mut command = Command::new(installed("LATCHKEY_TEST_APPLICATIONS_PYTHON"));
    command
        .arg(file("clients/authlib_tokens.py"))
        .env("REDIRECT_URI", CALLBACK);
    let mut program = start(setting, command, &application);

    let answer = sent_to(ada, &program.hear().await, CALLBACK).await;
    program.tell(&answer).await;
    assert_eq!(program.hear().await, "ada");
    assert_eq!(program.hear().await, "invalid_grant");
    program.ended().await;
}

fn redirected_to(callback: &str) -> OidcSettings {
    OidcSettings {
        redirect_uris: vec![callback.to_owned()],
        ..OidcSettings::default()
    }
}

/// Starts a program with the credentials of an application.
fn start(setting: &Setting, mut command: Command, application: &Registered) -> Program {
    command
        .env("ISSUER", &setting.server.origin)
        .env("CLIENT_ID", &application.client_id)
        .env("CLIENT_SECRET", &application.client_secret);
    Program::start(&mut command)
}

/// Checks what userinfo has told a program.
fn is_ada(person: &str) {
    let person: Value = serde_json::from_str(person).unwrap();
    assert_eq!(person["email"], ADA);
    assert_eq!(person["groups"], json!(GROUPS));
}
