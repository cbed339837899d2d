//! xmlsec1, the reference implementation of XML signatures and encryption in C.

use std::path::Path;

use contract::applications::SamlSettings;
use harness::saml::{Form, Message, signed_query, sp_key};
use identity::clock::{Clock, SystemClock};
use rules::saml::SignedParts;
use tokio::process::Command;

use super::{settings, write_files};
use crate::installed;
use crate::process::run;
use crate::setting::{ADA, Setting, open};

const RESPONSE: &str = "/*/*[local-name()='Signature']";
const ASSERTION: &str = "/*/*[local-name()='Assertion']/*[local-name()='Signature']";
/// A decrypted assertion stays in the element that was encrypted.
const DECRYPTED: &str = "/*/*/*[local-name()='Assertion']/*[local-name()='Signature']";

/// Verifies a signature of a response with the certificate of the server.
async fn verify(folder: &Path, document: &str, signature: &str) {
    let mut command = Command::new(installed("LATCHKEY_TEST_XMLSEC1"));
    command
        .arg("--verify")
        .args(["--pubkey-cert-pem", "server.crt"])
        .args([
            "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:protocol:Response",
        ])
        .args([
            "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
        ])
        .args(["--node-xpath", signature])
        .arg(document)
        .current_dir(folder);
    run(&mut command).await;
}

async fn decrypt(folder: &Path, document: &str, to: &str) {
    let mut command = Command::new(installed("LATCHKEY_TEST_XMLSEC1"));
    command
        .args(["--decrypt", "--privkey-pem", "sp.key"])
        .args(["--output", to])
        .arg(document)
        .current_dir(folder);
    run(&mut command).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn xmlsec1_verifies_and_decrypts_every_kind_of_response() {
    let setting = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let browser = setting.browser(ADA).await;
    for encrypted in [false, true] {
        for sign in SignedParts::ALL {
            let entity_id = format!("urn:example:{}:{encrypted}", sign.as_str());
            let consumer = "https://sp.example.com/acs";
            let settings = SamlSettings {
                sign,
                encryption_certificate: encrypted.then(|| sp_key().certificate.clone()),
                ..settings(&entity_id, consumer, consumer, sp_key())
            };
            let groups = ["Engineering"];
            let application = setting.register_saml(&entity_id, settings, &groups).await;
            let provider = application.saml_provider.unwrap();
            write_files(folder, sp_key(), &provider).await;
            let certificate = &provider.certificates[0].certificate;
            std::fs::write(folder.join("server.crt"), certificate).unwrap();
            let request = Message::authn(&entity_id, SystemClock.now());
            let query = signed_query(&request.xml(), None, sp_key());
            let shown = open(&browser, &format!("{}?{query}", provider.sso_url)).await;
            let answer = Form::find(&shown.text).unwrap().answer();
            std::fs::write(folder.join("response.xml"), &answer.xml).unwrap();

            if sign != SignedParts::Assertion {
                verify(folder, "response.xml", RESPONSE).await;
            }
            let (readable, signature) = if encrypted {
                assert!(!answer.xml.contains(ADA));
                decrypt(folder, "response.xml", "decrypted.xml").await;
                ("decrypted.xml", DECRYPTED)
            } else {
                ("response.xml", ASSERTION)
            };
            let text = std::fs::read_to_string(folder.join(readable)).unwrap();
            assert!(text.contains(ADA), "{text}");
            if sign != SignedParts::Response {
                verify(folder, readable, signature).await;
            }
        }
    }
}
