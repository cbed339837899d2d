//! Libraries: each signs its requests, and checks the signatures, the audience, the times and the request
//! that a response answers.
//!
//! A program uses the library, and the test plays the browser. The program prints where the browser has to
//! go, and reads the form that the browser posts; prints what it knows about the person, and where the
//! browser has to go for signing out; and reads where the browser arrived.

use contract::applications::SamlSettings;
use harness::encoded;
use harness::saml::{Form, sp_key};
use rules::saml::SignedParts;
use serde_json::{Value, json};
use tokio::process::Command;

use super::{settings, write_files};
use crate::process::{Program, node};
use crate::setting::{ADA, Setting, open, sent_to};
use crate::{file, installed};

/// Nothing listens there: the browser of the test does not go there.
const CONSUMER: &str = "http://127.0.0.1:9/acs";
const SIGNED_OUT: &str = "http://127.0.0.1:9/signed-out";

/// Signs Ada in and out with a program, for everything that can be signed, with and without encryption.
async fn signs_in_and_out(setting: &Setting, command: impl Fn() -> Command) {
    for encrypted in [false, true] {
        for sign in SignedParts::ALL {
            once(setting, command(), (sign, encrypted)).await;
        }
    }
}

async fn once(setting: &Setting, mut command: Command, (sign, encrypted): (SignedParts, bool)) {
    let name = format!("{} {encrypted}", sign.as_str());
    let entity_id = format!("urn:example:{}:{encrypted}", sign.as_str());
    let settings = SamlSettings {
        sign,
        encryption_certificate: encrypted.then(|| sp_key().certificate.clone()),
        ..settings(&entity_id, CONSUMER, SIGNED_OUT, sp_key())
    };
    let groups = ["Engineering"];
    let application = setting.register_saml(&name, settings, &groups).await;
    let provider = application.saml_provider.unwrap();
    let folder = setting.installation.folder();
    write_files(folder, sp_key(), &provider).await;
    command
        .env("IDP_METADATA", &provider.metadata_url)
        .env("ENTITY_ID", &entity_id)
        .env("ACS", CONSUMER)
        .env("LOGOUT", SIGNED_OUT)
        .env("SP_KEY", folder.join("sp.key"))
        .env("SP_CERT", folder.join("sp.crt"))
        .env("SIGNED", sign.as_str())
        .env("ENCRYPTED", if encrypted { "yes" } else { "no" })
        .env("XMLSEC1", installed("LATCHKEY_TEST_XMLSEC1"));
    let browser = setting.browser(ADA).await;
    let mut program = Program::start(&mut command);

    let shown = open(&browser, &program.hear().await).await;
    let form = Form::find(&shown.text).unwrap_or_else(|| panic!("{name}: {shown:?}"));
    assert_eq!(form.action, CONSUMER);
    program.tell(&encoded(&form.pairs())).await;
    let person: Value = serde_json::from_str(&program.hear().await).unwrap();
    assert_eq!(person["nameId"], ADA, "{name}");
    let attributes = &person["attributes"];
    assert_eq!(attributes["email"], json!([ADA]), "{name}");
    assert_eq!(attributes["groups"], json!(groups), "{name}");

    let left = sent_to(&browser, &program.hear().await, SIGNED_OUT).await;
    program.tell(&left).await;
    assert_eq!(program.hear().await, "signed out", "{name}");
    program.ended().await;
    // The session in the portal has ended too.
    assert!(browser.portal.my_applications().await.is_err());
}

fn python(script: &str) -> Command {
    let mut command = Command::new(installed("LATCHKEY_TEST_APPLICATIONS_PYTHON"));
    command.arg(file(script));
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn python3_saml() {
    let setting = Setting::new().await;
    signs_in_and_out(&setting, || python("saml/python3_saml.py")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pysaml2() {
    let setting = Setting::new().await;
    signs_in_and_out(&setting, || python("saml/pysaml2_client.py")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn node_saml() {
    let setting = Setting::new().await;
    let folder = setting.installation.folder();
    signs_in_and_out(&setting, || node(folder, "saml/node_saml.mjs")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn samlify() {
    let setting = Setting::new().await;
    let folder = setting.installation.folder();
    signs_in_and_out(&setting, || node(folder, "saml/samlify.mjs")).await;
}
