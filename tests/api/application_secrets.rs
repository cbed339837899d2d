//! No response shows a secret of an application, to whatever role (attack class 33): every document of the
//! API and of the protocols is searched for what the database keeps.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use entity::{application_key, client_secret, oidc_client, oidc_key, saml_provider};
use harness::saml::ServiceProvider;
use harness::{Backend, Surfer, on_both_databases};
use rules::role::Role;
use sea_orm::{EntityTrait, ModelTrait};
use serde_json::Value;
use tokio::time::timeout;

use crate::authorization::NOBODY;
use crate::openid::Setting;

on_both_databases!(no_response_shows_a_secret_of_an_application);

/// How a response could show bytes.
fn spellings(bytes: &[u8]) -> Vec<String> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let list = serde_json::to_string(bytes).unwrap();
    vec![
        hex.to_uppercase(),
        hex,
        STANDARD_NO_PAD.encode(bytes),
        URL_SAFE_NO_PAD.encode(bytes),
        list,
    ]
}

/// The values of a column in all rows of a table.
async fn stored<E: EntityTrait>(here: &Setting, column: E::Column) -> Vec<String> {
    let db = here.server.running.context.database().read();
    let rows = E::find().all(db).await.unwrap();
    assert!(!rows.is_empty());
    let values = rows.iter().map(|row| row.get(column).unwrap::<Vec<u8>>());
    values.flat_map(|bytes| spellings(&bytes)).collect()
}

/// What no response contains. `tokens` are those of the application.
async fn hidden(here: &Setting, tokens: &Value) -> Vec<String> {
    let mut hidden: Vec<String> = Vec::new();
    let hash = client_secret::Column::SecretHash;
    hidden.extend(stored::<client_secret::Entity>(here, hash).await);
    let salt = oidc_client::Column::SubjectSalt;
    hidden.extend(stored::<oidc_client::Entity>(here, salt).await);
    let salt = saml_provider::Column::SubjectSalt;
    hidden.extend(stored::<saml_provider::Entity>(here, salt).await);
    let key = application_key::Column::PrivateKeyEncrypted;
    hidden.extend(stored::<application_key::Entity>(here, key).await);
    let key = oidc_key::Column::PrivateKeyEncrypted;
    hidden.extend(stored::<oidc_key::Entity>(here, key).await);
    for name in ["access_token", "refresh_token"] {
        hidden.push(tokens[name].as_str().unwrap().to_owned());
    }
    let (_, secret) = here.rp.secret.as_deref().unwrap().split_at(HINT);
    let names = ["PRIVATE KEY", "privateKey", "secretHash", "subjectSalt"];
    hidden.extend([secret, &WRONG[HINT..]].map(str::to_owned));
    hidden.extend(names.map(str::to_owned));
    hidden
}

/// The number of characters by which administrators recognize a secret.
const HINT: usize = 12;
/// A secret that an application was given by mistake.
const WRONG: &str = "lks_not-the-secret-of-this-application";

/// The paths of all documents of the API, with the identifiers of these applications.
async fn paths(here: &Setting, sp: &ServiceProvider) -> Vec<String> {
    let document = harness::openapi(&here.server).await;
    let mut paths = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if !methods["get"].is_object() {
            continue;
        }
        let path = path
            .replace("{user}", &here.user.to_string())
            .replace("{token}", NOBODY)
            .replace("{template}", "grafana");
        let ids = match path.split('/').nth(3) {
            Some("applications") => vec![here.rp.id.to_string(), sp.id.to_string()],
            Some("users") => vec![here.user.to_string()],
            _ => vec![NOBODY.to_owned()],
        };
        paths.extend(ids.iter().map(|id| path.replace("{id}", id)));
    }
    paths
}

/// What an answer says, until it ends or says nothing for a second: a stream of events has no end.
async fn said(mut answer: reqwest::Response) -> String {
    let mut said = Vec::new();
    let pause = Duration::from_secs(1);
    while let Ok(Some(part)) = timeout(pause, answer.chunk()).await.map(Result::unwrap) {
        said.extend_from_slice(&part);
    }
    String::from_utf8(said).unwrap()
}

async fn no_response_shows_a_secret_of_an_application(backend: Backend) {
    let here = Setting::new(backend).await;
    let (owner, server) = (&here.owner, &here.server);
    let sp = ServiceProvider::new(server, owner, harness::saml::settings()).await;
    owner.create_application_certificate(sp.id).await.unwrap();
    // There are sessions, events and problems to be shown.
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    sp.assertion(&here.ada).await;
    let mut mistaken = here.rp.clone();
    mistaken.secret = Some(WRONG.to_owned());
    assert_eq!(mistaken.refresh(&tokens).await.0, 401);
    let hidden = hidden(&here, &tokens).await;
    let hint = &here.rp.secret.as_deref().unwrap()[..HINT];
    let shows = |text: &str| hidden.iter().find(|one| text.contains(one.as_str()));

    let (help_desk, read_only) = ("help@example.com", "read@example.com");
    let help_desk = server.administrator(owner, help_desk, Role::HelpDesk).await;
    let read_only = server.administrator(owner, read_only, Role::ReadOnly).await;
    let (mut shown, mut hints) = (0, 0);
    for path in paths(&here, &sp).await {
        let url = format!("{}{path}", server.origin);
        for reader in [owner, &help_desk, &read_only, &here.ada.portal] {
            let request = harness::plain_http().get(&url);
            let answer = request.bearer_auth(reader.token().unwrap()).send().await;
            let answer = answer.unwrap();
            shown += usize::from(answer.status().is_success());
            let text = said(answer).await;
            assert_eq!(shows(&text), None, "{url}");
            hints += usize::from(text.contains(hint));
        }
    }
    // These are the documents of these applications: some say which of its secrets is which.
    assert!(shown > 60 && hints > 0, "{shown} documents, {hints} hints");

    let nobody = Surfer::new(server);
    for path in [
        "/oidc/jwks".to_owned(),
        "/.well-known/openid-configuration".to_owned(),
        format!("/saml/{}/metadata", sp.id),
    ] {
        let answer = nobody.get(&path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let text = answer.text().await.unwrap();
        assert_eq!(shows(&text), None, "{path}");
        for private in ["\"d\":", "\"p\":", "\"q\":", "\"k\":"] {
            assert!(!text.contains(private), "{path}: {text}");
        }
    }
}
