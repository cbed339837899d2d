//! The pages of docs/applications show settings that the server accepts, and the way to them in the Admin Portal.

use std::path::Path;

use contract::applications::CreateApplication;
use harness::saml::sp_key;
use harness::{Backend, TestServer, on_both_databases};

on_both_databases!(
    every_page_shows_settings_that_work,
    every_page_says_where_to_click,
);

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

async fn every_page_says_where_to_click(backend: Backend) {
    const PATH: &str = "**Applications, Add application, ";
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let templates = owner.application_templates().await.unwrap().items;
    let mut offered: Vec<String> = templates.into_iter().map(|one| one.name).collect();
    offered.extend(["Custom OpenID Connect", "Custom SAML"].map(str::to_owned));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/applications");
    for page in std::fs::read_dir(folder).unwrap() {
        let path = page.unwrap().path();
        if path.ends_with("README.md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // A name can be on the next line.
        let text = text.replace('\n', " ");
        let named: Vec<&str> = text
            .split(PATH)
            .skip(1)
            .filter_map(|rest| rest.split_once("**"))
            .map(|(name, _)| name)
            .collect();
        assert!(!named.is_empty(), "{}", path.display());
        for name in named {
            let is_offered = offered.iter().any(|one| one == name);
            assert!(is_offered, "{}: {name}", path.display());
        }
    }
}
