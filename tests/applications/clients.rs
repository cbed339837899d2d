//! Libraries: each does discovery, the code flow with PKCE, ID tokens, refresh, userinfo and sign-out.
//!
//! A program uses the library, and the test plays the browser. The program prints where the browser has to
//! go, and reads where it arrived: first for signing in, then for signing out. In between it prints what
//! userinfo says, and at the end the error of a refresh after the sign-out.

use std::path::Path;

use contract::applications::OidcSettings;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::process::{Program, node, run};
use crate::setting::{ADA, Setting, sent_to};
use crate::{file, installed};

/// Nothing listens there: the browser of the test does not go there.
pub const CALLBACK: &str = "http://127.0.0.1:9/callback";
const BYE: &str = "http://127.0.0.1:9/bye";

/// Signs Ada in and out with a program.
async fn signs_in_and_out(setting: &Setting, command: Command) {
    signs_in_and_out_with(setting, command, OidcSettings::default()).await;
}

/// The same with these settings, beside the addresses.
async fn signs_in_and_out_with(setting: &Setting, mut command: Command, settings: OidcSettings) {
    let settings = OidcSettings {
        redirect_uris: vec![CALLBACK.to_owned()],
        after_logout_uris: vec![BYE.to_owned()],
        ..settings
    };
    let groups = ["Engineering"];
    let application = setting.register("Library", settings, &groups).await;
    let browser = setting.browser(ADA).await;
    command
        .env("ISSUER", &setting.server.origin)
        .env("CLIENT_ID", &application.client_id)
        .env("CLIENT_SECRET", &application.client_secret)
        .env("REDIRECT_URI", CALLBACK)
        .env("AFTER_LOGOUT_URI", BYE);
    let mut program = Program::start(&mut command);

    let authorize = program.hear().await;
    let answer = sent_to(&browser, &authorize, CALLBACK).await;
    program.tell(&answer).await;
    let person: Value = serde_json::from_str(&program.hear().await).unwrap();
    assert_eq!(person["email"], ADA);
    assert_eq!(person["groups"], json!(groups));

    let logout = program.hear().await;
    let answer = sent_to(&browser, &logout, BYE).await;
    program.tell(&answer).await;
    assert_eq!(program.hear().await, "invalid_grant");
    program.ended().await;
    // The session in the portal has ended too.
    assert!(browser.portal.my_applications().await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn authlib() {
    let setting = Setting::new().await;
    let mut command = Command::new(installed("LATCHKEY_TEST_APPLICATIONS_PYTHON"));
    command.arg(file("clients/authlib_client.py"));
    signs_in_and_out(&setting, command).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn openid_client() {
    let setting = Setting::new().await;
    let command = node(setting.installation.folder(), "clients/openid_client.mjs");
    signs_in_and_out(&setting, command).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oauth4webapi() {
    let setting = Setting::new().await;
    let command = node(setting.installation.folder(), "clients/oauth4webapi.mjs");
    signs_in_and_out(&setting, command).await;
}

/// The application pushes its request, and binds its tokens to a key, because it must.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oauth4webapi_with_dpop() {
    let setting = Setting::new().await;
    let command = node(
        setting.installation.folder(),
        "clients/oauth4webapi_dpop.mjs",
    );
    let settings = OidcSettings {
        require_pushed: true,
        dpop_required: true,
        ..OidcSettings::default()
    };
    signs_in_and_out_with(&setting, command, settings).await;
}

/// With the versions of the workspace's lock file where both use the same package.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn openidconnect() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("src")).unwrap();
    let source = file("clients/rust");
    for name in ["Cargo.toml", "src/main.rs"] {
        std::fs::copy(source.join(name), folder.path().join(name)).unwrap();
    }
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    let cache = installed("LATCHKEY_TEST_APPLICATIONS_CACHE").join("rust");
    let mut build = Command::new(env!("CARGO"));
    build
        .args(["build", "--quiet"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", &cache);
    run(&mut build).await;
    // Begun afterwards, because the owner would have to confirm their identity after a long build.
    let setting = Setting::new().await;
    let command = Command::new(cache.join("debug/openidconnect-client"));
    signs_in_and_out(&setting, command).await;
}
