//! A server on a free port with one organization.

use identity::set_up::{NewOrganization, create_organization};
use latchkey::config::Config;
use latchkey::server::{Overrides, RunningServer, start};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use tempfile::TempDir;

pub const OWNER: &str = "owner@example.com";
pub const PASSWORD: &str = "correct horse battery staple";

pub struct Server {
    pub running: RunningServer,
    pub base: String,
    pub http: Client,
    pub folder: TempDir,
}

pub fn config(folder: &TempDir) -> Config {
    let url = format!("sqlite://{}", folder.path().join("latchkey.db").display());
    let mut config = Config::for_tests(&url, folder.path());
    config.security.hashing.cost.memory_kib = 64;
    config.security.hashing.cost.iterations = 1;
    config
}

impl Server {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(&folder);
        change(&mut config);
        let running = start(config, Overrides::default()).await.unwrap();
        let organization = NewOrganization {
            name: "Example Ltd",
            owner_name: "Olivia Owner",
            owner_email: OWNER,
            owner_password: PASSWORD,
        };
        create_organization(&running.context, &organization, None)
            .await
            .unwrap();
        let redirects = reqwest::redirect::Policy::none();
        Self {
            base: format!("http://{}", running.address),
            running,
            http: Client::builder()
                .tls_certs_only([])
                .redirect(redirects)
                .build()
                .unwrap(),
            folder,
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// Begins a sign-in and submits the password. Returns the response.
    pub async fn sign_in(&self, origin: &str) -> Response {
        let step = |path: &str| {
            self.request(Method::POST, path)
                .header("Origin", origin)
                .header("Content-Type", "application/json")
        };
        let begun = step("/api/v1/admin/sign-in")
            .body(format!(r#"{{"email":"{OWNER}"}}"#))
            .send()
            .await
            .unwrap();
        assert_eq!(begun.status(), 200);
        let cookie = set_cookies(&begun).remove(0);
        let pair = cookie.split(';').next().unwrap().to_owned();
        step("/api/v1/admin/sign-in/password")
            .header("Cookie", pair)
            .body(format!(r#"{{"password":"{PASSWORD}"}}"#))
            .send()
            .await
            .unwrap()
    }
}

pub fn set_cookies(response: &Response) -> Vec<String> {
    let values = response.headers().get_all("set-cookie");
    values
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect()
}

pub fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

/// The status, code and body of a problem. Checks that the response is one.
pub async fn problem(response: Response) -> (u16, String, Value) {
    let status = response.status().as_u16();
    assert_eq!(
        header(&response, "content-type"),
        "application/problem+json"
    );
    let id = header(&response, "x-request-id");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["requestId"], id);
    let kind = body["type"].as_str().unwrap();
    let code = kind.strip_prefix("urn:latchkey:problem:").unwrap();
    (status, code.to_owned(), body)
}
