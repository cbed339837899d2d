//! The pages of docs/applications show settings that the server accepts.

use std::path::Path;

use contract::applications::CreateApplication;
use harness::saml::sp_key;
use harness::{Backend, TestServer, on_both_databases};

on_both_databases!(every_page_shows_settings_that_work);

/// What stands on the pages for a certificate, which everybody has another one of.
const CERTIFICATE: &str = r"-----BEGIN CERTIFICATE-----\n…";

async fn every_page_shows_settings_that_work(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/applications");
    let certificate = sp_key().certificate.replace('\n', r"\n");
    let mut created = 0;
    for page in std::fs::read_dir(folder).unwrap() {
        let path = page.unwrap().path();
        let name = path.display();
        let text = std::fs::read_to_string(&path).unwrap();
        for block in text.split("```json\n").skip(1) {
            let (json, _) = block.split_once("```").unwrap();
            let json = json.replace(CERTIFICATE, &certificate);
            let mut new: CreateApplication =
                serde_json::from_str(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
            // An application can have a page for each protocol.
            new.name = format!("{} {created}", new.name);
            let made = owner.create_application(&new, None).await;
            let made = made.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert!(made.oidc.is_some() || made.saml.is_some(), "{name}");
            created += 1;
        }
    }
    assert!(created > 10, "{created} applications");
}
